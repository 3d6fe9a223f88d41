"""Named things: people, firms, places, works, and what the author set in bold or italics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.plain import markdown_of
from .base import MOST_OPTIONS, Finder, Suggestion, options, single_choice
from .english import SOURCE, hangs, main_part, refers
from .material import Material, Sentence
from .naming import Named, certain_names, names_in, same
from .phrases import phrase
from .verbs import AUXILIARIES, PAST, THIRD

CITED, LISTED, GAP, TERM = 0.75, 0.72, 0.5, 0.58
RARE = 0.1
HANGS = 0.2
FEWEST_WRONG = 2
FEWEST_LISTED, MOST_LISTED = 2, 5
FEWEST_WORDS = 7
"""Of a sentence with a gap: with fewer, nothing tells what belongs there."""
MOST_NAMES = 4
MOST_POOLED = 60
OFTEN, OFTEN_SHARE = 3, 0.2
"""How often, and in which share of all places, a name is what the course is about."""
LIST = re.compile(r"(?:,? and |, )")


class Names(Finder):
    """Asks who or what is named; other names of the same sort are the likely wrong ones."""

    name = "names"
    label = gettext_lazy("Named things")
    languages = frozenset({"en"})

    def find(self, lesson: Material) -> Iterator[Suggestion]:
        """As for every finder."""
        certain = certain_names(lesson.everywhere())
        pool = _pool(lesson, certain)
        for sentence in lesson.sentences:
            if sentence.context:
                continue
            found = list(names_in(sentence, certain))
            if len(found) <= MOST_NAMES + 1:
                yield from _of_sentence(sentence, found, pool, certain)
            yield from _terms(sentence)


def _pool(lesson: Material, certain: Counter[str]) -> list[Named]:
    """Each name once, those of the lesson first."""
    found: dict[str, Named] = {}
    for each in lesson.everywhere():
        for sentence in each.sentences:
            for named in names_in(sentence, certain):
                if len(found) < MOST_POOLED:
                    found.setdefault(named.name.removeprefix("The "), named)
    return list(found.values())


def _of_sentence(
    sentence: Sentence, found: list[Named], pool: Sequence[Named], certain: Counter[str]
) -> Iterator[Suggestion]:
    if cited := _cited(sentence, found, pool):
        yield cited
        return
    # Of what the whole course is about, the same may be true.
    others = [each for each in pool if not _often(each.name, certain)]
    if listed := _listed(sentence, found, others):
        yield listed
        return
    # What is named everywhere is guessed; what is named once has to be known.
    once = [each for each in found if sentence.text.count(each.name) == 1]
    if once and sentence.text.count(" ") >= FEWEST_WORDS:
        rarest = min(once, key=lambda each: (certain[each.name], each.start))
        if not _often(rarest.name, certain) and (
            suggestion := _gap(rarest, found, pool, certain[rarest.name] <= 1)
        ):
            yield suggestion


def _often(name: str, certain: Counter[str]) -> bool:
    return certain[name] > max(OFTEN, OFTEN_SHARE * certain.total())


def _wrong(found: list[Named], right: Named, pool: Iterable[Named], count: int) -> list[str]:
    """Names of the same sort that are none of those in the sentence, nor one another."""
    there = [each.name for each in found]
    wrong: list[str] = []
    for each in pool:
        other = all(not same(each.name, name) for name in [right.name, *there, *wrong])
        if each.sort == right.sort and other and len(wrong) < count:
            wrong.append(each.name)
    return wrong


def _cited(sentence: Sentence, found: list[Named], pool: Sequence[Named]) -> Suggestion | None:
    """Whose claim it is that the text passes on."""
    source = SOURCE.fullmatch(sentence.text)
    named = next((each for each in found if source and each.end == source.end(1)), None)
    if source is None or named is None or refers(source[2].split(" ", 1)[0]):
        return None
    wrong = _wrong(found, named, pool, MOST_OPTIONS - 1)
    if len(wrong) < FEWEST_WRONG:
        return None
    stem = f"Whom does the text name as its source for this? “{source[2]}”"
    spec = single_choice(markdown_of(stem), sentence.text, named.name, dict.fromkeys(wrong, ""))
    why = _("A claim with its source")
    text = sentence.text
    return Suggestion(Names.name, "single_choice", spec, text, text, CITED, why)


def _listed(sentence: Sentence, found: list[Named], pool: Sequence[Named]) -> Suggestion | None:
    """Several names of which the same is said."""
    row = _row(sentence.text, found)
    said = sentence.text[row[-1].end :].strip() if row else ""
    verb = said.split(" ", 1)[0]
    if row[:1] != found[:1] or not row or row[0].start != 0:
        return None
    if verb not in AUXILIARIES and verb not in PAST and verb not in THIRD:
        return None
    wrong = _wrong(found, row[0], pool, FEWEST_LISTED)
    told = main_part(said).rstrip(".")
    if not wrong or told.count(" ") < FEWEST_LISTED:
        return None
    names = [each.name for each in row]
    stem = f"Of which does the text say this: “… {told}”?"
    spec: dict[str, Any] = {
        "stem": markdown_of(stem),
        "explanation": "",
        "quote": sentence.text,
        **options(sorted([*names, *wrong], key=str.casefold), names, {}),
    }
    why = _("Several names of which the same is said. Make sure it is not true of the others")
    text = sentence.text
    return Suggestion(Names.name, "multiple_choice", spec, text, text, LISTED, why)


def _row(text: str, found: list[Named]) -> list[Named]:
    """The first names, as long as nothing but commas and “and” stands between."""
    row = found[:1]
    for each in found[1 : MOST_LISTED + 1]:
        between = text[row[-1].end : each.start]
        if not (LIST.fullmatch(between) or between == ", and "):
            break
        row.append(each)
    return row if len(row) >= FEWEST_LISTED else []


def _gap(named: Named, found: list[Named], pool: Sequence[Named], rare: bool) -> Suggestion | None:
    sentence = named.sentence
    wrong = _wrong(found, named, pool, MOST_OPTIONS - 1)
    if len(wrong) < FEWEST_WRONG or "[[" in sentence.text:
        return None
    words = sorted([named.name, *wrong], key=str.casefold)
    gap = {"id": "1", "kind": "choice", "options": words, "answer": named.name, "feedback": ""}
    score = GAP + RARE * rare - HANGS * hangs(sentence.text)
    why = _("A name: “%(name)s”") % {"name": named.name}
    return _with_gap(sentence, named.start, named.end, gap, score, why)


def _terms(sentence: Sentence) -> Iterator[Suggestion]:
    """What the author set apart is worth remembering; a label at the beginning is not."""
    for term in sentence.terms:
        proper = term.replace(" ", "").replace("-", "").isalpha()
        start = sentence.text.find(term)
        apart = start > 0 and sentence.text.count(term) == 1
        words = 1 <= term.count(" ") + 1 <= 3 and sentence.text.count(" ") >= FEWEST_WORDS
        if proper and apart and words and "[[" not in sentence.text:
            gap = {"id": "1", "kind": "short_text", "accepted": [term], "feedback": ""}
            why = _("A term that is set apart: “%(term)s”") % {"term": term}
            score = TERM - HANGS * hangs(sentence.text)
            yield _with_gap(sentence, start, start + len(term), gap, score, why)


def _with_gap(
    sentence: Sentence, start: int, end: int, gap: dict[str, Any], score: float, why: str
) -> Suggestion:
    text = sentence.text
    spec = {
        "stem": phrase("en", "gap"),
        "explanation": "",
        "quote": text,
        "text": f"{markdown_of(text[:start])}[[1]]{markdown_of(text[end:])}",
        "gaps": [gap],
    }
    return Suggestion(Names.name, "gaps", spec, text, text, score, why)
