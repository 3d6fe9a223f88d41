"""Typed answers, and texts and tables with gaps, as QTI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from django.utils.translation import gettext as _

from ..kinds.gapped import MARKER
from ..kinds.numbers import exact, is_number
from ..kinds.text import WILDCARD
from .plain import as_read
from .qti_sheet import (
    Sheet,
    Spec,
    Unwritable,
    base,
    correct,
    el,
    identifiers,
    listed,
    paragraphs,
    plain,
    prose,
    put,
    text_of,
    variable,
    when,
)
from .qti_write_choice import outcome_of
from .qti_xml import Element

Branch = tuple[Element, list[Element]]
SPECIAL = re.compile(r"([\\.*+?()\[\]{}|^$])")


def entry(name: str) -> Element:
    """A field to type into."""
    return el("textEntryInteraction", responseIdentifier=name)


def numeric(sheet: Sheet, spec: Spec, name: str) -> None:
    """A number, with its first unit behind the field."""
    units = [text_of(each, "name") for each in listed(spec, "units")]
    sheet.body.append(el("p", entry(name), *([f" {units[0]}"] if units else [])))
    sheet.rules.append(when(*number_branches(sheet, spec, name, put("SCORE", base("float", 1)))))


def short_text(sheet: Sheet, spec: Spec, name: str) -> None:
    """A word or a phrase."""
    sheet.body.append(el("p", entry(name)))
    sheet.rules.append(when(*text_branches(sheet, spec, name, put("SCORE", base("float", 1)))))


def number_branches(sheet: Sheet, spec: Spec, name: str, earned: Element) -> list[Branch]:
    """What a typed number earns, and what is said on foreseen wrong ones. Declares it all."""
    answer = spec.get("answer")
    if not is_number(answer):
        raise Unwritable(_("it has no right number"))
    sheet.response(name, [str(exact(answer))], base="float")
    branches: list[Branch] = [(close(name, correct(name), spec), [earned])]
    near = [each for each in listed(spec, "near") if is_number(each.get("value"))]
    keys = [f"near_{number}" for number in range(1, len(near) + 1)]
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, near, strict=True)]
    if sheet.feedback(outcome_of(name), texts):
        branches += [
            (
                close(name, base("float", exact(each["value"])), each),
                [put(outcome_of(name), base("identifier", key))],
            )
            for key, each in zip(keys, near, strict=True)
        ]
    return branches


def close(name: str, value: Element, spec: Spec) -> Element:
    """Whether a number is as near to a value as ``tolerance`` says."""
    tolerance = spec.get("tolerance", 0)
    if not is_number(tolerance) or not tolerance:
        return el("equal", variable(name), value, toleranceMode="exact")
    relative = spec.get("tolerance_kind") == "relative"
    margin = exact(tolerance) * (100 if relative else 1)
    text = f"{margin.normalize():f}"
    mode = "relative" if relative else "absolute"
    return el("equal", variable(name), value, toleranceMode=mode, tolerance=f"{text} {text}")


def text_branches(sheet: Sheet, spec: Spec, name: str, earned: Element) -> list[Branch]:
    """What a typed text earns, and what is said on foreseen wrong ones, in the order in which
    evlearn compares. Slips cannot be forgiven."""
    value = spec.get("accepted")
    accepted = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    full = [as_read(each) for each in accepted if WILDCARD not in each]
    if not accepted:
        raise Unwritable(_("it has no accepted answer"))
    case = spec.get("case_sensitive") is True
    sheet.response(name, full[:1], dict.fromkeys(full, 1.0), base="string", case=case)
    wrong = [
        (text_of(each, "text"), f"wrong_{at}") for at, each in enumerate(listed(spec, "wrong"), 1)
    ]
    outcome = outcome_of(name)
    texts = [text_of(each, "feedback") for each in listed(spec, "wrong")]
    said = sheet.feedback(outcome, zip([key for _text, key in wrong], texts, strict=True))
    branches: list[Branch] = []
    if full:
        mapped = el("mapResponse", identifier=name)
        branches.append((el("gt", mapped, base("float", 0)), [deepcopy(earned)]))
    for wild in (False, True):
        if wild:
            branches += [
                (_pattern(name, each, case), [deepcopy(earned)])
                for each in accepted
                if WILDCARD in each
            ]
        for text, key in wrong if said else ():
            if (WILDCARD in text) is wild:
                test = _pattern(name, text, case) if wild else _same(name, text, case)
                branches.append((test, [put(outcome, base("identifier", key))]))
    return branches


def _same(name: str, text: str, case: bool) -> Element:
    value = base("string", as_read(text))
    return el("stringMatch", variable(name), value, caseSensitive=str(case).lower())


def _pattern(name: str, text: str, case: bool) -> Element:
    """A text with wildcards as an expression, small and capital letters alike where they are."""
    parts = []
    for char in as_read(text):
        if char == WILDCARD:
            parts.append(".*")
        elif not case and len({char, char.upper(), char.lower()}) == 2:
            parts.append(f"[{char.lower()}{char.upper()}]" if len(char.upper()) == 1 else char)
        else:
            parts.append(SPECIAL.sub(r"\\\1", char))
    return el("patternMatch", variable(name), pattern="".join(parts))


def gaps(sheet: Sheet, spec: Spec) -> None:
    """A text with fields in it."""
    sheet.style = "evlearn-gaps"
    fields = Fields(sheet, spec)
    sheet.body += paragraphs(fields.marked(text_of(spec, "text")), fields.made)
    fields.finish()


def table(sheet: Sheet, spec: Spec) -> None:
    """A table with fields in its cells."""
    fields = Fields(sheet, spec)
    head = el("tr", *(el("th", *prose(str(each))) for each in spec["columns"]))
    rows = [
        el(
            "tr",
            el("th", *prose(text_of(row, "title"))),
            *(el("td", *prose(fields.marked(str(cell)), fields.made)) for cell in row["cells"]),
        )
        for row in listed(spec, "rows")
    ]
    sheet.body.append(el("table", el("tbody", head, *rows)))
    fields.finish()


class Fields:
    """The gaps of a text: each earns its share by its weight."""

    def __init__(self, sheet: Sheet, spec: Spec) -> None:
        self.sheet = sheet
        self.spec = spec
        self.made: list[Element] = []
        self.numbers: dict[str, int] = {}
        found = listed(spec, "gaps")
        weights = [each.get("weight", 1) for each in found]
        whole = sum(weights)
        self.rules: list[list[Element]] = []
        for each, name, weight in zip(found, identifiers(found), weights, strict=True):
            self.numbers[text_of(each, "id")] = len(self.made)
            earned = put("SCORE", el("sum", variable("SCORE"), base("float", weight / whole)))
            self.rules.append(list(self._gap(each, name, earned)))

    def marked(self, text: str) -> str:
        """The text with a mark for each gap, for ``prose``."""
        return MARKER.sub(
            lambda at: f"\ue000{self.numbers[at[1]]}\ue001" if at[1] in self.numbers else at[0],
            text,
        )

    def finish(self) -> None:
        """Put the rules of the gaps that stand in the text."""
        for element, rules in zip(self.made, self.rules, strict=True):
            if element.getparent() is None:
                raise Unwritable(_("a gap of it stands nowhere in the text"))
            self.sheet.rules += rules

    def _gap(self, gap: Spec, name: str, earned: Element) -> Iterator[Element]:
        kind = gap.get("kind")
        if kind == "numeric":
            right, *others = number_branches(self.sheet, gap, name, earned)
            self.made.append(entry(name))
        elif kind == "short_text":
            right, *others = text_branches(self.sheet, gap, name, earned)
            self.made.append(entry(name))
        else:
            right, others = self._listed(gap, name, earned), []
        yield when(right, *others)
        outcome = f"WHY_{name}"
        if self.sheet.feedback(outcome, [("shown", text_of(gap, "feedback"))]):
            told = put(outcome, base("identifier", "shown"))
            yield when((el("not", deepcopy(right[0])), [told]))

    def _listed(self, gap: Spec, name: str, earned: Element) -> Branch:
        bank = gap.get("kind") == "bank"
        words = [
            plain(each) for each in (self.spec if bank else gap)["bank" if bank else "options"]
        ]
        keys = [f"w{number}" for number in range(1, len(words) + 1)]
        right = [key for key, word in zip(keys, words, strict=True) if word == plain(gap["answer"])]
        self.sheet.response(name, right[:1])
        self.made.append(
            el(
                "inlineChoiceInteraction",
                *(
                    el("inlineChoice", word, identifier=key)
                    for key, word in zip(keys, words, strict=True)
                ),
                responseIdentifier=name,
                shuffle="false",
                class_="evlearn-bank" if bank else None,
            )
        )
        return el("match", variable(name), correct(name)), [earned]
