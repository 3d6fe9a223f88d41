"""A number, typed, with or without a unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Number
from .base import BadResponse, Fields, Grade, Kind, Response, Spec, one_value, readable, typed
from .fields import entries, feedback_of, feedback_problems, flag_problems, is_text, said
from .numbers import exact, is_number, not_a_number, read_quantity, tidy_unit
from .quantities import MOST_NEAR, MOST_UNITS, TOLERANCE, UNITS, near_layout
from .text import typed_view, visible

LONGEST_UNIT = 30
WORD = 5
"""Letters from which a unit is a word, whose case means nothing; mW and MW are not."""
ROUNDING = Decimal("1e-12")
"""Share of a converted value that its rounded factor may be off."""

Units = Sequence[tuple[str, Decimal]]


class Numeric(Kind):
    """A response is the text as it was typed, without the blanks around it."""

    name = "numeric"
    label = gettext_lazy("Number")
    own_fields = frozenset(
        {"answer", "tolerance", "tolerance_kind", "units", "unit_required", "near"}
    )
    layout = (
        Number("answer", gettext_lazy("Right answer"), gettext_lazy("In the first unit.")),
        *TOLERANCE,
        *UNITS,
        near_layout(Number("value", gettext_lazy("Value"), gettext_lazy("In the first unit."))),
    )
    words = {
        "answer": gettext_lazy("key"),
        "tolerance": gettext_lazy("tolerance"),
        "tolerance_kind": gettext_lazy("how the tolerance is meant"),
        "units": gettext_lazy("unit"),
        "unit_required": gettext_lazy("unit required"),
        "near": gettext_lazy("foreseen wrong value"),
        "name": gettext_lazy("name"),
        "factor": gettext_lazy("factor"),
        "value": gettext_lazy("value"),
    }

    def own_problems(self, spec: Spec) -> list[str]:
        found = _number_problems(spec) + _unit_problems(spec)
        return found + (_near_problems(spec) if not found else [])

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        # The keypad for decimals has neither letters nor, on some phones, a minus sign.
        values = [spec["answer"], *(entry["value"] for entry in spec.get("near", ()))]
        keypad = not spec.get("unit_required", False) and min(values) >= 0
        return typed_view(response, _unit_hint(spec), "decimal" if keypad else "text")

    def read(self, spec: Spec, fields: Fields) -> Response:
        text = one_value(fields).strip()
        if not visible(text).strip():
            return None
        _base_value(spec, text)
        return text

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        return typed(fields)

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        value, slack = _base_value(spec, readable(response))
        if _fits(value, exact(spec["answer"]), _margin(spec), slack):
            return Grade(1.0)
        found = _foreseen(spec, value, slack)
        return Grade(0.0, () if found is None else said(feedback_of(spec["near"][found])))

    def key(self, spec: Spec) -> Response:
        number = f"{exact(spec['answer']):f}"
        return f"{number} {_units(spec)[0][0]}" if spec.get("unit_required") else number

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        answer, margin = exact(spec["answer"]), _margin(spec)
        span = _("%(low)s to %(high)s") % {
            "low": _shown(answer - margin),
            "high": _with_unit(spec, answer + margin),
        }
        return {
            "text": response if isinstance(response, str) else "",
            "correct": self.grade(spec, response).fraction == 1,
            "key_text": _with_unit(spec, answer),
            "also": [span] if margin else [],
        }

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        if response is None or self.grade(spec, response).fraction == 1:
            return (Alternative("right", _with_unit(spec, exact(spec["answer"])), True, bare=True),)
        value, slack = _base_value(spec, response)
        found = _foreseen(spec, value, slack)
        if found is None:
            return (Alternative(f"typed {value.normalize()}", response, False, bare=True),)
        near = spec["near"][found]
        text = _with_unit(spec, exact(near["value"]))
        return (Alternative(f"near {found}", text, False, feedback_of(near), bare=True),)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("A motor takes in 50 kW and gives off 47.5 kW. How efficient is it?"),
            "explanation": _("Efficiency is power out over power in: $47.5 / 50 = 0.95$, or 95 %."),
            "quote": _("of 50 kW taken in, 47.5 kW reach the shaft"),
            "answer": 95,
            "tolerance": 0.5,
            "tolerance_kind": "absolute",
            "units": [{"name": "%", "factor": 1}, {"name": _("percent"), "factor": 1}],
            "unit_required": False,
            "near": [
                {
                    "value": 5,
                    "tolerance": 0.5,
                    "feedback": _("That is the share lost as heat, not the share that arrives."),
                },
                {"value": 0.95, "feedback": _("That is the ratio; per cent are asked for.")},
            ],
        }


def _units(spec: Spec) -> Units:
    return [
        (tidy_unit(unit["name"]), exact(unit.get("factor", 1))) for unit in spec.get("units", ())
    ]


def _base_value(spec: Spec, text: str) -> tuple[Decimal, Decimal]:
    """The typed value in the base unit, and by how much its conversion may be off.

    Raises BadResponse, saying what to type, when it cannot be read.
    """
    number, name = read_quantity(text)
    units = _units(spec)
    if not name:
        if spec.get("unit_required", False):
            message = _("Add the unit: %(units)s.")
            raise BadResponse(message % {"units": _choice([name for name, _factor in units])})
        return number, Decimal(0)
    factor = _factor_of(name, units)
    value = number * factor
    return value, Decimal(0) if factor == 1 else abs(value) * ROUNDING


def _factor_of(name: str, units: Units) -> Decimal:
    for spelling in (name, name.rstrip(".")):
        for known, factor in units:
            if known == spelling or _as_word(known) == _as_word(spelling):
                return factor
    if any(char.isdigit() for char in name):
        raise not_a_number()
    if not units:
        raise BadResponse(_("Type the number alone, without “%(unit)s”.") % {"unit": name[:20]})
    message = _("The unit “%(unit)s” is not known here. Use %(units)s.")
    names = _choice([name for name, _factor in units])
    raise BadResponse(message % {"unit": name[:20], "units": names})


def _as_word(unit: str) -> str:
    return unit.casefold() if len(unit) >= WORD and unit.isalpha() else unit


def _margin(spec: Spec) -> Decimal:
    margin = exact(spec.get("tolerance", 0))
    if spec.get("tolerance_kind", "absolute") == "relative":
        return margin * abs(exact(spec["answer"]))
    return margin


def _fits(value: Decimal, target: Decimal, margin: Decimal, slack: Decimal) -> bool:
    return abs(value - target) <= margin + slack


def _foreseen(spec: Spec, value: Decimal, slack: Decimal) -> int | None:
    """Which of the foreseen wrong values was typed, from 0; None for none of them."""
    for number, entry in enumerate(spec.get("near", ())):
        if _fits(value, exact(entry["value"]), exact(entry.get("tolerance", 0)), slack):
            return number
    return None


def _unit_hint(spec: Spec) -> str:
    """In what the number is to be given; spellings of the base unit are left out."""
    units = _units(spec)
    if not units:
        return ""
    base = units[0][0]
    others = [name for name, factor in units if factor != 1]
    if spec.get("unit_required", False):
        return _("with the unit: %(units)s") % {"units": _choice([base, *others])}
    if others:
        return _("in %(unit)s, or with the unit: %(others)s") % {
            "unit": base,
            "others": _choice(others),
        }
    return _("in %(unit)s") % {"unit": base}


def _choice(names: Sequence[str]) -> str:
    """The names in a row, “or” before the last."""
    if len(names) == 1:
        return names[0]
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _shown(number: Decimal) -> str:
    """The number with the decimal mark of the language shown."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return str(number_format(Decimal(text)))


