"""What a question kind is.

A kind is one class in one file of this folder, one template under
``templates/quizzes/kinds/`` and one test. Kinds are pure: no ORM, no request, no clock,
so that grading can be replayed on any answer at any time.

Three JSON values travel between a kind and the rest of the program:

spec
    What the author wrote: a dict with the common fields below and the kind's own.
view
    What a template needs to draw the question; built from the spec, and without the
    key unless it is the view of a review.
response
    What the learner answered, as plain JSON. ``None`` means blank.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import unremarked
from .alternative import Alternative
from .authoring import COMMON_LAYOUT, STEM, Field
from .fields import embedded_problems, unknown_fields
from .shuffled import mixed

Spec = Mapping[str, Any]
Response = Any
Fields = Mapping[str, Sequence[str]]
"""Posted form fields: name to the list of its values, as ``dict(request.POST.lists())``."""

MAX_RESPONSE_CHARS = 500
"""Longest typed response that is read; longer ones are refused, not cut."""


COMMON_FIELDS = frozenset({"stem", "explanation", "quote", "hint"})

COMMON_WORDS: Mapping[str, str | Promise] = {
    "stem": gettext_lazy("stem"),
    "explanation": gettext_lazy("explanation"),
    "quote": gettext_lazy("quote"),
    "hint": gettext_lazy("hint"),
    "feedback": gettext_lazy("feedback"),
    "text": gettext_lazy("text"),
}
"""What authors call the common fields."""

MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`$]")
"""Inline mark-up: a link, of which the text stays, and the signs of the other kinds."""
UNREADABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of surrogate pairs: no database keeps them and no page can send them."""


PROSE = frozenset({"stem", "explanation", "feedback", "quote", "hint", "text", "alt"})
"""Fields that are shown to people; changing one changes no mark."""


class BadResponse(ValueError):
    """A response that the form never offered or that cannot be read.

    The message is shown to the learner and says what to do.
    """


@dataclass(frozen=True, slots=True)
class Grade:
    """The outcome of grading one response.

    ``fraction`` is the share of the mark, 0 to 1; None where a person has to mark it.
    ``feedback`` holds the author's remarks on this very response (why the chosen option is
    wrong), most specific first, each with the name of its place where there are several; the
    explanation that goes with every response stays in the spec. ``tally`` says how a mark that
    is made up of several things came about, where it is not the full one.
    """

    fraction: float | None
    feedback: tuple[str, ...] = ()
    tally: str = ""


