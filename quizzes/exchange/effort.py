"""How much work a file may make. Hostile files are small and make very much of it.

It is counted in units of about a microsecond where the costly things are done, so that the same
file is read or refused on every machine, however busy.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import gettext as _

from .spec import ExchangeError

MOST = 1_600_000
"""Units that reading one file may take, and in proportion more if it is larger than ``SIZE``."""
SIZE = 5_000_000

Given = ParamSpec("Given")
Read = TypeVar("Read")

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class TooMuchEffort(Exception):
    """More work than a file may make. No fault of a question: the whole file is given up."""


def spend(units: int) -> None:
    """Count work that is about to be done. Raises TooMuchEffort; outside of a file nothing."""
    left = _left.get()
    if left is not None:
        left[0] -= units
        if left[0] < 0:
            raise TooMuchEffort


def bounded(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """A function that reads the bytes of a file, so that it raises ExchangeError where that is
    too much."""

    @wraps(read)
    def within(*given: Given.args, **named: Given.kwargs) -> Read:
        if _left.get() is not None:
            return read(*given, **named)
        size = max((len(each) for each in given if isinstance(each, bytes)), default=0)
        start = _left.set([MOST * max(size, SIZE) // SIZE])
        try:
            return read(*given, **named)
        except TooMuchEffort as error:
            words = _("There is more in the file than can be read at once. Split it into several.")
            raise ExchangeError(words) from error
        finally:
            _left.reset(start)

    return within
