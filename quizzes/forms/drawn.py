"""A draft as its page shows it: what the templates of the authors' form need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..kinds.authoring import (
    Cases,
    Choice,
    Field,
    Flag,
    Group,
    Line,
    Lines,
    Numbers,
    OneOf,
    Prose,
    Several,
)
from .draft import ROOT, Draft, Errors, has_room, name_of, present_in, rows_of, text_at
from .values import Misfit, as_text, value_name

FOLDER = "admin/quizzes/question/fields"
TEMPLATES: Mapping[type[Field], str] = {
    Prose: "prose",
    Lines: "prose",
    Numbers: "prose",
    Flag: "flag",
    Choice: "choice",
    OneOf: "choice",
    Cases: "cases",
    Group: "group",
    Several: "several",
}
"""By the class of a field; all others are written in one line."""
LONG_OPTION = 60
FEW_LINES, MANY_LINES, LINE_LENGTH = 2, 12, 80


@dataclass(frozen=True, slots=True)
class Row:
    """A control, a group of rows or a list of entries."""

    template: str
    name: str
    label: str | Promise
    help: str | Promise
    required: bool
    value: str = ""
    options: Sequence[tuple[str, str | Promise]] = ()
    of: str = ""
    """The list whose entries the options are."""
    picture: bool = False
    """Whether it is the address of a picture."""
    problem: str = ""
    instance: str = ""
    """What could stand here, where nothing does."""
    lines: int = FEW_LINES
    focus: bool = False
    rows: Sequence[Row] = ()
    entries: Sequence[Entry] = ()
    entry: str | Promise = ""
    full: bool = False

    @property
    def described(self) -> str:
        """The ids of what is said about the control."""
        said = {"help": self.help, "instance": self.instance, "error": self.problem}
        return " ".join(f"{self.name}-{what}" for what, words in said.items() if words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with the buttons that move and remove it."""

    name: str
    label: str
    rows: Sequence[Row]
    focus: str = ""
    """The button on which the author goes on: "up", "down" or "remove"."""


@dataclass(slots=True)
class Pencil:
    """Draws one draft. ``hidden`` are the controls that are sent along without being seen."""

    draft: Draft
    errors: Errors
    focus: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    def rows(self, fields: Sequence[Field], path: str, example: object) -> list[Row]:
        """The fields of the set at ``path``; ``example`` is the same set of another question."""
        self._keep(f"{path}-kept")
        shown = example if isinstance(example, Mapping) else {}
        found = [
            self._row(each, path, shown.get(each.name))
            for each in present_in(self.draft, fields, path)
        ]
        if found and self.focus == path:
            found[0] = replace(found[0], focus=True)
        return found

    def leave(self) -> None:
        """Keep what belongs to none of the fields: to those of another kind, for instance."""
        for name in self.draft.keys() - self.drawn:
            self._keep(name)

    def _keep(self, name: str) -> None:
        self.drawn.add(name)
        self.hidden += [(name, value) for value in self.draft.get(name, ())]

    def _row(self, each: Field, path: str, example: Any) -> Row:
        name = name_of(path, each)
        row = Row(
            template=f"{FOLDER}/{TEMPLATES.get(type(each), 'line')}.html",
            name=name,
            label=each.label,
            help=each.help,
            required=not each.optional,
        )
        match each:
            case Group():
                return replace(row, rows=self.rows(each.fields, name, example))
            case Several():
                return self._list(row, each, example)
        self.drawn.add(name)
        return self._control(row, each, path, example)

    def _control(self, row: Row, each: Field, path: str, example: Any) -> Row:
        text = text_at(self.draft, row.name)
        return replace(
            row,
            value=text,
            options=self._options(each, path, text),
            of=_owner(each, path) if isinstance(each, OneOf) else "",
            picture=isinstance(each, Line) and each.picture,
            problem=self.errors.get(row.name, ""),
            instance="" if text else _instance(each, example),
            lines=_lines(text),
            focus=self.focus == f"case:{row.name}",
        )

    def _list(self, row: Row, each: Several, examples: Any) -> Row:
        self._keep(row.name)
        known = examples if isinstance(examples, list) and examples else [None]
        rows = rows_of(self.draft, row.name)
        return replace(
            row,
            entries=[
                self._entry(each, f"{row.name}-{number}", at, known[min(at, len(known)) - 1])
                for at, number in enumerate(rows, start=1)
            ],
            entry=each.entry,
            full=len(rows) >= each.most or not has_room(self.draft),
            focus=self.focus == f"add:{row.name}",
        )

    def _entry(self, each: Several, path: str, number: int, example: Any) -> Entry:
        self._keep(f"{path}-id")
        words = {"entry": each.entry, "number": number}
        label = _("%(entry)s %(number)d") % words
        if each.shown_as:
            label = f"{label}: {each.shown_as % text_at(self.draft, f'{path}-id')}"
        do, _colon, name = self.focus.partition(":")
        rows = self.rows(each.fields, path, example)
        return Entry(path, label, rows, do if name == path else "")

    def _options(self, each: Field, path: str, chosen: str) -> Sequence[tuple[str, str | Promise]]:
        found: list[tuple[str, str | Promise]]
        match each:
            case Choice():
                found = [(value_name(value), words) for value, words in each.values]
            case Cases():
                found = [(name, case.label) for name, case in each.cases.items()]
            case OneOf():
                found = [*self._entries_to_choose(each, path), *each.further]
            case _:
                return ()
        if chosen and chosen not in dict(found):
            found.append((chosen, _("%(value)s (there is none)") % {"value": chosen}))
        nothing: tuple[str, str | Promise] = ("", _("Choose"))
        return [nothing, *found]

    def _entries_to_choose(self, each: OneOf, path: str) -> list[tuple[str, str | Promise]]:
        """The entries of the other list by their ids."""
        owner = _owner(each, path)
        found: list[tuple[str, str | Promise]] = []
        for number, row in enumerate(rows_of(self.draft, owner), start=1):
            text = text_at(self.draft, f"{owner}-{row}-text-line")[:LONG_OPTION].strip()
            key = text_at(self.draft, f"{owner}-{row}-id")
            found.append((key, f"{number}. {text or _('(no text yet)')}"))
        return found


def draw(
    fields: Sequence[Field], draft: Draft, errors: Errors, focus: str, example: Mapping[str, Any]
) -> tuple[list[Row], list[tuple[str, str]]]:
    """The rows of the page, and the names and values of its hidden controls."""
    pencil = Pencil(draft, errors, focus)
    rows = pencil.rows(fields, ROOT, example)
    pencil.leave()
    return rows, pencil.hidden


def _owner(each: OneOf, path: str) -> str:
    """The list that ``each`` refers to: it stands beside the one with the entry at ``path``."""
    beside = path.rsplit("-", 3)[0]
    return f"{beside}-{each.of}-{Several.tag}"


def _instance(each: Field, example: Any) -> str:
    """What the example has in such a field, where that says something to an author."""
    if example is None or isinstance(each, Flag | Choice | Cases | OneOf):
        return ""
    try:
        return "; ".join(as_text(each, example).split("\n"))
    except Misfit:
        return ""


def _lines(text: str) -> int:
    """How many lines a field needs to show ``text``."""
    needed = sum(1 + len(line) // LINE_LENGTH for line in text.split("\n"))
    return min(max(needed, FEW_LINES), MANY_LINES)
