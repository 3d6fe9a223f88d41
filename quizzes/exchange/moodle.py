"""Moodle XML, the format in which Moodle takes questions out and in as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from ..kinds import kinds
from ..kinds.base import COMMON_FIELDS, UNREADABLE
from .base import LONGEST_UID, Batch, Format, Remark, text_in, uid_for
from .carry import ABSENT, NotCarried, applied, check_of, difference, line_of, same, values_in
from .effort import bounded, spend
from .moodle_answers import MoodleFault
from .moodle_files import take_pictures, with_pictures
from .moodle_read import read_question
from .moodle_source import Source
from .moodle_write import KINDS, name_of, visible
from .moodle_xml import BrokenXml, Element, everything_in, parts, text_of
from .moodle_xml import line_of as line_number
from .naming import begins, fits_uid, tags_in
from .pictures import Contents, Pictures, no_contents, shown_in
from .spec import ExchangeError, QuestionSpec

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
FOOT = "</quiz>\n"
A_PART, A_SETTING, A_CHANGE = 44, 8, 80
"""Effort to read a question, without its answers, a setting that is new, and a comment."""
MOST_PARTS = 50_000
"""Elements of a file that are read: questions and categories."""
ON_PICTURES = ("labels", "hotspot")
DRAWN = ("random", "randomsamatch")
TOP = ("top", "")


@dataclass(slots=True)
class _State:
    """A file while it is read."""

    batch: Batch = field(default_factory=Batch)
    pictures: Pictures = field(default_factory=Pictures)
    taken: set[str] = field(default_factory=set)
    category: tuple[str, ...] = ()
    settings: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    """The line at which each setting stands first."""

    def say(self, line: int, words: Iterable[str]) -> None:
        place = _("line %d") % line
        self.batch.remarks += [Remark(place, each) for each in words]

    def blame(self, line: int, words: str) -> None:
        self.batch.faults.append(Remark(_("line %d") % line, words))


class MoodleXml(Format):
    """Of what Moodle cannot hold a comment within the question keeps track: see ``carry``."""

    name = "moodlexml"
    label = gettext_lazy("Moodle XML")
    suffixes = (".xml",)

    @bounded
    def read(self, data: bytes) -> Batch:
        state, count = _State(), 0
        try:
            for count, element in enumerate(parts(text_in(data)), start=1):
                spend(A_PART)
                if count > MOST_PARTS:
                    words = _("The file has more than %(most)d parts. Split it.")
                    raise ExchangeError(words % {"most": MOST_PARTS})
                _read_part(element, state)
        except BrokenXml as broken:
            if not count:
                raise
            state.blame(broken.line, _("%(why)s. The rest was not read.") % {"why": broken})
        _tell_of_settings(state)
        state.batch.pictures = shown_in(state.batch.questions, state.pictures.taken())
        return state.batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        return self.write_with(questions, no_contents)

    def write_with(self, questions: Iterable[QuestionSpec], contents: Contents) -> Iterator[bytes]:
        yield HEAD.encode()
        for question in questions:
            text, _faithful = _written(question)
            yield with_pictures(text, question, contents).encode("utf-8", "replace")
        yield FOOT.encode()

    def losses(self, question: QuestionSpec) -> list[str]:
        if question.kind not in KINDS:
            words = _("Moodle XML has no questions of the kind “%(kind)s”.")
            return [words % {"kind": question.kind}]
        _text, faithful = _written(question)
        if faithful:
            return []
        return [_("As it stands, Moodle XML cannot give this question back as it was.")]


def _read_part(element: Element, state: _State) -> None:
    line, kind = line_number(element), element.get("type", "")
    if element.tag != "question":
        words = _("<%(tag)s> is no question and stays out.")
        state.say(line, [words % {"tag": str(element.tag)[:60]}])
    elif kind == "category":
        _read_category(element, state)
    elif kind in DRAWN:
        words = _("A question of the type “%(type)s” draws others; here quizzes do that.")
        state.say(line, [words % {"type": kind}])
    else:
        _read_question(element, state)


def _read_category(element: Element, state: _State) -> None:
    """The last part of its path is a tag of the questions that follow. ``//`` is a slash."""
    path = text_of(element.find("category")).replace("//", "\0").split("/")
    names = [" ".join(name.replace("\0", "/").split()) for name in path]
    names = [name for name in names if name not in TOP and not _is_context(name)]
    state.category = tuple(names[-1:])
    said = []
    if len(names) > 1:
        words = _("Of the category “%(path)s” the last part is kept, as a tag.")
        said.append(words % {"path": " / ".join(names)})
    if info := text_of(element.find("info")):
        said.append(_("What is said of a category stays out: “%(text)s”") % {"text": info[:200]})
    state.say(line_number(element), said)


