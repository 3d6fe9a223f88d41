"""JSON as every database keeps it and every program reads it."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from ..kinds.base import UNREADABLE
from .effort import spend

VALUES_A_UNIT = 2
LONGEST_NUMBER = 400
"""Digits. Python's own numbers have no end, and every other reader's have."""
DEEPEST = 100
"""Lists and sets of fields within each other. What barely can be read here could not be where
more calls are open, in a page for instance."""


def loads(text: str) -> Any:
    """The value of a JSON text.

    Raises ValueError, which says why in words, for what is no JSON or nests too deep, and for
    what Python's reader alone takes: NaN, numbers without end, NUL, halves of surrogate pairs.
    """
    spend(sum(map(text.count, ",[{")) // VALUES_A_UNIT)
    try:
        value = json.loads(
            text, parse_constant=_no_number, parse_float=_decimal, parse_int=_integer
        )
    except RecursionError as error:
        raise ValueError(_("it nests too deep")) from error
    _refuse_unreadable(value)
    return value


def _no_number(constant: str) -> NoReturn:
    raise ValueError(_("%(number)s is no number") % {"number": constant})


def _decimal(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(_("%(number)s is no number") % {"number": digits[:20]})
    return value


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(_("%(number)s is no number") % {"number": f"{digits[:20]}…"})
    return int(digits)


def _refuse_unreadable(value: Any) -> None:
    """Walks level by level, for what JSON's reader takes nests deeper than calls may."""
    level = [value]
    for _depth in range(DEEPEST):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner += [*each, *each.values()]
            elif isinstance(each, list):
                inner += each
            elif isinstance(each, str) and UNREADABLE.search(each):
                raise ValueError(_("it has characters that no page can show"))
        if not inner:
            return
        level = inner
    raise ValueError(_("it nests too deep"))
