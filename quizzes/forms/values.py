"""Single values of a spec, and the texts that stand for them in a form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..kinds import BadResponse
from ..kinds.authoring import Choice, Field, Flag, Formula, Lines, Number, Numbers, Prose
from ..kinds.base import UNREADABLE
from ..kinds.numbers import is_number, not_a_number, read_quantity

ON, OFF = "on", "off"
OF_LINES = (Prose, Lines, Numbers)
"""Fields that hold line breaks. Browsers make others of a carriage return."""
EXACT = 10**15
"""Below it every whole number is exact as a float."""


class Misfit(ValueError):
    """A spec holds something that no field of the form can show. The message names the place."""


def as_text(field: Field, value: Any) -> str:
    """What a form shows for ``value``. Raises Misfit where ``field`` cannot hold it."""
    text = _as_text(field, value)
    if text is None or "\r" in text or UNREADABLE.search(text):
        raise Misfit(field.name)
    if "\n" in text and not isinstance(field, OF_LINES):
        raise Misfit(field.name)
    return text


def _as_text(field: Field, value: Any) -> str | None:
    match field:
        case Flag():
            return (ON if value else OFF) if isinstance(value, bool) else None
        case Choice():
            return value_name(value) if isinstance(value, str | bool | int) else None
        case Number() | Formula():
            return str(value) if isinstance(value, str) or is_number(value) else None
        case Lines() | Numbers():
            return _joined(value) if isinstance(value, list) else None
    return value if isinstance(value, str) else None


def _joined(values: list[Any]) -> str | None:
    """The values one a line; None where one of them is not of one line."""
    texts = [value if isinstance(value, str) else str(value) for value in values]
    sound = all(isinstance(value, str) or is_number(value) for value in values)
    return "\n".join(texts) if sound and not any("\n" in text for text in texts) else None


def value_name(value: str | bool | int) -> str:
    """What a form calls a fixed value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_text(field: Field, text: str) -> tuple[Any, str]:
    """The value that a form's ``text`` stands for, and why it cannot be read ("" where it can).

    What cannot be read is its own value: so nothing that was typed gets lost.
    """
    text = text.replace("\r\n", "\n")
    match field:
        case Flag():
            return text == ON, ""
        case Choice():
            known = {value_name(value): value for value, _words in field.values}
            return known.get(text, text), ""
        case Lines(blanks=True):
            return text.split("\n") if text else [], ""
        case Lines():
            return [line.strip() for line in text.split("\n") if line.strip()], ""
        case Numbers():
            return _numbers(text)
        case Formula():
            value, problem = _number(text)
            return (text if problem else value), ""
        case Number():
            return _number(text)
    return text, ""


def _number(text: str) -> tuple[Any, str]:
    if not text.strip():
        return "", ""
    try:
        number, unit = read_quantity(text)
        if unit:
            raise not_a_number()
    except BadResponse as bad:
        return text, str(bad)
    whole = abs(number) < EXACT and number == number.to_integral_value()
    return (int(number) if whole else float(number)), ""


def _numbers(text: str) -> tuple[list[Any], str]:
    read = [_number(line) for line in text.split("\n") if line.strip()]
    problem = next((problem for _value, problem in read if problem), "")
    words = _("Write one number a line. %(problem)s") % {"problem": problem}
    return [value for value, _problem in read], words if problem else ""
