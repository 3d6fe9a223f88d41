"""Numbers with variables as QTI: template variables, and the right answer computed from them."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from ..kinds.expressions import ExpressionError, Node, parse
from ..kinds.numbers import exact, is_number
from ..kinds.variables import values_of
from .qti_sheet import (
    Sheet,
    Spec,
    Unwritable,
    base,
    correct,
    el,
    listed,
    paragraphs,
    put,
    text_of,
    variable,
    when,
)
from .qti_write_typed import close, entry
from .qti_xml import Element

MARKER = re.compile(r"\[\[([A-Za-z][A-Za-z0-9_]{0,20})\]\]")
RESPONSE, FEEDBACK = "RESPONSE", "FEEDBACK"
SIMPLE = {"+": "sum", "-": "subtract", "*": "product", "/": "divide", "^": "power"}
CALLED = {
    **{name: name for name in ("abs", "floor", "ceil", "sin", "cos", "tan", "ln", "exp")},
    "log10": "log",
    "deg": "toRadians",
}
"""Functions that QTI knows, by our names."""


def calculated(sheet: Sheet, spec: Spec) -> None:
    """A number, right within a tolerance of what is computed."""
    sheet.style = "evlearn-calculated"
    found = listed(spec, "variables")
    names = {text_of(each, "name"): f"v_{text_of(each, 'name')}" for each in found}
    for each in found:
        name = names[text_of(each, "name")]
        sheet.templates.append(
            el("templateDeclaration", identifier=name, cardinality="single", baseType="float")
        )
    rules = [
        el("setTemplateValue", _drawn(each), identifier=names[text_of(each, "name")])
        for each in found
    ]
    answer = expression(spec["expression"], names)
    rules.append(el("setCorrectResponse", answer, identifier=RESPONSE))
    sheet.templates.append(el("templateProcessing", *rules))
    sheet.response(RESPONSE, (), base="float")
    _body(sheet, spec, names)
    _rules(sheet, spec, names)


def _body(sheet: Sheet, spec: Spec, names: dict[str, str]) -> None:
    printed: list[Element] = []

    def mark(found: re.Match[str]) -> str:
        if found[1] not in names:
            return found[0]
        printed.append(el("printedVariable", identifier=names[found[1]], format="%.10g"))
        return f"\ue000{len(printed) - 1}\ue001"

    stem = MARKER.sub(mark, text_of(spec, "stem"))
    sheet.body += paragraphs(stem, printed, parted="\x00")
    units = [text_of(each, "name") for each in listed(spec, "units")]
    sheet.body.append(el("p", entry(RESPONSE), *([f" {units[0]}"] if units else [])))


def _rules(sheet: Sheet, spec: Spec, names: dict[str, str]) -> None:
    branches = [(close(RESPONSE, correct(RESPONSE), spec), [put("SCORE", base("float", 1))])]
    near = listed(spec, "near")
    keys = [f"near_{number}" for number in range(1, len(near) + 1)]
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, near, strict=True)]
    if sheet.feedback(FEEDBACK, texts):
        for key, each in zip(keys, near, strict=True):
            value = expression(str(each["value"]), names)
            said = [put(FEEDBACK, base("identifier", key))]
            branches.append((close(RESPONSE, value, each), said))
    sheet.rules.append(when(*branches))


def _drawn(one: Spec) -> Element:
    """A value of a variable at random."""
    if "values" in one:
        return el("random", el("multiple", *(base("float", exact(each)) for each in one["values"])))
    count = len(values_of(one)) - 1
    steps = el("randomInteger", min=0, max=count)
    low, step = (base("float", Decimal(str(one[name]))) for name in ("low", "step"))
    return el("sum", low, el("product", step, steps))


def expression(text: object, names: dict[str, str]) -> Element:
    """What an author wrote, as QTI computes it. Raises Unwritable."""
    if is_number(text):
        return base("float", exact(text))
    try:
        return _node(parse(str(text)).root, names)
    except ExpressionError as error:
        raise Unwritable(str(error)) from error


def _node(node: Node, names: dict[str, str]) -> Element:
    if node.name == "number":
        return base("float", repr(node.number))
    if node.name.startswith("name:"):
        name = node.name[5:]
        return variable(names[name]) if name in names else el("mathConstant", name=name)
    inner = [_node(each, names) for each in node.inner]
    if node.name in SIMPLE:
        return el(SIMPLE[node.name], *inner)
    if node.name == "negative":
        return el("product", base("float", -1), *inner)
    name = node.name.removeprefix("call:")
    if name in CALLED:
        return el("mathOperator", *inner, name=CALLED[name])
    if name in ("min", "max"):
        return el(name, *inner)
    if name == "sqrt":
        return el("power", *inner, base("float", 0.5))
    return _rounded(node, inner)


def _rounded(node: Node, inner: list[Element]) -> Element:
    if len(inner) == 1:
        return el("round", *inner)
    figures = node.inner[1].number
    if node.inner[1].name != "number" or figures != int(figures):
        raise Unwritable(_("QTI rounds to a fixed number of places only"))
    return el("roundTo", inner[0], roundingMode="decimalPlaces", figures=int(figures))
