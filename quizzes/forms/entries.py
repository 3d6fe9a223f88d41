"""Entries of a draft's lists: added, removed, moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import count
from typing import Any

from ..kinds.authoring import Field, Group, Several
from .draft import ROOT, Draft, has_room, name_of, present_in, rows_of, text_at


def lists_in(
    fields: Sequence[Field], draft: Draft, path: str = ROOT
) -> Iterator[tuple[str, Several]]:
    """The lists that a draft has, each by its name, outer ones first."""
    for field in present_in(draft, fields, path):
        name = name_of(path, field)
        if isinstance(field, Group):
            yield from lists_in(field.fields, draft, name)
        elif isinstance(field, Several):
            yield name, field
            for row in rows_of(draft, name):
                yield from lists_in(field.fields, draft, f"{name}-{row}")


def complete(fields: Sequence[Field], draft: Draft, taken: Callable[[], Collection[str]]) -> None:
    """Begin every list with its least number of entries, and give an id to those without one.

    ``taken`` tells the ids that are in use elsewhere; it is asked only where one is needed.
    """
    for name, field in lists_in(fields, draft):
        if not rows_of(draft, name):
            for _number in range(field.least):
                _new_row(draft, name)
        if field.ids:
            for row in rows_of(draft, name):
                _give_id(draft, f"{name}-{row}-id", taken)


def ids_in(value: Any) -> set[str]:
    """All ids in a JSON value, however deep."""
    found: set[str] = set()
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            found |= {item["id"]} if isinstance(item.get("id"), str) else set()
            left += item.values()
        elif isinstance(item, list):
            left += item
    return found


def change(fields: Sequence[Field], draft: Draft, do: str, name: str) -> str:
    """Add an entry to the list ``name``, or remove or move the entry of this name.

    Returns where the author goes on: the name of an entry, of a list or of a button. "" where
    there is no such list or entry, or no room: then nothing changes.
    """
    lists = dict(lists_in(fields, draft))
    if do == "add":
        return _add(draft, lists, name)
    owner, _dash, row = name.rpartition("-")
    if owner not in lists or row not in rows_of(draft, owner):
        return ""
    if do == "remove":
        return _remove(draft, owner, row)
    if do in ("up", "down"):
        _move(draft, owner, row, -1 if do == "up" else 1)
        return f"{do}:{name}"
    return ""


def _add(draft: Draft, lists: dict[str, Several], name: str) -> str:
    room = name in lists and len(rows_of(draft, name)) < lists[name].most
    if not room or not has_room(draft):
        return ""
    return f"{name}-{_new_row(draft, name)}"


def _remove(draft: Draft, owner: str, row: str) -> str:
    rows = rows_of(draft, owner)
    at = rows.index(row)
    rows.remove(row)
    draft[owner] = rows
    for name in [name for name in draft if name.startswith(f"{owner}-{row}-")]:
        del draft[name]
    return f"remove:{owner}-{rows[min(at, len(rows) - 1)]}" if rows else f"add:{owner}"


def _move(draft: Draft, owner: str, row: str, by: int) -> None:
    rows = rows_of(draft, owner)
    at = rows.index(row)
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    draft[owner] = rows


def _new_row(draft: Draft, name: str) -> str:
    rows = rows_of(draft, name)
    row = str(max((int(row) for row in rows), default=0) + 1)
    draft[name] = [*rows, row]
    return row


def _give_id(draft: Draft, name: str, taken: Callable[[], Collection[str]]) -> None:
    if text_at(draft, name):
        return
    used = {text_at(draft, other) for other in draft if other.endswith("-id")} | set(taken())
    draft[name] = [next(str(number) for number in count(1) if str(number) not in used)]
