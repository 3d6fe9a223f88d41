"""Choices as QTI."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .qti_sheet import (
    Sheet,
    Spec,
    Unwritable,
    base,
    correct,
    el,
    identifiers,
    listed,
    prose,
    put,
    text_of,
    variable,
    when,
)
from .qti_xml import Element

ANSWER, REASON = "ANSWER", "REASON"


def interaction(name: str, choices: list[tuple[str, str]], most: int, prompt: str = "") -> Element:
    """A choice between texts of inline Markdown, given with their identifiers."""
    made = el("choiceInteraction", responseIdentifier=name, shuffle="false", maxChoices=most)
    if prompt.strip():
        made.append(el("prompt", *prose(prompt)))
    made.extend(el("simpleChoice", *prose(text), identifier=key) for key, text in choices)
    return made


def outcome_of(name: str) -> str:
    """The outcome that says what feedback on a response is shown."""
    return "FEEDBACK" if name == "RESPONSE" else f"FEEDBACK_{name}"


def single_choice(sheet: Sheet, spec: Spec, name: str, prompt: str = "") -> None:
    """One right option."""
    _options(sheet, listed(spec, "options"), name, prompt)
    sheet.match_correct(name)
    _chosen(sheet, listed(spec, "options"), name)


def _options(sheet: Sheet, options: list[Spec], name: str, prompt: str) -> list[str]:
    keys = identifiers(options)
    if len(keys) < 2:
        raise Unwritable(_("it has fewer than two options"))
    right = [key for key, each in zip(keys, options, strict=True) if each.get("correct") is True]
    sheet.response(name, right[:1])
    texts = [(key, text_of(each, "text")) for key, each in zip(keys, options, strict=True)]
    sheet.body.append(interaction(name, texts, 1, prompt))
    return keys


def _chosen(sheet: Sheet, options: list[Spec], name: str, many: bool = False) -> None:
    """What is said on the chosen options."""
    keys = identifiers(options)
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, options, strict=True)]
    if sheet.feedback(outcome_of(name), texts, many=many):
        sheet.rules.append(put(outcome_of(name), variable(name)))


def multiple_choice(sheet: Sheet, spec: Spec, name: str, prompt: str = "") -> None:
    """Right options earn their share, wrong ones take off theirs."""
    options = listed(spec, "options")
    keys = identifiers(options)
    if len(keys) < 2:
        raise Unwritable(_("it has fewer than two options"))
    right = [key for key, each in zip(keys, options, strict=True) if each.get("correct") is True]
    wrong = len(keys) - len(right)
    worth = {key: 1 / len(right) if key in right else -1 / max(wrong, 1) for key in keys}
    sheet.response(name, right, worth, cardinality="multiple")
    texts = [(key, text_of(each, "text")) for key, each in zip(keys, options, strict=True)]
    sheet.body.append(interaction(name, texts, 0, prompt))
    sheet.map_response(name)
    _chosen(sheet, options, name, many=True)


def true_false(sheet: Sheet, spec: Spec, name: str, prompt: str = "") -> None:
    """A choice of two."""
    _truth(sheet, spec, name, prompt)
    sheet.match_correct(name)
    _truth_said(sheet, spec, name)


def _truth(sheet: Sheet, spec: Spec, name: str, prompt: str = "") -> None:
    sheet.response(name, ["true" if spec.get("answer") is True else "false"])
    texts = [("true", _("True")), ("false", _("False"))]
    sheet.body.append(interaction(name, texts, 1, prompt))


def _truth_said(sheet: Sheet, spec: Spec, name: str) -> None:
    said = spec.get("feedback")
    said = said if isinstance(said, dict) else {}
    texts = [(key, text_of(said, key)) for key in ("true", "false")]
    if sheet.feedback(outcome_of(name), texts):
        sheet.rules.append(put(outcome_of(name), variable(name)))


def reasons(sheet: Sheet, spec: Spec) -> None:
    """Half for the answer, the other half for its reason."""
    sheet.style = "evlearn-reasons"
    _truth(sheet, spec, ANSWER)
    _options(sheet, listed(spec, "reasons"), REASON, "")
    answer, reason = (el("match", variable(name), correct(name)) for name in (ANSWER, REASON))
    half = el("sum", variable("SCORE"), base("float", 0.5))
    both = when((reason, [put("SCORE", base("float", 1))]))
    sheet.rules.append(when((answer, [put("SCORE", half), both])))
    _truth_said(sheet, spec, ANSWER)
    _chosen(sheet, listed(spec, "reasons"), REASON)
