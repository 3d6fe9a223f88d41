"""Damaged files for the tests of formats, the same at each run."""

from __future__ import annotations

import random
from collections.abc import Iterator

PIECES = [
    *b"\n\r\t \"',;|{}[]\\*_<>=~%#:()-.0",
    *[b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xe2\x80\xa8", b"\xed\xa0\x80"],
    *[
        b"\r\n\r\n",
        b'"""',
        b"\\(",
        b"$$",
        b"&amp;",
        b"::",
        b"//",
        b"A.",
        b"ANSWER:",
        b"]]>",
        b"<!--",
    ],
    *[b"1e999", b"-0", b"NaN", b"null", b"9" * 400, b"[" * 400, b"(" * 400, b"x" * 3000],
]
"""Single bytes as numbers."""


def mutated(data: bytes, count: int) -> Iterator[bytes]:
    """Copies of ``data``, each with one to four pieces put in, taken out, moved or doubled."""
    chance = random.Random(20250101)
    for _ in range(count):
        copy = data
        for _ in range(chance.randint(1, 4)):
            copy = _changed(copy, chance)
        yield copy


def _changed(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    end = min(end, start + chance.choice([1, 1, 3, 20, 200]))
    before, piece, after = data[:start], data[start:end], data[end:]
    way = chance.randrange(6)
    if way == 0:
        return before + after
    if way == 1:
        return before + piece + piece + after
    if way == 2:
        return after + piece + before
    if way == 3:
        return before + bytes(chance.randrange(256) for _ in range(len(piece))) + after
    new = chance.choice(PIECES)
    new = bytes([new]) if isinstance(new, int) else new
    return before + new + (piece if way == 4 else b"") + after
