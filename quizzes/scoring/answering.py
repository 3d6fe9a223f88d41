"""Ways of answering: how often one may try, and what mark the tries earn.

A quiz or an assignment chooses a policy. Policies are pure: tries in, mark out, so that marks
can be computed anew at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Way(StrEnum):
    """How questions are answered."""

    IMMEDIATE = "immediate"
    """One try, marked at once."""
    TRIES = "tries"
    """Several tries with the hint in between; each further one costs a share of the mark."""
    DEFERRED = "deferred"
    """As often as one likes until all is handed in; then the last answer is marked."""
    CONFIDENCE = "confidence"
    """One try, with how sure one is: it decides what a right answer earns and a wrong one costs."""
    PRACTICE = "practice"
    """As often as one likes, told at once, and no mark."""


class Confidence(StrEnum):
    """How sure a learner says they are."""

    SURE = "sure"
    UNSURE = "unsure"
    GUESS = "guess"


BY_CONFIDENCE = {
    Confidence.SURE: (1.0, -2.0),
    Confidence.UNSURE: (2 / 3, -2 / 3),
    Confidence.GUESS: (1 / 3, 0.0),
}
"""What a right and a wrong answer earn, as shares of the mark.

The scheme 3/-6, 2/-2, 1/0 of A. R. Gardner-Medwin, "Confidence assessment in the teaching of
basic science", ALT-J 3 (1995), 80-85, over 3. To say how sure one truly is pays best: "sure"
above 80%, "guess" below 67%.
"""
MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class Try:
    """One answer that was handed in: its fraction of the mark, 0 to 1, by the key alone.

    None where a person marks it.
    """

    fraction: float | None
    confidence: Confidence | None = None
    for_all: bool = False
    """Whether everyone was given the full mark, whatever they answered."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A way of answering with its figures. ``tries`` and ``penalty`` matter to TRIES alone."""

    way: Way
    tries: int = 3
    penalty: float = 1 / 3
    """Share of the mark that each further try costs."""

    def problems(self) -> list[str]:
        """Why this policy cannot be used; empty where it can."""
        if self.way is not Way.TRIES:
            return []
        found = []
        if not 2 <= self.tries <= MOST_TRIES:
            found.append(_("Allow 2 to %(most)d tries.") % {"most": MOST_TRIES})
        if not 0 <= self.penalty <= 1:
            found.append(_("The penalty for a further try must be 0 to 100%."))
        return found

    @property
    def counts(self) -> bool:
        """Whether there is a mark at all."""
        return self.way is not Way.PRACTICE

    @property
    def asks_confidence(self) -> bool:
        """Whether an answer comes with how sure one is."""
        return self.way is Way.CONFIDENCE

    @property
    def checks_each(self) -> bool:
        """Whether each answer is handed in by itself, and not all of them together."""
        return self.way is not Way.DEFERRED

    @property
    def most(self) -> int | None:
        """How often a question can be answered; None for as often as one likes."""
        if self.way is Way.TRIES:
            return self.tries
        return 1 if self.way in (Way.IMMEDIATE, Way.CONFIDENCE) else None

    def may_try(self, tries: Sequence[Try]) -> bool:
        """Whether the question can be answered (again)."""
        if self.most is None:
            return True
        solved = bool(tries) and tries[-1].fraction == 1
        return len(tries) < self.most and not solved

    def hints(self, tries: Sequence[Try]) -> bool:
        """Whether the hint is shown: where tries cost something, not before the first."""
        return self.way is not Way.TRIES or bool(tries)

    def mark(self, tries: Sequence[Try]) -> float | None:
        """The share of the question's mark that the tries earn.

        0 without any; below 0 only for a confident wrong answer. None where there are no marks,
        and while a person has to mark the answer that counts.
        """
        if not self.counts:
            return None
        if not tries:
            return 0.0
        if tries[-1].for_all:
            return 1.0  # also for a guess, or those who answered had less than who did not
        if self.way is Way.TRIES:
            return self._best(tries)
        last = tries[-1]
        if last.fraction is None or not self.asks_confidence:
            return last.fraction
        right, wrong = BY_CONFIDENCE[last.confidence or Confidence.GUESS]
        return last.fraction * right + (1 - last.fraction) * wrong

    def _best(self, tries: Sequence[Try]) -> float | None:
        """A later try that is worse takes nothing away."""
        if tries[-1].fraction is None:
            return None
        earned = [
            (each.fraction or 0.0) - number * self.penalty for number, each in enumerate(tries)
        ]
        return max(0.0, *earned)
