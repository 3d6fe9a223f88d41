"""``manage.py load_sample``: the sample course, and on a demo machine its demo accounts."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions.article import save_article
from ...actions.assignment import assign
from ...actions.bank import save_questions
from ...actions.classroom import open_class
from ...actions.enrolment import join, save_roster
from ...actions.learner import learner_for
from ...actions.quiz_setup import save_quiz
from ...articles import read_article
from ...exchange import native
from ...exchange.roster import Entry
from ...models import Course, User
from ..courses import counted

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
SLUG = "renault"


class Command(BaseCommand):
    """Loads the course as any author would, by the same actions. A second run changes nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing to choose."""
        parser.description = _("Load the sample course, and where DEBUG is on the demo accounts.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the course unless it is there, and with DEBUG on the accounts."""
        if not Course.objects.filter(slug=SLUG).exists():
            with transaction.atomic():
                self._course()
        if settings.DEBUG:
            self._accounts()

    def _course(self) -> None:
        """What was changed on the site since must not be overwritten, so this runs once."""
        folder = SAMPLE / "renault"
        article = read_article((folder / "article.md").read_bytes(), filename="article.md")
        now = timezone.now()
        course = save_article(article, course_slug=SLUG, publish=True, by=None, now=now).course
        questions = native.Native().read((folder / "questions.json").read_bytes()).questions
        save_questions(course, questions, by=None, now=now)
        for quiz in json.loads((folder / "quizzes.json").read_text("utf-8"))["quizzes"]:
            save_quiz(course, quiz["fields"], quiz["draw"], now=now)
        self.stdout.write(
            _("The sample course “%(course)s” has %(counts)s.")
            % {"course": course, "counts": counted(course)}
        )

    def _accounts(self) -> None:
        """Four people, one a role, made once; a changed password is left alone."""
        demo = json.loads((SAMPLE / "accounts.json").read_text("utf-8"))
        for account in demo["accounts"]:
            if not User.objects.filter(email=account["email"]).exists():
                fields = {name: value for name, value in account.items() if name != "group"}
                user = User.objects.create_user(password=demo["password"], **fields)
                user.groups.add(*Group.objects.filter(name=account.get("group", "")))
        self._classroom(demo["classroom"])
        self.stdout.write(
            _("The demo accounts, all with the password %(password)s: %(emails)s")
            % {
                "password": demo["password"],
                "emails": ", ".join(account["email"] for account in demo["accounts"]),
            }
        )

    def _classroom(self, demo: dict[str, Any]) -> None:
        """A class of the demo teacher's with something to do, unless they teach one already."""
        teacher = User.objects.get(email=demo["teacher"])
        course = Course.objects.filter(slug=SLUG).first()
        if course is None or teacher.teaching.exists():
            return
        now = timezone.now()
        classroom = open_class(demo["name"], demo["time_zone"], "name", by=teacher, now=now)
        for user in User.objects.filter(email__in=demo["learners"]):
            join(classroom, learner_for(user, now=now), str(user), now=now)
        save_roster(classroom, [Entry("", name) for name in demo["places"]], now=now)
        for each in demo["assignments"]:
            due = now + timedelta(days=each["days"])
            fields = {
                "title": each["title"],
                "quiz": course.quizzes.get(slug=each["quiz"]),
                "minutes": each["minutes"],
                "due_at": due.replace(minute=0, second=0, microsecond=0),
            }
            assign(classroom, course, fields, [], publish=True, by=teacher, now=now)
