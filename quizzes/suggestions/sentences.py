"""Cutting a paragraph into its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=(.))")
"""Where a sentence may end; what follows the blank is looked at, too."""
OPENING = "\"'“‘«„¿¡(["
CLOSING = "\"'”’»)]"
TITLES = frozenset(
    "mr mrs ms dr prof st sr jr gen col sgt lt capt rev hon no nos fig figs vol ed eds pp p vs cf"
    " e.g i.e eg ie approx ca al resp incl viz mme mlle mm nr bzw z.b d.h u.a art ch sec eq"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Abbreviations with something behind them that belongs to them."""
EITHER = frozenset("inc ltd co corp plc llc bros etc u.s u.k u.n e.u d.c a.m p.m usw".split())
"""Abbreviations with which a sentence ends as often as it goes on."""
STARTERS = frozenset(
    "a after all also although an and as at because but by each every for from he here her his how"
    " however if in it its many more most no on one others she since so some such that the their"
    " then there these they this those to today under we what when where which while who why with"
    " you la le les il elle ils elles un une des ce cette ces dans en pour mais".split()
)
"""Words that begin a sentence, where an abbreviation before them leaves it open."""
LONGEST = 420
"""Characters. A longer sentence makes no question that anybody would read."""
SHORT = 3
"""Digits before a full stop that may make an ordinal number: “3. Oktober”."""


def sentences(text: str, language: str = "en") -> Iterator[str]:
    """The sentences of a paragraph, verbatim and in order, white space folded.

    Abbreviations, initials, decimals and what stands in quotes do not end one. The time is that
    of one look at each character.
    """
    text = " ".join(text.split())
    start = 0
    for found in END.finditer(text):
        if _ends(text, start, found, language):
            yield text[start : found.end()].rstrip()
            start = found.end()
    if start < len(text):
        yield text[start:]


def _ends(text: str, start: int, found: re.Match[str], language: str) -> bool:
    following = found[1]
    if following.islower() or following in ",;:)–—":
        return False
    signs = found[0].strip()
    if signs != ".":
        return True
    before = text[max(start, found.start() - 20) : found.start()].rsplit(" ", 1)[-1]
    word = before.lstrip(OPENING).casefold()
    if word in TITLES or (len(word) == 1 and word.isalpha() and before[-1:].isupper()):
        return False
    if word in EITHER:
        after = text[found.end() : found.end() + 20].lstrip(OPENING).split(" ", 1)[0]
        return after.rstrip(",").casefold() in STARTERS
    if word.isdigit() and len(word) < SHORT:
        alone = start == found.start() - len(before)
        return not alone and language == "en"
    return True


def is_sentence(text: str) -> bool:
    """Whether a text reads as a whole sentence that tells something."""
    bare = text.rstrip(CLOSING)
    return (
        text[:1] not in OPENING
        and bare.endswith((".", "!", "…"))
        and text.count(" ") >= SHORT
        and len(text) <= LONGEST
    )
