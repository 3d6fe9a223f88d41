"""Pairs, orders, gaps and essays in the cells of a row; see ``table_kinds``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.gapped import MARKER
from .effort import spend
from .table_cells import (
    FEEDBACK,
    MOST_OPTIONS,
    NUMBERS,
    OPTION,
    WRITTEN_OPTIONS,
    Row,
    TableFault,
    entries_out,
    few,
    list_in,
    list_out,
    listed,
    number_out,
    pair_in,
    pair_out,
    prose_in,
    prose_of,
    prose_out,
    quantity_in,
    text,
    texts,
)

Spec = Mapping[str, Any]
Cells = dict[str, str]
NUMERIC_GAP = re.compile(
    r"[-+−]?[\d.,]+(?:[eE][+-]?\d+)?(?:\s*(?:±|\+/?[-−])\s*[\d.,]+)?(?:\s*[%°‰]\S*|\s+[^\s\d]\S{0,9})?"
)
A_PAIR = 6
"""Effort to read one."""
NONE = "-"
"""The group of what belongs in none."""


def _pairs(row: Row, example: str) -> list[tuple[int, str, str]]:
    """The option cells with an arrow: number, what stands before it and after."""
    found = []
    for number, cell in row.options():
        spend(A_PAIR)
        pair = pair_in(cell)
        if pair is None or not all(pair):
            words = _("“%(cell)s” is no pair: write “%(example)s”.")
            raise TableFault(words % {"cell": cell[:60], "example": example})
        found.append((number, *pair))
    return found


def _targets(row: Row, pairs: list[tuple[int, str, str]]) -> list[str]:
    """The choices or groups: in the order of the answers, then those that only pairs name."""
    named = [after for _number, _before, after in pairs]
    return list(dict.fromkeys([*list_in(row.take("answer")), *named]))


def matching(row: Row) -> dict[str, Any]:
    """Prompts with their choices from cells such as “Stator -> Stands still”."""
    pairs = _pairs(row, _("Stator -> Stands still"))
    if not pairs:
        return {}
    choices = _targets(row, pairs)
    keys = dict(zip(choices, row.ids("choices", len(choices)), strict=True))
    numbers = row.ids("prompts", len(pairs), NUMBERS)
    prompts = [
        {
            "id": at,
            "text": prose_in(before),
            "choice": keys[after],
            "feedback": row.feedback(number),
        }
        for at, (number, before, after) in zip(numbers, pairs, strict=True)
    ]
    named = [{"id": key, "text": choice} for choice, key in keys.items()]
    return {"prompts": prompts, "choices": named}


def matching_out(spec: Spec) -> Cells:
    """The cells that ``matching`` reads."""
    names = {text(each, "id"): text(each, "text") for each in listed(spec, "choices")}
    return {"answer": list_out(list(names.values()))} | entries_out(
        few(listed(spec, "prompts")),
        lambda each: pair_out(prose_of(each, "text"), names.get(text(each, "choice"), "")),
    )


def classify(row: Row) -> dict[str, Any]:
    """Items with their groups."""
    pairs = _pairs(row, _("Induction motor -> Needs no magnets"))
    if not pairs:
        return {}
    groups = [group for group in _targets(row, pairs) if group != NONE]
    keys = dict(zip(groups, row.ids("groups", len(groups)), strict=True)) | {NONE: NONE}
    numbers = row.ids("items", len(pairs), NUMBERS)
    items = [
        {"id": at, "text": prose_in(before), "group": keys[after], "feedback": row.feedback(number)}
        for at, (number, before, after) in zip(numbers, pairs, strict=True)
    ]
    named = [{"id": keys[group], "text": prose_in(group)} for group in groups]
    none = {"none": True} if any(after == NONE for _n, _b, after in pairs) else {}
    return {"groups": named, "items": items, **none}


def classify_out(spec: Spec) -> Cells:
    """The cells that ``classify`` reads."""
    names = {text(each, "id"): text(each, "text") for each in listed(spec, "groups")}
    return {"answer": list_out(list(names.values()))} | entries_out(
        few(listed(spec, "items")),
        lambda each: pair_out(prose_of(each, "text"), names.get(text(each, "group"), NONE)),
    )


def ordering(row: Row) -> dict[str, Any]:
    """Items in the order of the option cells."""
    cells = row.options()
    keys = row.ids("items", len(cells))
    items = [
        {"id": key, "text": prose_in(cell), "feedback": row.feedback(number)}
        for key, (number, cell) in zip(keys, cells, strict=True)
    ]
    return {"items": items} if items else {}


def ordering_out(spec: Spec) -> Cells:
    """The cells that ``ordering`` reads."""
    return entries_out(few(listed(spec, "items")), lambda each: prose_of(each, "text"))


def gaps(row: Row) -> dict[str, Any]:
    """A text and how each of its gaps is filled."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", row.take("text"))
    body = "\n\n".join(map(prose_in, paragraphs))
    bank = list_in(row.take("answer"))
    gaps = [
        {"id": key, **_gap(row.take(OPTION % number), bank), "feedback": row.feedback(number)}
        for key, number in _columns(body).items()
    ]
    found = {"text": body, "gaps": gaps, "bank": bank}
    return {name: value for name, value in found.items() if value}


