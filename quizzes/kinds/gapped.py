"""Gaps to fill: what a text and a table with gaps share."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import gap as gaps
from .alternative import Alternative
from .authoring import Flag, Lines
from .base import BadResponse, Fields, Grade, Kind, Response, Spec, typed
from .fields import entries, feedback_of, flag_problems, said
from .listed import OPTION_ID, PREFIX, as_parts, in_words, parts_posted, remark, right_of

MARKER = re.compile(r"\[\[([A-Za-z0-9_-]{1,20})\]\]")
"""Where a gap stands: ``[[id]]``."""
IN_CODE = re.compile(r"`[^`]*\[\[[^`]*`|\$[^$]*\[\[[^$]*\$")
COMMON = frozenset({"gaps", "bank", "bank_once"})
COMMON_GAP_LAYOUT = (
    gaps.LAYOUT,
    Lines(
        "bank",
        gettext_lazy("Bank of words"),
        gettext_lazy("One a line. Shown above the text; gaps can be filled from it."),
        optional=True,
    ),
    Flag("bank_once", gettext_lazy("A word may be used once only"), optional=True),
)


class Gapped(Kind):
    """A response has the text that was typed or chosen for the id of each gap filled.

    Each gap earns what its own way of marking gives it, by its weight.
    """

    @abstractmethod
    def texts(self, spec: Spec) -> list[str]:
        """The texts in which gaps may stand, in reading order; for a damaged spec those that
        are texts."""

    @abstractmethod
    def shape_problems(self, spec: Spec) -> list[str]:
        """What is wrong with the fields that hold these texts."""

    @abstractmethod
    def shape(self, spec: Spec) -> dict[str, Any]:
        """What a template needs to draw the texts. It must not change the order of gaps."""

    def own_problems(self, spec: Spec) -> list[str]:
        found = self.shape_problems(spec) + flag_problems(spec, "bank_once")
        if "bank" in spec:
            found += gaps.word_problems(spec["bank"], "bank")
        listed, problems = entries(spec, "gaps", None, gaps.MOST_GAPS)
        found += problems
        if found:
            return found
        for number, each in enumerate(listed, start=1):
            found += [
                _("Gap %(number)d: %(problem)s") % {"number": number, "problem": problem}
                for problem in _id_problems(each) or gaps.problems(each, spec.get("bank", ()))
            ]
        return found or self._marker_problems(spec, listed) or _bank_problems(spec, listed)

    def _marker_problems(self, spec: Spec, listed: list[Mapping[str, Any]]) -> list[str]:
        texts = self.texts(spec)
        marked = Counter(key for text in texts for key in MARKER.findall(text))
        known = Counter(each["id"] for each in listed)
        found = [
            _("The gap [[%(id)s]] stands more than once.") % {"id": key}
            for key, times in (marked | known).items()
            if times > 1
        ]
        found += [
            _("The gap [[%(id)s]] stands in the text and is not described under “gaps”.")
            % {"id": key}
            for key in marked
            if key not in known
        ]
        found += [
            _("The gap “%(id)s” stands nowhere in the text: write [[%(id)s]].") % {"id": key}
            for key in known
            if key not in marked
        ]
        if any(IN_CODE.search(text) for text in texts):
            found.append(_("A gap cannot stand within code or a formula."))
        return found or ([] if marked else [_("There is no gap: write [[1]] where one belongs.")])

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        given = response if isinstance(response, Mapping) else {}
        bank = spec.get("bank", ())
        shown = {}
        for number, each in enumerate(self._in_order(spec), start=1):
            value = given.get(each["id"], "")
            shown[each["id"]] = {
                "number": number,
                "value": value if isinstance(value, str) else "",
                "words": gaps.words_of(each, bank),
            }
        words = sorted(bank, key=str.casefold)
        return {"gaps": shown, "total": len(shown), "bank": words} | self.shape(spec)

    def read(self, spec: Spec, fields: Fields) -> Response:
        listed = {each["id"]: each for each in self._in_order(spec)}
        names = self._names(spec)
        found = {}
        for key, name in names.items():
            own = {field: fields[field] for field in fields if field == PREFIX + name}
            try:
                text = parts_posted(own, {key: name}).get(key)
                if text and (value := gaps.read(listed[key], spec.get("bank", ()), text)):
                    found[key] = value
            except BadResponse as bad:
                problem = _("Gap %(number)s: %(problem)s") % {"number": name, "problem": bad}
                raise BadResponse(problem) from None
        parts_posted(fields, names)
        return found or None

    def posted(self, spec: Spec, response: Response) -> Fields:
        return in_words(response, self._names(spec))

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        found = {key: typed(fields, PREFIX + name) for key, name in self._names(spec).items()}
        return {key: text for key, text in found.items() if text}

    def incomplete(self, spec: Spec, response: Response) -> str:
        given = Counter(as_parts(response, self._ids(spec)).values())
        if spec.get("bank_once") and any(times > 1 for times in given.values()):
            return _("Each word of the bank can be used once only.")
        return ""

    def grade(self, spec: Spec, response: Response) -> Grade:
        listed = self._in_order(spec)
        given = as_parts(response, [each["id"] for each in listed])
        bank = spec.get("bank", ())
        earned, right = 0.0, 0
        remarks: list[str] = []
        for number, each in enumerate(listed, start=1):
            if each["id"] in given:
                share, feedback = gaps.fraction(each, bank, given[each["id"]])
                earned += share * each.get("weight", 1)
                right += share == 1
                why = feedback if feedback or share == 1 else said(feedback_of(each))
                remarks += [remark(_("Gap %(number)d") % {"number": number}, text) for text in why]
        fraction = earned / sum(each.get("weight", 1) for each in listed)
        return Grade(fraction, tuple(remarks), right_of(right, len(listed)))

    def marks_alike(self, old: Spec, new: Spec) -> bool:
        """As for every kind; see also gap.marks_alike."""
        before = {each["id"]: each for each in old["gaps"]}
        pairs = [(before.get(each["id"], {}), each) for each in new["gaps"]]
        same = all(gaps.marks_alike(there, here) for there, here in pairs)
        return same and super().marks_alike(old, new)

    def key(self, spec: Spec) -> Response:
        return {each["id"]: gaps.right(each) for each in self._in_order(spec)}

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        given = response if isinstance(response, Mapping) else {}
        bank = spec.get("bank", ())
        shown = {}
        for number, each in enumerate(self._in_order(spec), start=1):
            value = given.get(each["id"], "")
            share = gaps.fraction(each, bank, value)[0] if value else 0.0
            shown[each["id"]] = {
                "number": number,
                "given": value,
                "correct": share == 1,
                "right": gaps.right(each),
                "feedback": feedback_of(each),
            }
        return {"gaps": shown, "total": len(shown)} | self.shape(spec)

    def told(self, spec: Spec, response: Response) -> str:
        given = response if isinstance(response, Mapping) else {}
        return "; ".join(
            f"{number}. {given[key]}" for key, number in self._names(spec).items() if key in given
        )

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        listed = self._in_order(spec)
        given = as_parts(response, [each["id"] for each in listed])
        found: list[Alternative] = []
        for number, each in enumerate(listed, start=1):
            if response is None or each["id"] in given:
                place = _("Gap %(number)d") % {"number": number}
                own = gaps.alternatives(each, spec.get("bank", ()), given.get(each["id"]))
                found += [one.within(each["id"], place) for one in own]
        return tuple(found)

    def _in_order(self, spec: Spec) -> list[Mapping[str, Any]]:
        """The gaps as they stand in the text."""
        listed = {each["id"]: each for each in spec["gaps"]}
        return [listed[key] for key in self._ids(spec)]

    def _names(self, spec: Spec) -> dict[str, str]:
        """What a form calls each gap, by its id: its number, for an id may tell the answer."""
        return {key: str(number) for number, key in enumerate(self._ids(spec), start=1)}

    def _ids(self, spec: Spec) -> list[str]:
        return [key for text in self.texts(spec) for key in MARKER.findall(text)]


def _id_problems(each: Mapping[str, Any]) -> list[str]:
    key = each.get("id")
    if isinstance(key, str) and OPTION_ID.fullmatch(key):
        return []
    return [_("It needs a short id of letters and digits.")]


def _bank_problems(spec: Spec, listed: list[Mapping[str, Any]]) -> list[str]:
    answers = Counter(each["answer"] for each in listed if each["kind"] == gaps.BANK)
    if "bank" in spec and not answers:
        return [_("There is a bank of words and no gap that uses it.")]
    if spec.get("bank_once") and any(times > 1 for times in answers.values()):
        return [_("A word of the bank is the answer to several gaps, and may be used once only.")]
    return []
