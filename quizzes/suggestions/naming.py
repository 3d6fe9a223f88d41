"""Names in English text: of people, firms, places and works, and acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .english import PRONOUNS, bare
from .material import Material, Sentence
from .verbs import AUXILIARIES, PAST, THIRD

CAPITAL = r"(?:St\.|Mt\.|[A-Z][\w&-]*[\w&]|[A-Z]\d*)(?!’(?!s\b))"
NAME = re.compile(
    rf"(?<![\w’'-])(?:The (?={CAPITAL} (?:of )?{CAPITAL}))?{CAPITAL}"
    rf"(?: (?:(?:of|for|de|du|van|von) (?:the )?)?{CAPITAL}){{0,4}}"
)
ADJECTIVE = re.compile(r"(?:\w+(?:ese|ish)|French|Dutch|Greek|Swiss|Czech|\w{3,}(?:ian|ean|can))")
"""“Chinese”, “American”: with a small word behind they name nothing of their own."""
NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december mr mrs ms dr prof english internet ok i"
    " according background source note table figure chapter section earth".split()
)
PLACES = frozenset(
    "africa america antarctica argentina asia australia austria belgium berlin brazil britain"
    " canada chile china colombia congo croatia cuba czechia denmark egypt england"
    " estonia ethiopia europe finland france germany greece hungary iceland india indonesia iran"
    " iraq ireland israel italy japan kenya korea latvia lithuania london luxembourg malaysia"
    " california mexico morocco moscow myanmar nepal netherlands nigeria norway pakistan paris peru"
    " philippines poland portugal romania rome russia scotland serbia singapore slovakia"
    " slovenia spain sweden switzerland taiwan tanzania thailand tokyo tunisia turkey ukraine"
    " vietnam wales washington zambia zimbabwe beijing shanghai".split()
) | frozenset(("united states", "united kingdom", "new york", "new zealand", "south africa",
               "south korea", "north korea", "saudi arabia", "sri lanka"))  # fmt: skip
GEOGRAPHY = frozenset(
    "mount mt. lake ocean sea island islands river valley bay mountains desert peninsula city gulf"
    " strait street province county".split()
)
PLACE, CODE, OTHER = "place", "code", "other"
LONGEST_NAME = 50
SMALL = PRONOUNS | NO_NAMES | {"the", "a", "an"}
SHORT = re.compile(r"[A-Z]{2,4}s?")
"""Before a noun such an abbreviation tells its sort: “EV market”."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in a sentence."""

    sentence: Sentence
    name: str
    start: int
    sort: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.name)


def names_in(sentence: Sentence, certain: Counter[str]) -> Iterator[Named]:
    """The names of a sentence. A single word that begins it is one if it is ``certain``."""
    text = sentence.text
    for found in NAME.finditer(text):
        name, start = found[0], found.start()
        opens = start == 0 or text[start - 1] in "“\"'(" or text[max(0, start - 2)] in ".?!:…"
        first, *rest = name.split(" ")
        if opens and rest and first.casefold() in SMALL and name not in certain:
            start += len(first) + 1
            name = " ".join(rest)
        elif opens and not rest and not name.isupper() and name not in certain:
            continue
        if _is_name(name, text[start + len(name) :]):
            yield Named(sentence, name, start, _sort(name))


def _is_name(name: str, behind: str) -> bool:
    folded = name.casefold()
    if len(name) < 2 or len(name) > LONGEST_NAME or folded in NO_NAMES | PRONOUNS:
        return False
    following = behind[1:].split(" ", 1)[0] if behind.startswith(" ") else ""
    modifies = following[:1].islower() and not _speaks(bare(following))
    if SHORT.fullmatch(name) and (modifies or name.endswith("s")):
        return False
    return not ((modifies or " " not in name) and ADJECTIVE.fullmatch(name))


def _speaks(word: str) -> bool:
    """Whether a word behind a name leaves it a name: “ZF and”, “ZF makes”."""
    return word in PRONOUNS or word in AUXILIARIES or word in PAST or word in THIRD


def _sort(name: str) -> str:
    words = name.casefold().removeprefix("the ")
    if words in PLACES or not GEOGRAPHY.isdisjoint(words.split()):
        return PLACE
    digits = any(map(str.isdigit, name))
    return CODE if digits and " " not in name else OTHER


def certain_names(lessons: Iterable[Material]) -> Counter[str]:
    """How often each name stands where a capital letter can only mean a name."""
    found: Counter[str] = Counter()
    for lesson in lessons:
        for sentence in lesson.sentences:
            found.update(each.name for each in names_in(sentence, Counter()))
    return found


def same(one: str, other: str) -> bool:
    """Whether two names may mean the same: one within the other, or its initials."""
    one, other = one.removeprefix("The "), other.removeprefix("The ")
    return one in other or other in one or _initials(one) == other or _initials(other) == one


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
