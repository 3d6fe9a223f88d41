"""A word or a phrase, typed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Choice, Flag, Line, Lines, Prose, Several
from .base import (
    MAX_RESPONSE_CHARS,
    Fields,
    Grade,
    Kind,
    Response,
    Spec,
    one_value,
    plain,
    readable,
    typed,
)
from .fields import entries, feedback_of, feedback_problems, flag_problems, is_text, said
from .text import SURROUNDING, WILDCARD, fold, fold_kept, forgivable, matches, typed_view, visible

MOST_ANSWERS = 50
MOST_WILDCARDS = 5
MOST_TYPOS = 2


class ShortText(Kind):
    """A response is the text as it was typed, without the blanks around it.

    What an author wrote out counts before what has a wildcard, and in each case what is
    accepted before what is wrong; slips are forgiven last.
    """

    name = "short_text"
    label = gettext_lazy("Short text")
    own_fields = frozenset({"accepted", "case_sensitive", "accents_matter", "typos", "wrong"})
    layout = (
        Lines(
            "accepted",
            gettext_lazy("Accepted answers"),
            gettext_lazy(
                "One a line. “*” stands for any text. The first without it is shown as the right"
                " one."
            ),
        ),
        Flag("case_sensitive", gettext_lazy("Small and capital letters differ"), optional=True),
        Flag("accents_matter", gettext_lazy("Accents matter"), optional=True),
        Choice(
            "typos",
            gettext_lazy("Typing errors forgiven"),
            optional=True,
            values=tuple((number, str(number)) for number in range(MOST_TYPOS + 1)),
        ),
        Several(
            "wrong",
            gettext_lazy("Foreseen wrong answers"),
            fields=(
                Line("text", gettext_lazy("Text"), gettext_lazy("“*” stands for any text.")),
                Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why it is wrong.")),
            ),
            entry=gettext_lazy("Wrong answer"),
            most=MOST_ANSWERS,
            optional=True,
        ),
    )
    words = {
        "accepted": gettext_lazy("accepted answer"),
        "case_sensitive": gettext_lazy("small and capital letters differ"),
        "accents_matter": gettext_lazy("accents matter"),
        "typos": gettext_lazy("typing errors forgiven"),
        "wrong": gettext_lazy("foreseen wrong answer"),
    }

    def own_problems(self, spec: Spec) -> list[str]:
        found = flag_problems(spec, "case_sensitive", "accents_matter")
        typos = spec.get("typos", 0)
        if not isinstance(typos, int) or isinstance(typos, bool) or not 0 <= typos <= MOST_TYPOS:
            problem = _("The number of typos forgiven must be 0 to %(most)d.")
            found.append(problem % {"most": MOST_TYPOS})
        if found:
            return found
        found = _accepted_problems(spec) + _wrong_problems(spec)
        return found or _clashes(spec) or self._key_problems(spec)

    def _key_problems(self, spec: Spec) -> list[str]:
        if self.grade(spec, self.key(spec)).fraction == 1:
            return []
        return [_("Write at least one accepted answer without “*”: it is shown as the right one.")]

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return typed_view(response, "", "text")

    def read(self, spec: Spec, fields: Fields) -> Response:
        text = one_value(fields).strip()
        return text if visible(text).strip() else None

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        return typed(fields)

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        typed = _folded(spec, readable(response))
        accepted = [_kept(spec, text) for text in spec["accepted"]]
        wrong = [
            (_kept(spec, entry["text"]), feedback_of(entry)) for entry in spec.get("wrong", ())
        ]
        for wild in (False, True):
            if any((WILDCARD in text) is wild and matches(text, typed) for text in accepted):
                return Grade(1.0)
            for text, feedback in wrong:
                if (WILDCARD in text) is wild and matches(text, typed):
                    return Grade(0.0, said(feedback))
        typos = spec.get("typos", 0)
        full = [text for text in accepted if WILDCARD not in text]
        return Grade(float(any(forgivable(text, typed, typos) for text in full)))

    def marks_alike(self, old: Spec, new: Spec) -> bool:
        """As for every kind; the texts of foreseen wrong answers decide marks too."""
        return super().marks_alike(old, new) and wrong_texts(old) == wrong_texts(new)

    def key(self, spec: Spec) -> Response:
        full = [text for text in spec["accepted"] if WILDCARD not in text]
        return plain(full[0] if full else spec["accepted"][0].replace(WILDCARD, ""))

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        key = self.key(spec)
        also = {_kept(spec, text): plain(text) for text in spec["accepted"] if WILDCARD not in text}
        also.pop(_kept(spec, key), None)
        return {
            "text": response if isinstance(response, str) else "",
            "correct": self.grade(spec, response).fraction == 1,
            "key_text": key,
            "also": list(also.values()),
        }

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        if response is None or self.grade(spec, response).fraction == 1:
            return super().alternatives(spec)
        typed = _folded(spec, response)
        for wild in (False, True):
            for number, entry in enumerate(spec.get("wrong", ())):
                text = _kept(spec, entry["text"])
                if (WILDCARD in text) is wild and matches(text, typed):
                    said = plain(entry["text"].replace(WILDCARD, " … "))
                    feedback = feedback_of(entry)
                    return (Alternative(f"wrong {number}", said, False, feedback, bare=True),)
        return (Alternative(f"typed {typed}", plain(response), False, bare=True),)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("What is the turning part of an electric motor called?"),
            "explanation": _("The rotor sits on the shaft and turns in the field of the stator."),
            "quote": _("The part that turns is the rotor"),
            "hint": _("The word is the same read backwards."),
            "accepted": [_("rotor"), _("armature"), _("the rotor*")],
            "typos": 1,
            "case_sensitive": False,
            "accents_matter": False,
            "wrong": [
                {"text": _("*stator*"), "feedback": _("The stator is the part that stands still.")},
                {"text": _("motor"), "feedback": _("That is the whole machine.")},
            ],
        }


def _folded(spec: Spec, text: str) -> str:
    return fold(
        text, case=spec.get("case_sensitive", False), accents=spec.get("accents_matter", False)
    )


def _kept(spec: Spec, text: str) -> str:
    return fold_kept(
        text, case=spec.get("case_sensitive", False), accents=spec.get("accents_matter", False)
    )


def _accepted_problems(spec: Spec) -> list[str]:
    accepted = spec.get("accepted")
    if not isinstance(accepted, list) or not all(isinstance(text, str) for text in accepted):
        return [_("The accepted answers must be a list of texts.")]
    if not accepted:
        return [_("There is no accepted answer.")]
    if len(accepted) > MOST_ANSWERS:
        return [_("There can be at most %(most)d accepted answers.") % {"most": MOST_ANSWERS}]
    found = [_pattern_problem(text) for text in accepted]
    if any(
        is_text(text) and not _folded(spec, text).strip(SURROUNDING + WILDCARD) for text in accepted
    ):
        found.append(_("An accepted answer needs letters or digits: “*” alone accepts anything."))
    return [problem for problem in found if problem]


def _wrong_problems(spec: Spec) -> list[str]:
    wrong, found = entries(spec, "wrong", frozenset({"text", "feedback"}), MOST_ANSWERS)
    for number, entry in enumerate(wrong, start=1):
        found.append(_pattern_problem(entry.get("text")))
        found += feedback_problems(
            entry, _("Foreseen wrong answer %(number)d") % {"number": number}
        )
    return [problem for problem in found if problem]


def _pattern_problem(text: object) -> str:
    """What is wrong with an accepted or foreseen answer, or ""."""
    if not is_text(text):
        return _("An accepted or foreseen answer is blank.")
    if len(text) > MAX_RESPONSE_CHARS:
        problem = _("An accepted or foreseen answer is longer than %(count)d characters.")
        return problem % {"count": MAX_RESPONSE_CHARS}
    if text.count(WILDCARD) > MOST_WILDCARDS:
        problem = _("“%(text)s” has more than %(most)d wildcards.")
        return problem % {"text": text, "most": MOST_WILDCARDS}
    return ""


def _clashes(spec: Spec) -> list[str]:
    """Answers that are said to be right and wrong at once."""
    accepted = {_folded(spec, text) for text in spec["accepted"]}
    return [
        _("“%(text)s” is both accepted and wrong.") % {"text": entry["text"]}
        for entry in spec.get("wrong", ())
        if _folded(spec, entry["text"]) in accepted
    ]


def wrong_texts(spec: Spec) -> list[str]:
    """The texts of foreseen wrong answers: shown to nobody, but marked by."""
    return [entry["text"] for entry in spec.get("wrong", [])]
