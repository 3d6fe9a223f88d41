"""Marks in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mark in words, with the name of its look."""

    name: str
    words: str


def verdict(fraction: float | None) -> Verdict:
    """The verdict on a share of the mark, 0 to 1; None is not marked yet."""
    if fraction is None:
        return Verdict("open", _("Handed in. A person marks this, not the program."))
    if fraction >= 1:
        return Verdict("right", _("That is right."))
    if fraction > 0:
        return Verdict("partly", _("Partly right."))
    return Verdict("wrong", _("Not quite."))


def no_longer_counts() -> Verdict:
    """In place of a verdict on a question that was dropped."""
    return Verdict("open", _("This question no longer counts."))
