"""Aiken: a stem, options such as ``A. The rotor``, then ``ANSWER: A``. It knows nothing else.

Its text has no mark-up. Right for one option only; no comments, so what it does not know is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Batch, Format, Remark, text_in, uid_for
from .effort import bounded, spend
from .plain import is_plain, markdown_of, plain_of
from .spec import ExchangeError, QuestionSpec

FEWEST, MOST = 2, 12
"""Options of a single choice."""
MOST_FAULTS = 1000
A_BLOCK, A_LINE = 15, 4
"""Effort to read a question, and each of its lines."""
MOST_LINES = 200
"""Lines of one question, empty ones too."""
ANSWER = re.compile(r"^[^\S\n]*ANSWER[^\S\n]*:(?P<key>.*)$", re.IGNORECASE | re.MULTILINE)
LABELLED = re.compile(r"^[^\S\n]*A[.)](?:\s|$)", re.MULTILINE)
LABEL = re.compile(r"\s*(?P<letter>[A-Z])[.)](?:\s+(?P<text>.*))?")
SMALL = re.compile(r"\s*(?P<letter>[a-z])[.)](?:\s+(?P<text>.*))?")
OPTION_FIELDS = {"id", "text", "correct", "feedback"}
KEY = re.compile(r"(?P<letter>[A-Za-z])(?:[.)]\s*(?P<text>.*))?")
RUN = re.compile(r"[A-L]{2,12}")


class AikenFault(ValueError):
    """A question that cannot be read: the line where it shows, and why."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


class Line(NamedTuple):
    """A line that says something. ``gap``: whether a blank one stands before it."""

    number: int
    text: str
    gap: bool


class Block(NamedTuple):
    """The text before an ANSWER, its first line, and the ANSWER with what it says as its text."""

    first: int
    text: str
    key: Line | None


class Part(NamedTuple):
    """The lines that should be a question, and its ANSWER. ``label``: how its options begin."""

    lines: list[Line]
    key: Line | None
    label: re.Pattern[str]


@dataclass(slots=True)
class Draft:
    """A question as far as it was read."""

    first: int
    stem: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    """The lines of each."""

    def texts(self) -> list[str]:
        """The options, each on one line."""
        return [" ".join(lines) for lines in self.options]


class Aiken(Format):
    """Single choice, without feedback."""

    name = "aiken"
    label = gettext_lazy("Aiken")
    suffixes = (".aiken", ".txt")

    @bounded
    def read(self, data: bytes) -> Batch:
        """As for every format. What stands between two ANSWER lines is a question."""
        text = text_in(data)
        if not (ANSWER.search(text) or LABELLED.search(text)):
            words = _("This is not Aiken: no line reads “ANSWER: A”, and none begins with “A.”.")
            raise ExchangeError(words)
        batch, taken = Batch(), set[str]()
        for block in _blocks(text):
            if len(batch.faults) >= MOST_FAULTS:
                where = _("line %d") % block.first
                batch.faults.append(Remark(where, _("So many faults: the rest was not read.")))
                break
            _read(block, batch, taken)
        return batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        """As for every format. A question that Aiken cannot say at all is left out."""
        first = True
        for question in questions:
            if _unsayable(question):
                continue
            yield ("" if first else "\n").encode() + _written(question.spec).encode(
                "utf-8", "replace"
            )
            first = False

    def losses(self, question: QuestionSpec) -> list[str]:
        """As for every format; of a question that is left out only why."""
        if reason := _unsayable(question):
            return [_("the whole question: %(why)s") % {"why": reason}]
        return [*_unknown(question), *_changed(question.spec)]


def _read(block: Block, batch: Batch, taken: set[str]) -> None:
    """Put into ``batch`` what a block holds."""
    faults: list[AikenFault] = []
    try:
        for part in _parts(block):
            try:
                batch.questions.append(_question(part, taken))
            except AikenFault as fault:
                faults.append(fault)
    except AikenFault as fault:
        faults.append(fault)
    batch.faults += [Remark(_("line %d") % fault.line, str(fault)) for fault in faults]


