"""``manage.py refresh_figures``: the figures of the list of questions, up to date."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions.figures import KEPT, Difference, compare_figures, refresh_figures


class Command(BaseCommand):
    """Brings the figures of questions up to date with the answers, and holds them against these."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to change anything."""
        parser.description = _("Bring the figures of the list of questions up to date.")
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("change nothing; recompute from all answers, exit with 1 if anything differs"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number."""
        check, count = options["check"], 0
        for difference in compare_figures() if check else refresh_figures(now=timezone.now()):
            count += 1
            self.stdout.write(_told(difference))
        self.stdout.write(_found(count) if check else _mended(count))
        if check and count:
            sys.exit(1)


def _told(difference: Difference) -> str:
    """The columns that differ, by their own names: who runs this looks for them in the tables."""
    pairs = zip(KEPT, difference.kept, difference.recomputed, strict=True)
    figures = ", ".join(f"{name} {old} → {new}" for name, old, new in pairs if old != new)
    words = {"question": difference.question_id, "figures": figures}
    return _("Question %(question)d: %(figures)s") % words


def _found(count: int) -> str:
    text = ngettext("%(count)d difference.", "%(count)d differences.", count)
    return text % {"count": count}


def _mended(count: int) -> str:
    text = ngettext(
        "Up to date; %(count)d question was mended.",
        "Up to date; %(count)d questions were mended.",
        count,
    )
    return text % {"count": count}
