"""The cells of one question in a table: what they hold, and the small languages in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.base import BadResponse
from ..kinds.listed import OPTION_ID
from ..kinds.numbers import exact, is_number, read_quantity, tidy_unit
from .effort import spend
from .gift_answers import letters
from .plain import BREAK, as_read

MOST_OPTIONS = 20
"""Columns “option 1” and so on that are read."""
WRITTEN_OPTIONS = 12
"""Those of a written file. Longer lists are carried in the column “more”."""
LONGEST_CELL = 32_767
"""UTF-16 units, as spreadsheets count."""
ARROW = "->"
ARROWS = re.compile("->|=>|→|⇒")
MARGIN = re.compile(r"±|\+/?[-−]")
LONGEST_NUMBER = 200
BESIDE = re.compile(r"[-+−]?\s*[\d.,]+(?:[eE][-+−]?\d+)?")
"""The number beside a unit."""
DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a cell begins that a spreadsheet would run, or that was guarded against it."""
A_NUMBER = 30
"""Effort to read one."""
OPTION, FEEDBACK = "option %d", "feedback %d"


OPTIONS = tuple((number, OPTION % number) for number in range(1, MOST_OPTIONS + 1))


class TableFault(ValueError):
    """A row that cannot be read; the message says why."""


@dataclass(slots=True)
class Row:
    """The cells of a question by column, while they are read.

    ``stated`` are ids of entries by the name of their list. ``lost`` is told what stays out.
    """

    cells: Mapping[str, str]
    stated: Mapping[str, Any]
    lost: Callable[[str], None]
    taken: set[str] = field(default_factory=set)

    def take(self, *names: str) -> str:
        """The first of these cells that is filled, else ""."""
        for name in names:
            cell = self.cells.get(name)
            if cell:
                self.taken.add(name)
                return cell
        return ""

    def prose(self, name: str) -> str:
        """A cell with inline Markdown."""
        return prose_in(self.take(name))

    def options(self) -> list[tuple[int, str]]:
        """The option cells that are filled, with their numbers."""
        found = [(number, name) for number, name in OPTIONS if self.cells.get(name)]
        self.taken.update(name for _number, name in found)
        return [(number, self.cells[name]) for number, name in found]

    def feedback(self, number: int) -> str:
        """What the feedback cell of that number says."""
        return self.prose(FEEDBACK % number)

    def ids(self, name: str, count: int, signs: Iterable[str] = ascii_lowercase) -> list[str]:
        """Ids for the entries of a list: as stated, the rest from ``signs`` and what follows."""
        stated = valid_ids(self.stated.get(name)) or []
        known = set(stated)
        further = map(letters, range(len(ascii_lowercase), count + len(known) + 99))
        free = (sign for sign in chain(signs, further) if sign not in known)
        return [*stated[:count], *islice(free, max(0, count - len(stated)))]

    def left(self) -> list[str]:
        """The filled cells that nothing asked for."""
        return [name for name, cell in self.cells.items() if cell and name not in self.taken]


NUMBERS = tuple(map(str, range(1, 100)))
"""Signs for ids."""


def valid_ids(value: object) -> list[str] | None:
    """``value`` where it is a list of different ids."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return None
    fit = len(set(value)) == len(value) and all(map(OPTION_ID.fullmatch, value))
    return value if fit else None


def clean(text: str) -> str:
    """The text as it comes back from a cell of either sort of file."""
    return as_read(text.replace("_x000D_", " ").replace("\f", " ")).strip()


def guarded(cell: str) -> str:
    """A cell as a spreadsheet shows it and does not run it."""
    return f"'{cell}" if DANGEROUS.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being run."""
    return cell[1:] if cell[:1] == "'" and DANGEROUS.match(cell) else cell


