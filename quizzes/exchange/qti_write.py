"""Questions as items of QTI 2.2 and 3.0 that are marked there as evlearn marks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from .qti_calculated import calculated
from .qti_names import serialised
from .qti_sheet import Sheet, Spec, Unwritable, el, identifier, listed, paragraphs, plain, text_of
from .qti_write_assign import classify, hotspot, labels, matching, ordering
from .qti_write_choice import multiple_choice, reasons, single_choice, true_false
from .qti_write_parts import parts
from .qti_write_typed import gaps, numeric, short_text, table
from .spec import QuestionSpec

RESPONSE = "RESPONSE"
LONGEST_TITLE = 60
FOR_MARKING = {"use": "scoring", "view": "scorer"}
"""Attributes of what only those who mark are to read."""


def written(question: QuestionSpec, version: int) -> bytes:
    """The item of a question, without what QTI cannot hold.

    Raises Unwritable for a question that is too damaged to be asked.
    """
    maker = MAKERS.get(question.kind)
    if maker is None:
        words = _("QTI has no questions of the kind “%(kind)s”.")
        raise Unwritable(words % {"kind": question.kind})
    sheet = Sheet()
    spec = question.spec
    try:
        if question.kind != "calculated":
            sheet.body += paragraphs(text_of(spec, "stem"), parted="\x00")
        maker(sheet, spec)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        if isinstance(error, Unwritable):
            raise
        raise Unwritable(_("it is damaged or not finished")) from error
    if question.kind != "statement":
        sheet.explain(text_of(spec, "explanation"))
    if not sheet.body:
        raise Unwritable(_("it says nothing"))
    title = plain(text_of(spec, "stem"))[:LONGEST_TITLE] or question.uid
    return serialised(sheet, identifier(question.uid), title, version)


def _statement(sheet: Sheet, spec: Spec) -> None:
    """The stem is all there is."""


def _essay(sheet: Sheet, spec: Spec) -> None:
    """A person marks it: what counts and a good answer are there for them to read."""
    sheet.response(RESPONSE, (), base="string")
    sheet.by_people = True
    lines = spec.get("lines")
    fits = isinstance(lines, int) and 0 < lines <= 40
    sheet.body.append(
        el(
            "extendedTextInteraction",
            responseIdentifier=RESPONSE,
            expectedLines=lines if fits else None,
        )
    )
    criteria = [
        el("li", f"{plain(text_of(each, 'text'))} ({each.get('points')})")
        for each in listed(spec, "rubric")
    ]
    if criteria:
        inner = el("ul", *criteria)
        sheet.body.append(el("rubricBlock", inner, **FOR_MARKING, class_="evlearn-rubric"))
    model = paragraphs(text_of(spec, "model_answer"), parted="\x00")
    if model:
        sheet.body.append(el("rubricBlock", *model, **FOR_MARKING))


def _true_false(sheet: Sheet, spec: Spec) -> None:
    if "reasons" in spec:
        reasons(sheet, spec)
    else:
        true_false(sheet, spec, RESPONSE)


MAKERS: Mapping[str, Callable[[Sheet, Spec], None]] = {
    "single_choice": lambda sheet, spec: single_choice(sheet, spec, RESPONSE),
    "multiple_choice": lambda sheet, spec: multiple_choice(sheet, spec, RESPONSE),
    "true_false": _true_false,
    "numeric": lambda sheet, spec: numeric(sheet, spec, RESPONSE),
    "short_text": lambda sheet, spec: short_text(sheet, spec, RESPONSE),
    "calculated": calculated,
    "matching": matching,
    "classify": classify,
    "ordering": ordering,
    "labels": labels,
    "hotspot": hotspot,
    "gaps": gaps,
    "table": table,
    "parts": parts,
    "essay": _essay,
    "statement": _statement,
}
