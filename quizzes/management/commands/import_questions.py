"""``manage.py import_questions``: bring a file of questions into a course."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions.bank import QuestionsRefused, save_questions
from ...exchange import native
from ...exchange.spec import ExchangeError
from ...models import Course


class Command(BaseCommand):
    """Adds or updates the questions of a JSON file; all of them or none."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the course it belongs to."""
        parser.add_argument("path", help="the file, or - for standard input")
        parser.add_argument("--course", required=True, help="the course's short name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        course = Course.objects.filter(slug=options["course"]).first()
        if course is None:
            known = ", ".join(Course.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no course “{options['course']}”. Known: {known}.")
        try:
            questions = native.read(_text(options["path"]))
            done = save_questions(course, questions, by=None, now=timezone.now())
        except (ExchangeError, QuestionsRefused) as refused:
            raise CommandError(f"{refused}\nNothing was imported.") from refused
        counts = ", ".join(f"{done[what]} {what}" for what in ("added", "changed", "unchanged"))
        self.stdout.write(f"Questions of “{course}”: {counts}.")


def _text(path: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
