"""A small player of QTI 2 items: what their responseProcessing makes of a response."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from quizzes.exchange.qti_xml import Element, parsed


class Player:
    """Knows the expressions that evlearn writes, by the rules of the specification.

    Values are None, a single value or a list; pairs are texts with a blank between.
    """

    def __init__(self, xml: bytes, responses: dict[str, Any]) -> None:
        self.root = parsed(xml)
        self.declared = {
            each.get("identifier"): each for each in self.root.iterchildren("responseDeclaration")
        }
        self.values: dict[str, Any] = {}
        for each in self.root.iterchildren("outcomeDeclaration"):
            default = each.findtext("defaultValue/value")
            self.values[each.get("identifier")] = None if default is None else float(default)
        self.values |= dict.fromkeys(self.declared) | responses

    def score(self) -> float:
        """The score after response processing."""
        processing = self.root.find("responseProcessing")
        template = (processing.get("template") or "").rpartition("/")[2]
        if template == "match_correct":
            right = self._same(self.values["RESPONSE"], self._correct("RESPONSE"))
            self.values["SCORE"] = float(right)
        elif template == "map_response":
            self.values["SCORE"] = self._mapped("RESPONSE")
        for rule in processing:
            self._run(rule)
        return self.values["SCORE"]

    def shown(self) -> list[str]:
        """The texts of the feedback that is shown."""
        found = []
        for each in self.root.iterchildren("modalFeedback"):
            value = self.values[each.get("outcomeIdentifier")]
            if each.get("identifier") in (value if isinstance(value, list) else [value]):
                found.append(" ".join(str(each.xpath("string()")).split()))
        return found

    def _run(self, rule: Element) -> None:
        if rule.tag == "setOutcomeValue":
            self.values[rule.get("identifier")] = self._value(rule[0])
            return
        for branch in rule:
            test = branch.tag == "responseElse" or self._value(branch[0]) is True
            if test:
                for inner in branch[0 if branch.tag == "responseElse" else 1 :]:
                    self._run(inner)
                return

    def _value(self, node: Element) -> Any:
        return getattr(self, f"_on_{node.tag}")(node)

    def _inner(self, node: Element) -> list[Any]:
        return [self._value(each) for each in node]

    def _typed(self, name: str, text: str) -> Any:
        return float(text) if self.declared[name].get("baseType") == "float" else text

    def _correct(self, name: str) -> Any:
        found = [self._typed(name, each.text) for each in self.declared[name].iter("value")]
        return found[0] if self.declared[name].get("cardinality") == "single" else found

    def _mapped(self, name: str) -> float:
        mapping = self.declared[name].find("mapping")
        given = self.values[name]
        given = given if isinstance(given, list) else [given]
        total = 0.0
        for value in dict.fromkeys(given):
            for entry in mapping:
                key, typed = entry.get("mapKey"), value
                if entry.get("caseSensitive") == "false" and isinstance(value, str):
                    key, typed = key.lower(), value.lower()
                if key == typed:
                    total += float(entry.get("mappedValue"))
                    break
        low, high = float(mapping.get("lowerBound")), float(mapping.get("upperBound"))
        return min(max(total, low), high)

    def _same(self, one: Any, other: Any) -> bool:
        ordered = isinstance(one, list) and isinstance(other, list)
        return sorted(one) == sorted(other) if ordered else one is not None and one == other

    def _on_variable(self, node: Element) -> Any:
        return self.values[node.get("identifier")]

    def _on_correct(self, node: Element) -> Any:
        return self._correct(node.get("identifier"))

    def _on_baseValue(self, node: Element) -> Any:
        return float(node.text) if node.get("baseType") in ("float", "integer") else node.text

    def _on_mapResponse(self, node: Element) -> float:
        return self._mapped(node.get("identifier"))

    def _on_match(self, node: Element) -> bool:
        return self._same(*self._inner(node))

    def _on_equal(self, node: Element) -> bool:
        one, other = self._inner(node)
        if one is None or other is None:
            return False
        margin = float((node.get("tolerance") or "0").split()[0])
        if node.get("toleranceMode") == "relative":
            margin *= abs(other) / 100
        return abs(one - other) <= margin

    def _on_stringMatch(self, node: Element) -> bool:
        one, other = (each or "" for each in self._inner(node))
        same = one == other if node.get("caseSensitive") == "true" else one.lower() == other.lower()
        return bool(one) and same

    def _on_patternMatch(self, node: Element) -> bool:
        return bool(re.fullmatch(node.get("pattern"), self._inner(node)[0] or ""))

    def _on_member(self, node: Element) -> bool:
        one, other = self._inner(node)
        return one in (other or [])

    def _on_multiple(self, node: Element) -> list[Any]:
        lists = [each if isinstance(each, list) else [each] for each in self._inner(node)]
        return [each for one in lists for each in one if each is not None]

    def _on_index(self, node: Element) -> Any:
        (found,) = self._inner(node)
        at = int(node.get("n"))
        return found[at - 1] if found and at <= len(found) else None

    def _on_not(self, node: Element) -> bool:
        return not self._inner(node)[0]

    def _on_isNull(self, node: Element) -> bool:
        return self._inner(node)[0] in (None, [], "")

    def _on_gt(self, node: Element) -> bool:
        one, other = self._inner(node)
        return one > other

    def _on_lt(self, node: Element) -> bool:
        one, other = self._inner(node)
        return one < other

    def _on_sum(self, node: Element) -> float:
        return sum(self._inner(node))

    def _on_subtract(self, node: Element) -> float:
        one, other = self._inner(node)
        return one - other

    def _on_product(self, node: Element) -> float:
        one, other = self._inner(node)
        return one * other

    def _on_divide(self, node: Element) -> float:
        one, other = self._inner(node)
        return one / other


ORDER = (
    "responseDeclaration outcomeDeclaration templateDeclaration templateProcessing itemBody"
    " responseProcessing modalFeedback"
).split()
REFERRING = {
    "responseIdentifier": None,
    "outcomeIdentifier": None,
    "identifier": ("variable", "correct", "setOutcomeValue", "mapResponse"),
}
"""Attributes that name what is declared, and of which elements they do; None for all."""
CHOOSING = ("matchInteraction", "graphicGapMatchInteraction", "choiceInteraction")


def structure_problems(xml: bytes) -> list[str]:
    """What is wrong with an item of QTI 2.2 by the rules of the specification that matter most."""
    root = parsed(xml)
    tags = [each.tag for each in root if isinstance(each.tag, str)]
    found = [] if tags == sorted(tags, key=ORDER.index) else [f"order: {tags}"]
    if etree.fromstring(xml).tag != "{http://www.imsglobal.org/xsd/imsqti_v2p2}assessmentItem":
        found.append("namespace")
    needed = ("identifier", "title", "adaptive", "timeDependent")
    found += [f"without {name}" for name in needed if not root.get(name)]
    return [*found, *_undeclared(root), *_identifiers(root), *_loose(root)]


def _undeclared(root: Element) -> list[str]:
    declared = [each.get("identifier") for each in root if "Declaration" in str(each.tag)]
    found = ["declared twice"] if len(set(declared)) < len(declared) else []
    for name, tags in REFERRING.items():
        elements = root.iter(*(tags or (etree.Element,)))
        found += [
            f"not declared: {each.get(name)}"
            for each in elements
            if each.get(name) and each.get(name) not in declared
        ]
    return found


def _identifiers(root: Element) -> list[str]:
    found = [
        f"identifier: {key}"
        for each in root.iter(etree.Element)
        if (key := each.get("identifier")) is not None
        and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", key)
    ]
    for each in root.iter(*CHOOSING):
        keys = [key for inner in each.iter(etree.Element) if (key := inner.get("identifier"))]
        found += [f"identifiers twice: {keys}"] if len(set(keys)) < len(keys) else []
    return found


def _loose(root: Element) -> list[str]:
    texts = [
        text for body in root.iter("itemBody") for text in [body.text, *(e.tail for e in body)]
    ]
    return ["text outside of a block"] if any(text and text.strip() for text in texts) else []
