"""Texts with gaps: their places are kept while the text around them is read."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from .effort import spend
from .moodle_answers import MoodleFault
from .moodle_source import Source
from .moodle_xml import Element, line_of, text_of
from .plain import plain_of

OPENED, CLOSED = "\ue000", "\ue001"
"""Around the number of a gap, from 0, while mark-up is read: no text has these."""
PLACE = re.compile(f"{OPENED}(\\d+){CLOSED}")
NUMBERED = re.compile(r"\[\[(\d{1,4})\]\]")
A_GAP, WORDS_A_UNIT = 5, 8
"""Effort to read a gap, and to choose the words for it."""
MARKUP = re.compile(r"[<&]")
BREAK = "  \n"
"""Between lines of inline Markdown."""
PARAGRAPH = "\n\n"


def place_of(number: int) -> str:
    """What stands for a gap."""
    return f"{OPENED}{number}{CLOSED}"


def bare(text: str) -> str:
    """``text`` without signs that could be taken for places."""
    return text.replace(OPENED, "").replace(CLOSED, "")


def around(source: Source, text: str, count: int) -> str:
    """A text with places as inline Markdown. Raises MoodleFault where one got lost."""
    element = source.child("questiontext")
    if element is not None:
        source.tell_of_files(element, text)
    read = source.inline(text)
    if PLACE.findall(read) != [str(number) for number in range(count)]:
        raise MoodleFault(_("A gap stands where no text can be shown."))
    return read


def set_text(source: Source, text: str) -> None:
    """Take stem and text apart: lines before the first with a gap are the stem."""
    lines = text.split(BREAK)
    first = next(at for at, line in enumerate(lines) if PLACE.search(line))
    source.spec["stem"] = BREAK.join(lines[:first])
    marked = (PLACE.sub(lambda found: f"[[{int(found[1]) + 1}]]", line) for line in lines[first:])
    source.spec["text"] = PARAGRAPH.join(marked)


def read_select_words(source: Source) -> str:
    """Gaps with a list each."""
    return _words(source, "selectoption", from_bank=False)


def read_drag_words(source: Source) -> str:
    """Words to drag into gaps."""
    return _words(source, "dragbox", from_bank=True)


def _words(source: Source, name: str, from_bank: bool) -> str:
    """Fill in the gaps. Words of one group only that are to be dragged are a bank of words."""
    boxes = source.children(name)
    words = [_word(box, source) for box in boxes]
    groups = [text_of(box.find("group")) or "1" for box in boxes]
    used: list[int] = []

    def take(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(words):
            raise MoodleFault(_("There is no word for [[%(number)d]].") % {"number": number})
        spend(A_GAP)
        used.append(number - 1)
        return place_of(len(used) - 1)

    text = NUMBERED.sub(take, bare(source.question_text()))
    if not used:
        raise MoodleFault(_("There is no gap such as [[1]] in the text."))
    set_text(source, around(source, text, len(used)))
    bank = from_bank and len(set(groups)) == 1
    source.spec["gaps"] = [
        _gap(at, words[number], None if bank else _of_group(words, groups, groups[number]))
        for at, number in enumerate(used, start=1)
    ]
    if bank:
        source.spec["bank"] = words
        source.spec["bank_once"] = all(box.find("infinite") is None for box in boxes)
    return "gaps"


def _word(box: Element, source: Source) -> str:
    """A word, without the mark-up that those to drag may have."""
    word = " ".join(text_of(box).split())
    if box.tag == "dragbox" and MARKUP.search(word):
        word = plain_of(source.inline(word, "html"))
    if not word:
        raise MoodleFault(_("A word to choose from is empty."), line_of(box))
    return word


def _of_group(words: list[str], groups: list[str], group: str) -> list[str]:
    spend(len(words) // WORDS_A_UNIT)
    return [word for word, mine in zip(words, groups, strict=True) if mine == group]


def _gap(number: int, answer: str, options: list[str] | None) -> dict[str, Any]:
    gap = {"id": str(number), "kind": "bank", "answer": answer, "feedback": ""}
    return gap if options is None else gap | {"kind": "choice", "options": options}