def _with_unit(spec: Spec, number: Decimal) -> str:
    units = _units(spec)
    return f"{_shown(number)} {units[0][0]}" if units else _shown(number)


def _number_problems(spec: Spec) -> list[str]:
    found = []
    answer, tolerance = spec.get("answer"), spec.get("tolerance", 0)
    kind = spec.get("tolerance_kind", "absolute")
    if not is_number(answer):
        found.append(_("The answer must be a number."))
    if not is_number(tolerance) or tolerance < 0:
        found.append(_("The tolerance must be a number, 0 or more."))
    if kind not in ("absolute", "relative"):
        found.append(_("The kind of tolerance must be “absolute” or “relative”."))
    if found or kind == "absolute":
        return found
    if tolerance >= 1:
        found.append(_("A relative tolerance is a share below 1: write 0.05 for 5 per cent."))
    if tolerance and not answer:
        found.append(_("Nothing is relative to 0: make the tolerance absolute."))
    return found


def _unit_problems(spec: Spec) -> list[str]:
    units, found = entries(spec, "units", frozenset({"name", "factor"}), MOST_UNITS)
    found += flag_problems(spec, "unit_required")
    for number, unit in enumerate(units, start=1):
        factor = unit.get("factor", 1)
        if not is_number(factor) or factor <= 0:
            problem = _("The factor of unit %(number)d must be a number above 0.")
            found.append(problem % {"number": number})
        if not _is_unit(unit.get("name")):
            problem = _("Unit %(number)d needs a short name that does not begin with a digit.")
            found.append(problem % {"number": number})
    if found:
        return found
    if units and units[0].get("factor", 1) != 1:
        found.append(_("The first unit is the one of the answer: its factor is 1."))
    if spec.get("unit_required", False) and not units:
        found.append(_("A unit is required, but none is listed."))
    names = [_as_word(tidy_unit(unit["name"])) for unit in units]
    return found + [
        _("The unit “%(unit)s” is listed twice.") % {"unit": name}
        for name in sorted(set(names))
        if names.count(name) > 1
    ]


def _is_unit(name: object) -> bool:
    """Whether a number with ``name`` after it is read as the two."""
    if not is_text(name) or len(name) > LONGEST_UNIT:
        return False
    unit = tidy_unit(name)
    try:
        return bool(unit) and read_quantity(f"1{name}") == read_quantity(f"1 {name}") == (1, unit)
    except BadResponse:
        return False


def _near_problems(spec: Spec) -> list[str]:
    near, found = entries(spec, "near", frozenset({"value", "tolerance", "feedback"}), MOST_NEAR)
    for number, entry in enumerate(near, start=1):
        where = {"number": number}
        value, tolerance = entry.get("value"), entry.get("tolerance", 0)
        found += feedback_problems(entry, _("Foreseen wrong value %(number)d") % where)
        if not is_number(tolerance) or tolerance < 0:
            problem = _("The tolerance of foreseen wrong value %(number)d must be 0 or more.")
            found.append(problem % where)
        if not is_number(value):
            found.append(_("Foreseen wrong value %(number)d is not a number.") % where)
        elif _fits(exact(value), exact(spec["answer"]), _margin(spec), Decimal(0)):
            found.append(_("Foreseen wrong value %(number)d counts as right.") % where)
    return found
