"""Drawing questions from a pool, and shuffling: the same for the same seed, everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions by their id, of which ``count`` are drawn, each worth ``points``."""

    question_ids: tuple[int, ...]
    count: int
    points: float = 1.0


def paper(
    pools: Sequence[Pool], seen: Mapping[int, int], seed: int, *, shuffle: bool
) -> list[tuple[int, float]]:
    """The ids of the questions of one attempt in their order, each with its points.

    No question comes twice, though it be in several pools; small pools draw first, so that they
    are not emptied by larger ones. What is drawn stands in the order of its pool, unless
    ``shuffle`` mixes them all.
    """
    points: dict[int, float] = {}
    for pool in sorted(pools, key=lambda pool: len(pool.question_ids)):
        left = [each for each in pool.question_ids if each not in points]
        points |= dict.fromkeys(draw(left, pool.count, seen, seed), pool.points)
    order = dict.fromkeys(each for pool in pools for each in pool.question_ids if each in points)
    found = [(each, points[each]) for each in order]
    return shuffled(found, seed, "paper") if shuffle else found


def _random(seed: int, salt: str) -> Random:
    # Python's own hash differs from process to process.
    digest = hashlib.sha256(f"{seed} {salt}".encode()).digest()
    return Random(int.from_bytes(digest[:8]))  # noqa: S311 -- nothing secret
