"""Comparing typed text: folding, wildcards and slips of the fingers."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

WILDCARD = "*"
SURROUNDING = " .,;:!?¿¡\"'()[]{}"
"""What may stand around an answer without changing it."""

ACCENT = 200
"""Unicode combining class from which a mark is an accent; those below are part of a letter."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_BARE = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})
"""Letters whose stroke or missing dot Unicode does not count as an accent."""


def visible(text: str) -> str:
    """``text`` without invisible format characters, such as marks of writing direction."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def fold(text: str, *, case: bool = False, accents: bool = False) -> str:
    """``text`` in the form in which answers are compared.

    ``case`` and ``accents`` say whether these make a difference. Forms of quotes, dashes,
    blanks and ligatures never do, nor does punctuation around the answer.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", visible(text).translate(_ALIKE))
    text = " ".join(text.replace("`", "'").split())
    if not case:
        text = text.casefold()
    if not text.isascii():
        text = _normal(text, accents)
    return text.strip(SURROUNDING)


@lru_cache(maxsize=4096)
def fold_kept(text: str, *, case: bool, accents: bool) -> str:
    """As ``fold``, remembered: for what authors wrote, which is met again and again."""
    return fold(text, case=case, accents=accents)


def _normal(text: str, accents: bool) -> str:
    if accents:
        return unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in apart if unicodedata.combining(char) < ACCENT)
    return unicodedata.normalize("NFC", bare.translate(_BARE))


def matches(pattern: str, text: str) -> bool:
    """Whether ``text`` is ``pattern``, where ``*`` stands for any text, or none.

    Takes the first place that fits for each piece, which needs no going back: the time is
    that of one search a piece.
    """
    first, *rest = pattern.split(WILDCARD)
    if not rest:
        return pattern == text
    *middle, last = rest
    if len(first) + len(last) > len(text):
        return False
    if not text.startswith(first) or not text.endswith(last):
        return False
    start, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def forgivable(accepted: str, typed: str, typos: int) -> bool:
    """Whether ``typed`` is ``accepted`` with at most ``typos`` slips.

    Short answers are spared: one slip needs four letters, two need eight. A different digit
    is a different answer, never a slip.
    """
    if abs(len(accepted) - len(typed)) > typos:
        return False
    letters = sum(map(str.isalpha, accepted))
    allowed = min(typos, 2 if letters >= 8 else 1 if letters >= 4 else 0)
    if not allowed or _digits(accepted) != _digits(typed):
        return False
    return within(accepted, typed, allowed)


def within(a: str, b: str, slips: int) -> bool:
    """Whether ``a`` becomes ``b`` by at most ``slips`` changes of one place.

    A change inserts, drops or replaces a character or swaps two neighbours. At most
    4 to the power of ``slips`` ways are tried, each linear in the length.
    """
    if abs(len(a) - len(b)) > slips:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    if not slips or not a or not b:
        return a == b or max(len(a), len(b)) <= slips
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]
    return (
        within(a[1:], b[1:], slips - 1)
        or within(a[1:], b, slips - 1)
        or within(a, b[1:], slips - 1)
        or (swapped and within(a[2:], b[2:], slips - 1))
    )


def typed_view(response: Any, unit_hint: str, input_mode: str) -> dict[str, Any]:
    """What the form with one text field shows; ``response`` is filled in as it was typed."""
    text = response if isinstance(response, str) else ""
    return {"text": text, "unit_hint": unit_hint, "input_mode": input_mode}


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]