def _is_context(name: str) -> bool:
    """Whether a part of a path stands for where in Moodle it is, such as ``$course$``."""
    return len(name) > 2 and name.startswith("$") and name.endswith("$")


def _read_question(element: Element, state: _State) -> None:
    line = line_number(element)
    said: dict[str, None] = {}
    lost: dict[str, None] = {}
    try:
        take_pictures(element, state.pictures, lambda words: lost.update({words: None}))
        source = Source(element, lambda words: lost.update({words: None}), state.pictures)
        found = _found(source, line)
    except (MoodleFault, ExchangeError) as fault:
        state.blame(getattr(fault, "line", 0) or line, str(fault))
        return
    carried = _carried(element, said)
    edited = bool(carried) and carried.get("check") != check_of(everything_in(element))
    title = " ".join(source.value("name").split())
    question = _completed(found, carried, edited, said)
    uid = _uid(question, title, state.taken, said)
    # What was written here and not edited since is restored in full.
    if not carried or edited:
        said |= lost
        _count_settings(source, line, state)
        if title and not _holds(question, title):
            said[_("The name “%(name)s” stays out.") % {"name": title[:LONGEST_UID]}] = None
    tags = tags_in([*state.category, *question.tags], said)
    state.batch.questions.append(replace(question, uid=uid, tags=tags))
    state.say(line, said)


def _found(source: Source, line: int) -> QuestionSpec:
    """The question without its comment. Raises MoodleFault or ExchangeError."""
    tags = [text_of(tag) for name in ("tags", "coursetags") for tag in _tags(source, name)]
    kind = read_question(source)
    if not source.children("file") or kind not in ON_PICTURES:
        source.tell_of_files(source.element)
    place = _("line %d") % line
    return QuestionSpec(source.value("idnumber"), "", kind, source.spec, place, tuple(tags))


def _tags(source: Source, name: str) -> list[Element]:
    return [tag for each in source.children(name) for tag in each.iterfind("tag")]


def _carried(element: Element, said: dict[str, None]) -> dict[str, Any]:
    """What a comment carries, {} where none does."""
    try:
        comments = ((each.text or "").strip() for each in element.iterchildren(etree.Comment))
        found = (values_in(comment) for comment in comments)
        values = next((each for each in found if each is not None), {})
        tags = values.get("tags", [])
        names = [values.get(name, "") for name in ("uid", "lesson", "kind")]
        names += tags if isinstance(tags, list) else [None]
        if all(isinstance(each, str) and not UNREADABLE.search(each) for each in names):
            return values
    except NotCarried:
        # It is named below.
        pass
    said[_("The comment for evlearn cannot be read and stays out.")] = None
    return {}


def _count_settings(source: Source, line: int, state: _State) -> None:
    for setting in source.unread():
        spend(A_SETTING)
        state.settings[setting] += 1
        state.first.setdefault(setting, line)


def _tell_of_settings(state: _State) -> None:
    """Names each setting that stays out once, however many questions have it."""
    for (name, value), count in state.settings.items():
        words = _("The setting “%(name)s” stays out: “%(value)s” (questions with it: %(count)d).")
        line = state.first[name, value]
        state.say(line, [words % {"name": name, "value": value, "count": count}])


def _completed(
    found: QuestionSpec, carried: Mapping[str, Any], edited: bool, said: dict[str, None]
) -> QuestionSpec:
    """The question with what its comment carries."""
    kind, spec = found.kind, found.spec
    if edited:
        said[_("The text was edited after it was written; what changed is taken from it.")] = None
    elif carried.get("kind") in KINDS:
        kind = carried["kind"]
    try:
        spec = _with(spec, kind, carried.get("spec", {}), edited)
    except NotCarried:
        said[_("The comment for evlearn cannot be read and stays out.")] = None
    return replace(
        found,
        uid=carried.get("uid") or found.uid,
        lesson=carried.get("lesson", ""),
        kind=kind,
        spec=spec,
        tags=tuple(carried.get("tags") or found.tags),
    )


