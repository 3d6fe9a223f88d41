"""An item while it is written: its declarations, body, rules and feedback, in names of QTI 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree, html

from ..articles.inline import inline_html
from .plain import as_read
from .qti_xml import Element

Spec = Mapping[str, Any]
Inside = Element | str
KEPT = frozenset("a b br code em i img strong sub sup".split())
"""HTML within inline Markdown that QTI knows as well."""
ATTRIBUTES = frozenset(("href", "src", "alt"))
UNFIT = re.compile(r"[^A-Za-z0-9_.-]")
FIELD = re.compile("\ue000(\\d{1,4})\ue001")
"""Stands in inline Markdown for an element that is to be put there."""
NEVER = frozenset("SCORE MAXSCORE completionStatus numAttempts duration".split())


class Unwritable(ValueError):
    """A question that QTI cannot say; the message says why."""


def el(tag: str, *inner: Inside, **attributes: object) -> Element:
    """An element with text and elements in it. ``class_`` stands for class."""
    element = etree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            element.set(name.rstrip("_"), as_read(str(value)))
    for each in inner:
        add(element, each)
    return element


def add(parent: Element, inner: Inside) -> None:
    """Put text or an element at the end of another one."""
    if not isinstance(inner, str):
        parent.append(inner)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + inner
    else:
        parent.text = (parent.text or "") + inner


def prose(text: str, fields: Sequence[Element] = ()) -> list[Inside]:
    """Inline Markdown as elements; ``fields`` are put where their marks stand."""
    made = html.fragment_fromstring(inline_html(as_read(text)), create_parent="span")
    return list(_copied(made, fields))


def _copied(element: Element, fields: Sequence[Element]) -> Iterator[Inside]:
    yield from _filled(element.text, fields)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else "span"
        if tag == "math":
            yield _formula(child)
        elif tag in KEPT:
            kept = {name: child.get(name) for name in child.attrib if name in ATTRIBUTES}
            yield el(tag, *_copied(child, fields), **kept)
        else:
            yield el("span", *_copied(child, fields), class_=f"evlearn-{tag}")
        yield from _filled(child.tail, fields)


def _filled(text: str | None, fields: Sequence[Element]) -> Iterator[Inside]:
    parts = FIELD.split(text or "")
    for at, part in enumerate(parts):
        if at % 2:
            yield fields[int(part)]
        elif part:
            yield part


def _formula(element: Element) -> Element:
    """MathML without what follows it."""
    copy = el(
        "math", element.text or "", **{str(name): element.get(name) for name in element.attrib}
    )
    copy.extend(element)
    return copy


def text_of(entry: Spec, name: str) -> str:
    """A field's text, "" where it has none."""
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""


def listed(spec: Spec, name: str) -> list[Spec]:
    """The sets of fields in a list, as far as they are any."""
    value = spec.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def paragraphs(text: str, fields: Sequence[Element] = (), parted: str = "\n\n") -> list[Element]:
    """Text as paragraphs, none for no text."""
    return [el("p", *prose(part, fields)) for part in text.split(parted) if part.strip()]


def plain(text: str) -> str:
    """Text of a list, which has no mark-up."""
    return " ".join(as_read(text).split())


def identifier(name: str) -> str:
    """A name as XML wants them: see ``own_id`` of the reader."""
    fit = UNFIT.sub("-", name)
    begun = bool(fit) and fit[0].isalpha()
    return fit if begun and fit not in NEVER and not fit.startswith("EXPL") else f"_{fit}"


def identifiers(entries: Iterable[Spec], taken: Iterable[str] = ()) -> list[str]:
    """One for each entry, unlike any other and those that are taken."""
    found = [identifier(text_of(each, "id")) for each in entries]
    used = {*taken}
    if len(set(found)) == len(found) and not used & set(found):
        return found
    return [f"c_{number}" for number in range(1, len(found) + 1)]


def number_of(value: float) -> str:
    """A number as XML has it."""
    return repr(round(value, 12))


def variable(name: str) -> Element:
    """The value of a response or an outcome."""
    return el("variable", identifier=name)


def base(sort: str, value: object) -> Element:
    """A constant."""
    return el("baseValue", str(value), baseType=sort)


def correct(name: str) -> Element:
    """What is right for a response."""
    return el("correct", identifier=name)


def put(outcome: str, value: Element) -> Element:
    """Sets an outcome."""
    return el("setOutcomeValue", value, identifier=outcome)


def when(*branches: tuple[Element, Sequence[Element]]) -> Element:
    """Conditions, each with what follows from it, the first that holds."""
    names = ["responseIf", *["responseElseIf"] * (len(branches) - 1)]
    return el(
        "responseCondition",
        *(el(tag, test, *then) for tag, (test, then) in zip(names, branches, strict=True)),
    )


Earn = Callable[[float], Element]
"""A rule that adds a share of what something counts to the score."""


class Sheet:
    """Collects the parts of an item. ``by_people``: its score is left to a person."""

    def __init__(self) -> None:
        self.responses: list[Element] = []
        self.outcomes: list[Element] = []
        self.templates: list[Element] = []
        self.body: list[Element] = []
        self.style = ""
        self.rules: list[Element] = []
        self.said: list[Element] = []
        self.template = ""
        self.by_people = False

    def response(
        self,
        name: str,
        correct: Iterable[str],
        mapping: Mapping[str, float] | None = None,
        *,
        cardinality: str = "single",
        base: str = "identifier",
        case: bool | None = None,
    ) -> None:
        """Declare a response, what is right for it, and what its values are worth."""
        made = el("responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
        values = [el("value", as_read(each)) for each in correct]
        if values:
            made.append(el("correctResponse", *values))
        if mapping:
            sensitive = None if case is None else str(case).lower()
            entries = [
                el("mapEntry", mapKey=key, mappedValue=number_of(worth), caseSensitive=sensitive)
                for key, worth in mapping.items()
            ]
            bounds = {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}
            made.append(el("mapping", *entries, **bounds))
        self.responses.append(made)

    def outcome(self, name: str, base: str, *, many: bool = False, value: str = "") -> None:
        """Declare an outcome."""
        cardinality = "multiple" if many else "single"
        made = el("outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=base)
        if value:
            made.append(el("defaultValue", el("value", value)))
        self.outcomes.append(made)

    def feedback(
        self, outcome: str, entries: Iterable[tuple[str, str]], *, many: bool = False
    ) -> bool:
        """Texts that are shown when an outcome has their identifier; whether there are any."""
        found = [(name, text) for name, text in entries if text.strip()]
        if not found:
            return False
        self.outcome(outcome, "identifier", many=many)
        self.said += [
            el(
                "modalFeedback",
                *paragraphs(text, parted="\x00"),
                outcomeIdentifier=outcome,
                showHide="show",
                identifier=name,
            )
            for name, text in found
        ]
        return True

    def explain(self, text: str, about: str = "") -> None:
        """What is said after every answer."""
        outcome = f"EXPLANATION_{about}" if about else "EXPLANATION"
        if self.feedback(outcome, [("shown", text)]):
            self.rules.append(put(outcome, base("identifier", "shown")))

    def match_correct(self, name: str) -> None:
        """The whole mark for what is right."""
        self.template = "match_correct"
        test = el("match", variable(name), correct(name))
        self.rules.append(when((test, [put("SCORE", base("float", 1))])))

    def map_response(self, name: str) -> None:
        """What the values are worth together."""
        self.template = "map_response"
        worth = put("SCORE", el("mapResponse", identifier=name))
        self.rules.append(when((el("not", el("isNull", variable(name))), [worth])))
