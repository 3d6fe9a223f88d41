"""A question a row: what the spreadsheet formats have in common.

The first row names the columns. A cell for text holds inline Markdown. What the other columns do
not hold stands in the column “more”: see ``carry``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..kinds import kinds
from ..kinds.base import UNREADABLE
from ..kinds.fields import is_text
from .base import LONGEST_UID, Batch, Remark, uid_for
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
from .effort import spend
from .naming import tags_in
from .spec import ExchangeError, QuestionSpec
from .table_cells import (
    Row,
    TableFault,
    clean,
    list_in,
    list_out,
    listed,
    prose_out,
    text,
    too_long,
    valid_ids,
)
from .table_columns import COLUMN_NAMES, COLUMNS, KIND_NAMES, MORE, folded
from .table_kinds import WAYS

MOST_ROWS, MOST_COLUMNS = 100_000, 60
A_ROW, A_CELL, A_REMARK = 36, 2, 6
"""Effort to read each."""
MOST_FAULTS = 1000
TAG_MARKS = ",;"
PROSE = ("stem", "explanation", "quote", "hint")
REQUIRED = ("kind", "stem")


class Line(NamedTuple):
    """A row of the file, and what is to be said of its cells."""

    place: str
    cells: list[str]
    remarks: tuple[str, ...] = ()


def batch_of(lines: Iterator[Line]) -> Batch:
    """The questions of a file's rows, of which the first that is not empty is the header.

    Raises ExchangeError where that does not name the columns that there must be.
    """
    batch = Batch()
    header = next((line for line in lines if any(line.cells)), None)
    if header is None:
        raise ExchangeError(_("The table is empty: its first row must name the columns."))
    columns = _columns_of(header, batch)
    reader = _Reader(columns, batch)
    for line in lines:
        if len(batch.faults) >= MOST_FAULTS:
            words = _("So many faults: the rest was not read.")
            batch.faults.append(Remark(line.place, words))
            break
        if any(line.cells):
            reader.read(line)
    return batch


def _columns_of(header: Line, batch: Batch) -> list[str]:
    """The column of each cell, "" for one that is not known."""
    if len(header.cells) > MOST_COLUMNS:
        words = _("The table has more than %(most)d columns.")
        raise ExchangeError(words % {"most": MOST_COLUMNS})
    found = [COLUMN_NAMES.get(folded(cell), "") for cell in header.cells]
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        words = _(
            "%(place)s: there is no column “%(missing)s”. The first row of the table must name the"
            " columns; “kind” and “stem” have to be among them."
        )
        raise ExchangeError(words % {"place": header.place, "missing": "”, “".join(missing)})
    for name in dict.fromkeys(filter(None, found)):
        if found.count(name) > 1:
            words = _("%(place)s: the column “%(name)s” stands twice.")
            raise ExchangeError(words % {"place": header.place, "name": name})
    for name, cell in zip(found, header.cells, strict=True):
        if cell and not name:
            words = _("The column “%(name)s” is not known and was not read.")
            batch.remarks.append(Remark(header.place, words % {"name": cell[:60]}))
    batch.remarks += [Remark(header.place, words) for words in header.remarks]
    return found


class _Reader:
    """Reads the rows of one file into a batch."""

    def __init__(self, columns: list[str], batch: Batch) -> None:
        self.columns = columns
        self.batch = batch
        self.taken: set[str] = set()
        self.places: dict[str, str] = {}

    def read(self, line: Line) -> None:
        """A row that is not empty: a question or a fault."""
        spend(A_ROW + A_CELL * len(line.cells))
        said = dict.fromkeys(line.remarks)
        cells = {
            name: cell
            for name, cell in zip(self.columns, line.cells, strict=False)
            if name and cell
        }
        if any(line.cells[len(self.columns) :]):
            said[_("What stands in cells without a column was not read.")] = None
        try:
            question = question_in(cells, said)
            uid = self._uid(question, cells, line.place, said)
        except TableFault as fault:
            self.batch.faults.append(Remark(line.place, str(fault)))
            return
        self.batch.questions.append(replace(question, uid=uid, place=line.place))
        self.batch.remarks += [Remark(line.place, words) for words in said]

    def _uid(
        self, question: QuestionSpec, cells: Mapping[str, str], place: str, said: dict[str, None]
    ) -> str:
        stated = question.uid
        if not stated or len(stated) > LONGEST_UID:
            if stated:
                said[
                    _("The id “%(id)s…” is too long; another one is given.") % {"id": stated[:40]}
                ] = None
            content = "\n".join([cells.get("stem", ""), cells.get("text", "")])
            uid = uid_for(stated, content, self.taken)
        elif stated in self.taken:
            words = _("The id “%(id)s” stands twice: see %(place)s.")
            raise TableFault(words % {"id": stated, "place": self.places[stated]})
        else:
            uid = stated
        self.taken.add(uid)
        self.places[uid] = place
        return uid


def question_in(cells: Mapping[str, str], said: dict[str, None]) -> QuestionSpec:
    """The question of a row's filled cells; its uid as far as they state it.

    ``said`` takes remarks. Raises TableFault.
    """
    for name, cell in cells.items():
        if too_long(cell):
            raise TableFault(_("The cell “%(name)s” is too long.") % {"name": name})
    values = _carried(cells.get(MORE, ""), said)
    edited = "check" in values and values["check"] != _check(cells)
    lost: dict[str, None] = {}
    kind = _kind(cells.get("kind", ""))
    plain = _spec_in(kind, cells, values, lost)
    # What was written here and not edited since is restored in full.
    if edited or "check" not in values:
        said |= lost
    change, others = values.get("spec", {}), {} if edited else values
    try:
        spec = applied(dict(plain), change, edited)
        whole = applied(_spec_in(kind, cells, values, {}), change, False) if edited else spec
    except NotCarried:
        said[_("The column “more” cannot be read and stays out.")] = None
        spec = whole = plain
    if edited and not same(spec, whole):
        words = _("The row was edited: what the column “more” says otherwise stays out.")
        said[words] = None
    if not is_text(spec.get("stem")):
        raise TableFault(_("The column “stem” is empty: what is asked?"))
    tags = others.get("tags", list_in(cells.get("tags", ""), TAG_MARKS))
    return QuestionSpec(
        uid=others.get("uid", cells.get("id", "")),
        lesson=others.get("lesson", cells.get("lesson", "")),
        kind=kind,
        spec=spec,
        place="",
        tags=tags_in(tags, said),
    )


def _kind(cell: str) -> str:
    """The kind that a cell names: by its name, its label or what else it is called."""
    wanted = folded(cell)
    if wanted in KIND_NAMES:
        return KIND_NAMES[wanted]
    named = _names_in(get_language())
    if wanted in named:
        return named[wanted]
    known = ", ".join(_kind_cell(name) for name in sorted(kinds))
    if not cell:
        raise TableFault(_("The column “kind” is empty. It can say: %(known)s.") % {"known": known})
    words = _("“%(cell)s” is no kind of question. Known are: %(known)s.")
    raise TableFault(words % {"cell": cell[:40], "known": known})


@lru_cache(maxsize=8)
def _names_in(_language: str | None) -> Mapping[str, str]:
    """The kinds by their names and by what the language in use calls them."""
    found: dict[str, str] = {}
    for name, kind in kinds.items():
        for each in (name, str(kind.label)):
            found.setdefault(folded(each), name)
    return found


def _kind_cell(kind: str) -> str:
    return kind.replace("_", " ")


def _spec_in(
    kind: str, cells: Mapping[str, str], values: Mapping[str, Any], lost: dict[str, None]
) -> dict[str, Any]:
    """What the cells alone say. Raises TableFault."""
    ids = values.get("ids")
    row = Row(
        cells, ids if isinstance(ids, Mapping) else {}, lambda words: lost.update({words: None})
    )
    row.taken |= {"id", "lesson", "kind", "tags", MORE}
    spec = {name: words for name in PROSE if (words := row.prose(name))}
    if kind in WAYS:
        spec |= WAYS[kind].read(row)
    for name in row.left():
        spend(A_REMARK)
        words = _("The column “%(name)s” has no use in a question of this kind.")
        lost[words % {"name": name}] = None
    return spec


def _carried(cell: str, said: dict[str, None]) -> dict[str, Any]:
    """What the column “more” holds, {} for nothing."""
    if not cell:
        return {}
    try:
        values = values_in(cell if cell.startswith(MARK) else f"{MARK} {cell}") or {}
        tags = values.get("tags", [])
        names = [values.get("uid", ""), values.get("lesson", "")]
        names += tags if isinstance(tags, list) else [None]
        if not all(isinstance(each, str) and not UNREADABLE.search(each) for each in names):
            raise NotCarried
    except NotCarried:
        said[_("The column “more” cannot be read and stays out.")] = None
        return {}
    return values


def _check(cells: Mapping[str, str]) -> str:
    """The check value of all that people see of a row."""
    seen = sorted((name, cell) for name, cell in cells.items() if cell and name != MORE)
    return check_of("\n".join(f"{name} = {cell}" for name, cell in seen))


def cells_of(question: QuestionSpec) -> dict[str, str]:
    """The filled cells of a question's row. Fields of a wrong type are left to “more”."""
    spec = question.spec
    cells = {name: prose_out(text(spec, name)) for name in PROSE}
    cells |= {"id": question.uid, "lesson": question.lesson, "kind": _kind_cell(question.kind)}
    cells["tags"] = list_out(list(question.tags), TAG_MARKS)
    own = dict(cells)
    if question.kind in WAYS:
        own |= WAYS[question.kind].write(spec)
    for filled in (own, cells):
        filled = {name: clean(cell) for name, cell in filled.items() if clean(cell)}
        try:
            return filled | _more(question, filled)
        except TableFault:
            # What the cells would say cannot be read: “more” says it.
            continue
    return filled


