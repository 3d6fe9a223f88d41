"""The field in which authors type what a question asks, as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_CHARS = 100_000
"""Longest content that is read. A question with twelve long options has less than a tenth."""
MAX_DEPTH = 20
"""Deepest nesting that is read. Known kinds need four; a thousand would end Python's stack."""


class SpecField(forms.JSONField):
    """A set of named fields as JSON.

    What cannot be read is refused with the place or the reason, and what was typed stays on
    the form letter for letter: also when it can be read and another field is at fault.
    """

    empty_values = (None, "")

    def to_python(self, value: Any) -> Any:
        """The dict that was typed, or None for nothing. Raises ValidationError."""
        if not isinstance(value, str) or not value:
            return value or None
        if len(value) > MAX_CHARS:
            raise ValidationError(_too_long())
        read = _read(value)
        if read is not None and not isinstance(read, dict):
            raise ValidationError(
                _("Write a set of named fields, from { to }, as docs/kinds.md shows for each kind.")
            )
        if _deeper_than(MAX_DEPTH, read):
            raise ValidationError(_too_deep())
        return read

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, unread."""
        return data

    def prepare_value(self, value: Any) -> str:
        """The text for the form: typed text as it is, stored content one field a line."""
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False, indent=2)


def _read(text: str) -> Any:
    try:
        return json.loads(
            text, parse_constant=_refuse_number, parse_float=_fraction, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise ValidationError(
            _("This is not valid JSON: look at line %(line)d, column %(column)d, and just before.")
            % place
        ) from error
    except RecursionError as error:
        raise ValidationError(_too_deep()) from error


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _refuse_number(digits)
    return number


def _whole(digits: str) -> int:
    """Held to the same limit: Python does not even read whole numbers of thousands of digits."""
    if not math.isfinite(float(digits)):
        _refuse_number(digits)
    return int(digits)


def _refuse_number(text: str) -> NoReturn:
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    raise ValidationError(
        _("The number %(number)s cannot be used. Write one that is finite and not so large.")
        % {"number": shown}
    )


def _too_long() -> str:
    text = ngettext(
        "The content is too long: keep it to at most %(count)d character.",
        "The content is too long: keep it to at most %(count)d characters.",
        MAX_CHARS,
    )
    return text % {"count": MAX_CHARS}


def _too_deep() -> str:
    return _("The content is nested too deeply: look for brackets that are never closed.")


def _deeper_than(most: int, value: Any) -> bool:
    level = [value]
    for _depth in range(most):
        level = [inner for item in level for inner in _inside(item)]
    return bool(level)


def _inside(item: Any) -> Iterable[Any]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()
