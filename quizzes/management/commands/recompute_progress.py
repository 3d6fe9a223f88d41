"""``manage.py recompute_progress``: hold the kept figures against the raw answers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions.progress import FIGURES, Difference, recompute_progress


class Command(BaseCommand):
    """Recomputes each item's figures from its answers, and mends what differs."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend."""
        parser.description = _("Compare the kept figures with the answers, and mend what differs.")
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("change nothing; exit with 1 if anything differs"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number."""
        count = 0
        for difference in recompute_progress(save=not options["check"]):
            count += 1
            self.stdout.write(_told(difference))
        self.stdout.write(_found(count) if options["check"] else _mended(count))
        if options["check"] and count:
            sys.exit(1)


def _told(difference: Difference) -> str:
    """The columns that differ, by their own names: who runs this looks for them in the tables."""
    pairs = zip(FIGURES, difference.kept, difference.recomputed, strict=True)
    figures = ", ".join(f"{name} {old} → {new}" for name, old, new in pairs if old != new)
    return _("Item %(item)d: %(figures)s") % {"item": difference.item_id, "figures": figures}


def _found(count: int) -> str:
    text = ngettext("%(count)d difference.", "%(count)d differences.", count)
    return text % {"count": count}


def _mended(count: int) -> str:
    text = ngettext("%(count)d item was mended.", "%(count)d items were mended.", count)
    return text % {"count": count}
