"""Statistics of a test and of its questions, by classical test theory.

Marks come as a table: a row a learner, a column a question, each the mark of one attempt in
points; None where the learner did not have the question, or its mark is still missing. Variances
have n - 1 below the line. What has no variance has no statistic: None.

Sources: F. M. Lord, M. R. Novick, "Statistical Theories of Mental Test Scores" (1968) for
discrimination as the correlation with the rest of the test; L. J. Cronbach, "Coefficient alpha and
the internal structure of tests", Psychometrika 16 (1951) for internal consistency.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import StatisticsError, covariance, mean, median, stdev, variance

FEWEST = 10
"""Learners below which nothing is said of a question."""
EASY, HARD = 95.0, 20.0
"""Facility, in percent, beyond which nearly all or hardly any know it."""
Marks = Sequence[float | None]
"""One learner's, question by question."""
NOISE = 1e-12
"""Variance, in points squared, that only comes of sums of rounded numbers."""
WEAK, STRONG = 15.0, 30.0
"""Discrimination, in percent: below the one a question tells hardly anything, from the other on
it tells well who knows the rest."""


class Verdict(Enum):
    """What the figures of a question say to a teacher."""

    TOO_FEW = "too few"
    """Too few learners to judge."""
    AGAINST = "against"
    """Those who know the rest get it wrong: its key may be wrong."""
    TOO_EASY = "too easy"
    TOO_HARD = "too hard"
    WEAK = "weak"
    """Whether one knows the rest has little to do with it."""
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """Of one question, all in percent.

    ``facility`` is the mean mark over the highest one; ``discrimination`` the correlation of the
    mark with that of the rest of the test; ``efficiency`` discrimination over the highest that
    these very marks allow.
    """

    count: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None

    @property
    def verdict(self) -> Verdict:
        """What to make of it; the worst first."""
        if self.count < FEWEST or self.facility is None:
            return Verdict.TOO_FEW
        if self.discrimination is not None and self.discrimination < 0:
            return Verdict.AGAINST
        if self.facility > EASY:
            return Verdict.TOO_EASY
        if self.facility < HARD:
            return Verdict.TOO_HARD
        if self.discrimination is None or self.discrimination < WEAK:
            return Verdict.WEAK
        return Verdict.GOOD if self.discrimination >= STRONG else Verdict.FAIR


@dataclass(frozen=True, slots=True)
class Analysis:
    """Of a whole test: means in points, ``consistency`` (Cronbach's alpha) and ``error_ratio`` in
    percent, ``standard_error`` of one learner's sum in points.

    Of the learners who have a mark in every question, ``count`` of them: sums of different things
    cannot be compared. Those of the items are of all who have a mark in that one.
    """

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None
    items: tuple[ItemStatistics, ...]


def analyse(marks: Sequence[Marks], most: Sequence[float]) -> Analysis:
    """Of a table of marks; ``most`` are the highest marks of its questions, above 0."""
    whole = [
        row for each in marks if len(row := [one for one in each if one is not None]) == len(each)
    ]
    sums = [math.fsum(row) for row in whole]
    columns = [[row[at] for row in whole] for at in range(len(most))]
    rests = [rest_of(row, most) for row in marks]
    deviation = stdev(sums) if len(sums) > 1 else None
    consistency = _consistency(columns, sums)
    ratio = None if consistency is None else 100 * math.sqrt(max(0.0, 1 - consistency / 100))
    error = None if ratio is None or deviation is None else ratio * deviation / 100
    items = tuple(
        item_statistics([(row[at], rest[at]) for row, rest in zip(marks, rests, strict=True)], top)
        for at, top in enumerate(most)
    )
    return Analysis(
        count=len(sums),
        mean=mean(sums) if sums else None,
        median=median(sums) if sums else None,
        deviation=deviation,
        consistency=consistency,
        error_ratio=ratio,
        standard_error=error,
        items=items,
    )


def rest_of(marks: Marks, most: Sequence[float]) -> list[float | None]:
    """What a learner has in the rest of the test, seen from each question.

    In points of all the others. Where some of them have no mark, as if those went like the ones
    that have; None where no other one has a mark.
    """
    sums = math.fsum(mark for mark in marks if mark is not None)
    there = math.fsum(top for mark, top in zip(marks, most, strict=True) if mark is not None)
    all_points = math.fsum(most)
    found: list[float | None] = []
    for mark, top in zip(marks, most, strict=True):
        others = there - (0.0 if mark is None else top)
        if others <= 0:
            found.append(None)
            continue
        scale = 1.0 if there == all_points else (all_points - top) / others
        found.append((sums - (mark or 0.0)) * scale)
    return found


def item_statistics(
    pairs: Sequence[tuple[float | None, float | None]], most: float
) -> ItemStatistics:
    """Of one question: each learner's mark in it and what they have in the rest; see rest_of."""
    marks = [mark for mark, _rest in pairs if mark is not None]
    both = [(mark, rest) for mark, rest in pairs if mark is not None and rest is not None]
    column, rest = [mark for mark, _rest in both], [rest for _mark, rest in both]
    return ItemStatistics(
        len(marks),
        100 * mean(marks) / most if marks else None,
        _share(column, rest, _spread(column, rest)),
        _share(column, rest, _covariance(sorted(column), sorted(rest))),
    )


def _share(column: Sequence[float], rest: Sequence[float], whole: float | None) -> float | None:
    """The covariance of the two in percent of what it could be; None where that is nothing."""
    found = _covariance(column, rest)
    if found is None or whole is None or whole < NOISE:
        return None
    return 100 * found / whole


def _covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    try:
        return covariance(one, other)
    except StatisticsError:
        return None


def _spread(one: Sequence[float], other: Sequence[float]) -> float | None:
    if len(one) < 2:
        return None
    return math.sqrt(variance(one) * variance(other))


def _consistency(columns: Sequence[Sequence[float]], sums: Sequence[float]) -> float | None:
    """Cronbach's alpha in percent; None for fewer than two questions or equal sums."""
    count = len(columns)
    if count < 2 or len(sums) < 2:
        return None
    whole = variance(sums)
    if whole < NOISE:
        return None
    parts = math.fsum(variance(column) for column in columns)
    return 100 * count / (count - 1) * (1 - parts / whole)
