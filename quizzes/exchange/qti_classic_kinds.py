"""What QTI 1.2 asks: choices, typed answers, blanks, pairs, numbers with variables."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from .gift_answers import plain_number
from .prose_html import from_html
from .qti_classic_rules import Conditions
from .qti_classic_text import inline_of
from .qti_model import MOST_CHOICES, Asked, Choice, Item, few, joined
from .qti_typed import number_in
from .qti_xml import Element, QtiFault, first, inside, line_in, tag_of, words_in

NUMBERS = frozenset(("decimal", "integer", "scientific"))
BLANKS = ("fill_in_multiple_blanks_question", "multiple_dropdowns_question")
IN_BRACKETS = re.compile(r"\[([^\[\]\s]{1,60})\]")
TAG = re.compile(r"<[^<>]*>")
MOST_SCALE = 6
"""Decimals of a variable that are kept."""


def asked_in(
    item: Item,
    root: Element,
    sort: str,
    responses: list[Element],
    stem: list[str],
    conditions: Conditions,
) -> None:
    """Put into ``item`` what is said and asked; ``stem`` is HTML."""
    if sort == "calculated_question" or next(inside(root, "calculated"), None) is not None:
        item.made = "calculated", _calculated(item, root, stem)
        return
    if next(inside(root, "response_xy"), None) is not None:
        raise QtiFault(_("It asks for a place in a picture in the way of QTI 1.2."), item.line)
    if sort in BLANKS:
        _blanks(item, sort, responses, stem, conditions)
        return
    item.flow += [text for html in stem if (text := from_html(html, item.lost))]
    if len(responses) > MOST_CHOICES:
        raise QtiFault(_("It has too many fields."), item.line)
    found = [_response(item, each, sort, conditions) for each in responses]
    if sort == "matching_question" or _alike(found):
        item.flow.append(_matching(item, responses, found))
        return
    for asked, element in zip(found, responses, strict=True):
        if len(found) > 1:
            asked.stem = _own_text(item, element)
        item.flow.append(asked)


def _response(item: Item, element: Element, sort: str, conditions: Conditions) -> Asked:
    """One response, whose sort shows by what is drawn."""
    name = element.get("ident", "")
    asked = Asked(name, "choice", line_in(element))
    asked.multiple = element.get("rcardinality", "Single").casefold() == "multiple"
    asked.correct, asked.worth = conditions.key(name), conditions.worth(name)
    asked.points = max([0, *asked.worth.values()])
    if first(element, "render_choice") is not None:
        asked.choices = _labels(item, element)
        asked.line = line_in(element)
        return asked
    fib = next(inside(element, "render_fib"), None)
    asked.case = name in conditions.case
    asked.number = (
        tag_of(element) == "response_num"
        or sort == "numerical_question"
        or (fib is not None and fib.get("fibtype", "").casefold() in NUMBERS)
    )
    asked.sort, asked.multiple = "text", False
    if asked.number:
        _ranges(asked, conditions)
    if sort == "essay_question" or not (asked.worth or asked.correct):
        asked.sort = "essay"
        rows = (fib.get("rows") or "") if fib is not None else ""
        asked.lines = int(rows) if rows.isascii() and rows.isdigit() and len(rows) < 4 else 0
    return asked


def _labels(item: Item, element: Element) -> list[Choice]:
    found = []
    for each in inside(element, "response_label"):
        plain = " ".join(words_in(one) for one in inside(each, "mattext"))
        if "<" in plain or "&" in plain:
            plain = words_of(plain)
        found.append(Choice(each.get("ident", ""), inline_of(each, item.lost), plain))
    return few(found, line_in(element))


def words_of(html: str) -> str:
    """HTML without its tags."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def _ranges(asked: Asked, conditions: Conditions) -> None:
    """Right numbers that are named by a lowest and a highest one."""
    for bounds, exact in conditions.ranges(asked.id):
        if len(bounds) < 2:
            raise QtiFault(_("A range of right numbers has one end only."), asked.line)
        low, high = (number_in(bounds[side], asked) for side in ("low", "high"))
        middle = number_in(exact[0], asked) if exact else (low + high) / 2
        margin = min(middle - low, high - middle)
        if margin < 0:
            raise QtiFault(_("A range of right numbers runs backwards."), asked.line)
        if not asked.correct:
            asked.tolerance = float(margin)
        asked.correct.append(str(plain_number(middle)))


