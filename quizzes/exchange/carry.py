"""What a foreign format cannot hold, in a line of JSON that other programs pass over.

The line holds by what a question differs from what the file says without it: fields that are
added, changed or (as null) taken out. It names a check value of the text that it goes with. If
that text was edited since, the file wins: what the line adds is still added, the rest is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ..articles.decode import decode
from .effort import spend

DEEPEST = 8
"""Nesting of a spec that is followed; no kind has as much."""
MARK = "evlearn:"
A_LINE, SIGNS_A_UNIT = 25, 10
"""Effort to read one."""
ABSENT = object()


class NotCarried(ValueError):
    """A line that cannot be read."""


def check_of(text: str) -> str:
    """A short value that differs when the words of ``text`` do."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:8]


def difference(found: Any, wanted: Any) -> Any:
    """What makes ``wanted`` of ``found``: ABSENT for nothing.

    Of a set of fields those that differ, null for one that goes; of a list of as many sets of
    fields the differing ones by their number; else the value itself.
    """
    if same(found, wanted):
        return ABSENT
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        fields = {
            name: difference(found.get(name, ABSENT), wanted.get(name)) for name in sorted(wanted)
        }
        gone = {name: None for name in found if name not in wanted}
        return {name: each for name, each in fields.items() if each is not ABSENT} | gone
    if _alike(found) and _alike(wanted) and len(found) == len(wanted):
        entries = {
            str(at): difference(*pair) for at, pair in enumerate(zip(found, wanted, strict=True))
        }
        differing = {at: each for at, each in entries.items() if each is not ABSENT}
        return {"of": len(found), **differing}
    return wanted


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are written alike: 1 and 1.0 are not, nor 1 and true."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _alike(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def applied(found: Any, change: Any, edited: bool, depth: int = 0) -> Any:
    """``found`` with a difference made; where the text was ``edited``, with what it adds only.

    Raises NotCarried for a difference that nests deeper than any spec.
    """
    if depth > DEEPEST:
        raise NotCarried
    if not isinstance(change, Mapping):
        return found if edited and not _blank(found) else change
    if isinstance(found, Mapping):
        return _fields(dict(found), change, edited, depth)
    if _alike(found) and found:
        return _entries(found, change, edited, depth)
    return found if edited and not _blank(found) else dict(change)


def _blank(found: Any) -> bool:
    return found is ABSENT or found == ""


def _fields(
    found: dict[str, Any], change: Mapping[str, Any], edited: bool, depth: int
) -> dict[str, Any]:
    for name, each in change.items():
        if each is not None:
            found[name] = applied(found.get(name, ABSENT), each, edited, depth + 1)
        elif not edited:
            found.pop(name, None)
    return found


def _entries(found: list[Any], change: Mapping[str, Any], edited: bool, depth: int) -> list[Any]:
    if change.get("of") != len(found):
        return found
    return [
        applied(each, change[str(at)], edited, depth + 1) if str(at) in change else each
        for at, each in enumerate(found)
    ]


def line_of(values: Mapping[str, Any]) -> str:
    """The line, without the sign that makes it a comment."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    # Encodings and forms of accents are settled when a file is read; here nothing may change.
    if not text.isascii() and (
        not text.isprintable() or decode(text.encode("utf-8", "replace")) != text
    ):
        text = json.dumps(values, sort_keys=True)
    # The one control character that JSON leaves as it is; reading a file takes it out.
    text = text.replace("\x7f", "\\u007f")
    # Brackets of ids and tags, which other programs look for in comments.
    for bracket in ("[id:", "[tag:"):
        text = text.replace(bracket, f"\\u005b{bracket[1:]}")
    return f"{MARK} {text}"


def values_in(line: str) -> dict[str, Any] | None:
    """What a comment's text carries; None for any other comment.

    Raises NotCarried where it should and cannot be read.
    """
    if not line.startswith(MARK):
        return None
    spend(A_LINE + len(line) // SIGNS_A_UNIT)
    try:
        values = json.loads(line.removeprefix(MARK))
        # Python's reader takes numbers that JSON has not, and that no database keeps.
        json.dumps(values, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise NotCarried from error
    if not isinstance(values, dict) or not isinstance(values.get("spec", {}), dict):
        raise NotCarried
    return values
