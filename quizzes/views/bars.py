"""Bars of a chart as a template draws them: whole units of an SVG, so that no language changes
them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

WIDTH = 340
START = 52
LONGEST = 200
ROW = 26
THICK = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``share``, 0 to 1, is its length, and with ``count`` stands behind it; None where
    there is none."""

    sign: str
    share: float | None
    count: int | None = None
    right: bool = False
    blank: bool = False
    number: int = 0

    @property
    def top(self) -> int:
        """Where it begins, from above."""
        return self.number * ROW + (ROW - THICK) // 2

    @property
    def line(self) -> int:
        """On which its words stand."""
        return self.number * ROW + 18

    @property
    def length(self) -> int:
        """Never quite nothing, so that it can be seen where it would be."""
        return max(1, round(LONGEST * min(1.0, max(0.0, self.share or 0.0))))

    @property
    def end(self) -> int:
        """Where its label begins."""
        return START + self.length + 8


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars one below the other."""

    bars: tuple[Bar, ...]
    width: int = WIDTH
    start: int = START
    thick: int = THICK

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return ROW * len(self.bars)


def chart(bars: Iterable[Bar]) -> Chart:
    """The bars in their order."""
    return Chart(tuple(replace(bar, number=number) for number, bar in enumerate(bars)))
