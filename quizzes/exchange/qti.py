"""QTI: packages or single files of the versions 1.2, 2.1, 2.2 and 3.0; written as 2.2 or 3.0.

Of what QTI cannot hold a comment in each item keeps track: see ``carry``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from ..articles.archive import packed
from ..kinds.base import UNREADABLE
from .base import LONGEST_UID, Batch, Format, Remark, uid_for
from .carry import ABSENT, NotCarried, applied, check_of, difference, line_of, same, values_in
from .effort import bounded, spend
from .naming import LONGEST_TAG
from .pictures import Contents, Pictures, named_in, no_contents, shown_in
from .qti_classic import classic_item, classic_items
from .qti_item import item_of
from .qti_kinds import question_of
from .qti_manifest import manifest
from .qti_package import MANIFEST, Member, members_of
from .qti_write import Unwritable, written
from .qti_xml import Element, Lost, QtiFault, canonical, line_in, parsed
from .spec import ExchangeError, QuestionSpec

MOST_ITEMS = 20_000
MOST_ELEMENTS = 5_000
"""Of one item."""
AN_ITEM = 30
"""Effort to read one, without what it asks."""
OFTEN = 3
"""How often a remark is made before it is said how often more it would be."""


class Qti(Format):
    """A package of QTI 2.2."""

    name = "qti"
    label = gettext_lazy("QTI 2.2 (package)")
    suffixes = (".zip",)
    binary = True
    version = 2

    @bounded
    def read(self, data: bytes) -> Batch:
        batch, pictures = Batch(), Pictures()
        reading = _Reading(batch)
        for member in members_of(data, batch, pictures):
            if member.root.tag == "assessmentItem":
                reading.take(member, member.root, member.tags)
                continue
            for root, titles in classic_items(member.root):
                reading.take(member, root, (*member.tags, *titles[-1:]))
        reading.finish()
        batch.pictures = shown_in(batch.questions, pictures.taken())
        return batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        return self.write_with(questions, no_contents)

    def write_with(self, questions: Iterable[QuestionSpec], contents: Contents) -> Iterator[bytes]:
        yield from packed(self._members(questions, contents))

    def _members(
        self, questions: Iterable[QuestionSpec], contents: Contents
    ) -> Iterator[tuple[str, bytes]]:
        """The items with their pictures, and at the end the manifest that names them."""
        listed: list[tuple[str, Sequence[str], Sequence[str]]] = []
        packed_before: dict[str, bool] = {}
        for number, question in enumerate(questions, start=1):
            try:
                data, _faithful = _item(question, self.version)
            except Unwritable:
                continue
            name, shown = f"items/{number:05d}.xml", []
            for digest, ending in named_in(question):
                picture = f"pictures/{digest}.{ending}"
                if picture not in packed_before:
                    content = contents(digest, ending)
                    packed_before[picture] = content is not None
                    if content is not None:
                        yield picture, content
                if packed_before[picture]:
                    shown.append(picture)
                    data = data.replace(
                        f'="/media/{picture}"'.encode(), f'="../{picture}"'.encode()
                    )
            listed.append((name, question.tags, shown))
            yield name, data
        yield MANIFEST, manifest(listed, self.version)

    def losses(self, question: QuestionSpec) -> list[str]:
        try:
            _data, faithful = _item(question, self.version)
        except Unwritable as error:
            return [_("the whole question: %(why)s") % {"why": error}]
        if faithful:
            return []
        return [_("As it stands, QTI cannot give this question back as it was.")]


class Qti3(Qti):
    """A package of QTI 3.0."""

    name = "qti3"
    label = gettext_lazy("QTI 3.0 (package)")
    suffixes = (".qti3.zip",)
    version = 3


class _Reading:
    """Collects the questions of one file."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.taken: set[str] = set()
        self.said: dict[str, list[str]] = {}
        self.count = 0

    def take(self, member: Member, root: Element, tags: tuple[str, ...]) -> None:
        """One item. Raises ExchangeError for one too many."""
        spend(AN_ITEM)
        self.count += 1
        if self.count > MOST_ITEMS:
            words = _("The file has more than %(most)d questions. Split it.")
            raise ExchangeError(words % {"most": MOST_ITEMS})
        place = _place(member, line_in(root))
        said: dict[str, None] = {}
        try:
            question = _question(root, tags, lambda words: said.update({words: None}), said)
        except (QtiFault, ExchangeError) as fault:
            line = fault.line if isinstance(fault, QtiFault) else 0
            where = _place(member, line) if line else place
            self.batch.faults.append(Remark(where, str(fault)))
            return
        uid = question.uid
        if len(uid) > LONGEST_UID or uid in self.taken or question.place:
            content = "" if question.uid else canonical(root)
            uid = uid_for(question.uid, content, self.taken)
        self.taken.add(uid)
        self.batch.questions.append(replace(question, uid=uid, place=place))
        for words in said:
            self.said.setdefault(words, []).append(place)

    def finish(self) -> None:
        """Put the remarks into the batch, those that are made again and again once."""
        for words, places in self.said.items():
            if len(places) > OFTEN:
                more = _("%(words)s (And in %(count)d more places.)")
                words = more % {"words": words, "count": len(places) - 1}
                places = places[:1]
            self.batch.remarks += [Remark(place, words) for place in places]


