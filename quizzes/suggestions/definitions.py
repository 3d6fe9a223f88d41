"""Definitions: “X is a …”, “X means …”, “the X, the … of …”, “Name, a …,”, “*X*: …”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.plain import markdown_of
from .base import MOST_OPTIONS, Finder, Suggestion, single_choice
from .english import OPENERS, PRONOUNS, bare, hangs, refers
from .material import Material, Sentence
from .verbs import AUXILIARIES, PAST, THIRD

TERM = r"(?P<term>(?:(?:[Tt]he|[Aa]n?) )?[\w’-]+(?: (?:of )?[\w’-]+){0,3})"
KIND_OF = r"(?P<text>(?:an?|the|one|any) [^.;:—–()]{12,180})"
COPULA = re.compile(rf"{TERM} (?P<verb>is|are) {KIND_OF}[.;:—–(]?")
MEANS = re.compile(
    r"(?P<term>[\w’ -]{2,50}?) (?P<verb>means|mean|refers to|refer to|is defined as"
    r"|are defined as|stands for) (?P<that>that )?(?P<text>[^;:—–()]{12,200}?)[.;:—–(]"
)
DASHED = re.compile(
    r"\b(?P<term>(?:[Tt]he|[Aa]n?) [\w-]+(?: [\w-]+)?) ?[—–] ?"
    r"(?P<text>(?:the|an?|one) [^.;:—–]{10,140})"
    r"(?P<end>[.;:—–])"
)
BRACKETED = re.compile(
    r"\b(?P<term>(?:[Tt]he|[Aa]n?) [\w-]+(?: [\w-]+)?) \((?P<text>(?:the|an?) [^()]{10,140})\)"
)
COMMA = re.compile(
    r"(?=\b(?P<term>the [\w-]+|[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}),"
    r" (?P<text>(?:the|an?|[A-Z][\w-]+’s?) [^,.;:—–()]{10,120})(?P<end>[,.;] ?)(?P<next>\w*))"
)
"""Seen from each word anew: what is no definition may hold one."""
LOOSE = re.compile(
    r", (?:and|but|so) (?=in |the |it |they )|,? (?:because|although|while) "
    r"|, (?=which|who|whose|with|not )"
)
"""What goes on with something else."""
RELATIVE = frozenset("that which who where of in for with whose".split())
EMPTY_TERMS = frozenset(
    "reason reasons thing things problem question answer result point example case way ways race"
    " days exception goal aim idea fact truth difference same other others rest first second last"
    " company companies year years time number key one two word words choice background here"
    " important something nothing everything people man woman text article lesson".split()
)
"""What is said of these is no definition of them."""
INNER = str.maketrans("“”", "‘’")
MOST_POOLED = 60
LONGEST_ANSWER = 40
FORGIVEN_FROM = 6
BY_DASH, BY_COPULA, BY_MEANS, BY_COMMA = 0.95, 0.7, 0.85, 0.75
CHOICE = 0.05
HANGS = 0.2


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what the text says that it is. ``named`` for the name of somebody or something."""

    sentence: Sentence
    term: str
    text: str
    verb: str
    score: float

    @property
    def named(self) -> bool:
        """Whether the term is a name."""
        words = self.term.split()
        return bool(words) and all(word[:1].isupper() for word in words) and self.verb == "is"

    @property
    def sort(self) -> tuple[bool, str]:
        """What another definition must share to stand beside it as a wrong one."""
        return self.named, "means" if self.verb in ("mean", "means") else "is"

    @property
    def core(self) -> str:
        """The term without its article, for comparing."""
        return re.sub(r"^(?:the|an?) ", "", self.term, flags=re.IGNORECASE).casefold()


class Definitions(Finder):
    """Asks what a term is where the course defines others, too; otherwise asks for the term."""

    name = "definitions"
    label = gettext_lazy("Definitions")
    languages = frozenset({"en"})

    def find(self, lesson: Material) -> Iterator[Suggestion]:
        """As for every finder."""
        pool: dict[str, Definition] = {}
        for each in (each for part in lesson.everywhere() for each in _all(part)):
            if len(pool) < MOST_POOLED:
                pool.setdefault(each.core, each)
        for each in _all(lesson):
            yield _suggestion(each, _beside(each, pool))


def _all(lesson: Material) -> Iterator[Definition]:
    for sentence in lesson.sentences:
        if not sentence.context:
            yield from (each for each in definitions(sentence) if _sensible(each))


def definitions(sentence: Sentence) -> Iterator[Definition]:
    """Whatever in a sentence has the form of a definition."""
    text = sentence.text
    if found := MEANS.match(text):
        yield _read(sentence, found, "means", BY_MEANS)
    elif found := COPULA.match(text):
        bold = BY_MEANS - BY_COPULA if found["term"] in sentence.terms else 0
        yield _read(sentence, found, found["verb"], BY_COPULA + bold)
    for pattern in (DASHED, BRACKETED):
        for found in pattern.finditer(text):
            yield _read(sentence, found, "is", BY_DASH)
    for found in COMMA.finditer(text):
        if _is_apposition(text, found):
            yield _read(sentence, found, "is", BY_COMMA)


