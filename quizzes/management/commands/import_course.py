"""``manage.py import_course``: a course from the archive that another site wrote."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions.course_archive import CourseRefused, restore_course
from ...exchange.course_read import read_course
from ...exchange.spec import ExchangeError
from ..courses import counted
from ..progress import Progress


class Command(BaseCommand):
    """Makes a new course; one that is there is never changed."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive, and under which name."""
        parser.description = _("Take in a course that manage.py export_course wrote.")
        parser.add_argument("path", help=_("the archive, or - for standard input"))
        parser.add_argument(
            "--as", dest="slug", default="", help=_("another short name than it has in the archive")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what is there now."""
        path = options["path"]
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
            ) from error
        try:
            spec = read_course(data)
            with Progress(self.stderr, len(list(spec.questions))) as bar:
                restored = restore_course(
                    spec, slug=options["slug"], by=None, now=timezone.now(), told=bar.add
                )
        except (ExchangeError, CourseRefused) as refused:
            raise CommandError("\n".join([str(refused), _("Nothing was imported.")])) from refused
        words = _("The course “%(course)s” is there: %(counts)s.")
        said = words % {"course": restored.course, "counts": counted(restored.course)}
        self.stdout.write("\n".join([said, *restored.remarks]))
