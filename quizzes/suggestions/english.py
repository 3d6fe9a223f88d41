"""Turning English statements into questions, where their grammar is plain enough to be sure.

Everything here says None where it is not: a sentence with a gap is better than a broken question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .verbs import AUXILIARIES, PAST, THIRD

PRONOUNS = frozenset(
    "i he she it we you they this that these those who which what there here one some many most"
    " others another both each all none such his her its their our my your if when while as after"
    " before although because since until though where how why so and but or yet for to in on at"
    " by with from of during not even only just also".split()
)
"""With what the subject of a question cannot begin: nothing says what it stands for."""
OPENERS = frozenset(
    "in on at by with from of during after before since until when while if because although though"
    " as for to despite under over about".split()
)
"""What begins something that comes before the main clause."""
WITHIN = frozenset(
    "that which who whom whose when where if because while although whether than".split()
)
"""Words that make a subject too long to be sure where it ends."""
BEHIND = frozenset(
    "a an the its his her their our to by in on at of for from with into that as about over up"
    " more no some any not all both nearly almost about over".split()
)
"""What may come behind a verb in the past; elsewhere its form may be an adjective."""
LONGEST_SUBJECT = 9
CUT = re.compile(r",? (?:—|–|-) |[—;:(]|, (?=which|who|while|where|giving|making|but|so|and then)")
REFERS = re.compile(r"\b(?:them|they|it|he|she|this|these|those|former|latter)\b", re.I)
WORDS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
}
"""Numbers that prose writes out. One is left out: it is more often a pronoun."""
SOURCE = re.compile(
    r"According to ((?:[Tt]he )?[A-Z][\w.&’'-]*(?: (?:of |for |and |the )?[A-Z][\w.&’'-]*){0,4}),"
    r" (.+)"
)
"""A claim that is somebody else’s."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause cut at its verb. ``base`` is the verb's own form, "" for an auxiliary."""

    subject: str
    verb: str
    base: str
    rest: str

    @property
    def inverted(self) -> str:
        """The clause as it stands behind a question word."""
        if not self.base:
            return f"{self.verb} {self.subject} {self.rest}".strip()
        helper = "did" if self.verb in PAST and self.verb not in THIRD else "does"
        return f"{helper} {self.subject} {self.base} {self.rest}".strip()


def statement(clause: str) -> Statement | None:
    """The clause cut at its verb, without what hangs on it loosely."""
    words = main_part(clause).rstrip(".!").split()
    if not words or bare(words[0]) in PRONOUNS:
        return None
    for at, word in enumerate(words[: LONGEST_SUBJECT + 1]):
        if word.casefold() in WITHIN or (word.endswith(",") and not _listed(words, at)):
            return None
        base = _base(words, at)
        if at == 0 or base is None:
            continue
        rest = words[at + 1 :]
        negated = rest[:1] in (["not"], ["never"]) or word.endswith(("n’t", "n't"))
        return None if negated else Statement(_subject(words[:at]), word, base, " ".join(rest))
    return None


def _base(words: list[str], at: int) -> str | None:
    """The verb's own form, "" for an auxiliary, None for what is no verb here."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in AUXILIARIES:
        return ""
    if word in THIRD and (_named(words[at - 1]) or _opens(following)):
        return THIRD[word] if _opens(following) or not following.islower() else None
    if word in PAST and at and (_opens(following) or _named(words[at - 1])):
        return PAST[word]
    return None


def _opens(word: str) -> bool:
    return bare(word) in BEHIND or bare(word) in WORDS or word[:1].isdigit() or word[:1].isupper()


def _named(word: str) -> bool:
    return word[:1].isupper()


def _listed(words: list[str], at: int) -> bool:
    """Whether a comma stands in a list of names."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    return _named(words[at]) and (_named(behind) or behind in ("and", "or"))


def _subject(words: list[str]) -> str:
    first, *rest = words
    return " ".join([lowered(first), *rest])


def lowered(text: str) -> str:
    """A text that began a sentence, as it stands within one."""
    first = text.split(" ", 1)[0]
    small = first.casefold() in {*PRONOUNS, "the", "a", "an", "no", "every"}
    return text[:1].lower() + text[1:] if small else text


def main_part(sentence: str) -> str:
    """A sentence without what hangs on it loosely at its end."""
    cut = CUT.search(sentence, 12)
    return sentence[: cut.start()] if cut else sentence


def bare(word: str) -> str:
    """A word without the signs around it, in small letters."""
    return word.strip(",.;:!?“”\"'()").casefold()


def hangs(text: str) -> bool:
    """Whether a sentence begins with a word that stands for something said before."""
    first = bare(text.split(" ", 1)[0].split("’")[0])
    return first in PRONOUNS - {"in", "since", "by", "for", "at", "on", "to", "from", "during"} or (
        first in ("then", "instead", "however", "so", "now")
    )


def refers(text: str) -> bool:
    """Whether a text holds a word that stands for something said before."""
    return bool(REFERS.search(text))
