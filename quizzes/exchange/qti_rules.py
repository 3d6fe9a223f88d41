"""What the responseProcessing of an item says: what earns points, when feedback is given."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .effort import spend
from .qti_model import Asked
from .qti_xml import Element, Lost, first, inside, tag_of, words_in

TEMPLATES = ("match_correct", "map_response", "map_response_point")
KNOWN = frozenset(
    "responseProcessing responseCondition responseIf responseElseIf responseElse setOutcomeValue"
    " match variable correct baseValue mapResponse mapResponsePoint isNull not and or sum product"
    " divide subtract min max multiple ordered member contains equal stringMatch patternMatch"
    " gt gte lt lte null default index equalRounded roundTo round truncate integerToFloat"
    " inside".split()
)
"""Elements from which the marks can be told, or which add nothing to them."""
SIMPLE_PATTERN = re.compile(r"(?:\.\*|\[[^\W\d_]{2}\]|\\[^\w\s]|[^\\.*+?()\[\]{}|^$])*")
ESCAPED = re.compile(r"\\(.)|(\.\*)|\[(.).\]")


@dataclass(frozen=True, slots=True)
class Tie:
    """A condition on one response. ``value`` is None where it is on the right answer."""

    about: str
    value: str | None
    negated: bool

    @property
    def when(self) -> str:
        """As for Feedback."""
        if self.value is None:
            return "wrong" if self.negated else "right"
        return "unless" if self.negated else "option"


@dataclass(slots=True)
class Rules:
    """``shown`` says under which ties an outcome has a value, () for always and None for another
    condition; ``given`` which outcomes hold a response itself."""

    responses: dict[str, Asked]
    lost: Lost
    shown: dict[tuple[str, str], tuple[Tie, ...] | None] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    known: dict[Element, tuple[Tie, ...] | None] = field(default_factory=dict)
    """What was found out of expressions, as many rules may stand under one."""

    def read(self, root: Element, outcomes: set[str], ours: bool) -> None:
        """Look through the rules of an item; ``outcomes`` are those that feedback hangs on.

        ``ours``: written by evlearn, so that nothing in them is foreign.
        """
        processing = first(root, "responseProcessing")
        if processing is None:
            return
        template = (processing.get("template") or "").rstrip("/").rpartition("/")[2]
        if template and template.removesuffix(".xml") not in TEMPLATES and not len(processing):
            self.lost(_("It is marked by rules from elsewhere (“%s”); here by its key.") % template)
        strange = sorted({tag_of(each) for each in processing.iter()} - KNOWN - {""})
        if strange and not ours:
            words = _("It is marked by rules that evlearn does not know (%s); here by its key.")
            self.lost(words % ", ".join(strange[:5]))
        for rule in inside(processing, "setOutcomeValue"):
            self._rule(rule, outcomes)

    def _rule(self, rule: Element, outcomes: set[str]) -> None:
        name, ties = rule.get("identifier", ""), self._condition(rule)
        if name not in outcomes:
            self._scored(rule, ties)
            return
        for each in rule.iter("variable"):
            if each.get("identifier") in self.responses:
                self.given[name] = each.get("identifier", "")
        for each in rule.iter("baseValue"):
            self.shown.setdefault((name, words_in(each)), ties)

    def _scored(self, rule: Element, ties: tuple[Tie, ...] | None) -> None:
        """What a rule that gives points says of what is right, and of how much it counts."""
        stated = [number for each in rule.iter("baseValue") if (number := share(words_in(each)))]
        points = math.prod(stated)
        mapped = [each.get("identifier", "") for each in rule.iter("mapResponse")]
        for name in mapped:
            if name in self.responses:
                self.responses[name].points += points
        if mapped or not ties or not stated:
            return
        for tie in ties:
            spend(1)
            asked = self.responses[tie.about]
            if tie.value is None and not tie.negated:
                asked.points = max(asked.points, points)
            elif tie.value is not None and not tie.negated and asked.sort in ("choice", "text"):
                asked.worth.setdefault(tie.value, points)

    def _condition(self, rule: Element) -> tuple[Tie, ...] | None:
        """The innermost condition of a rule that can be read."""
        branch = next(rule.iterancestors("responseIf", "responseElseIf", "responseElse"), None)
        if branch is None:
            return ()
        if tag_of(branch) == "responseElse":
            before = [tie for each in self._before(branch) for tie in each or ()]
            if len(before) == 1 and before[0].value is None:
                return (Tie(before[0].about, None, not before[0].negated),)
            return None
        expression = next((each for each in branch if tag_of(each)), None)
        return self._ties(expression) if expression is not None else None

    def _before(self, branch: Element) -> Iterator[tuple[Tie, ...] | None]:
        for each in branch.itersiblings(preceding=True):
            spend(3)
            expression = next((inner for inner in each if tag_of(inner)), None)
            if expression is not None:
                yield self._ties(expression)

    def _ties(self, expression: Element) -> tuple[Tie, ...] | None:
        """The same each time that it is asked of an expression."""
        if expression not in self.known:
            self.known[expression] = self._read(expression)
        return self.known[expression]

    def _read(self, expression: Element) -> tuple[Tie, ...] | None:
        """What an expression asks of one response; None where it is something else."""
        about = {
            name
            for each in expression.iter("variable", "mapResponse", "correct")
            if (name := each.get("identifier", "")) in self.responses
        }
        if len(about) != 1 or next(expression.iter("isNull"), None) is not None:
            return None
        name = about.pop()
        self._tolerance(expression, name)
        negated = len(list(expression.iter("not"))) % 2 == 1
        if next(expression.iter("correct", "mapResponse"), None) is not None:
            return (Tie(name, None, negated),)
        values = [*self._values(expression)]
        return tuple(Tie(name, value, negated) for value in values) or None

    def _values(self, expression: Element) -> Iterator[str]:
        for each in expression.iter("baseValue"):
            text = words_in(each)
            around = each.getparent()
            if around is not None and tag_of(around) == "equal" and (margin := margins(around)):
                text = f"{text}±{margin}"
            yield text
        for each in expression.iter("patternMatch"):
            yield self._wildcard(each.get("pattern", ""))

    def _wildcard(self, pattern: str) -> str:
        """A pattern with ``*`` for any text."""
        if not SIMPLE_PATTERN.fullmatch(pattern):
            self.lost(_("A pattern is now plain text: “%s”.") % pattern[:100])
            return pattern
        return ESCAPED.sub(lambda found: "*" if found[2] else found[1] or found[3], pattern)

    def _tolerance(self, expression: Element, name: str) -> None:
        for each in expression.iter("equal"):
            if next(each.iter("correct"), None) is not None and (margin := margins(each)):
                asked = self.responses[name]
                asked.relative = each.get("toleranceMode") == "relative"
                asked.tolerance = margin / 100 if asked.relative else margin
                if len(set((each.get("tolerance") or "").split())) > 1:
                    self.lost(_("A tolerance differs up and down; the smaller one is kept."))


def margins(equal: Element) -> float:
    """The tolerance of a comparison, the smaller of two; 0 where it is exact or not a number."""
    if equal.get("toleranceMode", "exact") == "exact":
        return 0
    return min((share(each) for each in (equal.get("tolerance") or "").split()), default=0)


def share(text: str | None) -> float:
    """A number above 0, else 0."""
    try:
        number = float(text or "")
    except ValueError:
        return 0
    return number if 0 < number < 1e300 else 0
