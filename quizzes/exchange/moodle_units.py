"""Units of numbers. For Moodle 1 kW is 1000 times 1 W, here a W is 0.001 kW."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.numbers import exact, is_number
from .gift_answers import plain_number
from .moodle_answers import MoodleFault, Spec
from .moodle_source import Source
from .moodle_xml import line_of, node, text_of, written

GRADED = ("1", "2")


def read_units(source: Source) -> None:
    """Fill in the units, the one with which the answer is stated first. Raises MoodleFault."""
    found: list[Spec] = []
    units = source.child("units")
    for unit in units.iterfind("unit") if units is not None else ():
        factor = _factor(text_of(unit.find("multiplier")) or "1", line_of(unit))
        entry: Spec = {"name": text_of(unit.find("unit_name"))}
        entry |= {"factor": factor} if factor != 1 else {}
        first = factor == 1 and found and "factor" in found[0]
        found.insert(0 if first else len(found), entry)
    if found:
        source.spec["units"] = found
    if source.value("unitgradingtype") in GRADED and found:
        source.spec["unit_required"] = True


def _factor(typed: str, line: int) -> int | float:
    """What a value is multiplied by to be one in the first unit."""
    try:
        factor = plain_number(1 / Decimal(typed.replace(",", ".")))
    except (ArithmeticError, ValueError):
        factor = 0
    if not is_number(factor) or factor <= 0:
        words = _("“%(typed)s” cannot be the multiplier of a unit.")
        raise MoodleFault(words % {"typed": typed[:40]}, line)
    return factor


def units_written(spec: Mapping[str, Any]) -> list[str]:
    """The units and how they count."""
    value = spec.get("units")
    units = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    lines = [_unit(each) for each in units]
    required = bool(spec.get("unit_required")) and bool(lines)
    return [
        *([node("units", *lines)] if lines else []),
        node("unitgradingtype", "1" if required else "0"),
        node("showunits", "0" if lines else "3"),
    ]


def _unit(unit: Spec) -> str:
    factor, name = unit.get("factor", 1), unit.get("name", "")
    fits = is_number(factor) and factor > 0
    multiplier = plain_number(1 / exact(factor)) if fits else 1
    return node(
        "unit",
        node("multiplier", str(multiplier)),
        node("unit_name", written(name if isinstance(name, str) else "")),
    )