def _read(sentence: Sentence, found: re.Match[str], verb: str, score: float) -> Definition:
    told = LOOSE.split(found["text"])[0]
    score -= HANGS * hangs(sentence.text)
    return Definition(
        sentence, found["term"].strip(), told.strip(" ,.").translate(INNER), verb, score
    )


def _is_apposition(text: str, found: re.Match[str]) -> bool:
    """A list, or a clause after an opening one, looks much like it."""
    words = found["text"].split()
    before = text[: found.start()].split()
    if before and "," not in text[: found.start()] and bare(before[0]) in OPENERS:
        return False
    part = before and before[-1][0].isupper() and not before[-1].endswith(".")
    if (
        (part and found["term"][0].isupper())
        or text[: found.start()].endswith(", ")
        or found["next"] in ("and", "or")
    ):
        return False
    for at, word in enumerate(words):
        if word in RELATIVE:
            break
        if at and (word in AUXILIARIES or word in PAST or word == "and"):
            return False
    else:
        told = found["next"] in PAST and found["term"][0].isupper()
        if not told and not words[0].endswith(("’s", "’")):
            return False
    follows = found["next"]
    closed = found["end"].startswith((".", ";"))
    return (
        closed
        or follows in AUXILIARIES
        or follows in PAST
        or follows in THIRD
        or (follows in ("on", "to", "for", "with", "from", "in", "by"))
    )


def _sensible(each: Definition) -> bool:
    words = each.core.split()
    if not words or words[-1] in EMPTY_TERMS or words[0] in PRONOUNS | EMPTY_TERMS:
        return False
    if each.term[:1].isdigit() or len(each.core) > LONGEST_ANSWER or "*" in each.term:
        return False
    verbs = any(word in AUXILIARIES or word in PAST for word in words)
    told = each.text.casefold()
    again = re.search(rf"\b{re.escape(each.core)}\b", told)
    return not (verbs or again or refers(told)) and told.count(" ") >= 2


def _beside(each: Definition, pool: Mapping[str, Definition]) -> list[Definition]:
    """Definitions of other terms that may stand beside it."""
    own, text = each.core, each.text.casefold()
    fitting = (
        other
        for core, other in pool.items()
        if core not in own and other.sort == each.sort and other.text.casefold() != text
    )
    return list(islice(fitting, MOST_OPTIONS - 1))


def _suggestion(each: Definition, others: list[Definition]) -> Suggestion:
    asked = _term_in_sentence(each)
    claim = f"{asked[:1].upper()}{asked[1:]} {each.verb} {each.text}."
    why = _("A definition of “%(term)s”") % {"term": each.term}
    if len(others) >= 2:
        feedback = {other.text: _said_of(other) for other in others}
        spec = single_choice(
            markdown_of(_what(each, asked)), each.sentence.text, each.text, feedback
        )
        kind, score = "single_choice", each.score + CHOICE
    else:
        kind, spec, score = "short_text", _called(each), each.score
    return Suggestion(Definitions.name, kind, spec, claim, each.sentence.text, min(score, 1.0), why)


def _said_of(other: Definition) -> str:
    return f"The text says that of {_term_in_sentence(other)}."


def _term_in_sentence(each: Definition) -> str:
    first, *rest = each.term.split(" ")
    starts = each.sentence.text.startswith(each.term)
    small = first.casefold() in ("the", "a", "an") or (starts and not each.named and rest)
    if starts and not rest and each.verb == "are":
        small = True
    return " ".join([first.lower() if small else first, *rest])


def _what(each: Definition, asked: str) -> str:
    if each.verb == "means":
        return f"According to the text, what does “{asked}” mean?"
    what = "who or what" if each.named else "what"
    return f"According to the text, {what} {each.verb} {asked}?"


def _called(each: Definition) -> dict[str, Any]:
    """The other way round: what is the thing called that is told of."""
    if each.verb == "means":
        stem = f"Which term does the text explain like this: “{each.text}”?"
    elif each.named:
        stem = f"Whom or what does the text describe as “{each.text}”?"
    else:
        stem = f"According to the text, what {each.verb} {each.text} called?"
    bare_term = re.sub(r"^(?:the|an?) ", "", each.term, flags=re.IGNORECASE)
    if not each.named and each.sentence.text.startswith(each.term):
        bare_term = bare_term[:1].lower() + bare_term[1:]
    articles = [] if each.named or each.verb != "is" else [f"the {bare_term}"]
    spec: dict[str, Any] = {
        "stem": markdown_of(stem),
        "explanation": "",
        "quote": each.sentence.text,
        "accepted": [bare_term, *articles],
    }
    return spec | ({"typos": 1} if len(bare_term) >= FORGIVEN_FROM else {})
