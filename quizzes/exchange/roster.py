"""A class's roster: a table of names, addresses and numbers, as schools' programs write it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .base import Remark, text_in
from .digest import folded
from .spec import ExchangeError

MOST_ENTRIES = 2_000
MOST_FAULTS = 50
LONGEST_NAME, LONGEST_NUMBER, LONGEST_EMAIL = 150, 40, 254
COLUMNS = {
    "name": "name fullname learner student nom eleve schuler nombre".split(),
    "first": "firstname givenname forename prenom vorname nombre1".split(),
    "last": "lastname surname familyname nomdefamille nachname familienname apellido".split(),
    "email": "email emailaddress mail courriel adresse correo".split(),
    "number": "number id studentid studentnumber idnumber numero nummer matricule".split(),
}
"""What columns are called, folded and without anything but letters and digits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A learner of the roster; address and number may be ""."""

    place: str
    name: str
    email: str = ""
    number: str = ""


@dataclass(slots=True)
class Roster:
    """The entries in order, and the lines that are none."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)


def read_roster(data: bytes) -> Roster:
    """The roster of a file; or of lines with a name each, which is a table of one column.

    A first line that names known columns is a header; without one the first column has names,
    and one with an @ in it addresses. Raises ExchangeError where nothing can be read.
    """
    text = text_in(data)
    rows = _rows(text)
    if not rows:
        raise ExchangeError(_("The roster has no lines."))
    columns = _header(rows[0][1])
    body = rows[1:] if columns else rows
    if len(body) > MOST_ENTRIES:
        words = _("The roster has more than %(most)d lines. Split it.")
        raise ExchangeError(words % {"most": MOST_ENTRIES})
    columns = columns or _guessed([cells for _line, cells in body])
    roster = Roster()
    seen: dict[str, str] = {}
    for line, cells in body:
        place = _("line %d") % line
        entry = _entry(place, cells, columns)
        fault = _fault(entry, seen)
        if fault:
            roster.faults.append(Remark(place, fault))
        else:
            roster.entries.append(entry)
        if len(roster.faults) >= MOST_FAULTS:
            break
    return roster


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The cells of each line that has any, with its number from 1."""
    delimiter = max(",;\t", key=text.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    found = []
    try:
        for cells in reader:
            trimmed = [" ".join(cell.split()) for cell in cells]
            if any(trimmed):
                found.append((reader.line_num, trimmed))
    except csv.Error as error:
        words = _("line %(line)d: the table cannot be read.")
        raise ExchangeError(words % {"line": reader.line_num}) from error
    return found


def _header(cells: list[str]) -> dict[str, int]:
    """Which column is where; empty where the line is no header."""
    plain = [re.sub(r"[^a-z0-9]", "", folded(cell)) for cell in cells]
    found: dict[str, int] = {}
    for what, names in COLUMNS.items():
        at = next((at for at, cell in enumerate(plain) if cell in names), None)
        if at is not None:
            found[what] = at
    return found if found.keys() & {"name", "first", "last"} else {}


def _guessed(rows: list[list[str]]) -> dict[str, int]:
    """Columns of a table without a header."""
    widest = max((len(cells) for cells in rows), default=1)
    found = {}
    for at in range(widest):
        if any("@" in cells[at] for cells in rows if at < len(cells)):
            found["email"] = at
            break
    found["name"] = next((at for at in range(widest) if at != found.get("email")), 0)
    return found


def _entry(place: str, cells: list[str], columns: dict[str, int]) -> Entry:
    def cell(what: str) -> str:
        at = columns.get(what, len(cells))
        return cells[at] if at < len(cells) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    return Entry(place, name, cell("email"), cell("number"))


def _fault(entry: Entry, seen: dict[str, str]) -> str:
    """Why the line cannot be taken; "" where it can, which ``seen`` then knows."""
    if not entry.name:
        return _("there is no name.")
    longest = {"name": LONGEST_NAME, "number": LONGEST_NUMBER, "email": LONGEST_EMAIL}
    for what, most in longest.items():
        if len(getattr(entry, what)) > most:
            return _("“%(text)s…” is too long.") % {"text": getattr(entry, what)[:30]}
    if entry.email and not _is_email(entry.email):
        return _("“%(email)s” is no e-mail address.") % {"email": entry.email}
    marks = [f"{what} {getattr(entry, what).casefold()}" for what in ("number", "email")]
    marks = [mark for mark in marks if mark.split(" ", 1)[1]]
    marks = marks or [f"name {entry.name.casefold()}"]
    for mark in marks:
        if mark in seen:
            words = _("%(name)s stands in %(place)s already.")
            return words % {"name": entry.name, "place": seen[mark]}
    seen.update(dict.fromkeys(marks, entry.place))
    return ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
