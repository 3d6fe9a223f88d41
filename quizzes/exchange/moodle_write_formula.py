"""Numbers with variables as Moodle writes them: ``[[p]]`` as ``{p}``, ``a^b`` as ``pow(a,b)``."""

from __future__ import annotations

import re

from ..kinds import variables
from ..kinds.expressions import ExpressionError, Node, parse
from .moodle_fields import Spec, listed, number, paragraphs, plain_answer, text
from .moodle_units import units_written
from .moodle_xml import node, text_node

MARKER = re.compile(r"\[\[([A-Za-z][A-Za-z0-9_]{0,20})\]\]")
RENAMED = {"ln": "log", "deg": "deg2rad"}
CONSTANTS = {"pi": "pi()", "e": "exp(1)"}
MOST_ITEMS = 50
"""Values that are listed of each variable; Moodle takes up to 100."""


def calculated_written(spec: Spec) -> tuple[str, list[str]]:
    """The text as HTML, and what further elements there are."""
    known = {text(each, "name") for each in listed(spec, "variables")}
    relative = spec.get("tolerance_kind") == "relative"
    right = _answer(1, text(spec, "expression"), {}, number(spec.get("tolerance", 0)), relative)
    near = [
        _answer(0, str(each.get("value", "")), each, number(each.get("tolerance", 0)), False)
        for each in listed(spec, "near")
    ]
    drawn = [_definition(each) for each in listed(spec, "variables") if _sound(each)]
    html = MARKER.sub(
        lambda found: f"{{{found[1]}}}" if found[1] in known else found[0],
        paragraphs(text(spec, "stem")),
    )
    return html, [right, *near, *units_written(spec), node("dataset_definitions", *drawn)]


def _answer(weight: float, formula: str, entry: Spec, tolerance: str, relative: bool) -> str:
    return plain_answer(
        weight,
        formula_written(formula),
        entry,
        node("tolerance", tolerance),
        node("tolerancetype", "1" if relative else "2"),
        node("correctanswerformat", "1"),
        node("correctanswerlength", "2"),
    )


def formula_written(expression: str) -> str:
    """An expression in the language of Moodle; as it is where it is none."""
    try:
        return _node(parse(expression).root)
    except ExpressionError:
        return expression


def _node(found: Node) -> str:
    if found.name == "number":
        return f"{found.number:.15g}"
    if found.name.startswith("name:"):
        name = found.name.removeprefix("name:")
        return CONSTANTS.get(name) or f"{{{name}}}"
    inner = [_node(each) for each in found.inner]
    if found.name.startswith("call:"):
        name = found.name.removeprefix("call:")
        return f"{RENAMED.get(name, name)}({','.join(inner)})"
    if found.name == "negative":
        return f"(-{inner[0]})"
    if found.name == "^":
        return f"pow({inner[0]},{inner[1]})"
    return f"({inner[0]}{found.name}{inner[1]})"


def _sound(variable: Spec) -> bool:
    return not variables.problems(variable)


def _definition(variable: Spec) -> str:
    """A variable with values for Moodle to draw from, spread over its range."""
    values = variables.values_of(variable)
    chosen = values[:: -(-len(values) // MOST_ITEMS)]
    decimals = max(0, *(-int(each.as_tuple().exponent) for each in chosen))
    items = [
        node("dataset_item", node("number", str(at)), node("value", str(each)))
        for at, each in enumerate(chosen, start=1)
    ]
    return node(
        "dataset_definition",
        node("status", text_node("private")),
        node("name", text_node(variable["name"])),
        node("type", "calculated"),
        node("distribution", text_node("uniform")),
        node("minimum", text_node(str(min(values)))),
        node("maximum", text_node(str(max(values)))),
        node("decimals", text_node(str(decimals))),
        node("itemcount", str(len(items))),
        node("dataset_items", *items),
        node("number_of_items", str(len(items))),
    )
