"""Drawing questions from a pool, and shuffling: the same for the same seed, everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

Each = TypeVar("Each", bound=Hashable)


def shuffled(things: Sequence[Each], seed: int, salt: str = "") -> list[Each]:
    """``things`` in an order drawn from ``seed``; ``salt`` tells several draws of one apart."""
    found = list(things)
    _random(seed, salt).shuffle(found)
    return found


def draw(pool: Sequence[Each], count: int, seen: Mapping[Each, int], seed: int) -> list[Each]:
    """``count`` of ``pool``, those that the learner has met least often first.

    ``seen`` says how often each was met before; among equals the seed decides. All of the pool
    where it holds no more than ``count``.
    """
    by_chance = shuffled(pool, seed, "draw")
    return sorted(by_chance, key=lambda each: seen.get(each, 0))[:count]


def _random(seed: int, salt: str) -> Random:
    # Python's own hash differs from process to process.
    digest = hashlib.sha256(f"{seed} {salt}".encode()).digest()
    return Random(int.from_bytes(digest[:8]))  # noqa: S311 -- nothing secret
