"""How alike two texts are, for matching sections of an article that comes again."""

from __future__ import annotations

import re
from zlib import crc32

SHINGLE = 3
KEPT = 400
"""Runs kept of a long text: those with the smallest hashes, a fair sample of all."""
WORD = re.compile(r"[぀-ヿ㐀-鿿]|[^\W぀-ヿ㐀-鿿]+")
"""A word; scripts that do not part words count each character."""


def fingerprint(text: str) -> frozenset[int]:
    """Hashes of the runs of three words, letter case and punctuation aside.

    A shorter text gives one run, a long one a sample. The same text has the
    same fingerprint in every process.
    """
    words = [word.encode("utf-8", "replace") for word in WORD.findall(text.casefold())]
    if not words:
        return frozenset()
    last = max(1, len(words) - SHINGLE + 1)
    runs = {crc32(b" ".join(words[at : at + SHINGLE])) for at in range(last)}
    return frozenset(runs if len(runs) <= KEPT else sorted(runs)[:KEPT])


def overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """Share of common runs in two fingerprints, 0 to 1 (Dice's coefficient)."""
    if not first or not second:
        return 1.0 if first == second else 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def likeness(a: str, b: str) -> float:
    """How alike two texts are, 0 (nothing in common) to 1 (the same words).

    To compare many texts with many, take each one's ``fingerprint`` once and use
    ``overlap``.
    """
    return overlap(fingerprint(a), fingerprint(b))