class Kind(ABC):
    """Base of all kinds. Every method is a pure function of its arguments.

    Common spec fields: ``stem`` (required), ``explanation`` (required: why the right answer
    is right), ``quote`` (the sentence of the lesson that settles the question; required
    when the question belongs to a lesson), ``hint`` (optional). Text is inline Markdown.
    """

    name: ClassVar[str]
    """Identifier stored with each version; also the name of the template."""
    label: ClassVar[str | Promise]
    """What authors call the kind (translatable)."""
    own_fields: ClassVar[frozenset[str]]
    """Names of the spec fields that the kind has beside the common ones."""
    layout: ClassVar[Sequence[Field]] = ()
    """The same fields as an author's form has them, in its order."""
    asked: ClassVar[bool] = True
    """Whether there is something to answer. What is not asked has a stem and nothing else that
    is required; it counts nowhere."""
    by_rule: ClassVar[bool] = True
    """Whether ``grade`` can mark it; otherwise a person does."""
    drawn: ClassVar[bool] = False
    """Whether what is asked depends on the seed. A response then holds the seed it answers to."""
    shuffles: ClassVar[tuple[str, ...]] = ()
    """The spec's lists of which the order means nothing, so that a quiz may shuffle them."""
    words: ClassVar[Mapping[str, str | Promise]] = {}
    """What authors call the kind's own fields (translatable), nested ones too, where the name
    does not say it; of a list, what they call one entry. A question's history uses it."""

    @property
    def form(self) -> tuple[Field, ...]:
        """All fields of an author's form, the common ones around the kind's own."""
        return (STEM, *self.layout, *COMMON_LAYOUT)

    @abstractmethod
    def own_problems(self, spec: Spec) -> list[str]:
        """Reasons, in the author's words, why the kind's own fields cannot be published."""

    @abstractmethod
    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        """The view for the learner's form, with ``response`` filled in. Holds no key.

        ``seed`` fixes whatever is drawn or shuffled.
        """

    @abstractmethod
    def read(self, spec: Spec, fields: Fields) -> Response:
        """The response in posted form ``fields`` (names start with ``response``).

        Returns ``None`` for a blank. Raises BadResponse for anything never offered.
        """

    def posted(self, spec: Spec, response: Response) -> Fields:
        """The fields of a form that says ``response``: what ``read`` gives it back for."""
        if response is None:
            return {}
        several = response if isinstance(response, list) else [response]
        return {"response": [_as_value(each) for each in several]}

    def with_values(self, spec: Spec, seed: int) -> Spec:
        """The spec as it is shown for a seed: texts with the values drawn."""
        return spec

    def shuffled(self, spec: Spec, seed: int) -> Spec:
        """The spec with what is offered in an order drawn from ``seed``; no mark changes."""
        lists = {field: spec[field] for field in self.shuffles if field in spec}
        return {**spec, **{field: mixed(found, seed, field) for field, found in lists.items()}}

    def seed_of(self, response: Response) -> int:
        """The seed that a response answers to; 0 for kinds that draw nothing."""
        return 0

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        """What a form that ``read`` refused held, for ``prepare`` to show again; never graded.

        None where nothing of it is worth keeping: what was not typed was not offered.
        """
        return None

    def incomplete(self, spec: Spec, response: Response) -> str:
        """Why ``response`` can be kept as a draft and not handed in yet; "" where it can."""
        return ""

    @abstractmethod
    def grade(self, spec: Spec, response: Response) -> Grade:
        """Grade a response as ``read`` returns it. A blank gets 0, whoever marks."""

    @abstractmethod
    def key(self, spec: Spec) -> Response:
        """A response that is fully right, or would be if a person marked it."""

    @abstractmethod
    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        """The view after answering: the response, the key and the verdict of each part."""

    def told(self, spec: Spec, response: Response) -> str:
        """The response in a line of plain words, for lists of what was answered.

        For any response that ``read`` gave for a spec of this kind, which need not be ``spec``.
        """
        return "" if response is None else str(response)

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        """What ``response`` says, each thing by itself, for counting who says what.

        Without a response what a count shows even where nobody says it: all that is offered to
        choose from, and in any case what is right. Nothing where people mark: a text of one's own
        is nobody else's. May raise BadResponse for a response that no form gave.
        """
        if not (self.asked and self.by_rule):
            return ()
        right = Alternative("right", self.told(spec, self.key(spec)), True, bare=True)
        grade = self.grade(spec, response) if response is not None else Grade(1.0)
        if grade.fraction == 1:
            return (right,)
        told = self.told(spec, response)
        remark = " ".join(grade.feedback)
        return (Alternative(f"said {plain(told).casefold()}", told, False, remark, bare=True),)

    @abstractmethod
    def example(self) -> dict[str, Any]:
        """A complete, valid spec: the template for authors, and the tests' specimen."""

    def further_examples(self) -> list[dict[str, Any]]:
        """Complete, valid specs with the fields that make another question of the example."""
        return []

    def problems(self, spec: Any, lesson_text: str | None = None) -> list[str]:
        """All reasons why ``spec`` cannot be published; empty when it can.

        ``lesson_text`` is the plain text in which the quote must stand; ``None`` skips that
        check (a question that belongs to no lesson).
        """
        if not isinstance(spec, Mapping):
            return [_("A question is a set of named fields.")]
        found = [
            _("The field “%(field)s” must be text.") % {"field": field}
            for field in sorted(COMMON_FIELDS)
            if not isinstance(spec.get(field, ""), str)
        ]
        if any(UNREADABLE.search(text) for text in _texts(spec)):
            found.append(_("A text holds a character that cannot be stored. Type it again."))
        found += [problem for text in _texts(spec) for problem in embedded_problems(text)]
        if found:
            return found
        found = unknown_fields(spec, COMMON_FIELDS | self.own_fields)
        if not spec.get("stem", "").strip():
            found.append(_("The question has no stem."))
        if self.asked and not spec.get("explanation", "").strip():
            found.append(_("There is no explanation of why the right answer is right."))
        if self.asked and lesson_text is not None:
            found += self._quote_problems(spec.get("quote", ""), lesson_text)
        return found + self.own_problems(spec)

    def advice(self, spec: Spec) -> list[str]:
        """What would make a spec better that can be published as it is, in sentences."""
        return unremarked(self.layout, spec)

    def marks_alike(self, old: Spec, new: Spec) -> bool:
        """Whether the two differ in wording only, so that each response gets the same mark."""
        return _without_prose(old) == _without_prose(new)

    def _quote_problems(self, quote: str, lesson_text: str) -> list[str]:
        if not quote.strip():
            return [_("There is no quote: name the sentence of the lesson that settles it.")]
        text, bare = plain(lesson_text), plain(MARKS.sub(r"\1", quote))
        if plain(quote) in text:
            return []
        reason = _("The quote is not in the lesson: “%(quote)s”") % {"quote": quote}
        if bare and bare in text:
            hint = _("Give it without mark-up: “%(bare)s”") % {"bare": bare}
            return [f"{reason}. {hint}"]
        return [reason]


def _as_value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_prose(value: Any) -> Any:
    """``value`` without the fields that are shown and not marked by, at any depth."""
    if isinstance(value, Mapping):
        return {k: _without_prose(inner) for k, inner in value.items() if k not in PROSE}
    if isinstance(value, list):
        return [_without_prose(inner) for inner in value]
    return value


def plain(text: str) -> str:
    """``text`` with every run of white space as one blank, for comparing quotes."""
    return " ".join(text.split())


def _texts(value: Any) -> Iterator[str]:
    """Every string in a JSON value, names of fields included, however deep."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple):
            left += item


def one_value(fields: Fields, name: str = "response") -> str:
    """The single value posted under ``name``, or "" where there is none.

    Raises BadResponse for several values and for what ``readable`` refuses.
    """
    values = fields.get(name, ())
    if len(values) > 1:
        raise BadResponse(_("Give one answer, not several."))
    return readable(values[0]) if values else ""


def typed(fields: Fields, name: str = "response") -> str | None:
    """The text that was typed under ``name``, whatever it is, as far as a field holds it."""
    values = fields.get(name, ())
    return UNREADABLE.sub("", values[0])[:MAX_RESPONSE_CHARS] if values else None


def readable(response: Response) -> str:
    """A typed response, as it is.

    Raises BadResponse for anything but a string, for more than MAX_RESPONSE_CHARS
    characters, and for characters that cannot be stored.
    """
    if not isinstance(response, str):
        raise BadResponse(_("Your answer cannot be read. Type it again."))
    if len(response) > MAX_RESPONSE_CHARS:
        raise BadResponse(
            _("Your answer is too long: keep it to at most %(count)d characters.")
            % {"count": MAX_RESPONSE_CHARS}
        )
    if UNREADABLE.search(response):
        raise BadResponse(_("Your answer holds a character that cannot be read."))
    return response