def _more(question: QuestionSpec, cells: Mapping[str, str]) -> dict[str, str]:
    """The cell “more” beside others. Raises TableFault where those cannot be read."""
    if question.kind not in kinds:
        return {}
    values: dict[str, Any] = {}
    lost: dict[str, None] = {}
    plain = _spec_in(question.kind, cells, {}, lost)
    ids = {
        name: wanted
        for name in question.spec
        if (there := _ids(plain, name))
        and (wanted := _ids(question.spec, name)) not in (there, None)
    }
    if ids:
        values["ids"] = ids
        plain = _spec_in(question.kind, cells, values, {})
    change = difference(plain, question.spec)
    if change is not ABSENT:
        values["spec"] = change
    if cells.get("id", "") != question.uid:
        values["uid"] = question.uid
    if cells.get("lesson", "") != question.lesson:
        values["lesson"] = question.lesson
    if list_in(cells.get("tags", ""), TAG_MARKS) != list(question.tags):
        values["tags"] = list(question.tags)
    if values.keys() - {"ids"} or lost:
        values["check"] = _check(cells)
    if not values:
        return {}
    line = line_of(values).removeprefix(f"{MARK} ")
    # In a workbook “_x” may begin the code of a character.
    return {MORE: line.replace("_x", "\\u005fx")}


def _ids(spec: Mapping[str, Any], name: str) -> list[str] | None:
    entries = listed(spec, name)
    if not entries or len(entries) != len(spec[name]):
        return None
    return valid_ids([entry.get("id") for entry in entries])


def rows_of(questions: Iterable[QuestionSpec]) -> Iterator[list[str]]:
    """The header, and a row for each question that can be held."""
    yield list(COLUMNS)
    for question in questions:
        cells = cells_of(question)
        if not _unfit(question, cells):
            yield [cells.get(name, "") for name in COLUMNS]


def losses_of(question: QuestionSpec) -> list[str]:
    """Why a question is left out; nothing where it comes back as it is."""
    return _unfit(question, cells_of(question))


def _unfit(question: QuestionSpec, cells: Mapping[str, str]) -> list[str]:
    try:
        found = question_in(cells, {})
    except TableFault as fault:
        return [_("the whole question: %(why)s") % {"why": fault}]
    found = replace(found, place=question.place)
    if replace(found, spec={}) == replace(question, spec={}) and same(found.spec, question.spec):
        return []
    return [_("the whole question: a row cannot give it back as it is")]
