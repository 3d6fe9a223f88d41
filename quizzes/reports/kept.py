"""What a process keeps in memory, so that all of it can be dropped at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Result = TypeVar("Result")

_drop: list[Callable[[], object]] = []


def kept(size: int) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Keep the results for the ``size`` latest arguments.

    Arguments that change when the result would: an outline, which is another object once the
    course has changed, and never a bare id.
    """

    def wrap(function: Callable[Given, Result]) -> Callable[Given, Result]:
        keeping = lru_cache(maxsize=size)(function)
        _drop.append(keeping.cache_clear)
        return cast("Callable[Given, Result]", keeping)

    return wrap


def forget(**_sent: object) -> None:
    """Drop everything: in tests, where rolled-back rows leave their keys behind, and when a
    template was edited under ``runserver``."""
    for drop in _drop:
        drop()
