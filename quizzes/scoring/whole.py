"""The figures of a whole test in words: what each is called, its value, and what it means.

The bounds for reliability are those of J. C. Nunnally, I. H. Bernstein, "Psychometric Theory", 3rd
edition (1994), 264-265: 0.7 while something is tried out, 0.9 where single people are decided on.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .statistics import FEWEST, Analysis

LOW, HIGH = 70.0, 90.0
"""Reliability, in percent."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a whole test. ``shown`` is "–" where there is none."""

    name: str
    shown: str
    meaning: str


def figures(whole: Analysis, possible: float | None) -> list[Figure]:
    """Of the sums of points, ``possible`` at most; where that is None they are in percent."""
    return [
        _centre(whole, possible),
        Figure(
            _("Median"),
            _amount(whole.median, possible),
            _(
                "Half of the learners have less, half have more. A few very good or bad ones do not"
                " move it."
            ),
        ),
        Figure(
            _("Spread (standard deviation)"),
            _amount(whole.deviation, possible),
            _(
                "About two learners in three lie no further than this from the mean. Where it is"
                " small, differences between learners mean little."
            ),
        ),
        Figure(
            _("Reliability (Cronbach’s alpha)"), _percent(whole.consistency), _reliability(whole)
        ),
        Figure(
            _("Error ratio"),
            _percent(whole.error_ratio),
            _error_ratio(whole.error_ratio),
        ),
        Figure(_("Standard error"), _amount(whole.standard_error, possible), _error(whole)),
    ]


def _centre(whole: Analysis, possible: float | None) -> Figure:
    words = _("What learners have on average.")
    if possible is not None:
        words = _("What learners have on average, of %(possible)s points.") % {
            "possible": _number(possible)
        }
    return Figure(_("Mean"), _amount(whole.mean, possible), words)


def _error_ratio(value: float | None) -> str:
    if value is None:
        return _("There is none without reliability.")
    if value >= 100:
        return _("All of the spread may be chance: the questions do not go together.")
    return _("This share of the spread is chance and not what learners know.")


def _reliability(whole: Analysis) -> str:
    value = whole.consistency
    if value is None:
        return _("It takes two questions or more that everybody had, and different results.")
    if whole.count < FEWEST:
        return _("Too few to judge: it takes %(fewest)d learners.") % {"fewest": FEWEST}
    if value < LOW:
        return _(
            "Low: another test on the same matter could come out quite differently. Do not let it"
            " decide alone; mend the questions marked below, or ask more."
        )
    if value < HIGH:
        return _(
            "Good enough for a class: it puts most learners in the right order. It is not enough to"
            " decide on single people."
        )
    return _("High: it tells learners apart well enough to decide on single people.")


def _error(whole: Analysis) -> str:
    if whole.standard_error is None:
        return _("There is none without reliability.")
    if whole.count < FEWEST:
        return _("Too few to judge: it takes %(fewest)d learners.") % {"fewest": FEWEST}
    return _(
        "In another test on the same matter two learners in three would come out within this much"
        " of what they have now. Smaller differences between two learners mean nothing."
    )


def _amount(value: float | None, possible: float | None) -> str:
    if possible is None:
        return _percent(value)
    return "–" if value is None else number_format(round(value, 3), 3)


def _percent(value: float | None) -> str:
    return (
        "–" if value is None else _("%(figure)s%%") % {"figure": number_format(round(value, 2), 2)}
    )


def _number(value: float) -> str:
    return number_format(int(value) if value == int(value) else round(value, 2))