def _place(member: Member, line: int | None) -> str:
    where = _("line %d") % (line or 1)
    return f"{member.name}, {where}" if member.name else where


def _question(
    root: Element, tags: tuple[str, ...], lost: Lost, said: dict[str, None]
) -> QuestionSpec:
    """The question of an item. Its ``place`` is not "" where its uid is to be made of a name.

    Raises QtiFault or ExchangeError.
    """
    if sum(1 for _each in root.iter()) > MOST_ELEMENTS:
        raise QtiFault(_("It is too large to be one question."), line_in(root))
    carried = _carried(root, said)
    edited = bool(carried) and carried.get("check") != check_of(canonical(root))
    item = item_of(root, lost) if root.tag == "assessmentItem" else classic_item(root, lost)
    kind, spec = question_of(item)
    if carried and not edited:
        said.clear()
        kind = carried.get("kind", kind)
    if edited:
        said[_("It was edited after it was written; what changed is taken from it.")] = None
    if not edited or carried.get("kind", kind) == kind:
        try:
            spec = applied(spec, carried.get("spec", {}), edited)
        except NotCarried:
            said[_("The comment for evlearn cannot be read and stays out.")] = None
    known = [tag[:LONGEST_TAG].strip() for tag in carried.get("tags") or tags]
    return QuestionSpec(
        uid=carried.get("uid") or (item.name or item.title),
        lesson=carried.get("lesson", ""),
        kind=kind,
        spec=spec,
        place="" if carried.get("uid") else "named",
        tags=tuple(dict.fromkeys(known)),
    )


def _carried(root: Element, said: dict[str, None]) -> dict[str, Any]:
    """What a comment of the item carries, {} for nothing."""
    for comment in root.iterchildren(etree.Comment):
        try:
            values = values_in((comment.text or "").strip())
            if values is not None:
                _check_names(values)
                return values
        except NotCarried:
            said[_("The comment for evlearn cannot be read and stays out.")] = None
    return {}


def _check_names(values: Mapping[str, Any]) -> None:
    """Raises NotCarried for what is no name."""
    tags = values.get("tags", [])
    names = [values.get(name, "") for name in ("uid", "lesson", "kind")]
    names += tags if isinstance(tags, list) else [None]
    if not all(isinstance(each, str) and not UNREADABLE.search(each) for each in names):
        raise NotCarried


def _item(question: QuestionSpec, version: int) -> tuple[bytes, bool]:
    """A question's file, and whether the same question is read from it. Raises Unwritable."""
    plain = written(question, version)
    root = parsed(plain)
    check = check_of(canonical(root))
    said: dict[str, None] = {}
    try:
        found = _question(root, (), lambda words: said.update({words: None}), said)
    except (QtiFault, ExchangeError) as error:
        raise Unwritable(str(error)) from error
    values: dict[str, Any] = {"uid": question.uid, "check": check}
    if question.tags:
        values["tags"] = list(question.tags)
    if question.lesson:
        values["lesson"] = question.lesson
    values["kind"] = question.kind
    change = difference(found.spec, question.spec)
    if change is not ABSENT:
        values["spec"] = change
    # Two hyphens would end the comment.
    line = line_of(values).replace("--", "-\\u002d")
    end = plain.rindex(b"</")
    data = plain[:end] + f"<!-- {line} -->\n".encode("utf-8", "replace") + plain[end:]
    batch = Qti().read(data)
    back = batch.questions
    faithful = (
        len(back) == 1
        and not batch.faults
        and not batch.remarks
        and replace(back[0], place="", spec={}) == replace(question, place="", spec={})
        and same(back[0].spec, question.spec)
    )
    return data, faithful
