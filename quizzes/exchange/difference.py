"""What differs between two specs, field by field, for people to read.

Works on the spec of any kind: it knows sets of named fields, lists and single values. Entries
of a list are matched by their ``id`` where they have one, so that an option moved up is not
taken for another one; else by their place.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = Mapping[str, str | Promise]
"""What authors call the fields, by name. Of a list it is what they call one entry."""

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_TOKENS = 2000
"""Longer texts that differ are shown whole: comparing takes the product of their lengths."""
ENOUGH_ALIKE = 1 / 3
"""Share of words in common below which two texts read better one after the other."""


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A run of text. Those that are not new make up the text before, those not gone the new."""

    mark: Mark
    text: str


class Step(NamedTuple):
    """One step into a spec: to a field by name, to an entry by id, or by place from 1."""

    by: str
    name: str | int


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs: where it stands, as data and in the author's words, and how."""

    path: Path
    where: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Flat:
    """A spec as single values by their path; for each list the order of its entries."""

    values: dict[Path, Any] = field(default_factory=dict)
    orders: dict[Path, list[Step]] = field(default_factory=dict)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], words: Words | None = None
) -> list[Change]:
    """Every value that differs, in the order of the new spec, what is gone at its old place.

    Empty for equal specs. Values count as equal when they are the same JSON: 1 is not true.
    """
    words = words or {}
    old, new = _flatten(before), _flatten(after)
    changes = []
    for path in _merged(list(old.values), list(new.values)):
        pieces = _pieces(old.values, new.values, path)
        if pieces:
            changes.append(Change(path, _where(path, words), pieces))
    return changes + _moved(old, new, words)


def whole(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """One text in place of another, not compared word by word; None where there is none."""
    found = []
    if before is not None:
        found.append(Piece(Mark.GONE, before))
    if after is not None:
        found.append(Piece(Mark.NEW, after))
    return tuple(found)


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        return whole(before, after)
    # Blanks match everywhere: as junk they only go along with the words beside them. In long
    # texts the same holds for words that stand everywhere; a text of one word a thousand times
    # would otherwise take minutes.
    steps = SequenceMatcher(str.isspace, old, new, autojunk=True).get_opcodes()
    alike = sum(_words(old[a:b]) for tag, a, b, _c, _d in steps if tag == "equal")
    if alike < ENOUGH_ALIKE * max(_words(old), _words(new)):
        return whole(before, after)
    runs = [("".join(old[a:b]), "".join(new[c:d]), tag == "equal") for tag, a, b, c, d in steps]
    return tuple(_join(runs))


def _words(tokens: Sequence[str]) -> int:
    return sum(not token.isspace() for token in tokens)


def _join(runs: Sequence[tuple[str, str, bool]]) -> Iterator[Piece]:
    """Pieces of the runs; changed words with only a blank between them become one piece."""
    gone = new = ""
    for at, (old, fresh, same) in enumerate(runs):
        between = same and old.isspace() and 0 < at < len(runs) - 1
        if not same or between:
            gone, new = gone + old, new + fresh
            continue
        yield from _changed(gone, new)
        gone = new = ""
        yield Piece(Mark.SAME, old)
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Mark.GONE, gone)
    if new:
        yield Piece(Mark.NEW, new)


def _flatten(spec: Mapping[str, Any]) -> _Flat:
    flat = _Flat()
    _walk(spec, (), flat)
    return flat


def _walk(value: Any, path: Path, flat: _Flat) -> None:
    steps: list[tuple[Step, Any]] = []
    if isinstance(value, Mapping):
        by_id = path[-1:] and path[-1].by == "id"
        steps = [(Step("field", k), v) for k, v in value.items() if not (by_id and k == "id")]
    elif isinstance(value, list):
        steps = list(zip(_entry_steps(value), value, strict=True))
        flat.orders[path] = [step for step, _entry in steps]
    if not steps and path:
        flat.values[path] = value
    for step, inner in steps:
        _walk(inner, (*path, step), flat)


def _entry_steps(entries: Sequence[Any]) -> list[Step]:
    """By id where an entry has one of its own; else by its place."""
    ids = [entry.get("id") if isinstance(entry, Mapping) else None for entry in entries]
    count = Counter(each for each in ids if isinstance(each, str))
    return [
        Step("id", each) if isinstance(each, str) and count[each] == 1 else Step("at", number)
        for number, each in enumerate(ids, start=1)
    ]


def _merged(old: Sequence[Path], new: Sequence[Path]) -> list[Path]:
    """All paths in the new order; one that is gone comes after its old neighbour."""
    known = set(new)
    after: dict[Path | None, list[Path]] = {}
    neighbour = None
    for path in old:
        if path in known:
            neighbour = path
        else:
            after.setdefault(neighbour, []).append(path)
    found = after.get(None, [])[:]
    for path in new:
        found += [path, *after.get(path, ())]
    return found


def _pieces(old: Mapping[Path, Any], new: Mapping[Path, Any], path: Path) -> tuple[Piece, ...]:
    """How the value at ``path`` differs; empty where it does not."""
    if path not in old:
        return whole(None, shown(new[path]))
    if path not in new:
        return whole(shown(old[path]), None)
    before, after = old[path], new[path]
    if json.dumps(before) == json.dumps(after):
        return ()
    if before and after and isinstance(before, str) and isinstance(after, str):
        return compare(before, after)
    return whole(shown(before), shown(after))


def shown(value: Any) -> str:
    """A single value as authors write it."""
    if isinstance(value, str):
        return value or _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value in ({}, []):
        return _("(nothing)")
    return json.dumps(value, ensure_ascii=False)


def _moved(old: _Flat, new: _Flat, words: Words) -> list[Change]:
    """For each list whose common entries stand in another order now: both orders."""
    found = []
    for path, entries in new.orders.items():
        there = old.orders.get(path, [])
        before = [step for step in there if step in entries]
        after = [step for step in entries if step in there]
        if before != after:
            where = _("%(list)s: order") % {"list": _where(path, words)}
            texts = (", ".join(str(step.name) for step in order) for order in (before, after))
            found.append(Change(path, where, whole(*texts)))
    return found


def _where(path: Path, words: Words) -> str:
    """The path in words: “Option B: feedback”."""
    parts: list[str] = []
    for step in path:
        if step.by == "field":
            name = str(step.name)
            parts.append(str(words.get(name, "")) or name.replace("_", " "))
        else:
            # A spec is a set of named fields, so an entry always comes after a field.
            parts[-1] = f"{parts[-1]} {_called(step)}"
    text = ": ".join(parts)
    return text[:1].upper() + text[1:]


def _called(step: Step) -> str:
    """An entry: a letter for an id of one letter, any other id in quotes, a place as number."""
    if step.by == "at":
        return str(step.name)
    name = str(step.name)
    return name.upper() if len(name) == 1 else _("“%(name)s”") % {"name": name}
