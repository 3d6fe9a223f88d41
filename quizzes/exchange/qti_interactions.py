"""The interactions of QTI 2 and 3, one function each, and the answers declared for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .effort import spend
from .prose_html import from_html
from .qti_model import Asked, Choice, few, joined
from .qti_pictures import picture_in, place_of
from .qti_rules import share
from .qti_xml import Element, Lost, QtiFault, first, inside, line_in, markup_in, tag_of, words_in

PAIRS_A_UNIT = 10
A_CHOICE = 5
"""Effort to read one, without its mark-up."""
NUMBERS = frozenset(("integer", "float"))


@dataclass(slots=True)
class Declared:
    """What a responseDeclaration says. ``areas`` are shapes with coordinates and their worth."""

    base: str = "identifier"
    single: bool = True
    correct: list[str] = field(default_factory=list)
    worth: dict[str, float] = field(default_factory=dict)
    case: bool = True
    areas: list[Element] = field(default_factory=list)


Answers = Mapping[str, Declared]
Maker = Callable[[Element, Answers, Lost], Asked]


def declared(root: Element) -> dict[str, Declared]:
    """The responses of an item by their identifiers."""
    found = {}
    for each in root.iterchildren("responseDeclaration"):
        correct, mapping = first(each, "correctResponse"), first(each, "mapping")
        right = (
            [words_in(value) for value in inside(correct, "value")] if correct is not None else []
        )
        entries = list(inside(mapping, "mapEntry")) if mapping is not None else []
        areas = first(each, "areaMapping")
        found[each.get("identifier", "")] = Declared(
            base=each.get("baseType", "identifier"),
            single=each.get("cardinality", "single") == "single",
            correct=[value for value in right if value],
            worth={entry.get("mapKey", ""): signed(entry.get("mappedValue")) for entry in entries},
            case=not any(entry.get("caseSensitive") == "false" for entry in entries),
            areas=list(inside(areas, "areaMapEntry")) if areas is not None else [],
        )
    return found


def signed(text: str | None) -> float:
    """A number, 0 where there is none."""
    return -share((text or "").strip()[1:]) if (text or "").strip().startswith("-") else share(text)


def _asked(element: Element, sort: str, answers: Answers) -> Asked:
    name = element.get("responseIdentifier", "")
    found = answers.get(name, Declared())
    return Asked(
        id=name,
        sort=sort,
        line=line_in(element),
        multiple=not found.single,
        number=found.base in NUMBERS,
        case=found.case and found.base == "string",
        correct=list(found.correct),
        worth=dict(found.worth),
        style=element.get("class", ""),
    )


def _stem(element: Element, lost: Lost) -> str:
    prompt = first(element, "prompt")
    return from_html(markup_in(prompt), lost) if prompt is not None else ""


def _choices(element: Element, tag: str, lost: Lost) -> list[Choice]:
    return few([_choice(each, lost) for each in inside(element, tag)], line_in(element))


def _choice(element: Element, lost: Lost) -> Choice:
    """A choice; feedback that stands within it is its own."""
    spend(A_CHOICE)
    said = []
    for each in list(inside(element, "feedbackInline", "feedbackBlock")):
        said.append(from_html(markup_in(each), lost))
        _cut(each)
    text = from_html(markup_in(element), lost)
    return Choice(element.get("identifier", ""), text, words_in(element), joined(said))


def _cut(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _plain_only(found: list[Choice], element: Element, lost: Lost) -> list[Choice]:
    """Choices that evlearn lists, which have no mark-up."""
    for each in found:
        if next(inside(element, "img", "math", "object"), None) is not None or not each.plain:
            lost(_("What is chosen from a list is plain text here: “%s”.") % each.plain[:100])
            break
    return found


def choice(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Choose one of several, or several."""
    asked = _asked(element, "choice", answers)
    asked.stem, asked.choices = _stem(element, lost), _choices(element, "simpleChoice", lost)
    return asked


