"""``manage.py export_questions``: the questions of a course as a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...exchange.registry import formats
from ...exchange.spec import QuestionSpec
from ...reports.bank import questions_of
from ...reports.picture import content_of
from ..courses import named_course


class Command(BaseCommand):
    """Writes the current versions; what a format cannot hold is named on standard error."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The course, the format, and where to."""
        parser.description = _("Write the questions of a course to a file.")
        parser.add_argument(
            "--course", default="", help=_("the course's short name, where there are several")
        )
        parser.add_argument("--format", choices=list(formats()), default="json")
        parser.add_argument(
            "--output", default="-", help=_("the file; - for standard output, as without it")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, piece by piece."""
        course = named_course(options["course"])
        form = formats()[options["format"]]

        def questions() -> Iterator[QuestionSpec]:
            for question in questions_of(course):
                for loss in form.losses(question):
                    self.stderr.write(f"{question.uid}: {loss}")
                yield question

        if options["output"] == "-":
            for piece in form.write_with(questions(), content_of):
                sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            return
        try:
            with Path(options["output"]).open("wb") as file:
                file.writelines(form.write_with(questions(), content_of))
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.")
                % {"path": options["output"], "why": error.strerror}
            ) from error
