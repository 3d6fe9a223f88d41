"""What a learner may see of their work, and when: one matrix, for the server to hold to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from .answering import Policy, Try, Way


class Part(StrEnum):
    """What there is to see of an answered question."""

    ANSWER = "answer"
    """One's own answer."""
    RIGHT = "right"
    """Whether it is right."""
    MARK = "mark"
    EXPLANATION = "explanation"
    """Why, in the author's words, with the place in the lesson."""
    KEY = "key"
    """The right answer."""


class Stage(StrEnum):
    """When it is looked at."""

    DURING = "during"
    """The attempt goes on."""
    SUBMITTED = "submitted"
    """It is over, and others may still be at theirs."""
    CLOSED = "closed"
    """Nobody can begin or go on."""


ALL = frozenset(Part)
TELLING = frozenset({Part.EXPLANATION, Part.KEY})
"""What gives the right answer away."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The parts that are shown at each stage."""

    during: frozenset[Part]
    submitted: frozenset[Part]
    closed: frozenset[Part]

    def at(self, stage: Stage) -> frozenset[Part]:
        """The parts shown at ``stage``, whatever the question."""
        return {
            Stage.DURING: self.during,
            Stage.SUBMITTED: self.submitted,
            Stage.CLOSED: self.closed,
        }[stage]

    def problems(self) -> list[str]:
        """Why this matrix makes no sense; empty where it does."""
        if not self.during <= self.submitted <= self.closed:
            return [_("What was shown once cannot be hidden later: tick it in what follows too.")]
        return []

    def as_json(self) -> dict[str, list[str]]:
        """For storing."""
        return {stage.value: sorted(self.at(stage)) for stage in Stage}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Matrix:
        """What ``as_json`` stored. ValueError for parts that there are not."""
        rows = {stage.value: _parts(stored.get(stage, ())) for stage in Stage}
        return cls(**rows)


def _parts(names: Collection[str]) -> frozenset[Part]:
    return frozenset(Part(name) for name in names)


_NOTHING_BUT_OWN = frozenset({Part.ANSWER})
_UNMARKED = ALL - {Part.MARK}
USUAL: Mapping[Way, Matrix] = {
    Way.IMMEDIATE: Matrix(ALL, ALL, ALL),
    Way.TRIES: Matrix(ALL, ALL, ALL),
    Way.DEFERRED: Matrix(_NOTHING_BUT_OWN, _NOTHING_BUT_OWN, ALL),
    Way.CONFIDENCE: Matrix(ALL, ALL, ALL),
    Way.PRACTICE: Matrix(_UNMARKED, _UNMARKED, _UNMARKED),
}
"""What each way of answering shows unless somebody decides otherwise."""


def stage(submitted: bool, closes_at: datetime | None, now: datetime) -> Stage:
    """Where an attempt stands. Without a closing time it is closed once it is handed in."""
    if closes_at is not None and now >= closes_at:
        return Stage.CLOSED
    if not submitted:
        return Stage.DURING
    return Stage.SUBMITTED if closes_at is not None else Stage.CLOSED


def visible(matrix: Matrix, policy: Policy, when: Stage, tries: Sequence[Try]) -> frozenset[Part]:
    """What may be shown of one question.

    While another try could earn something, nothing that gives the answer away; before anything
    was answered, nothing at all; no marks where there are none.
    """
    found = matrix.at(when)
    if not policy.counts:
        found -= {Part.MARK}
    if when is not Stage.DURING:
        return found
    if not tries:
        return frozenset()
    if not policy.checks_each:
        # An answer that can still be replaced: whether it is right would be one more hint.
        return found & {Part.ANSWER}
    if policy.counts and policy.may_try(tries):
        return found - TELLING
    return found