def _columns(body: str) -> dict[str, int]:
    """The number of the option cell for each gap of a text: its own where all gaps are numbers,
    else its place in the text."""
    keys = list(dict.fromkeys(MARKER.findall(body)))
    own = all(key in NUMBERS[:MOST_OPTIONS] for key in keys)
    return {key: int(key) if own else at for at, key in enumerate(keys[:MOST_OPTIONS], start=1)}


def _gap(cell: str, bank: list[str]) -> dict[str, Any]:
    """How a gap is filled: from the bank, from a list of its own, by a number or by words."""
    if cell in bank:
        return {"kind": "bank", "answer": cell}
    if "|" in cell:
        options = [part.strip() for part in cell.split("|") if part.strip()]
        return {"kind": "choice", "options": options, "answer": options[0] if options else ""}
    if NUMERIC_GAP.fullmatch(cell):
        found = quantity_in(cell)
        margin = {} if found.margin is None else {"tolerance": found.margin}
        units = {"units": [{"name": found.unit}]} if found.unit else {}
        return {"kind": "numeric", "answer": found.value, **margin, **units}
    return {"kind": "short_text", "accepted": list_in(cell)}


def gaps_out(spec: Spec) -> Cells:
    """The cells that ``gaps`` reads."""
    body = text(spec, "text")
    places = _columns(body)
    cells = {"text": prose_out(body), "answer": list_out(texts(spec.get("bank")))}
    if any(number > WRITTEN_OPTIONS for number in places.values()):
        return {}
    for each in listed(spec, "gaps"):
        if number := places.get(text(each, "id")):
            cells[OPTION % number] = _gap_out(each)
            cells[FEEDBACK % number] = prose_of(each, "feedback")
    return cells


def _gap_out(gap: Spec) -> str:
    if gap.get("kind") == "numeric":
        units = listed(gap, "units")
        unit = text(units[0], "name") if units else ""
        return number_out(gap.get("answer"), gap.get("tolerance"), unit)
    if gap.get("kind") == "choice":
        answer = text(gap, "answer")
        others = [each for each in texts(gap.get("options")) if each != answer]
        return " | ".join([answer, *others])
    return list_out(texts(gap.get("accepted"))) or text(gap, "answer")


def essay(row: Row) -> dict[str, Any]:
    """Criteria with points, and an answer to show."""
    rubric = []
    for _number, before, after in _pairs(row, _("Names a gain -> 2")):
        points = quantity_in(after)
        if points.unit or points.margin is not None:
            raise TableFault(_("“%(cell)s” are no points.") % {"cell": after[:40]})
        rubric.append({"text": prose_in(before), "points": points.value})
    found = {"rubric": rubric, "model_answer": row.prose("answer")}
    return {name: value for name, value in found.items() if value}


def essay_out(spec: Spec) -> Cells:
    """The cells that ``essay`` reads."""
    return {"answer": prose_of(spec, "model_answer")} | entries_out(
        few(listed(spec, "rubric")),
        lambda each: pair_out(prose_of(each, "text"), number_out(each.get("points"))),
    )
