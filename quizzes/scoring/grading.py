"""The grade of a whole attempt, from the marks of its questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def percentage(fraction: float) -> int:
    """A share from 0 to 1 as a whole percentage. All and nothing are not reached by rounding."""
    figure = round(100 * fraction)
    return min(max(figure, 1), 99) if 0 < fraction < 1 else figure


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of an attempt: the share of its points that it earned, and what it is worth.

    ``share`` is at most 1, below 0 only for a confident wrong answer; None while a person has
    to mark it. ``counts`` is False where the question is out of the count.
    """

    share: float | None
    points: float
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """Points earned, never below 0, of the points there are, and how many marks are missing.

    ``possible`` holds what waits for a mark too.
    """

    earned: float
    possible: float
    waiting: int

    @property
    def grade(self) -> float | None:
        """0 to 1; None where nothing counts, and while a mark is missing."""
        if self.waiting or not self.possible:
            return None
        return self.earned / self.possible


def total(items: Iterable[Marked]) -> Total:
    """The sum over the questions that count."""
    counted = [item for item in items if item.counts]
    earned = sum((item.share or 0.0) * item.points for item in counted)
    return Total(
        earned=max(0.0, earned),
        possible=sum(item.points for item in counted),
        waiting=sum(item.share is None for item in counted),
    )