def shown(cells: Iterable[str]) -> list[str]:
    """The cells without blanks around them and empty ones at the end."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found


def too_long(cell: str) -> bool:
    """Whether a spreadsheet would cut the cell."""
    return len(cell) * 2 > LONGEST_CELL and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL


def prose_in(cell: str) -> str:
    """Inline Markdown of a cell: a line of its own there is one here."""
    return BREAK.join(line.strip() for line in cell.split("\n") if line.strip())


def prose_out(text: str) -> str:
    """The cell for inline Markdown."""
    return text.replace(BREAK, "\n")


def list_in(cell: str, marks: str = ";") -> list[str]:
    """A list of texts: one a line, else between ``marks``."""
    parts = cell.split("\n") if "\n" in cell else re.split(f"[{marks}]", cell)
    return [part.strip() for part in parts if part.strip()]


def list_out(texts: list[str], marks: str = ";") -> str:
    """The cell for a list of texts."""
    lines = len(texts) > 1 and any(mark in text for text in texts for mark in marks)
    return "\n".join(texts) if lines else f"{marks[0]} ".join(texts)


def pair_in(cell: str) -> tuple[str, str] | None:
    """What stands before and after the arrow, if there is one."""
    before, *after = ARROWS.split(cell, maxsplit=1)
    return (before.strip(), after[0].strip()) if after else None


def pair_out(before: str, after: str) -> str:
    """The cell for two texts that belong together."""
    return f"{before} {ARROW} {after}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as typed, how far off is still right (None: nothing said), and the unit."""

    value: int | float
    margin: int | float | None
    unit: str


def quantity_in(cell: str) -> Quantity:
    """``95``, ``95 %``, ``95 ± 0.5 %``. Raises TableFault for what is no number."""
    spend(A_NUMBER)
    cell = " ".join(cell.split())
    if len(cell) > LONGEST_NUMBER:
        raise TableFault(_("“%(cell)s” is not a number.") % {"cell": cell[:60]})
    before, *after = MARGIN.split(cell, maxsplit=1)
    value, unit = _number_in(before if before.strip() else cell)
    if not after or not before.strip():
        return Quantity(value, None, unit)
    margin, second = _number_in(after[0].strip())
    if margin < 0 or (unit and second and unit != second):
        raise TableFault(_("“%(cell)s” is not a number with a tolerance.") % {"cell": cell[:60]})
    return Quantity(value, margin, unit or second)


def _number_in(typed: str) -> tuple[int | float, str]:
    try:
        number, unit = read_quantity(typed)
    except BadResponse as bad:
        if len(typed) > 60 or not re.search(r"\d", typed):
            words = _("“%(cell)s” is not a number.") % {"cell": typed[:60]}
            raise TableFault(words) from bad
        raise TableFault(str(bad)) from bad
    plain = plain_number(number)
    if not is_number(plain):
        raise TableFault(_("“%(cell)s” is too large a number.") % {"cell": typed[:60]})
    shown = BESIDE.sub("", typed).strip()
    return plain, shown if tidy_unit(shown) == unit else unit


def plain_number(number: Decimal) -> int | float:
    """A number as JSON has it."""
    whole = abs(number) < 10**15 and number == number.to_integral_value()
    return int(number) if whole else float(number)


def number_out(value: object, margin: object = None, unit: object = "") -> str:
    """The cell for a number; "" where ``value`` is none."""
    if not is_number(value):
        return ""
    parts = [str(exact(value))]
    if is_number(margin):
        parts.append(f"± {exact(margin)}")
    return " ".join([*parts, unit] if isinstance(unit, str) and unit else parts)


def listed(spec: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The entries of a list of fields; of a damaged one those that are some."""
    value = spec.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The texts of a list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def text(entry: Mapping[str, Any], name: str) -> str:
    """A field that is a text, else ""."""
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""


def few(entries: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The entries where there are cells for all of them, else none."""
    return entries if len(entries) <= WRITTEN_OPTIONS else []


def entries_out(
    entries: list[Mapping[str, Any]], cell: Callable[[Mapping[str, Any]], str]
) -> dict[str, str]:
    """The option cells of the entries, as ``cell`` says, and their feedback cells."""
    cells = {OPTION % number: cell(each) for number, each in enumerate(entries, start=1)}
    said = {FEEDBACK % at: prose_of(each, "feedback") for at, each in enumerate(entries, start=1)}
    return cells | said


def prose_of(entry: Mapping[str, Any], name: str) -> str:
    """The cell for a field with inline Markdown."""
    return prose_out(text(entry, name))
