"""English questions that ask for a number in a sentence."""

from __future__ import annotations

import re

from .english import CUT, SOURCE, bare, hangs, main_part, refers, statement
from .material import Sentence
from .mentions import COUNT, PERCENTAGE, YEAR, Mention
from .verbs import AUXILIARIES, PAST, THIRD

WHEN = frozenset("in since by until".split())
OF = re.compile(r"(?: ?%| per ?cent) of (.+)")
POSSESSIVE = re.compile(r"((?:[Tt]he )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})(?:’s|'s|’|') .+")
SPAN = re.compile(r",? ?(?:and|or|to|until|[-–]) ?\d")
LEAST = 2
LONGEST = 240


def asked(mention: Mention) -> str | None:
    """A question for the number in plain English; None where the grammar is not sure."""
    text, start, end = _clause(mention)
    if not text or refers(text[:start]) or hangs(text):
        return None
    ways = {YEAR: _year, PERCENTAGE: _percentage, COUNT: _count}
    ask = ways.get(mention.sort)
    question = ask(text, start, end) if ask else None
    if question is None or len(question) > LONGEST or mention.shown in question:
        return None
    return f"According to the text, {question}?"


def _clause(mention: Mention) -> tuple[str, int, int]:
    """The clause that the number stands in, and where in it.

    What a cell says is turned into a clause on what its row is about.
    """
    sentence, start, end = mention.sentence, mention.start, mention.end
    text = sentence.text
    if sentence.context:
        return _of_cell(sentence, start, end)
    if (source := SOURCE.fullmatch(text)) and start >= source.start(2):
        at = source.start(2)
        return text[at:], start - at, end - at
    return text, start, end


def _of_cell(sentence: Sentence, start: int, end: int) -> tuple[str, int, int]:
    """“Uses” in the row “Ford’s history” is what Ford uses; “using” what Ford has been using."""
    text, owner = sentence.text, POSSESSIVE.fullmatch(sentence.context)
    subject = owner[1] if owner else sentence.context
    first = text.split(" ", 1)[0]
    if "?" in subject or not subject[:1].isupper() or subject.count(" ") > LEAST:
        return "", 0, 0
    if first.casefold() in THIRD:
        before = f"{subject} "
    elif first.endswith("ing") and owner and "since" in text[:start].casefold():
        before = f"{subject} has been "
    else:
        return "", 0, 0
    shift = len(before)
    return f"{before}{text[:1].lower()}{text[1:]}", start + shift, end + shift


def _year(text: str, start: int, end: int) -> str | None:
    before, after = text[:start].split(), text[end:]
    if not before or bare(before[-1]) not in WHEN or SPAN.match(after):
        return None
    asks = f"{bare(before[-1])} which year"
    if len(before) == 1:
        found = statement(after.lstrip(", "))
        return f"{asks} {found.inverted}" if found and found.rest else None
    clause = " ".join(before[:-1])
    if CUT.search(clause) or clause.endswith(","):
        return None
    found = statement(clause)
    told = found is not None and found.rest
    return f"{asks} {found.inverted}" if found and told else None


def _percentage(text: str, start: int, end: int) -> str | None:
    of = OF.match(text[end:])
    if of is None:
        return None
    thing = _first_thing(of[1])
    if start == 0:
        return f"what percentage of {main_part(of[1]).rstrip('.')}" if _has_verb(of[1]) else None
    before = re.split(r" [\d.,]+ ?%| [\d.,]+ per ?cent", text[:start].rstrip())[0]
    found = statement(before)
    if found is None or refers(thing) or "," in before:
        return None
    return f"what percentage of {thing} {found.inverted}"


def _first_thing(text: str) -> str:
    """What a share is of, up to the next share or the end of the clause."""
    return re.split(r",? and (?=\d)|[,;:.(—–]| (?=while|whereas|but|which|in \d)", text)[0].strip()


def _has_verb(text: str) -> bool:
    words = main_part(text).split()
    return any(word in AUXILIARIES or word in PAST or word in THIRD for word in words[1:])


def _count(text: str, start: int, end: int) -> str | None:
    """“Two officials confirmed …”; elsewhere a gap is plainer."""
    if start != 0:
        return None
    thing = main_part(text[end:]).strip().rstrip(".")
    words = thing.split()
    spoken = next((at for at, word in enumerate(words[:5]) if _speaks(word)), 0)
    return f"how many {thing}" if spoken else None


def _speaks(word: str) -> bool:
    return word in AUXILIARIES or word in PAST