def order(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Bring things into order."""
    asked = choice(element, answers, lost)
    asked.sort = "order"
    return asked


def match(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Pair those of one set with those of another."""
    asked = _asked(element, "match", answers)
    asked.multiple = True
    sets = list(inside(element, "simpleMatchSet"))
    if len(sets) != 2:
        raise QtiFault(_("A match needs two sets."), line_in(element))
    one, other = (_choices(each, "simpleAssociableChoice", lost) for each in sets)
    asked.stem, asked.choices, asked.targets = _stem(element, lost), one, other
    _plain_only(other, sets[1], lost)
    return asked


def associate(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Pair those of one set."""
    asked = _asked(element, "associate", answers)
    asked.multiple, asked.stem = True, _stem(element, lost)
    asked.choices = _choices(element, "simpleAssociableChoice", lost)
    return asked


def entry(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Type a word or a number."""
    asked = _asked(element, "text", answers)
    asked.multiple = False
    if element.get("patternMask"):
        lost(_("A pattern that answers must have (patternMask) stays out."))
    return asked


def slider(element: Element, answers: Answers, lost: Lost) -> Asked:
    """A number on a scale, which is typed here."""
    asked = entry(element, answers, lost)
    asked.number, asked.stem = True, _stem(element, lost)
    low, high = element.get("lowerBound", ""), element.get("upperBound", "")
    lost(
        _("The scale from %(low)s to %(high)s stays out: numbers are typed.")
        % {"low": low, "high": high}
    )
    return asked


def essay(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Type a text; one with a right answer is as a short one."""
    asked = _asked(element, "essay", answers)
    if asked.worth or (asked.number and asked.correct):
        asked.sort, asked.multiple = "text", False
    asked.stem = _stem(element, lost)
    lines = element.get("expectedLines", "")
    asked.lines = int(lines) if lines.isascii() and lines.isdigit() and len(lines) < 4 else 0
    return asked


def inline_choice(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Choose within running text."""
    asked = _asked(element, "inline", answers)
    found = _choices(element, "inlineChoice", lost)
    asked.choices = _plain_only(found, element, lost)
    return asked


def hotspot(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Choose places in a picture."""
    asked = _asked(element, "hotspot", answers)
    asked.stem, asked.picture = _stem(element, lost), picture_in(element, lost)
    for each in inside(element, "hotspotChoice"):
        name = each.get("identifier", "")
        place = place_of(each, asked.picture, lost)
        asked.choices.append(Choice(name, "", each.get("hotspotLabel", ""), place=place))
    few(asked.choices, asked.line)
    return asked


def point(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Point into a picture: areas that are worth something are its regions."""
    asked = _asked(element, "hotspot", answers)
    asked.stem, asked.picture = _stem(element, lost), picture_in(element, lost)
    found = answers.get(asked.id, Declared())
    asked.multiple, asked.correct, asked.worth = False, [], {}
    if not found.areas:
        raise QtiFault(_("No area of the picture is named as right."), line_in(element))
    for at, each in enumerate(found.areas, start=1):
        asked.worth[str(at)] = signed(each.get("mappedValue"))
        asked.choices.append(Choice(str(at), place=place_of(each, asked.picture, lost)))
    few(asked.choices, asked.line)
    return asked


def labels(element: Element, answers: Answers, lost: Lost) -> Asked:
    """Put labels at places in a picture."""
    asked = _asked(element, "labels", answers)
    asked.multiple = True
    asked.stem, asked.picture = _stem(element, lost), picture_in(element, lost)
    for each in inside(element, "gapText", "gapImg"):
        text = each.get("objectLabel") or words_in(each)
        if tag_of(each) == "gapImg":
            lost(_("A picture to be placed is a word here: “%s”.") % text[:100])
        asked.choices.append(Choice(each.get("identifier", ""), text, text))
    for each in inside(element, "associableHotspot"):
        place = place_of(each, asked.picture, lost, middle=True)
        asked.targets.append(Choice(each.get("identifier", ""), place=place))
    few([*asked.choices, *asked.targets], asked.line)
    return asked


def gaps_of(
    element: Element, answers: Answers, lost: Lost
) -> tuple[list[Element], list[tuple[Element, Asked]]]:
    """The words of a gapMatchInteraction, and its gaps with what is asked in each."""
    whole = _asked(element, "bank", answers)
    words = [each for each in element if tag_of(each) in ("gapText", "gapImg")]
    found = [_choice(each, lost) for each in few(words, line_in(element))]
    choices = _plain_only(found, element, lost)
    pairs = [value.split() for value in ([*whole.correct, *whole.worth])]
    pairs = [pair for pair in pairs if len(pair) == 2]
    fields = []
    for gap in list(inside(element, "gap")):
        name = gap.get("identifier", "")
        spend(len(pairs) // PAIRS_A_UNIT)
        right = [one for one, other in pairs if other == name]
        right += [other for one, other in pairs if one == name]
        correct = list(dict.fromkeys(right))
        asked = Asked(name, "bank", line_in(gap), choices=choices, correct=correct)
        asked.group = whole.id
        fields.append((gap, asked))
    return words, fields


BLOCK: Mapping[str, Maker] = {
    "choiceInteraction": choice,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
    "extendedTextInteraction": essay,
    "sliderInteraction": slider,
    "hotspotInteraction": hotspot,
    "selectPointInteraction": point,
    "graphicGapMatchInteraction": labels,
}
INLINE: Mapping[str, Maker] = {
    "textEntryInteraction": entry,
    "inlineChoiceInteraction": inline_choice,
}
