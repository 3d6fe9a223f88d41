"""Several parts under one stem as QTI."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .qti_sheet import (
    Sheet,
    Spec,
    Unwritable,
    base,
    el,
    identifiers,
    listed,
    paragraphs,
    text_of,
    variable,
)
from .qti_write_choice import multiple_choice, single_choice, true_false
from .qti_write_typed import numeric, short_text
from .qti_xml import Element

CHOICES = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "true_false": true_false,
}
TYPED = {"numeric": numeric, "short_text": short_text}


def parts(sheet: Sheet, spec: Spec) -> None:
    """Each part as its kind would be alone, counting by its weight."""
    found = listed(spec, "parts")
    whole = sum(each.get("weight", 1) for each in found)
    if len(found) < 2:
        raise Unwritable(_("it has fewer than two parts"))
    for each, name in zip(found, identifiers(found), strict=True):
        alone = Sheet()
        stem = text_of(each, "stem")
        if each.get("kind") in CHOICES:
            CHOICES[each["kind"]](alone, each, name, stem)
        elif each.get("kind") in TYPED:
            alone.body += paragraphs(stem, parted="\x00")
            TYPED[each["kind"]](alone, each, name)
        else:
            raise Unwritable(_("a part of it is of no kind"))
        alone.explain(text_of(each, "explanation"), name)
        for rule in alone.rules:
            _weigh(rule, each.get("weight", 1) / whole)
        sheet.responses += alone.responses
        sheet.outcomes += alone.outcomes
        sheet.rules += alone.rules
        sheet.said += alone.said
        sheet.body.append(el("div", *alone.body))


def _weigh(rule: Element, share: float) -> None:
    """Let a rule add its share to the score instead of setting it."""
    for each in rule.iter("setOutcomeValue"):
        if each.get("identifier") == "SCORE":
            (value,) = each
            each.append(el("sum", variable("SCORE"), el("product", value, base("float", share))))
