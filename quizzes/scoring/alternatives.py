"""Which alternatives learners chose, the strong and the weak ones, and what that says of a
question.

Strong and weak are those with the most and the least in the rest of the test, a third each. Kelley
("The selection of upper and lower groups for the validation of test items", J. Educ. Psychol. 30,
1939) takes 27 %; with classes of thirty a third is as good and easier to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .statistics import FEWEST, ItemStatistics, Verdict

SLIPS = 3
"""Learners from which on a wrong alternative is more than slips."""
COMMON = 0.2
"""Share of the learners from which on it is, too, if it was not one alone."""
LEFT_OPEN = 0.2
"""Share of learners who gave no answer from which on that says something."""
DRAWN = 0.15
"""By how much the share of the strong who choose a wrong alternative is above that of the weak
before anything is made of it, if two learners or more make the difference."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one learner said, as keys of alternatives, none for no answer; and what they have in
    the rest of the test, None where there is no rest."""

    keys: frozenset[str]
    rest: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative as sentences name it.

    ``place`` is the same for those of which one learner says one; ``offered`` is whether
    learners see it among what they choose from.
    """

    key: str
    name: str
    right: bool
    place: str = ""
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what, by the key of the alternative; the strong and the weak by themselves.

    Where no groups can be told apart they have no members.
    """

    count: int
    blank: int
    chosen: Mapping[str, int]
    strong_count: int
    strong: Mapping[str, int]
    weak_count: int
    weak: Mapping[str, int]

    @property
    def grouped(self) -> bool:
        """Whether strong and weak learners can be told apart."""
        return bool(self.strong_count and self.weak_count)


def tally(said: Sequence[Said]) -> Tally:
    """Count them. Everybody who has as much as somebody in a group belongs to it as well."""
    low, high = _edges([each.rest for each in said if each.rest is not None])
    strong = [each for each in said if each.rest is not None and each.rest >= high]
    weak = [each for each in said if each.rest is not None and each.rest <= low]
    return Tally(
        count=len(said),
        blank=sum(not each.keys for each in said),
        chosen=_counts(said),
        strong_count=len(strong),
        strong=_counts(strong),
        weak_count=len(weak),
        weak=_counts(weak),
    )


def _edges(rests: Iterable[float]) -> tuple[float, float]:
    """The most that the weak have and the least that the strong have; such that nobody is either
    where there are too few learners, or where a third and a third have the same."""
    ranked = sorted(rests)
    nobody = float("-inf"), float("inf")
    if len(ranked) < FEWEST:
        return nobody
    third = len(ranked) // 3
    low, high = ranked[third - 1], ranked[-third]
    return (low, high) if low < high else nobody


def _counts(said: Iterable[Said]) -> Counter[str]:
    return Counter(key for each in said for key in each.keys)


def is_common(count: int, of: int) -> bool:
    """Whether so many learners are more than single slips."""
    return count >= SLIPS or (count > 1 and count >= COMMON * of)


class Level(Enum):
    """How much a sentence asks of the teacher."""

    MEND = "mend"
    LOOK = "look"
    FINE = "fine"
    OPEN = "open"
    """It cannot be said."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on a question."""

    level: Level
    text: str


def remarks(counted: Tally, choices: Sequence[Choice]) -> list[Remark]:
    """What the alternatives chosen say and what to do, the most urgent first; nothing where too
    few answered."""
    if counted.count < FEWEST:
        return []
    found = [*_on_keys(counted, choices), *_on_unused(counted, choices)]
    if counted.blank >= LEFT_OPEN * counted.count:
        words = ngettext(
            "%(count)d learner of %(of)d gave no answer: look whether there was time for it, and"
            " whether the question says what to do.",
            "%(count)d learners of %(of)d gave no answer: look whether there was time for it, and"
            " whether the question says what to do.",
            counted.blank,
        )
        found.append(Remark(Level.LOOK, words % {"count": counted.blank, "of": counted.count}))
    order = list(Level)
    return sorted(found, key=lambda remark: order.index(remark.level))


LEVELS: Mapping[Verdict, Level] = {
    Verdict.TOO_FEW: Level.OPEN,
    Verdict.AGAINST: Level.MEND,
    Verdict.TOO_EASY: Level.LOOK,
    Verdict.TOO_HARD: Level.LOOK,
    Verdict.WEAK: Level.LOOK,
    Verdict.FAIR: Level.FINE,
    Verdict.GOOD: Level.FINE,
}


def remark(item: ItemStatistics) -> Remark:
    """What facility and discrimination of a question say, and what to do."""
    words = {
        Verdict.TOO_FEW: _("Too few to judge: it takes the marks of %(fewest)d learners."),
        Verdict.AGAINST: _(
            "Those who know the rest do worse here than those who do not: check the key, then the"
            " wording."
        ),
        Verdict.TOO_EASY: _(
            "Nearly everyone gets it right: good to begin with, but it tells nobody apart."
        ),
        Verdict.TOO_HARD: _(
            "Hardly anyone gets it right: teach it again, and look whether the question is clear."
        ),
        Verdict.WEAK: _(
            "Who knows the rest does hardly better here than who does not: look whether it asks"
            " what you taught, and whether another answer is right, too."
        ),
        Verdict.FAIR: _("Who knows the rest does somewhat better here, too. It can stay."),
        Verdict.GOOD: _("Who knows the rest does better here, too: a good question. Keep it."),
    }
    return Remark(LEVELS[item.verdict], words[item.verdict] % {"fewest": FEWEST})


def _on_keys(counted: Tally, choices: Sequence[Choice]) -> list[Remark]:
    """On wrong alternatives that strong learners choose."""
    found = []
    if not counted.grouped:
        return []
    for choice in choices:
        strong, weak = counted.strong.get(choice.key, 0), counted.weak.get(choice.key, 0)
        rights = [each for each in choices if each.right and each.place == choice.place]
        most = max((counted.strong.get(each.key, 0) for each in rights), default=0)
        if choice.right or strong < 2:
            continue
        more = strong / counted.strong_count - weak / counted.weak_count
        if rights and strong > most:
            text = _("Strong learners choose %(name)s: check the key.")
            found.append(Remark(Level.MEND, text % {"name": choice.name}))
        elif more >= DRAWN and strong - weak > 1:
            text = _("%(name)s draws strong learners more than weak ones: may it be right, too?")
            found.append(Remark(Level.LOOK, text % {"name": choice.name}))
    return found


def _on_unused(counted: Tally, choices: Sequence[Choice]) -> list[Remark]:
    """On wrong alternatives that are offered and that nobody chooses."""
    names = [
        choice.name
        for choice in choices
        if choice.offered and not choice.right and not counted.chosen.get(choice.key)
    ]
    if not names:
        return []
    text = ngettext(
        "Nobody chooses %(names)s: put something there that learners may believe, or leave it out.",
        "Nobody chooses %(names)s: put something there that learners may believe, or leave them"
        " out.",
        len(names),
    )
    return [Remark(Level.LOOK, text % {"names": ", ".join(names)})]
