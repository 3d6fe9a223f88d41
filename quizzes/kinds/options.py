"""Options to choose from: what the kinds with radio buttons and checkboxes share."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Flag, Prose, Several, Words
from .base import BadResponse, Spec, plain
from .fields import entries, feedback_of, feedback_problems, is_text, said

FEWEST, MOST = 2, 12
OPTION_FIELDS = frozenset({"id", "text", "correct", "feedback"})
OPTION_WORDS = {"options": gettext_lazy("option"), "correct": gettext_lazy("correct")}
OPTION_LAYOUT = (
    Prose("text", gettext_lazy("Text")),
    Flag("correct", gettext_lazy("Correct")),
    Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why it is right or wrong.")),
)
OPTION_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")


@dataclass(frozen=True, slots=True)
class Option:
    """One option as its author wrote it."""

    id: str
    text: str
    correct: bool
    feedback: str


def options_layout(
    name: str, label: Words, entry: Words, most: int = MOST, optional: bool = False
) -> Several:
    """A list of options in an author's form."""
    return Several(
        name,
        label,
        fields=OPTION_LAYOUT,
        entry=entry,
        least=0 if optional else FEWEST,
        most=most,
        ids=True,
        optional=optional,
    )


def options_of(spec: Spec, field: str = "options") -> list[Option]:
    """The options of a valid spec, in the author's order."""
    return [
        Option(option["id"], option["text"], option["correct"], feedback_of(option))
        for option in spec[field]
    ]


def form_view(
    options: Sequence[Option], chosen: Collection[str], multiple: bool, first: int = 0
) -> dict[str, Any]:
    """The options as a form draws them, without the key. ``chosen`` are the ids ticked.

    ``first`` letters are taken by other options of the question.
    """
    rows = [
        {"id": option.id, "text": option.text, "letter": letter, "checked": option.id in chosen}
        for letter, option in zip(ascii_uppercase[first:], options, strict=False)
    ]
    return {"options": rows, "multiple": multiple}


def review_view(
    options: Sequence[Option], chosen: Collection[str], multiple: bool, first: int = 0
) -> dict[str, Any]:
    """The options with the verdict and the author's remark on each; ``first`` as for a form."""
    view = form_view(options, chosen, multiple, first)
    for row, option in zip(view["options"], options, strict=True):
        row |= {"correct": option.correct, "feedback": option.feedback}
    view["remarked"] = [row for row in view["options"] if row["feedback"].strip()]
    return view


def told(options: Sequence[Option], chosen: Collection[str]) -> str:
    """The texts of the chosen options."""
    return "; ".join(option.text for option in options if option.id in chosen)


def alternatives_of(
    options: Sequence[Option], chosen: Collection[str] | None, place: str = ""
) -> tuple[Alternative, ...]:
    """The chosen options, all of them for None. Raises BadResponse for one that is not there."""
    if chosen is not None and not {option.id for option in options}.issuperset(chosen):
        raise not_offered()
    return tuple(
        Alternative(option.id, option.text, option.correct, option.feedback, place)
        for option in options
        if chosen is None or option.id in chosen
    )


def remarks(options: Sequence[Option], chosen: Collection[str]) -> tuple[str, ...]:
    """The author's remarks on a choice: why the wrong picks are wrong.

    When nothing is wrong and nothing is missing, why the picks are right.
    """
    picked = [option for option in options if option.id in chosen]
    if any(option.correct is not (option.id in chosen) for option in options):
        picked = [option for option in picked if not option.correct]
    return said(*(option.feedback for option in picked))


def not_offered() -> BadResponse:
    """What is raised for a choice that the form does not have."""
    return BadResponse(_("That choice is not offered here. Load the page again and choose."))


def option_problems(spec: Spec, field: str = "options", most: int = MOST) -> list[str]:
    """What is wrong with the options, however many of them may be right."""
    options, found = entries(spec, field, OPTION_FIELDS, most)
    if found:
        return found
    if len(options) < FEWEST:
        return [_("There must be %(count)d options or more.") % {"count": FEWEST}]
    for number, option in enumerate(options, start=1):
        found += _field_problems(number, option)
    return found or _equal_problems(options)


def _field_problems(number: int, option: Spec) -> list[str]:
    where = {"number": number}
    found = []
    key = option.get("id")
    if not isinstance(key, str) or not OPTION_ID.fullmatch(key):
        problem = _("Option %(number)d needs a short id of letters and digits, such as “a”.")
        found.append(problem % where)
    if not is_text(option.get("text")):
        found.append(_("Option %(number)d has no text.") % where)
    if not isinstance(option.get("correct"), bool):
        found.append(_("Option %(number)d must say whether it is correct: true or false.") % where)
    return found + feedback_problems(option, _("Option %(number)d") % where)


def _equal_problems(options: Sequence[Spec]) -> list[str]:
    ids = Counter(option["id"] for option in options)
    texts = Counter(_folded(option["text"]) for option in options)
    return [
        _("Several options have the id “%(id)s”.") % {"id": key}
        for key, count in ids.items()
        if count > 1
    ] + [
        _("Several options say the same: “%(text)s”") % {"text": text}
        for text, count in texts.items()
        if count > 1
    ]


def _folded(text: str) -> str:
    return plain(unicodedata.normalize("NFKC", text)).casefold()
