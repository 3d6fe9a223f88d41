"""``manage.py recompute_progress``: hold the kept figures against the raw answers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ...actions.progress import FIGURES, recompute_progress


class Command(BaseCommand):
    """Recomputes each item's figures from its answers and marks, and mends what differs."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit with 1 if anything differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number."""
        differences = 0
        for difference in recompute_progress(save=not options["check"]):
            differences += 1
            pairs = zip(FIGURES, difference.kept, difference.recomputed, strict=True)
            told = ", ".join(f"{name} {old} → {new}" for name, old, new in pairs if old != new)
            self.stdout.write(f"item {difference.item_id}: {told}")
        if options["check"]:
            self.stdout.write(f"{differences} differences.")
            if differences:
                sys.exit(1)
        else:
            self.stdout.write(f"{differences} mended.")