def _with(
    spec: dict[str, Any], kind: str, change: Mapping[str, Any], edited: bool
) -> dict[str, Any]:
    """A spec with what its comment carries; where the text was edited, without what no longer
    goes with it. Raises NotCarried."""
    if not change:
        return spec
    spend(A_CHANGE)
    common = {name: each for name, each in change.items() if name in COMMON_FIELDS}
    least = applied(deepcopy(spec), common, edited)
    whole = applied(spec, change, edited)
    fits = not edited or len(kinds[kind].problems(whole)) <= len(kinds[kind].problems(least))
    return dict(whole if fits else least)


def _uid(question: QuestionSpec, title: str, taken: set[str], said: dict[str, None]) -> str:
    """The one that the file states, else one made of the name or the content."""
    stated = question.uid
    if stated and len(stated) <= LONGEST_UID and stated not in taken:
        taken.add(stated)
        return stated
    if stated:
        words = _("The id number “%(id)s” is taken or too long.")
        said[words % {"id": stated[:LONGEST_UID]}] = None
    return uid_for(stated or title, repr(question.spec), taken)


def _holds(question: QuestionSpec, title: str) -> bool:
    """Whether the name of a question says nothing that its id and stem do not."""
    if title == question.uid or (not question.uid and fits_uid(title)):
        return True
    return begins(str(question.spec.get("stem", "")), title) or title == name_of(question)


def _written(question: QuestionSpec) -> tuple[str, bool]:
    """A question's element, and whether the same question is read from it."""
    if question.kind not in KINDS:
        return _left_out(question), False
    element = visible(question, question.kind)
    plain = _read_back(element)
    if plain is None or not plain.questions:
        # A draft may lack what makes it a question for Moodle.
        element = visible(question, "statement")
        plain = _read_back(element)
    if plain is None or not plain.questions:
        return _left_out(question), False
    comment = _comment(question, plain.questions[0], element, bool(plain.remarks))
    whole = element.replace("\n", f"\n{comment}", 1)
    back = _read_back(whole)
    faithful = back is not None and not back.faults and not back.remarks
    return whole, faithful and _equal(back.questions, question) if back else False


def _read_back(element: str) -> Batch | None:
    try:
        return MoodleXml().read(f"{HEAD}{element}{FOOT}".encode("utf-8", "replace"))
    except ExchangeError:
        return None


def _left_out(question: QuestionSpec) -> str:
    words = _("Left out, as Moodle XML cannot hold it: %(uid)s (%(kind)s)")
    said = words % {"uid": question.uid, "kind": question.kind}
    return f"  <!-- {_without_dashes(' '.join(said.split()))} -->\n"


def _without_dashes(text: str) -> str:
    """Comments cannot hold two dashes in a row, nor end with one."""
    return text.replace("-", "‐")


def _comment(question: QuestionSpec, plain: QuestionSpec, element: str, remarked: bool) -> str:
    """A line with what the element itself does not say; "" where it says all.

    ``remarked``: whether there are remarks on it, which then needs a check value.
    """
    mine = {name: getattr(question, name) for name in ("uid", "lesson", "kind")}
    values = {name: value for name, value in mine.items() if value != getattr(plain, name)}
    if question.tags != plain.tags:
        values["tags"] = list(question.tags)
    change = difference(plain.spec, question.spec)
    if change is not ABSENT:
        values["spec"] = change
    if not values and not remarked:
        return ""
    found = next(parts(text_in(f"{HEAD}{element}{FOOT}".encode("utf-8", "replace"))))
    line = line_of({"check": check_of(everything_in(found)), **values})
    # JSON reads the same from this, and XML takes no comment for ended.
    line = line.replace("--", "\\u002d\\u002d")
    return f"    <!-- {line} -->\n"


def _equal(found: list[QuestionSpec], question: QuestionSpec) -> bool:
    if len(found) != 1:
        return False
    mine = (question.uid, question.lesson, question.kind, question.tags)
    back = found[0]
    return (back.uid, back.lesson, back.kind, back.tags) == mine and same(back.spec, question.spec)