def _alike(found: list[Asked]) -> bool:
    """Whether several responses choose from the same list."""
    lists = {tuple((each.id, each.plain) for each in asked.choices) for asked in found}
    sorts = {(asked.sort, asked.multiple) for asked in found}
    return (
        len(found) > 1
        and len(lists) == 1
        and sorts == {("choice", False)}
        and len(found[0].choices) > 2
    )


def _own_text(item: Item, element: Element) -> str:
    """What a response says itself, before what there is to choose."""
    found = [each for each in element if tag_of(each).startswith(("material", "flow_mat"))]
    return joined(inline_of(each, item.lost) for each in found)


def _matching(item: Item, responses: list[Element], found: list[Asked]) -> Asked:
    whole = Asked("", "match", item.line, multiple=True)
    known: dict[str, Choice] = {}
    for asked, element in zip(found, responses, strict=True):
        if asked.sort != "choice":
            raise QtiFault(_("A pair of it is not chosen from a list."), asked.line)
        for choice in asked.choices:
            known.setdefault(choice.id, choice)
        name = asked.id.removeprefix("response_")
        whole.choices.append(Choice(name, _own_text(item, element)))
        whole.correct += [f"{name} {value}" for value in asked.right()]
    whole.targets = list(known.values())
    return whole


def _blanks(
    item: Item, sort: str, responses: list[Element], stem: list[str], conditions: Conditions
) -> None:
    """Blanks of Canvas, which stand in the text as ``[name]``."""
    fields: dict[str, Asked] = {}
    for element in responses:
        asked = _response(item, element, "", conditions)
        name = words_in(next(inside(element, "mattext"), None)) or asked.id
        asked.id = asked.id.removeprefix("response_")
        if sort == BLANKS[0]:
            said = {each.id: each.plain for each in asked.choices}
            right = [said[value] for value in asked.right() if value in said]
            asked.sort, asked.correct, asked.worth = "text", right, {}
            asked.choices = []
        else:
            asked.sort = "inline"
        fields[name] = asked

    def mark(found: re.Match[str]) -> str:
        asked = fields.pop(found[1], None)
        return item.field_in(asked) if asked else found[0]

    texts = [IN_BRACKETS.sub(mark, html) for html in stem]
    if fields:
        words = _("The blank “%s” stands nowhere in the text.")
        raise QtiFault(words % next(iter(fields))[:60], item.line)
    item.flow += [text for html in texts if (text := from_html(html, item.lost))]
    item.style = "evlearn-gaps"


def _calculated(item: Item, root: Element, stem: list[str]) -> dict[str, Any]:
    """A number with variables."""
    variables = [_variable(each, item) for each in inside(root, "var") if each.get("name")]
    names = {each["name"] for each in variables}
    text = from_html("".join(stem), item.lost)
    spec: dict[str, Any] = {
        "stem": IN_BRACKETS.sub(lambda at: f"[[{at[1]}]]" if at[1] in names else at[0], text),
        "variables": list({each["name"]: each for each in variables}.values()),
    }
    formulas = [words_in(each) for each in inside(root, "formula")]
    if not formulas or not variables:
        raise QtiFault(_("It names no formula or no variables."), item.line)
    if len(formulas) > 1:
        item.lost(_("Of several formulas the last is kept: %s") % "; ".join(formulas)[:300])
    spec["expression"] = formulas[-1].partition("=")[2].strip() or formulas[-1]
    typed = words_in(next(inside(root, "answer_tolerance"), None)) or "0"
    asked = Asked("", "text", item.line)
    tolerance = number_in(typed.removesuffix("%"), asked)
    relative = typed.endswith("%")
    spec["tolerance"] = plain_number(tolerance / 100 if relative else tolerance)
    if relative:
        spec["tolerance_kind"] = "relative"
    if next(inside(root, "var_set"), None) is not None:
        item.lost(_("Sets of values that were drawn in advance stay out: evlearn draws its own."))
    return spec


def _variable(element: Element, item: Item) -> dict[str, Any]:
    asked = Asked("", "text", line_in(element))
    low, high = (number_in(words_in(first(element, side)), asked) for side in ("min", "max"))
    scale = element.get("scale", "0")
    digits = int(scale) if scale.isascii() and scale.isdigit() and len(scale) < 3 else 0
    step = Decimal(1).scaleb(-min(digits, MOST_SCALE))
    bounds = {"low": low, "high": high, "step": step}
    return {
        "name": element.get("name", "")[:40],
        **{name: plain_number(number) for name, number in bounds.items()},
    }
