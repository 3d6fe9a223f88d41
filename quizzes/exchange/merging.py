"""Joining what two authors made of the same spec.

Works on the spec of any kind, as ``difference`` does: sets of named fields are joined field by
field, lists whose entries have ids entry by entry, anything else is one value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .difference import Path, Step

ABSENT = object()


class Merged(NamedTuple):
    """One spec of two, and where both had changed the same: there ``mine`` stands."""

    spec: dict[str, Any]
    conflicts: list[Path]


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """What both made of ``base``, in one."""
    conflicts: list[Path] = []
    spec = _join(base, mine, theirs, (), conflicts)
    return Merged(spec, conflicts)


def _join(base: Any, mine: Any, theirs: Any, path: Path, conflicts: list[Path]) -> Any:
    if _same(mine, theirs) or _same(theirs, base):
        return mine
    if _same(mine, base):
        return theirs
    if all(isinstance(each, Mapping) for each in (base, mine, theirs)):
        return _fields(base, mine, theirs, path, conflicts)
    keyed = [_by_id(each) for each in (base, mine, theirs)]
    if all(each is not None for each in keyed):
        return _entries(keyed, path, conflicts)
    conflicts.append(path)
    return theirs if mine is ABSENT else mine


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same as JSON has them: 1 and true are not."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _fields(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    path: Path,
    conflicts: list[Path],
) -> dict[str, Any]:
    names = [*mine, *(name for name in theirs if name not in mine)]
    joined = {}
    for name in names:
        one, two, three = (each.get(name, ABSENT) for each in (base, mine, theirs))
        joined[name] = _join(one, two, three, (*path, Step("field", name)), conflicts)
    return {name: value for name, value in joined.items() if value is not ABSENT}


def _by_id(value: Any) -> dict[str, Any] | None:
    """The entries of a list by their ids; None for what is no such list."""
    if not isinstance(value, list):
        return None
    ids = [each.get("id") if isinstance(each, Mapping) else None for each in value]
    if not all(isinstance(each, str) for each in ids) or len(set(ids)) < len(ids):
        return None
    return dict(zip(ids, value, strict=True))  # type: ignore[arg-type]


def _entries(keyed: Sequence[Any], path: Path, conflicts: list[Path]) -> list[Any]:
    base, mine, theirs = keyed
    found = []
    for key in _order(list(base), list(mine), list(theirs)):
        one, two, three = (each.get(key, ABSENT) for each in (base, mine, theirs))
        entry = _join(one, two, three, (*path, Step("id", key)), conflicts)
        if entry is not ABSENT:
            found.append(entry)
    return found


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """All ids, in the order of whoever moved some; of mine, where both did."""
    common = [key for key in base if key in mine and key in theirs]
    moved = [key for key in mine if key in common] != common
    first, second = (mine, theirs) if moved else (theirs, mine)
    order = list(first)
    for at, key in enumerate(second):
        if key not in order:
            # After whatever stands before it on its own side.
            before = second[at - 1] if at else None
            order.insert(order.index(before) + 1 if before in order else 0, key)
    return order
