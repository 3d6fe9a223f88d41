"""``manage.py export_course``: a whole course as one archive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...exchange.course import write_course
from ...reports.course_archive import spec_of
from ..courses import named_course


class Command(BaseCommand):
    """Writes lessons, pictures, questions and quizzes; nothing of learners."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The course, and where to."""
        parser.description = _("Write a course with all that belongs to it as one archive.")
        parser.add_argument("course", help=_("the course's short name"))
        parser.add_argument(
            "--output", default="-", help=_("the file; - for standard output, as without it")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, piece by piece. A file that is there is replaced once the new one is whole."""
        pieces = write_course(spec_of(named_course(options["course"])))
        if options["output"] == "-":
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.flush()
            return
        path = Path(options["output"])
        begun = path.with_name(f"{path.name}.part")
        try:
            with begun.open("wb") as file:
                file.writelines(pieces)
            begun.replace(path)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.")
                % {"path": options["output"], "why": error.strerror}
            ) from error
