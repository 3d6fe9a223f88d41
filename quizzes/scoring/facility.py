"""How easy a question is, by the first answers to it."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

FEWEST = 10
"""First answers below which their mean says too little to judge a question by."""
HARD, EASY = 0.3, 0.8


def facility(fractions: Sequence[float]) -> float | None:
    """Mean of the first answers' marks, each 0 to 1; None where they are too few to judge."""
    return fsum(fractions) / len(fractions) if len(fractions) >= FEWEST else None
