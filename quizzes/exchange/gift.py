"""GIFT, the text format of Moodle and many others: ``Stem {=right ~wrong #feedback}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..kinds.base import UNREADABLE
from .base import LONGEST_UID, Batch, Format, Remark, text_in, uid_for
from .carry import (
    ABSENT,
    MARK,
    NotCarried,
    applied,
    check_of,
    difference,
    line_of,
    same,
    values_in,
)
from .effort import bounded, spend
from .gift_answers import GENERAL, GiftFault, Reading, read_answers
from .gift_lines import Block, Category, blocks, field_of, fields_in, held, released
from .gift_write import ANSWERS, visible
from .naming import begins, fits_uid, tags_in
from .spec import ExchangeError, QuestionSpec

GAP = "_____"
"""Stands in a stem for answers in the middle of it."""
A_BLOCK = 22
"""Effort to read a question, without its answers."""
MOST_BLOCKS = 50_000
"""Parts of a file that are read: questions, comments, categories."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a block says without its comments."""

    title: str
    kind: str
    spec: dict[str, Any]


class Gift(Format):
    """Of what GIFT cannot hold a comment before the question keeps track: see ``carry``."""

    name = "gift"
    label = gettext_lazy("GIFT (Moodle)")
    suffixes = (".gift", ".txt")

    @bounded
    def read(self, data: bytes) -> Batch:
        batch, taken = Batch(), set[str]()
        category: tuple[str, ...] = ()
        known = False
        for count, item in enumerate(blocks(text_in(data))):
            spend(A_BLOCK)
            if count > MOST_BLOCKS:
                words = _("The file has more than %(most)d parts. Split it.")
                raise ExchangeError(words % {"most": MOST_BLOCKS})
            if isinstance(item, Category):
                category, known = item.path, True
                _remark_on_path(item, batch)
                continue
            known = known or _is_gift(item)
            _read_block(item, category[-1:], taken, batch)
        if not known:
            raise ExchangeError(
                _("There is no GIFT in this file: no braces with answers and no titles.")
            )
        return batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        for question in questions:
            yield f"{_written(question)}\n\n".encode("utf-8", "replace")

    def losses(self, question: QuestionSpec) -> list[str]:
        if question.kind not in ANSWERS:
            words = _("GIFT has no questions of the kind “%(kind)s”; evlearn alone will read it.")
            return [words % {"kind": question.kind}]
        back = _again(_written(question))
        if not back.faults and not back.remarks and _equal(back.questions, question):
            return []
        return [_("As it stands, GIFT cannot give this question back as it was.")]


def _is_gift(block: Block) -> bool:
    """Whether other text would not have this."""
    carries = any(comment.startswith(MARK) for comment in block.comments)
    return carries or block.text.startswith("::") or "{" in block.text


def _remark_on_path(category: Category, batch: Batch) -> None:
    if len(category.path) > 1:
        words = _("Of the category “%(path)s” the last part is kept, as a tag.")
        place = _("line %d") % category.line
        batch.remarks.append(Remark(place, words % {"path": " / ".join(category.path)}))


def _read_block(block: Block, category: tuple[str, ...], taken: set[str], batch: Batch) -> None:
    place = _("line %d") % block.line
    said: dict[str, None] = {}
    try:
        carried = _carried(block.comments)
    except NotCarried:
        carried, said = {}, {_("The comment for evlearn cannot be read and stays out."): None}
    if not block.text and "kind" not in carried:
        if carried or fields_in(block.comments, "id") or fields_in(block.comments, "tag"):
            said[_("A comment with an id, tags or fields has no question below it.")] = None
        batch.remarks += [Remark(place, words) for words in said]
        return
    lost: dict[str, None] = {}
    try:
        found = Read("", carried.get("kind", ""), {})
        if block.text:
            found = _question_in(block.text, lambda words: lost.update({words: None}))
    except (GiftFault, ExchangeError) as fault:
        batch.faults.append(Remark(place, str(fault)))
        return
    # What was written here and not edited since is restored in full.
    if not carried or carried.get("check") != check_of(block.text):
        said |= lost
    question = _completed(found, block, carried, said)
    uid = _uid(question.uid, found, block.text, taken, said)
    tags = tags_in([*category, *question.tags], said)
    batch.questions.append(replace(question, uid=uid, place=place, tags=tags))
    batch.remarks += [Remark(place, words) for words in said]


def _question_in(text: str, lost: Callable[[str], None]) -> Read:
    """A block without its comments. Raises GiftFault or ExchangeError, saying what is wrong."""
    text, title = held(text), ""
    if text.startswith("::"):
        title, colons, text = text[2:].partition("::")
        if not colons:
            raise GiftFault(_("The title after “::” does not end with “::”."))
    before, inner, after = _at_braces(text)
    reading = Reading({}, lost)
    stem = before if inner is None or not after else before + GAP + after
    reading.form, stem = reading.format_of(stem)
    reading.spec["stem"] = reading.inline(released(stem), reading.form)
    if inner is None:
        return Read(released(title), "statement", reading.spec)
    answers, general = _general(inner)
    if general and (words := reading.prose(general)):
        reading.spec["explanation"] = words
    return Read(released(title), read_answers(answers, reading), reading.spec)


