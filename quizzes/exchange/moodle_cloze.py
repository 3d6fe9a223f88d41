"""Cloze: questions within a text, such as ``{1:SHORTANSWER:=rotor#Yes.~%50%armature}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from .effort import spend
from .gift_answers import letters
from .moodle_answers import (
    Answer,
    MoodleFault,
    choose,
    numeric,
    one_of,
    praise,
    short_text,
    weight_in,
)
from .moodle_gaps import BREAK, PLACE, around, bare, place_of, set_text
from .moodle_source import Source

SHORT, EXACT, NUMBER, LIST, RADIO, SEVERAL = "short exact number list radio several".split()
TYPES = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), SHORT),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), EXACT),
    **dict.fromkeys(("NUMERICAL", "NM"), NUMBER),
    **dict.fromkeys(("MULTICHOICE", "MC", "MULTICHOICE_S", "MCS"), LIST),
    **dict.fromkeys(("MULTICHOICE_V", "MCV", "MULTICHOICE_VS", "MCVS"), RADIO),
    **dict.fromkeys(("MULTICHOICE_H", "MCH", "MULTICHOICE_HS", "MCHS"), RADIO),
    **dict.fromkeys(("MULTIRESPONSE", "MR", "MULTIRESPONSE_S", "MRS"), SEVERAL),
    **dict.fromkeys(("MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_HS", "MRHS"), SEVERAL),
}
BEGINS = re.compile(rf"\{{(\d{{0,4}}):({'|'.join(sorted(TYPES, key=len, reverse=True))}):")
ENDS = re.compile(r"(?<!\\)\}")
NEXT = re.compile(r"(?<!\\)~")
FEEDBACK = re.compile(r"(?<![\\&])(?<!&amp;)#")
A_GAP, AN_ANSWER = 8, 8
"""Effort to read one."""
WEIGHT = re.compile(r"=|%(-?\d{1,3}(?:[.,]\d{0,8})?)%")
ESCAPED = re.compile(r"\\([}#~/\"])")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MOST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Blank:
    """One question within the text."""

    type: str
    weight: int
    answers: list[Answer]


def read_cloze(source: Source) -> str:
    """Gaps, where each is filled by a word or a number; else parts under one stem."""
    text, blanks = _blanks(source, bare(source.question_text()))
    if not blanks:
        raise MoodleFault(_("There is no gap such as {1:SHORTANSWER:=…} in the text."))
    read = around(source, text, len(blanks))
    if any(each.type == SEVERAL for each in blanks) or _stands_apart(read, blanks):
        return _parts(source, read, blanks)
    set_text(source, read)
    source.spec["gaps"] = [
        {"id": str(at)} | _gap(each, source) | _weight(each, source)
        for at, each in enumerate(blanks, start=1)
    ]
    return "gaps"


def _blanks(source: Source, text: str) -> tuple[str, list[Blank]]:
    """The text with places, and what belongs there. Raises MoodleFault."""
    out: list[str] = []
    blanks: list[Blank] = []
    at = 0
    while found := BEGINS.search(text, at):
        spend(A_GAP)
        end = ENDS.search(text, found.end())
        if end is None:
            words = _("A gap does not end with “}”: %(text)s")
            raise MoodleFault(words % {"text": text[found.start() :][:60]})
        answers = list(_answers(source, text[found.end() : end.start()], TYPES[found[2]]))
        blanks.append(Blank(TYPES[found[2]], int(found[1] or 1), answers))
        out += text[at : found.start()], place_of(len(blanks) - 1)
        at = end.end()
    return "".join([*out, text[at:]]), blanks


def _answers(source: Source, inner: str, kind: str) -> Iterator[Answer]:
    """What stands between the braces. Raises MoodleFault for a weight that is none."""
    for piece in NEXT.split(inner):
        spend(AN_ANSWER)
        piece = piece.strip()
        sign = WEIGHT.match(piece)
        typed, rest = piece[sign.end() if sign else 0 :], ""
        if feedback := FEEDBACK.search(typed):
            typed, rest = typed[: feedback.start()], typed[feedback.end() :]
        if not typed.strip():
            continue
        weight = "100" if sign and sign[0] == "=" else sign[1] if sign else "0"
        typed = ESCAPED.sub(r"\1", typed)
        yield Answer(
            weight=weight_in(weight),
            plain=_plain(source, typed),
            feedback=source.inline(ESCAPED.sub(r"\1", rest)) if rest.strip() else "",
            prose=source.inline(typed) if kind in (RADIO, SEVERAL) else "",
        )


def _plain(source: Source, typed: str) -> str:
    if source.form in ("html", "moodle"):
        typed = unescape(TAG.sub("", typed))
    return " ".join(typed.split())


def _weight(blank: Blank, source: Source) -> dict[str, int]:
    if not 1 <= blank.weight <= MOST_WEIGHT:
        words = _("A gap counts %(weight)d times in the file and once here.")
        source.lost(words % {"weight": blank.weight})
        return {}
    return {"weight": blank.weight} if blank.weight > 1 else {}


def _gap(blank: Blank, source: Source) -> dict[str, Any]:
    if blank.type in (LIST, RADIO):
        return {"kind": "choice"} | one_of(blank.answers, source.lost)
    kind, fields = _typed(blank, source)
    return {"kind": kind, **fields, "feedback": praise(blank.answers, source.lost)}


def _typed(blank: Blank, source: Source) -> tuple[str, dict[str, Any]]:
    fields: dict[str, Any] = {}
    if blank.type == NUMBER:
        numeric(blank.answers, fields, source.lost)
        return "numeric", fields
    short_text(blank.answers, fields, source.lost)
    return "short_text", fields | ({"case_sensitive": True} if blank.type == EXACT else {})


def _stands_apart(read: str, blanks: list[Blank]) -> bool:
    """Whether some are lists of options to look at, and each ends a line of the text."""
    if not any(each.type == RADIO for each in blanks):
        return False
    return all(len(PLACE.findall(line)) < 2 and _ends_well(line) for line in read.split(BREAK))


def _ends_well(line: str) -> bool:
    found = PLACE.search(line)
    return found is None or not line[found.end() :].strip(" .:;?")


def _parts(source: Source, read: str, blanks: list[Blank]) -> str:
    """What stands before each is its stem; lines before the first one's are the common stem."""
    *stems, rest = (piece.strip() for piece in PLACE.split(read)[::2])
    if rest.strip(" .:;?"):
        source.lost(_("The text behind the last part stays out: “%(text)s”") % {"text": rest})
    common, _break, stems[0] = stems[0].rpartition(BREAK)
    if len(blanks) == 1:
        source.spec["stem"] = BREAK.join(each for each in (common, stems[0]) if each)
        kind, fields = _part(blanks[0], source)
        source.spec |= fields
        return kind
    source.spec["stem"] = common
    source.spec["parts"] = []
    for at, (stem, blank) in enumerate(zip(stems, blanks, strict=True)):
        kind, fields = _part(blank, source)
        part = {"id": letters(at), "kind": kind, "stem": stem, "explanation": ""}
        source.spec["parts"].append(part | fields | _weight(blank, source))
    return "parts"


def _part(blank: Blank, source: Source) -> tuple[str, dict[str, Any]]:
    if blank.type in (LIST, RADIO, SEVERAL):
        options = [_with_prose(each, source) for each in blank.answers]
        kind, found = choose(options, blank.type != SEVERAL, source.lost)
        return kind, {"options": found}
    kind, fields = _typed(blank, source)
    explained = praise(blank.answers, source.lost)
    return kind, fields | ({"explanation": explained} if explained else {})


def _with_prose(each: Answer, source: Source) -> Answer:
    """As an option with mark-up, which is not read of those in a list."""
    if each.prose:
        return each
    return Answer(each.weight, each.plain, each.feedback, source.inline(each.plain, "plain_text"))
