"""``manage.py load_sample``: the sample course, and on a demo machine its demo accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from ...actions.article import save_article
from ...actions.bank import save_questions
from ...actions.roles import AUTHORS
from ...articles import read_article
from ...exchange import native
from ...models import Course, User

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "renault"
SLUG = "renault"
PASSWORD = "copper-winding-7"  # noqa: S105 -- printed on purpose; demo machines only
ACCOUNTS = {
    "learner@example.com": ("Ada Learner", {}),
    "teacher@example.com": ("Marie Teacher", {}),
    "author@example.com": ("Jules Author", {"is_staff": True}),
    "admin@example.com": ("Grace Admin", {"is_staff": True, "is_superuser": True}),
}


class Command(BaseCommand):
    """Loads the course as any author would, by the same actions. A second run changes nothing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the course unless it is there, and with DEBUG on the accounts."""
        if not Course.objects.filter(slug=SLUG).exists():
            with transaction.atomic():
                self._course()
        if settings.DEBUG:
            self._accounts()

    def _course(self) -> None:
        """What was changed on the site since must not be overwritten, so this runs once."""
        article = read_article((SAMPLE / "article.md").read_bytes(), filename="article.md")
        now = timezone.now()
        course = save_article(article, course_slug=SLUG, publish=True, by=None, now=now).course
        questions = native.read((SAMPLE / "questions.json").read_text())
        save_questions(course, questions, by=None, now=now)
        lessons, count = course.lessons.count(), course.questions.count()
        self.stdout.write(f"Sample course “{course}”: {lessons} lessons, {count} questions.")

    def _accounts(self) -> None:
        """Four people, one a role, made once; a changed password is left alone."""
        for email, (name, rights) in ACCOUNTS.items():
            if not User.objects.filter(email=email).exists():
                user = User.objects.create_user(email, PASSWORD, name=name, **rights)
                if not user.is_superuser and user.is_staff:
                    user.groups.add(Group.objects.get(name=AUTHORS))
        self.stdout.write(f"Demo accounts (password {PASSWORD}): {', '.join(ACCOUNTS)}")