def _at_braces(text: str) -> tuple[str, str | None, str]:
    """What stands before, between and after the braces; None between where there are none."""
    opening, closing = text.count("{"), text.count("}")
    if not opening and not closing:
        return text, None, ""
    if opening > 1 or closing > 1:
        raise GiftFault(
            _(
                "There is more than one pair of braces. Write those of the text as \\{ and \\}; an"
                " empty line stands between questions."
            )
        )
    if not opening:
        raise GiftFault(_("A brace closes that was not opened: “}”."))
    if not closing:
        raise GiftFault(_("A brace opens and does not close before the next empty line: “{”."))
    before, _brace, rest = text.partition("{")
    inner, brace, after = rest.partition("}")
    if not brace:
        raise GiftFault(_("A brace closes before it opens."))
    return before, inner.strip(), after.rstrip()


def _general(inner: str) -> tuple[str, str]:
    """The answers, and the feedback on the whole question."""
    at = inner.rfind(GENERAL)
    return (inner, "") if at < 0 else (inner[:at].strip(), inner[at + len(GENERAL) :].strip())


def _carried(comments: Iterable[str]) -> dict[str, Any]:
    """What a comment carries, {} where none does. Raises NotCarried for what is unfit."""
    found = (values_in(comment) for comment in comments)
    values = next((each for each in found if each is not None), {})
    tags = values.get("tags", [])
    names = [values.get("uid", ""), values.get("lesson", ""), values.get("kind", "")]
    names += tags if isinstance(tags, list) else [None]
    if not all(isinstance(each, str) and not UNREADABLE.search(each) for each in names):
        raise NotCarried
    return values


def _completed(
    found: Read, block: Block, carried: Mapping[str, Any], said: dict[str, None]
) -> QuestionSpec:
    """The question with what its comments carry; its uid as far as a comment states it."""
    edited = bool(carried) and carried.get("check") != check_of(block.text)
    kind, spec = found.kind, found.spec
    if edited:
        said[_("The text was edited after it was written; what changed is taken from it.")] = None
    elif carried.get("kind") in ANSWERS:
        kind = carried["kind"]
    try:
        spec = applied(spec, carried.get("spec", {}), edited)
    except NotCarried:
        said[_("The comment for evlearn cannot be read and stays out.")] = None
    ids = fields_in(block.comments, "id")
    if len(ids) > 1:
        said[_("Of several ids the first is kept.")] = None
    return QuestionSpec(
        uid=carried.get("uid") or (ids[0] if ids else ""),
        lesson=carried.get("lesson", ""),
        kind=kind,
        spec=spec,
        place="",
        tags=tuple(carried.get("tags") or fields_in(block.comments, "tag")),
    )


def _uid(stated: str, found: Read, text: str, taken: set[str], said: dict[str, None]) -> str:
    """The uid: the one stated, else one made of the title or the text."""
    title = " ".join(found.title.split())
    free = stated and len(stated) <= LONGEST_UID and stated not in taken
    if stated and not free:
        said[_("The id “%(id)s” is taken or too long.") % {"id": stated[:LONGEST_UID]}] = None
    kept = title == " ".join(stated.split()) if stated else fits_uid(title)
    if title and not kept and not begins(str(found.spec["stem"]), title):
        said[_("The title “%(title)s” stays out.") % {"title": title[:LONGEST_UID]}] = None
    if free:
        taken.add(stated)
        return stated
    return uid_for(stated or title, text, taken)


def _written(question: QuestionSpec) -> str:
    """A question's block.

    What GIFT has no form for is in the comment alone, which other programs pass over.
    """
    text = visible(question) if question.kind in ANSWERS else ""
    plain = _again(text)
    if not plain.questions:
        text = ""
    return "\n".join([*_comments(question, plain, text), text]).rstrip("\n")


def _again(text: str) -> Batch:
    """What is read from a text that was written."""
    try:
        return Gift().read(text.encode("utf-8", "replace"))
    except ExchangeError:
        return Batch()


def _comments(question: QuestionSpec, plain: Batch, text: str) -> list[str]:
    """Comment lines with the id, the tags and what ``text`` does not say; ``plain`` is read from
    it."""
    tags = [field_of("tag", tag) for tag in question.tags]
    line = " ".join([field_of("id", question.uid), *tags])
    values: dict[str, Any] = {}
    if fields_in([line], "id") != [question.uid]:
        values["uid"] = question.uid
    if fields_in([line], "tag") != list(question.tags):
        values["tags"] = list(question.tags)
    if question.lesson:
        values["lesson"] = question.lesson
    kind, spec = next(((each.kind, each.spec) for each in plain.questions), ("", {}))
    if question.kind != kind:
        values["kind"] = question.kind
    change = difference(spec, question.spec)
    if change is not ABSENT:
        values["spec"] = change
    first = " ".join(f"// {line}".split())
    if not values and not plain.remarks:
        return [first]
    seen = text_in(text.encode("utf-8", "replace")).strip() if text else ""
    return [first, f"// {line_of({'check': check_of(seen), **values})}"]


def _equal(found: list[QuestionSpec], question: QuestionSpec) -> bool:
    if len(found) != 1:
        return False
    mine = (question.uid, question.lesson, question.kind, question.tags)
    back = found[0]
    return (back.uid, back.lesson, back.kind, back.tags) == mine and same(back.spec, question.spec)
