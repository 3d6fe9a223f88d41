"""Reading numbers as people type them. The reading does not depend on the language shown."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import TypeGuard

from django.utils.translation import gettext as _

from .base import BadResponse, plain
from .text import visible

BIGGEST = 1e300

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("−–‐‑﹣－", "-"),
        **dict.fromkeys("’‘ʼ", "'"),
        "＋": "+",
        "٫": ".",
        "٬": "'",
    }
)
_PARTS = re.compile(
    r"(?P<before>[^0-9.,+-]*)(?P<sign>[+-]?) ?"
    r"(?P<mantissa>[0-9.,](?:[0-9., ']*[0-9.,])?)(?P<exponent>(?:[eE][+-]?[0-9]+)?)(?P<after>.*)"
)
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]*))?",
        r"(?P<whole>)[.,](?P<part>[0-9]+)",
        r"(?P<whole>[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:'[0-9]{3})+))(?:[.,](?P<part>[0-9]*))?",
        r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<part>[0-9]*)",
        r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<part>[0-9]*)",
        r"(?P<whole>[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,}))(?P<part>)",
    )
)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number that can be reckoned with: finite, and no bool."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -BIGGEST <= value <= BIGGEST


def exact(value: int | float) -> Decimal:
    """The number as it was written: 0.1 is a tenth."""
    return Decimal(str(value))


def tidy_unit(text: str) -> str:
    """A unit in the form in which units are compared: “m²” is “m2”."""
    return plain(unicodedata.normalize("NFKC", visible(text).translate(_ALIKE)))


def read_quantity(text: str) -> tuple[Decimal, str]:
    """The number in ``text`` and the tidied unit before or after it ("" for none).

    Raises BadResponse, saying what to type, for anything that is not one finite number.
    """
    tidy = plain("".join(map(_digit, visible(text).translate(_ALIKE))))
    parts = _PARTS.fullmatch(tidy)
    if parts is None:
        raise not_a_number()
    before, after = tidy_unit(parts["before"]), tidy_unit(parts["after"])
    if before and after:
        raise not_a_number()
    number = f"{parts['sign']}{_mantissa(parts['mantissa'])}{parts['exponent']}"
    if not math.isfinite(float(number)):
        raise BadResponse(_("That number is too large. Type one with fewer digits."))
    # Decimal refuses some exponents that a float takes for nought.
    return Decimal(number) if float(number) else Decimal(0), before or after


def not_a_number() -> BadResponse:
    """What is raised for a response that cannot be read as one number."""
    return BadResponse(_("That cannot be read as a number. Type it in digits, such as 12.5."))


def _digit(char: str) -> str:
    """A digit of any script as 0 to 9; other characters as they are."""
    return char if char.isascii() else str(unicodedata.decimal(char, char))


def _mantissa(typed: str) -> str:
    if _AMBIGUOUS.fullmatch(typed):
        whole, part = typed.split(",")
        message = _(
            "“%(typed)s” can be read in two ways. Type %(long)s or %(short)s, whichever you mean."
        )
        raise BadResponse(
            message % {"typed": typed, "long": whole + part, "short": f"{whole}.{part}"}
        )
    for form in _FORMS:
        match = form.fullmatch(typed)
        if match:
            whole = re.sub("[^0-9]", "", match["whole"])
            return f"{whole or 0}.{match['part'] or 0}"
    raise not_a_number()
