"""What the respconditions of a QTI 1.2 item say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .effort import spend
from .qti_interactions import signed
from .qti_xml import Element, Lost, first, inside, tag_of, words_in

TESTS = frozenset(
    "and or not varequal varlt varlte vargt vargte varsubset varinside varsubstring vardurequal"
    " durequal other unanswered var_extension".split()
)
READ = frozenset("and or not varequal varlt varlte vargt vargte other unanswered".split())
LOW, HIGH = ("vargte", "vargt"), ("varlte", "varlt")


@dataclass(slots=True)
class Condition:
    """``given`` are pairs of a response and a value that are asked for, ``other`` those that must
    not be; ``ranges`` the lowest and highest number asked for by response."""

    points: float
    given: list[tuple[str, str]] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    ranges: dict[str, dict[str, str]] = field(default_factory=dict)
    together: bool = False
    says: list[str] = field(default_factory=list)


class Conditions:
    """All of an item, in their order."""

    def __init__(self, root: Element, lost: Lost) -> None:
        self.case: set[str] = set()
        self.all: list[Condition] = []
        self.by_link: dict[str, list[Condition]] = {}
        strange: set[str] = set()
        for each in inside(root, "respcondition"):
            self.all.append(self._condition(each))
            for link in self.all[-1].says:
                self.by_link.setdefault(link, []).append(self.all[-1])
            strange |= {tag for one in each.iter() if (tag := tag_of(one)) in TESTS - READ}
        if strange:
            words = _("It is marked by rules that evlearn does not know (%s); here by its key.")
            lost(words % ", ".join(sorted(strange)))

    def _condition(self, element: Element) -> Condition:
        found = Condition(_points(element))
        says = (each.get("linkrefid", "") for each in inside(element, "displayfeedback"))
        found.says = list(dict.fromkeys(says))
        variables = first(element, "conditionvar")
        if variables is None:
            return found
        for each in variables.iter("varequal", *LOW, *HIGH):
            name, value = each.get("respident", ""), words_in(each)
            if tag_of(each) != "varequal":
                side = "low" if tag_of(each) in LOW else "high"
                found.ranges.setdefault(name, {})[side] = value
                continue
            if each.get("case", "").casefold() == "yes":
                self.case.add(name)
            nots = sum(1 for _each in each.iterancestors("not"))
            spend(2 + nots // 5)
            (found.other if nots % 2 else found.given).append((name, value))
        found.together = next(variables.iter("and"), None) is not None
        return found

    def worth(self, name: str) -> dict[str, float]:
        """What each value of a response earns by itself."""
        found: dict[str, float] = {}
        spend(len(self.all) // 2)
        for each in self.all:
            values = [value for about, value in each.given if about == name]
            if each.points and not self._whole(each):
                for value in values:
                    found[value] = found.get(value, 0) + each.points
        return found

    def key(self, name: str) -> list[str]:
        """The values of a response that are right together."""
        for each in self.all:
            if each.points > 0 and self._whole(each):
                return [value for about, value in each.given if about == name]
        return []

    def _whole(self, condition: Condition) -> bool:
        """Whether a condition asks for several values of one response at once."""
        return condition.together and not condition.ranges and bool(condition.given)

    def ranges(self, name: str) -> Iterator[tuple[dict[str, str], list[str]]]:
        """Ranges of right numbers, each with the exact numbers that are named beside it."""
        for each in self.all:
            if each.points > 0 and name in each.ranges:
                yield each.ranges[name], [value for about, value in each.given if about == name]

    def ties(self, link: str) -> list[tuple[str, str, str]]:
        """When a feedback is said: as the last three fields of Feedback."""
        found = [tie for each in self.by_link.get(link, ()) for tie in self._ties(each, link)]
        return list(dict.fromkeys(found)) or [named(link)]

    def _ties(self, condition: Condition, link: str) -> Iterator[tuple[str, str, str]]:
        spend(1 + len(condition.given) // 4)
        plain = named(link)
        if plain[0] != "always" or (not condition.given and not condition.other):
            yield plain if plain[0] != "option" else self._option(condition, plain)
        elif self._whole(condition):
            yield ("right" if condition.points > 0 else "other", "", "")
        elif condition.other and not condition.given:
            yield ("wrong", "", "")
        else:
            yield from (("option", about, value) for about, value in condition.given)

    def _option(self, condition: Condition, plain: tuple[str, str, str]) -> tuple[str, str, str]:
        """The response that a feedback named after a value belongs to."""
        found = [pair for pair in condition.given if pair[1] == plain[2]] or condition.given
        return ("option", *found[0]) if found else plain


def named(link: str) -> tuple[str, str, str]:
    """When a feedback is said that nothing but its name tells of."""
    name = link.casefold()
    if "incorrect" in name or name in ("wrong", "fail"):
        return "wrong", "", ""
    if name in ("correct", "correct_fb", "right"):
        return "right", "", ""
    if name.endswith("_fb") and name != "general_fb":
        return "option", "", link[: -len("_fb")]
    return "always", "", ""


def _points(element: Element) -> float:
    """What a condition gives or takes."""
    total = 0.0
    for each in inside(element, "setvar"):
        points = signed(words_in(each))
        total += -points if each.get("action", "Set").casefold() == "subtract" else points
    return total
