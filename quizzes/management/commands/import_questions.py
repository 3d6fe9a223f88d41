"""``manage.py import_questions``: bring a file of questions into a course."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions.bank import QuestionsRefused, save_questions
from ...exchange import native
from ...exchange.spec import ExchangeError
from ...models import Course
from ..courses import named_course


class Command(BaseCommand):
    """Adds or updates the questions of a JSON file; all of them or none."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the course it belongs to."""
        parser.description = _("Bring a file of questions into a course: all of them or none.")
        parser.add_argument("path", help=_("the file, or - for standard input"))
        parser.add_argument("--course", required=True, help=_("the course's short name"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        course = named_course(options["course"])
        try:
            questions = native.Native().read(_data(options["path"])).questions
            done = save_questions(course, questions, by=None, now=timezone.now())
        except (ExchangeError, QuestionsRefused) as refused:
            raise CommandError("\n".join([str(refused), _("Nothing was imported.")])) from refused
        self.stdout.write(_report(course, done))


def _data(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error


def _report(course: Course, done: Mapping[str, int]) -> str:
    added, changed, unchanged = (done[what] for what in ("added", "changed", "unchanged"))
    lines = [
        _("The questions of “%(course)s”:") % {"course": course},
        ngettext("  %(count)d was added.", "  %(count)d were added.", added) % {"count": added},
        ngettext("  %(count)d was changed.", "  %(count)d were changed.", changed)
        % {"count": changed},
        ngettext("  %(count)d is unchanged.", "  %(count)d are unchanged.", unchanged)
        % {"count": unchanged},
    ]
    return "\n".join(lines)
