"""One gap in a text or a table: typed, or chosen from a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Case, Cases, Line, Lines, Number, Prose, Several
from .base import BadResponse, Kind, readable
from .fields import feedback_of, is_text, unknown_fields
from .listed import folded, foreign
from .numeric import Numeric
from .short_text import ShortText, wrong_texts

TYPED: Mapping[str, Kind] = {"short_text": ShortText(), "numeric": Numeric()}
"""A typed gap is marked as a question of that kind would be."""
CHOICE, BANK = "choice", "bank"
OWN = frozenset({"id", "kind", "weight", "feedback"})
MOST_WORDS = 30
MOST_WEIGHT = 10
MOST_GAPS = 20
WORDS_HELP = gettext_lazy("One a line.")
LAYOUT = Several(
    "gaps",
    gettext_lazy("Gaps"),
    gettext_lazy("Write in the text, in double brackets, what stands in an entry's title."),
    fields=(
        Cases(
            "kind",
            gettext_lazy("How it is filled"),
            cases={
                **{name: Case(kind.label, kind.layout) for name, kind in TYPED.items()},
                CHOICE: Case(
                    gettext_lazy("Chosen from a list of its own"),
                    (
                        Lines("options", gettext_lazy("Words to choose from"), WORDS_HELP),
                        Line("answer", gettext_lazy("The right one of them")),
                    ),
                ),
                BANK: Case(
                    gettext_lazy("Chosen from the bank of words"),
                    (Line("answer", gettext_lazy("The right word of the bank")),),
                ),
            },
        ),
        Number(
            "weight",
            gettext_lazy("Weight"),
            gettext_lazy("If it shall count for more than another: 1 to 10."),
            optional=True,
        ),
        Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why the right answer is right.")),
    ),
    entry=gettext_lazy("Gap"),
    least=1,
    most=MOST_GAPS,
    ids=True,
    shown_as="[[%s]]",
)

Gap = Mapping[str, Any]
Bank = Sequence[str]


def problems(gap: Gap, bank: Bank) -> list[str]:
    """What is wrong with a gap, in the author's words."""
    kind = str(gap.get("kind"))
    found = []
    if kind in TYPED:
        found += unknown_fields(gap, OWN | TYPED[kind].own_fields)
        found = found or TYPED[kind].own_problems(_typed_part(gap))
    elif kind == CHOICE:
        found += unknown_fields(gap, OWN | {"options", "answer"}) or _choice_problems(gap)
    elif kind == BANK:
        found += unknown_fields(gap, OWN | {"answer"})
        if not found and gap.get("answer") not in list(bank):
            found.append(_("The answer does not stand in the bank of words."))
    else:
        known = ", ".join([*TYPED, CHOICE, BANK])
        found.append(_("The kind of the gap must be one of: %(known)s.") % {"known": known})
    weight = gap.get("weight", 1)
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= MOST_WEIGHT:
        found.append(_("The weight must be 1 to %(most)d.") % {"most": MOST_WEIGHT})
    if not isinstance(gap.get("feedback", ""), str):
        found.append(_("The feedback must be text."))
    return found


def word_problems(words: object, field: str) -> list[str]:
    """What is wrong with a list of words to choose from."""
    if not isinstance(words, list) or not all(is_text(word) for word in words):
        return [_("The field “%(field)s” must be a list of texts.") % {"field": field}]
    if not 2 <= len(words) <= MOST_WORDS:
        limits = {"field": field, "most": MOST_WORDS}
        return [_("The field “%(field)s” needs 2 to %(most)d texts.") % limits]
    times = Counter(folded(word) for word in words)
    return [
        _("Several entries of “%(field)s” say “%(text)s”.") % {"field": field, "text": word}
        for word, count in times.items()
        if count > 1
    ]


def _choice_problems(gap: Gap) -> list[str]:
    found = word_problems(gap.get("options"), "options")
    if not found and gap.get("answer") not in gap["options"]:
        found.append(_("The answer does not stand among the options."))
    return found


def words_of(gap: Gap, bank: Bank) -> list[str]:
    """The words to choose from, by the alphabet; none where the gap is typed."""
    if gap["kind"] in TYPED:
        return []
    return sorted(gap["options"] if gap["kind"] == CHOICE else bank, key=folded)


def read(gap: Gap, bank: Bank, text: str) -> str:
    """What was filled in. Raises BadResponse for what cannot be, or was not offered."""
    if gap["kind"] in TYPED:
        response = TYPED[gap["kind"]].read(_typed_part(gap), {"response": [text]})
        return str(response or "")
    if text not in words_of(gap, bank):
        raise foreign()
    return text


def fraction(gap: Gap, bank: Bank, text: object) -> tuple[float, tuple[str, ...]]:
    """The share that ``text`` earns of the gap's weight, and the author's remarks on it."""
    if not isinstance(text, str):
        raise BadResponse(_("Your answer cannot be read. Type it again."))
    if gap["kind"] in TYPED:
        grade = TYPED[gap["kind"]].grade(_typed_part(gap), text)
        return grade.fraction or 0.0, grade.feedback
    if text not in words_of(gap, bank):
        raise foreign()
    return float(text == gap["answer"]), ()


def right(gap: Gap) -> str:
    """An answer that is fully right."""
    if gap["kind"] in TYPED:
        return str(TYPED[gap["kind"]].key(_typed_part(gap)))
    return str(gap["answer"])


def alternatives(gap: Gap, bank: Bank, text: object = None) -> tuple[Alternative, ...]:
    """What ``text`` says, or without one what is offered by the gap itself and what is right."""
    if gap["kind"] in TYPED:
        own = _typed_part(gap)
        return TYPED[gap["kind"]].alternatives(own, None if text is None else readable(text))
    words = words_of(gap, bank)
    if text is None:
        shown = words if gap["kind"] == CHOICE else [gap["answer"]]
    elif text in words:
        shown = [str(text)]
    else:
        raise foreign()
    remark = feedback_of(gap)
    return tuple(
        Alternative(word, word, word == gap["answer"], remark, bare=True) for word in shown
    )


def marks_alike(old: Gap, new: Gap) -> bool:
    """Whether what decides marks and stands in fields for people is the same."""
    same_words = old.get("kind") != "short_text" or wrong_texts(old) == wrong_texts(new)
    return old.get("kind") == new.get("kind") and same_words


def _typed_part(gap: Gap) -> dict[str, Any]:
    return {name: value for name, value in gap.items() if name not in OWN}
