"""An order that gives nothing away and is the same for everyone and always."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import Any


def shuffled(ids: Sequence[str], seed: int, key: Sequence[str]) -> list[str]:
    """``ids`` in an order drawn from them and ``seed``; never ``key``, if there is another.

    The same on every machine: Python's own ``hash`` is not.
    """
    drawn = mixed(ids, seed, "\n".join(ids))
    return drawn if drawn != list(key) else [*drawn[1:], *drawn[:1]]


def mixed(things: Sequence[Any], seed: int, salt: str) -> list[Any]:
    """``things`` in an order drawn from ``seed``; ``salt`` tells several lists of one apart."""
    digest = hashlib.sha256(f"{seed}\n{salt}".encode()).digest()
    found = list(things)
    Random(int.from_bytes(digest[:8])).shuffle(found)  # noqa: S311 -- nothing secret
    return found
