"""``manage.py recompute_grades``: hold the points of attempts against the marks."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions.grades import FIGURES, Difference, recompute_grades


class Command(BaseCommand):
    """Recomputes the points of each attempt at an assignment, and mends what differs."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend."""
        parser.description = _(
            "Compare the points that attempts at assignments keep with their marks, and mend what"
            " differs. Run recompute_progress first, which does the same for single questions."
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("change nothing; exit with 1 if anything differs"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number."""
        count = 0
        for difference in recompute_grades(save=not options["check"]):
            count += 1
            self.stdout.write(_told(difference))
        found = ngettext("%(count)d difference.", "%(count)d differences.", count)
        mended = ngettext("%(count)d attempt was mended.", "%(count)d attempts were mended.", count)
        self.stdout.write((found if options["check"] else mended) % {"count": count})
        if options["check"] and count:
            sys.exit(1)


def _told(difference: Difference) -> str:
    """The columns that differ, by their own names: who runs this looks for them in the tables."""
    pairs = zip(FIGURES, difference.kept, difference.recomputed, strict=True)
    figures = ", ".join(f"{name} {old} → {new}" for name, old, new in pairs if old != new)
    return _("Attempt %(attempt)d: %(figures)s") % {
        "attempt": difference.attempt_id,
        "figures": figures,
    }
