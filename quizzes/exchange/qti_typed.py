"""Typed answers of QTI: numbers and short texts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.numbers import is_number
from .effort import spend
from .gift_answers import plain_number
from .qti_model import Asked, Item
from .qti_xml import QtiFault

Spec = dict[str, Any]
A_VALUE = 12
"""Effort to look at one."""


def typed(item: Item, asked: Asked) -> tuple[str, Spec]:
    """The kind and the fields of a typed answer. Raises QtiFault where none is right."""
    right = asked.right()
    if not right:
        raise QtiFault(_("No right answer is named."), asked.line)
    best = max(asked.worth.values(), default=0)
    partly = [value for value, worth in asked.worth.items() if 0 < worth < best]
    spend(A_VALUE * len(partly))
    for value in partly:
        words = _("“%(text)s” is worth %(share)g %% in the file and nothing here.")
        share = round(100 * asked.worth[value] / best, 2)
        item.lost(words % {"text": value[:100], "share": share})
    if asked.number:
        return "numeric", _number(item, asked, right)
    return "short_text", _text(
        item, asked, right, [value for value in partly if value not in right]
    )


def _foreseen(item: Item, asked: Asked) -> list[tuple[str, str]]:
    """Values that something is said on, with what is said."""
    values = [
        each.value for each in item.feedback if each.when == "option" and each.about == asked.id
    ]
    return [(value, item.said(asked.id, "option", value)) for value in dict.fromkeys(values)]


def _text(item: Item, asked: Asked, right: list[str], partly: list[str]) -> Spec:
    accepted = [" ".join(value.split()) for value in right]
    spec: Spec = {"accepted": list(dict.fromkeys(accepted))}
    if asked.case:
        spec["case_sensitive"] = True
    wrong = []
    for value, said in _foreseen(item, asked):
        if value in right:
            _explain(item, asked, said)
        else:
            wrong.append({"text": value, "feedback": said})
    known = {each["text"] for each in wrong}
    wrong += [{"text": value, "feedback": ""} for value in partly if value not in known]
    if wrong:
        spec["wrong"] = wrong
    return spec


def _explain(item: Item, asked: Asked, said: str) -> None:
    """Feedback on a right value is feedback on right answers."""
    for each in item.feedback:
        if each.about == asked.id and each.when == "option" and each.text == said:
            each.when, each.taken = "right", False


def _number(item: Item, asked: Asked, right: list[str]) -> Spec:
    first, _blank, margin = right[0].partition("±")
    answer = number_in(first, asked)
    asked.tolerance = asked.tolerance or float(margin or 0)
    spec: Spec = {"answer": plain_number(answer)}
    for value in right[1:]:
        if number_in(value.partition("±")[0], asked) != answer:
            words = _("%(number)s counts in full, too, in the file; here one number is right.")
            item.lost(words % {"number": value})
    if asked.tolerance:
        spec["tolerance"] = plain_number(Decimal(repr(asked.tolerance)))
        if asked.relative:
            spec["tolerance_kind"] = "relative"
    for value, said in _foreseen(item, asked):
        wanted, _blank, margin = value.partition("±")
        number = number_in(wanted, asked)
        if number == answer:
            _explain(item, asked, said)
            continue
        near: Spec = {"value": plain_number(number), "feedback": said}
        if margin and float(margin):
            near["tolerance"] = plain_number(Decimal(margin))
        spec.setdefault("near", []).append(near)
    return spec


def number_in(text: str, asked: Asked) -> Decimal:
    """A number of a file. Raises QtiFault for what is none."""
    try:
        number = Decimal(text.strip())
        if number.is_finite() and is_number(float(number)):
            return number
    except (InvalidOperation, ValueError, OverflowError):
        pass  # named below
    raise QtiFault(_("“%(text)s” is not a number.") % {"text": text[:60]}, asked.line)
