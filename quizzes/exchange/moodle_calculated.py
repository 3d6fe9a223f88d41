"""Numbers with variables: ``{p}`` in Moodle is ``[[p]]`` here, and ``pow(a,b)`` is ``a^b``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.expressions import CONSTANTS, FUNCTIONS, LONGEST, ExpressionError, parse
from ..kinds.numbers import is_number
from ..kinds.variables import ANSWER, MOST_VALUES, NAME
from .effort import spend
from .gift_answers import plain_number
from .moodle_answers import Answer, MoodleFault, explain, is_other
from .moodle_source import Source
from .moodle_units import read_units
from .moodle_xml import Element, line_of, text_of

PLACE = re.compile(r"\{([^{}=][^{}]{0,80})\}")
COMPUTED = re.compile(r"\{=([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
ESCAPED = re.compile(r"\\([*_`~\[$])")
TOKEN = re.compile(
    r"\{(?P<name>[^{}]*)\}|(?P<call>[A-Za-z_]\w*)\s*\(|(?P<sign>[(),^])"
    r"|\d+\.?\d*(?:[eE][+-]?\d+)?|.",
    re.DOTALL,
)
RENAMED = {"log": "ln", "deg2rad": "deg"}
SHOWN = ("stem", "explanation", "hint")
MOST_LISTED = 50
"""Values that a variable may list."""
ABSOLUTE, GEOMETRIC = "2", "3"

Names = Mapping[str, str]


def refuse_computed_choice(source: Source) -> str:
    """Raises MoodleFault: no kind has this."""
    raise MoodleFault(_("A choice among computed values has no place here."))


def read_calculated(source: Source) -> str:
    """A number with variables. Raises MoodleFault for a formula that cannot be one here."""
    spec, answers = source.spec, source.answers()
    definitions = source.child("dataset_definitions")
    listed = definitions.findall("dataset_definition") if definitions is not None else []
    drawn = {text_of(each.find("name")): each for each in listed}
    names = _names(drawn)
    right = next((each for each in answers if each.right), None)
    if right is None:
        raise MoodleFault(_("No formula is worth 100 per cent."))
    spec["expression"] = expression_of(right.plain, names, right.line)
    _read_tolerance(right, source)
    read_units(source)
    explain(answers, spec, source.lost)
    for field in SHOWN:
        if field in spec:
            spec[field] = _shown(spec[field], field, names, spec["expression"])
    near = [_near(each, names, source) for each in answers if each is not right]
    if found := [each for each in near if each]:
        spec["near"] = found
    used = _used(spec)
    spec["variables"] = [
        _variable(names[name], each, source) for name, each in drawn.items() if names[name] in used
    ]
    return "calculated"


def _names(drawn: Mapping[str, Element]) -> dict[str, str]:
    """What each variable is called here: names with other signs and taken ones get new ones."""
    taken = {*CONSTANTS, *FUNCTIONS, ANSWER}
    found = {name: name for name in drawn if NAME.fullmatch(name) and name not in taken}
    free = (f"v{number}" for number in range(1, 2 * len(drawn) + 1) if f"v{number}" not in found)
    return found | {name: next(free) for name in drawn if name not in found}


def expression_of(formula: str, names: Names, line: int = 0) -> str:
    """A formula of Moodle in the language for expressions here. Raises MoodleFault."""
    if len(formula) > LONGEST:
        raise MoodleFault(
            _("A formula is longer than %(most)d characters.") % {"most": LONGEST}, line
        )
    spend(len(formula))
    found = "".join(_translated(formula, names, line))
    try:
        parse(found)
    except ExpressionError as error:
        words = _("The formula “%(formula)s” cannot be computed here: %(why)s")
        raise MoodleFault(words % {"formula": formula[:100], "why": error}, line) from error
    return found


def _translated(formula: str, names: Names, line: int) -> list[str]:
    out: list[str] = []
    opened: list[str] = []
    for token in TOKEN.finditer(formula):
        name, call, sign = token["name"], token["call"], token["sign"]
        if name is not None:
            if name not in names:
                words = _("The formula uses {%(name)s}, of which no values are given.")
                raise MoodleFault(words % {"name": name[:40]}, line)
            out.append(names[name])
        elif call:
            opened.append(call)
            out.append({"pow": "((", "pi": "pi"}.get(call, f"{RENAMED.get(call, call)}("))
        elif sign == "^":
            raise MoodleFault(_("The sign ^ is no power in a formula of Moodle: use pow."), line)
        elif sign:
            out.append(_bracket(sign, opened))
        else:
            out.append(token[0])
    return out


def _bracket(sign: str, opened: list[str]) -> str:
    """A bracket or comma; ``opened`` has what stands before each open bracket."""
    if sign == "(":
        opened.append("")
        return sign
    within = (opened.pop() if sign == ")" else opened[-1]) if opened else ""
    if within == "pow":
        return "))" if sign == ")" else ")^("
    return "" if within == "pi" else sign


def _shown(text: str, field: str, names: Names, expression: str) -> str:
    """A text with ``[[p]]`` for each ``{p}``. Raises MoodleFault for a value that it computes,
    but for the answer in the explanation."""

    def computed(found: re.Match[str]) -> str:
        inner = ESCAPED.sub(r"\1", found[1])
        if field == "explanation" and expression_of(inner, names) == expression:
            return f"[[{ANSWER}]]"
        words = _("A text computes a value: “%(text)s”. Name it as a variable of its own.")
        raise MoodleFault(words % {"text": found[0][:60]})

    text = COMPUTED.sub(computed, text)
    return PLACE.sub(
        lambda found: f"[[{names[found[1]]}]]" if found[1] in names else found[0], text
    )


def _used(spec: Mapping[str, Any]) -> set[str]:
    """Variables that a formula needs or a text shows."""
    formulas = [spec["expression"], *(str(each["value"]) for each in spec.get("near", ()))]
    texts = " ".join(spec.get(field, "") for field in SHOWN)
    needed: set[str] = set().union(*(parse(each).names for each in formulas))
    return needed | set(re.findall(r"\[\[(\w+)\]\]", texts))


def _read_tolerance(right: Answer, source: Source) -> None:
    source.spec["tolerance"] = _number(right.tolerance or "0", right.line)
    if right.tolerance_type == ABSOLUTE:
        return
    source.spec["tolerance_kind"] = "relative"
    if right.tolerance_type == GEOMETRIC:
        source.lost(_("A geometric tolerance is taken for a relative one."))


def _near(each: Answer, names: Names, source: Source) -> dict[str, Any] | None:
    """What becomes of a formula after the right one."""
    if is_other(each, source.lost):
        return None
    near = {"value": expression_of(each.plain, names, each.line), "feedback": each.feedback}
    tolerance = _number(each.tolerance or "0", each.line)
    if tolerance and each.tolerance_type != ABSOLUTE:
        words = _("The relative tolerance of “%(formula)s”, a wrong answer, stays out.")
        source.lost(words % {"formula": each.plain})
        return near
    return near | ({"tolerance": tolerance} if tolerance else {})


def _variable(name: str, definition: Element, source: Source) -> dict[str, Any]:
    """The values that the file lists, or the range that it draws from."""
    line = line_of(definition)
    items = definition.iterfind("dataset_items/dataset_item/value")
    values = sorted({_number(text_of(item), line_of(item)) for item in items})
    if len(values) > MOST_LISTED:
        words = _("Of %(count)d values of “%(name)s” the first %(most)d are kept.")
        source.lost(words % {"count": len(values), "name": name, "most": MOST_LISTED})
    if values:
        return {"name": name, "values": values[:MOST_LISTED]}
    low, high, decimals = (
        _number(text_of(definition.find(field)) or "0", line)
        for field in ("minimum", "maximum", "decimals")
    )
    step = plain_number(Decimal(1).scaleb(-int(min(max(decimals, 0), 9))))
    if not 0 <= high - low < MOST_VALUES * step:
        words = _("The variable “%(name)s” has no values, and too large a range or none.")
        raise MoodleFault(words % {"name": name}, line)
    return {"name": name, "low": low, "high": high, "step": step}


def _number(typed: str, line: int) -> int | float:
    """Raises MoodleFault for what is no number."""
    try:
        number = plain_number(Decimal(typed.strip().replace(",", ".")))
    except (ArithmeticError, ValueError):
        number = float("nan")
    if not is_number(number):
        raise MoodleFault(_("“%(text)s” is not a number.") % {"text": typed[:60]}, line)
    return number
