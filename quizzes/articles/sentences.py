"""The sentences of a lesson's text, and the one that is nearest to a lost quotation."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from .likeness import WORD

END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-zß-öø-ÿ]|[\"'“‘«(\[]*\d)")
"""White space after a sentence's end and before what may begin another."""
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|e\.g|i\.e|cf|vs|etc|approx|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Figs|p|pp)\.$"
)
NEAR = 0.4
"""Share of words in common from which a sentence may be what became of a quotation."""


def sentences_of(text: str) -> list[str]:
    """The sentences of plain text as ``text_of`` gives it, white space folded, in order.

    A list item or a row of a table without an end of its own counts as one. Each can be found
    in the text again once its white space is folded as well.
    """
    return [sentence for line in text.split("\n") for sentence in _cut(" ".join(line.split()))]


def _cut(line: str) -> list[str]:
    found: list[str] = []
    done = 0
    for match in END.finditer(line):
        if not ABBREVIATION.search(line[done : match.start()]):
            found.append(line[done : match.end()].strip())
            done = match.end()
    return [*found, line[done:]] if line[done:] else found


def nearest(quote: str, text: str) -> str:
    """The sentence of ``text`` that most likely became of ``quote``; "" where none is near."""
    wanted = _words(quote)
    best, found = NEAR, ""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    for sentence in sentences_of(text) if wanted else ():
        matcher.set_seq1(_words(sentence))
        if matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), sentence
    return found


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
