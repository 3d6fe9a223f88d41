"""An order that gives nothing away and is the same for everyone and always."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random


def shuffled(ids: Sequence[str], seed: int, key: Sequence[str]) -> list[str]:
    """``ids`` in an order drawn from them and ``seed``; never ``key``, if there is another.

    The same on every machine: Python's own ``hash`` is not.
    """
    digest = hashlib.sha256("\n".join([str(seed), *ids]).encode()).digest()
    drawn = list(ids)
    Random(int.from_bytes(digest[:8])).shuffle(drawn)  # noqa: S311 -- nothing secret
    return drawn if drawn != list(key) else [*drawn[1:], *drawn[:1]]
