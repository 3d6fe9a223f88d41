"""Gaps, tables with gaps and parts as cloze."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from django.utils.translation import gettext as _

from ..kinds.gapped import MARKER
from .moodle_fields import (
    Spec,
    html_of,
    listed,
    margin,
    number,
    paragraphs,
    percent,
    text,
    texts,
    weights,
)

ESCAPED = re.compile(r"[}#~]")
REFERENCE = re.compile(r"&(?:#\w{1,7}|\w{1,31});")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
Typed = tuple[float, str, str]
"""The weight of an answer, its text and feedback as HTML."""


def gaps_written(spec: Spec) -> str:
    """A text with gaps."""
    lines = EMPTY_LINE.split(text(spec, "text"))
    return paragraphs(text(spec, "stem")) + _filled(spec, paragraphs(*lines))


def table_written(spec: Spec) -> str:
    """A table with gaps in its cells."""
    head = "".join(f"<th>{html_of(title)}</th>" for title in texts(spec, "columns"))
    rows = [
        "".join(
            [f"<th>{html_of(text(row, 'title'))}</th>"]
            + [f"<td>{html_of(cell)}</td>" for cell in texts(row, "cells")]
        )
        for row in listed(spec, "rows")
    ]
    inner = "".join(f"<tr>{row}</tr>" for row in [head, *rows])
    return paragraphs(text(spec, "stem")) + _filled(spec, f"<table>{inner}</table>")


def _filled(spec: Spec, html: str) -> str:
    """HTML with what is to be filled in in place of its markers."""
    known = {text(gap, "id"): gap for gap in listed(spec, "gaps")}

    def gap(found: re.Match[str]) -> str:
        return _gap(known[found[1]], texts(spec, "bank")) if found[1] in known else found[0]

    return MARKER.sub(gap, html)


def _gap(gap: Spec, bank: Sequence[str]) -> str:
    kind = gap.get("kind")
    why = html_of(text(gap, "feedback"))
    if kind == "short_text":
        return _short(gap, why)
    if kind == "numeric":
        return _number(gap, why)
    words = bank if kind == "bank" else texts(gap, "options")
    right = text(gap, "answer")
    pairs = [(float(word == right), escape(word), why * (word == right)) for word in words]
    return _cloze("MULTICHOICE", gap, pairs)


def _short(entry: Spec, why: str) -> str:
    right = [(1.0, escape(each), why) for each in texts(entry, "accepted")]
    wrong = [(0.0, escape(text(each, "text")), _said(each)) for each in listed(entry, "wrong")]
    name = "SHORTANSWER_C" if entry.get("case_sensitive") is True else "SHORTANSWER"
    return _cloze(name, entry, right + wrong)


def _number(entry: Spec, why: str) -> str:
    near = [
        (0.0, f"{number(each.get('value'))}:{number(each.get('tolerance', 0))}", _said(each))
        for each in listed(entry, "near")
    ]
    right = (1.0, f"{number(entry.get('answer'))}:{margin(entry)}", why)
    return _cloze("NUMERICAL", entry, [right, *near])


def _cloze(name: str, entry: Spec, answers: Sequence[Typed]) -> str:
    weight = entry.get("weight", 1)
    weight = weight if isinstance(weight, int) else 1
    inner = "~".join(_answer(*answer) for answer in answers)
    return f"{{{weight}:{name}:{inner}}}"


def _answer(weight: float, typed: str, feedback: str) -> str:
    sign = "=" if weight == 1 else f"%{percent(weight)}%" if weight else ""
    said = f"#{_safe(feedback)}" if feedback else ""
    return f"{sign}{_safe(typed)}{said}"


def _safe(html: str) -> str:
    """HTML with the signs that part answers escaped; those of references stay."""
    pieces = REFERENCE.split(html)
    kept = [*REFERENCE.findall(html), ""]
    safe = (ESCAPED.sub(r"\\\g<0>", piece) for piece in pieces)
    return "".join(piece + reference for piece, reference in zip(safe, kept, strict=True))


def parts_written(spec: Spec) -> str:
    """Several parts under one stem, each on a line of its own."""
    found = [
        f"<p>{html_of(text(part, 'stem'))}</p><p>{PARTS[kind](part)}</p>"
        for part in listed(spec, "parts")
        if (kind := text(part, "kind")) in PARTS
    ]
    return paragraphs(text(spec, "stem")) + "".join(found)


def _single_part(part: Spec) -> str:
    answers = [
        (float(bool(each.get("correct"))), html_of(text(each, "text")), _said(each))
        for each in listed(part, "options")
    ]
    return _cloze("MULTICHOICE_V", part, answers)


def _several_part(part: Spec) -> str:
    options = listed(part, "options")
    answers = [
        (weight, html_of(text(each, "text")), _said(each))
        for weight, each in zip(weights(options), options, strict=True)
    ]
    return _cloze("MULTIRESPONSE", part, answers)


def _truth_part(part: Spec) -> str:
    value = part.get("feedback")
    feedback = value if isinstance(value, dict) else {}
    answers = [
        (float(bool(part.get("answer")) == truth), name, html_of(text(feedback, key)))
        for key, truth, name in (("true", True, _("True")), ("false", False, _("False")))
    ]
    return _cloze("MULTICHOICE_V", part, answers)


def _said(entry: Spec) -> str:
    return html_of(text(entry, "feedback"))


def _why(part: Spec) -> str:
    return html_of(text(part, "explanation"))


PARTS: dict[str, Callable[[Spec], str]] = {
    "single_choice": _single_part,
    "multiple_choice": _several_part,
    "true_false": _truth_part,
    "numeric": lambda part: _number(part, _why(part)),
    "short_text": lambda part: _short(part, _why(part)),
}
