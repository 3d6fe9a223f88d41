"""What is looked at in a workbook before it is opened, and what opening it does not tell."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from .archive import Archive
from .effort import spend
from .spec import ExchangeError

MOST_TAGS = 3_000_000
"""Of all parts together: each takes time, and memory of its own. Some 25,000 questions."""
ATTRIBUTES_A_TAG = 2
LONGEST_ASIDE = 100_000
LONG_TAG = re.compile(rb"<[^<>]{%d}" % LONGEST_ASIDE)
OLD = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
DECLARED = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T)")
"""A document type, in any encoding that begins with two known bytes a letter."""
MOST_FORMULAS = 1000


def check_archive(data: bytes) -> None:
    """Raises ExchangeError, in a sentence, for all that is no workbook or not safe to unpack."""
    if data.startswith(OLD):
        if LOCKED in data:
            raise ExchangeError(_("The workbook is locked with a password: save it without one."))
        raise ExchangeError(_("This is an old workbook (.xls): save it as XLSX."))
    if not data.strip():
        raise ExchangeError(_("The file is empty."))
    if not data.startswith(b"PK"):
        words = _("This is no workbook (XLSX). If it is text with commas, choose CSV.")
        raise ExchangeError(words)
    archive = Archive(data)
    _check_sort(set(archive.names))
    tags = sum(_tags_in(archive, name) for name in archive.names)
    spend(tags)
    if tags > MOST_TAGS:
        words = _("This workbook is too large for a table of questions. Split it.")
        raise ExchangeError(words)


def _check_sort(names: set[str]) -> None:
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise ExchangeError(_("This is a workbook of another sort: save it as XLSX."))
    if "[Content_Types].xml" not in names:
        raise ExchangeError(_("This archive is no workbook (XLSX)."))


def _tags_in(archive: Archive, name: str) -> int:
    """How many tags a part has. Raises ExchangeError for XML that declares entities."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return 0
    part = archive.read(name)
    if DECLARED.search(part):
        raise ExchangeError(_("The workbook declares entities, which are not read."))
    if LONG_TAG.search(part) or _has_long_aside(part):
        raise ExchangeError(_("The workbook is written in a way that no program does."))
    return part.count(b"<") + part.count(b"=") // ATTRIBUTES_A_TAG


def _has_long_aside(part: bytes) -> bool:
    """Whether a comment or instruction is very long. Such things are gone over again and again."""
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
        start = part.find(opening)
        while start >= 0:
            end = part.find(closing, start)
            if (end if end >= 0 else len(part)) - start > LONGEST_ASIDE:
                return True
            start = part.find(opening, end) if end >= 0 else -1
    return False


@dataclass(slots=True)
class Oddities:
    """Of a sheet: its last row with something in it, merged cells, hidden rows, and cells by row
    with a formula that nobody has worked out."""

    last_row: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    formulas: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def oddities_in(source: IO[bytes]) -> Oddities:
    """Raises what lxml does for what is no XML."""
    found = Oddities()
    number = 0
    tags = ("{*}row", "{*}mergeCell")
    for _event, element in etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, huge_tree=False
    ):
        if etree.QName(element).localname == "mergeCell":
            found.merged.append(str(element.get("ref"))[:40])
        else:
            number = int(float(element.get("r") or number + 1))
            _look_at(element, number, found)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return found


def _look_at(row: Any, number: int, found: Oddities) -> None:
    filled = False
    for cell in row.iterchildren("{*}c"):
        names = {etree.QName(child).localname for child in cell.iterchildren("{*}*")}
        filled = filled or bool(names & {"v", "is", "f"})
        worked_out = cell.findtext("{*}v") or cell.get("t") == "str"
        if "f" in names and not worked_out and len(found.formulas) < MOST_FORMULAS:
            found.formulas[number].append((cell.get("r") or "?")[:20])
    if filled:
        found.last_row = max(found.last_row, number)
        if row.get("hidden") in ("1", "true"):
            found.hidden.append(number)
