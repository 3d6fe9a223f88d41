"""What differs between two long texts, paragraph by paragraph, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .difference import Mark, Piece, compare, whole

KEPT = 1
"""Paragraphs that are shown before and after a change; the rest is left out."""
LEFT_OUT = "[…]"


def compare_texts(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts: changed paragraphs word by word, and little of what is the same.

    Empty where they are the same.
    """
    old, new = before.strip().split("\n\n"), after.strip().split("\n\n")
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if all(step[0] == "equal" for step in steps):
        return ()
    found: list[Piece] = []
    for at, (what, a, b, c, d) in enumerate(steps):
        if what == "equal":
            found += _same(old[a:b], first=at == 0, last=at == len(steps) - 1)
        else:
            found += _changed(old[a:b], new[c:d])
    return tuple(found)


def _same(paragraphs: Sequence[str], *, first: bool, last: bool) -> Iterator[Piece]:
    head = [] if first else list(paragraphs[:KEPT])
    tail = [] if last else list(paragraphs[max(len(head), len(paragraphs) - KEPT) :])
    if len(head) + len(tail) < len(paragraphs):
        head.append(LEFT_OUT)
    yield Piece(Mark.SAME, "".join(f"{each}\n\n" for each in [*head, *tail]))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Paragraphs in the place of others: pairs word by word, the rest as they are."""
    pairs = min(len(old), len(new))
    for before, after in zip(old, new, strict=False):
        yield from compare(before, after)
        yield Piece(Mark.SAME, "\n\n")
    for paragraph in old[pairs:]:
        yield from whole(f"{paragraph}\n\n", None)
    for paragraph in new[pairs:]:
        yield from whole(None, f"{paragraph}\n\n")