def _blocks(text: str) -> Iterator[Block]:
    """What stands before each ANSWER, and what stands behind the last."""
    start, first = 0, 1
    for found in ANSWER.finditer(text):
        block = text[start : found.start()]
        number = first + block.count("\n")
        yield Block(first, block, Line(number, found["key"].strip(), False))
        start, first = found.end(), number
    if text[start:].strip():
        yield Block(first, text[start:], None)


def _lines(block: Block) -> list[Line]:
    """The lines that say something. Raises AikenFault for very many."""
    found, gap = [], False
    if block.text.count("\n") > MOST_LINES:
        words = _("More than %(count)d lines without “ANSWER: A”.")
        raise AikenFault(block.first, words % {"count": MOST_LINES})
    spend(A_BLOCK + A_LINE * block.text.count("\n"))
    for number, words in enumerate(block.text.split("\n"), start=block.first):
        if words.strip():
            found.append(Line(number, words, gap))
        gap = not words.strip()
    return found


def _parts(block: Block) -> Iterator[Part]:
    """The parts of a block that should be questions; most often one. Raises AikenFault.

    Small letters begin options where no line of the block begins with a capital one.
    """
    lines = _lines(block)
    label = LABEL if any(LABEL.fullmatch(line.text) for line in lines) else SMALL
    cut = _cut(lines, label)
    for start, end in pairwise(cut):
        yield Part(lines[start:end], block.key if end == cut[-1] else None, label)


def _cut(lines: list[Line], label: re.Pattern[str]) -> list[int]:
    """Where questions begin in a block though the one before has no ANSWER, and its ends.

    That is at a line without a letter behind options, where an option A comes after it, or
    where an empty line stands before it and no option comes. Any other goes on with the option.
    """
    cut, loose, options = [0], -1, False
    for at, line in enumerate(lines):
        found = label.fullmatch(line.text)
        if found and found["letter"] in "Aa" and loose >= 0:
            cut.append(loose)
        if found:
            loose, options = -1, True
        elif options and loose < 0:
            loose = at
    if loose >= 0 and lines[loose].gap:
        cut.append(loose)
    return [*cut, len(lines)]


def _question(part: Part, taken: set[str]) -> QuestionSpec:
    """Raises AikenFault."""
    draft = _draft(part)
    if part.key is None:
        words = _("The question that begins here has no line such as “ANSWER: A”.")
        raise AikenFault(draft.first, words)
    right = _right(part.key, draft)
    stem = markdown_of("\n".join(draft.stem))
    options = [
        {"id": letter, "text": markdown_of(text), "correct": number == right, "feedback": ""}
        for number, (letter, text) in enumerate(zip(ascii_lowercase, draft.texts(), strict=False))
    ]
    return QuestionSpec(
        uid=uid_for("", stem, taken),
        lesson="",
        kind="single_choice",
        spec={"stem": stem, "options": options},
        place=_("line %d") % draft.first,
    )


def _draft(part: Part) -> Draft:
    if not part.lines:
        number = part.key.number if part.key else 0
        raise AikenFault(number, _("An ANSWER without a question before it."))
    draft = Draft(part.lines[0].number)
    for line in part.lines:
        found = part.label.fullmatch(line.text)
        if found:
            _add_option(draft, line.number, found["letter"].upper(), (found["text"] or "").strip())
        elif draft.options:
            draft.options[-1].append(line.text.strip())
        else:
            draft.stem.append(line.text.strip())
    return draft


def _add_option(draft: Draft, line: int, letter: str, text: str) -> None:
    if not draft.stem:
        words = _("Option %(letter)s without a question before it.")
        raise AikenFault(line, words % {"letter": letter})
    expected = ascii_uppercase[len(draft.options) : len(draft.options) + 1]
    if letter != expected:
        words = _("Option %(letter)s stands where %(expected)s should come.")
        raise AikenFault(line, words % {"letter": letter, "expected": expected or _("ANSWER")})
    if not text:
        raise AikenFault(line, _("Option %(letter)s has no text.") % {"letter": letter})
    draft.options.append([text])


