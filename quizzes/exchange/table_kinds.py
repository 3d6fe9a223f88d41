"""How each kind of question fills the cells of its row, and is read from them.

A field without a cell, and what a cell cannot say, is left to the column “more”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import ascii_uppercase
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ..kinds.numbers import exact, is_number, tidy_unit
from .table_cells import (
    FEEDBACK,
    Quantity,
    Row,
    TableFault,
    entries_out,
    few,
    list_in,
    list_out,
    listed,
    number_out,
    plain_number,
    prose_in,
    prose_of,
    quantity_in,
    text,
    texts,
)
from .table_lists import (
    classify,
    classify_out,
    essay,
    essay_out,
    gaps,
    gaps_out,
    matching,
    matching_out,
    ordering,
    ordering_out,
)

Spec = Mapping[str, Any]
Cells = dict[str, str]
TRUE = frozenset(
    "true t yes y 1 right correct wahr richtig ja vrai oui verdadero sí si vero".split()
)
FALSE = frozenset("false f no n 0 wrong incorrect falsch nein faux non falso onwaar".split())
JOINED = re.compile(r"[A-Z]{2,12}")


class Way(NamedTuple):
    """How a kind is read from a row, and how it fills one."""

    read: Callable[[Row], dict[str, Any]]
    write: Callable[[Spec], Cells]


def _options(row: Row) -> dict[str, Any]:
    cells = row.options()
    right = _right(row.take("correct", "answer"), cells)
    if not cells:
        return {}
    keys = row.ids("options", len(cells))
    options = [
        {
            "id": key,
            "text": prose_in(cell),
            "correct": number in right,
            "feedback": row.feedback(number),
        }
        for key, (number, cell) in zip(keys, cells, strict=True)
    ]
    return {"options": options}


def _single(row: Row) -> dict[str, Any]:
    fields = _options(row)
    if sum(option["correct"] for option in fields.get("options", ())) > 1:
        raise TableFault(
            _("Several options are right; write “multiple choice” as the kind if that is meant.")
        )
    return fields


def _right(cell: str, cells: list[tuple[int, str]]) -> set[int]:
    """The numbers of the right options: by letter, by number or by their text."""
    by_text = {option.casefold(): number for number, option in cells}
    numbers = {number for number, _option in cells}
    whole = cell.casefold()
    if whole in by_text and not _place(cell):
        return {by_text[whole]}
    parts = re.split(r"[\s,;&+/]+|\band\b", cell)
    if JOINED.fullmatch(cell):
        parts = list(cell)
    found = set()
    for part in filter(None, parts):
        number = _place(part)
        if number not in numbers:
            words = _("“%(part)s” names none of the options: write a letter, such as “B”.")
            raise TableFault(words % {"part": part[:40]})
        if part.isdigit() and by_text.get(part, number) != number:
            words = _("“%(part)s” can be a number or a text of an option: write a letter.")
            raise TableFault(words % {"part": part})
        found.add(number)
    return found


def _place(typed: str) -> int:
    """The option that “B”, “b)” or “2” is; 0 for anything else."""
    typed = typed.rstrip(".)").upper()
    if len(typed) == 1 and typed in ascii_uppercase:
        return ascii_uppercase.index(typed) + 1
    return int(typed) if re.fullmatch(r"[0-9]{1,2}", typed) else 0


def _options_out(spec: Spec) -> Cells:
    options = few(listed(spec, "options"))
    letters = [ascii_uppercase[at] for at, each in enumerate(options) if each.get("correct")]
    return {"correct": ", ".join(letters)} | entries_out(
        options, lambda each: prose_of(each, "text")
    )


def _true_false(row: Row) -> dict[str, Any]:
    cell = row.take("answer", "correct")
    truth = cell.casefold() in TRUE
    if cell and not truth and cell.casefold() not in FALSE:
        raise TableFault(_("“%(cell)s” is neither true nor false.") % {"cell": cell[:40]})
    feedback = {"true": row.feedback(1), "false": row.feedback(2)}
    return {"answer": truth, "feedback": feedback} if cell else {"feedback": feedback}


def _true_false_out(spec: Spec) -> Cells:
    answer, value = spec.get("answer"), spec.get("feedback")
    feedback = value if isinstance(value, Mapping) else {}
    return {
        "answer": str(answer).lower() if isinstance(answer, bool) else "",
        FEEDBACK % 1: prose_of(feedback, "true"),
        FEEDBACK % 2: prose_of(feedback, "false"),
    }


def _numeric(row: Row) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    cell = row.take("answer", "correct")
    found = quantity_in(cell) if cell else Quantity(0, None, "")
    if cell:
        fields["answer"] = found.value
    units = [_unit_in(part) for part in list_in(row.take("unit"))]
    if found.unit and tidy_unit(found.unit) not in [tidy_unit(each["name"]) for each in units]:
        if units:
            words = _("The answer is in “%(unit)s”, which the column “unit” does not name.")
            raise TableFault(words % {"unit": found.unit})
        units = [{"name": found.unit}]
    if found.margin is not None:
        fields["tolerance"] = found.margin
    fields |= _tolerance(row, found, units)
    if units:
        fields["units"] = units
    near = [_near(cell, row.feedback(number)) for number, cell in row.options()]
    return fields | ({"near": near} if near else {})


def _tolerance(row: Row, found: Quantity, units: list[dict[str, Any]]) -> dict[str, Any]:
    cell = row.take("tolerance")
    if not cell:
        return {}
    if found.margin is not None:
        raise TableFault(_("The tolerance stands twice: beside the answer and in its own column."))
    margin = quantity_in(cell.removeprefix("±"))
    if margin.value < 0 or margin.margin is not None:
        raise TableFault(_("“%(cell)s” is no tolerance.") % {"cell": cell[:40]})
    if not margin.unit or (units and tidy_unit(units[0]["name"]) == tidy_unit(margin.unit)):
        if margin.unit == "%":
            row.lost(_("The tolerance is taken in the unit of the answer, not as a share of it."))
        return {"tolerance": margin.value}
    if margin.unit != "%":
        words = _("The unit of the tolerance, “%(unit)s”, is not that of the answer.")
        raise TableFault(words % {"unit": margin.unit[:40]})
    share = plain_number(exact(margin.value) / 100)
    return {"tolerance": share, "tolerance_kind": "relative"}


def _unit_in(part: str) -> dict[str, Any]:
    """``kW`` or ``W = 0.001``."""
    name, equals, factor = part.partition("=")
    if not equals:
        return {"name": part}
    found = quantity_in(factor.strip())
    if found.unit or found.margin is not None or not name.strip():
        raise TableFault(_("“%(part)s” is no unit: write “W = 0.001”.") % {"part": part[:40]})
    return {"name": name.strip(), "factor": found.value}


def _near(cell: str, feedback: str) -> dict[str, Any]:
    found = quantity_in(cell)
    margin = {} if found.margin is None else {"tolerance": found.margin}
    return {"value": found.value, **margin, "feedback": feedback}


def _numeric_out(spec: Spec) -> Cells:
    tolerance, relative = spec.get("tolerance"), spec.get("tolerance_kind") == "relative"
    share = f"{exact(tolerance) * 100:f} %" if relative and is_number(tolerance) else ""
    units = [
        " = ".join(filter(None, [text(each, "name"), number_out(each.get("factor"))]))
        for each in listed(spec, "units")
    ]
    return {
        "answer": number_out(spec.get("answer")),
        "tolerance": share or number_out(tolerance),
        "unit": list_out(units),
    } | entries_out(
        few(listed(spec, "near")),
        lambda each: number_out(each.get("value"), each.get("tolerance")),
    )


def _short_text(row: Row) -> dict[str, Any]:
    accepted = list_in(row.take("answer", "correct"))
    wrong = [{"text": cell, "feedback": row.feedback(number)} for number, cell in row.options()]
    return ({"accepted": accepted} if accepted else {}) | ({"wrong": wrong} if wrong else {})


def _short_text_out(spec: Spec) -> Cells:
    cells = {"answer": list_out(texts(spec.get("accepted")))}
    return cells | entries_out(few(listed(spec, "wrong")), lambda each: text(each, "text"))


WAYS: Mapping[str, Way] = {
    "single_choice": Way(_single, _options_out),
    "multiple_choice": Way(_options, _options_out),
    "true_false": Way(_true_false, _true_false_out),
    "numeric": Way(_numeric, _numeric_out),
    "short_text": Way(_short_text, _short_text_out),
    "matching": Way(matching, matching_out),
    "classify": Way(classify, classify_out),
    "ordering": Way(ordering, ordering_out),
    "gaps": Way(gaps, gaps_out),
    "essay": Way(essay, essay_out),
}
"""The kinds with cells of their own. Others have what all have, and the column “more”."""
