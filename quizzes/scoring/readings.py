"""Two people mark the same answer, neither knowing what the other gave: whether they agree, what
comes of it, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOLERANCE = 0.05
"""Share of the full mark by which two marks may differ and still agree.

The mean is then at most 2.5% from either of them: less than one point of a rubric with twenty, and
less than any step of the usual scales of grades, so that there is nothing to talk about. With a
rubric of fewer than twenty points a whole point apart is never within it.
"""
DIGITS = 9
"""Marks are shares such as 13/20; further digits are noise of their binary form."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave an answer: a share of the mark, 0 to 1, the points for each criterion of
    the rubric (None without one), and a comment."""

    fraction: float | None
    points: Sequence[float] | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of the rubric with what each gave for it; None where somebody gave nothing."""

    text: str
    most: int
    points: tuple[float | None, ...]

    @property
    def apart(self) -> float:
        """Points between the highest and the lowest."""
        given = [each for each in self.points if each is not None]
        return max(given) - min(given) if given else 0


def agree(first: float, second: float) -> bool:
    """Whether two marks, as shares of the full one, are the same but for TOLERANCE."""
    return round(abs(first - second), DIGITS) <= TOLERANCE


def joined(first: Given, second: Given) -> Given:
    """What becomes of two that agree: the mean of all figures, and both comments.

    Raises ValueError where one of them has no mark.
    """
    if first.fraction is None or second.fraction is None:
        raise ValueError("both must have a mark")
    points = None
    if first.points is not None and second.points is not None:
        points = [_mean(*pair) for pair in zip(first.points, second.points, strict=True)]
    return Given(
        fraction=round((first.fraction + second.fraction) / 2, DIGITS),
        points=points,
        comment=together((first, second)),
    )


def together(given: Iterable[Given]) -> str:
    """All comments, each once."""
    return "\n\n".join(dict.fromkeys(each.comment for each in given if each.comment))


def difference(rubric: Sequence[Mapping[str, Any]], given: Sequence[Given]) -> list[Line]:
    """The rubric, criterion by criterion, with what each of them gave."""
    return [
        Line(
            text=criterion["text"],
            most=criterion["points"],
            points=tuple(_at(each.points or (), number) for each in given),
        )
        for number, criterion in enumerate(rubric)
    ]


def _mean(first: float, second: float) -> float:
    """Without a fraction where there is none: points are written as they are kept."""
    mean = (first + second) / 2
    return int(mean) if mean == int(mean) else mean


def _at(points: Sequence[float], number: int) -> float | None:
    return points[number] if number < len(points) else None