def _right(key: Line, draft: Draft) -> int:
    """The number of the right option, from 0."""
    count = len(draft.options)
    if not FEWEST <= count <= MOST:
        words = _("The question has %(count)d options; there must be %(least)d to %(most)d.")
        where = {"count": count, "least": FEWEST, "most": MOST}
        raise AikenFault(draft.first, words % where)
    at = _among(key.text, draft)
    if at is None and _several(key.text):
        words = _("Several right answers (“%(typed)s”): Aiken knows one only.")
        raise AikenFault(key.number, words % {"typed": key.text[:40]})
    if at is None:
        words = _("“%(typed)s” is none of the letters A to %(last)s.")
        last = ascii_uppercase[count - 1]
        raise AikenFault(key.number, words % {"typed": key.text[:40], "last": last})
    return at


def _several(typed: str) -> bool:
    """Whether an ANSWER names several letters: “A, C”, “A and C”, “AC”."""
    letters = [each for each in re.split(r"\W+|_", typed) if each not in ("", "and")]
    if len(letters) == 1:
        return bool(RUN.fullmatch(letters[0]))
    return len(letters) > 1 and all(each in ascii_uppercase + ascii_lowercase for each in letters)


def _among(typed: str, draft: Draft) -> int | None:
    """The option that an ANSWER names: its letter, if liked with its text behind."""
    key = KEY.fullmatch(typed)
    at = ascii_uppercase.index(key["letter"].upper()) if key else len(draft.options)
    if key is None or at >= len(draft.options):
        return None
    text = draft.texts()[at]
    return at if (key["text"] or text) == text else None


def _written(spec: dict[str, Any]) -> str:
    lines = [plain_of(spec["stem"])]
    letters = list(zip(ascii_uppercase, spec["options"], strict=False))
    lines += [f"{letter}. {plain_of(option['text'])}" for letter, option in letters]
    lines += [f"ANSWER: {letter}" for letter, option in letters if option["correct"]]
    return "\n".join(lines) + "\n"


def _unsayable(question: QuestionSpec) -> str:
    """Why a question cannot be written as Aiken at all; "" where it can."""
    if question.kind != "single_choice":
        return _("Aiken knows single choice only")
    options = question.spec.get("options")
    if not isinstance(options, list) or not FEWEST <= len(options) <= MOST:
        return _("it does not have %(least)d to %(most)d options") % {"least": FEWEST, "most": MOST}
    if not all(
        isinstance(option, dict) and isinstance(option.get("correct"), bool) for option in options
    ):
        return _("its options cannot be read")
    if sum(option["correct"] for option in options) != 1:
        return _("not exactly one option is right")
    texts = [question.spec.get("stem"), *(option.get("text") for option in options)]
    if not all(isinstance(text, str) and plain_of(text) for text in texts):
        return _("its stem or an option is empty")
    stem = plain_of(question.spec["stem"])
    if any(sign.fullmatch(stem) for sign in (LABEL, ANSWER)):
        return _("its stem reads as an option or an answer there")
    return ""


def _unknown(question: QuestionSpec) -> Iterator[str]:
    """What Aiken has no place for."""
    spec = question.spec
    words = {
        "explanation": _("the explanation"),
        "quote": _("the quote"),
        "hint": _("the hint"),
    }
    yield from (words.get(name, name) for name in spec if name not in ("stem", "options"))
    if question.tags:
        yield _("the tags")
    if question.lesson:
        yield _("the lesson")
    if any(option.get("feedback") != "" for option in spec["options"]):
        yield _("the feedback of the options")
    further = {name for option in spec["options"] for name in option} - OPTION_FIELDS
    yield from sorted(map(str, further))
    ids = [option.get("id") for option in spec["options"]]
    if ids != list(ascii_lowercase[: len(ids)]):
        yield _("the ids of the options")


def _changed(spec: dict[str, Any]) -> Iterator[str]:
    """Texts that come back otherwise."""
    if not is_plain(spec["stem"]):
        yield _("mark-up, line breaks or runs of blanks in the stem")
    if not all(is_plain(option["text"]) for option in spec["options"]):
        yield _("mark-up, line breaks or runs of blanks in the options")
