"""What a list of questions says of one, made of its spec once, when it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ..kinds import Spec, kinds
from ..kinds.base import MARKS, plain
from ..kinds.text import fold

LONGEST_STEM = 200
LONGEST_SEARCH = 2000
"""Characters in which words are looked for. Enough for the stem and the options of nearly all
questions; every search reads this much of each question of the bank."""
UNSOUGHT = frozenset(
    {
        *("explanation", "feedback", "quote", "hint"),
        *("id", "kind", "group", "choice", "tolerance_kind", "src"),
    }
)
"""Fields that questions are not found by: reasons, in which every question of a lesson has the
same words, and names that nobody reads."""


class Lack(IntEnum):
    """What keeps a question from being published, whatever the text of its lesson says."""

    NOTHING = 0
    QUOTE = 1
    """It names no sentence of its lesson: a fault only where it belongs to one."""
    MORE = 2


@dataclass(frozen=True, slots=True)
class Digest:
    """A question's kind, its stem in plain text, what it is found by, and what it lacks."""

    kind: str
    stem: str
    search: str
    lack: Lack


def digest(kind: str, spec: Any) -> Digest:
    """Of any spec, drafts and those of removed kinds too."""
    fields: Spec = spec if isinstance(spec, Mapping) else {}
    stem = _bare(fields.get("stem", ""))
    texts = [stem, *(_bare(text) for text in _sought(fields))]
    return Digest(
        kind=kind,
        stem=stem if len(stem) <= LONGEST_STEM else f"{stem[: LONGEST_STEM - 1]}…",
        search=folded(" ".join(texts))[:LONGEST_SEARCH],
        lack=_lack(kind, spec),
    )


def folded(text: str) -> str:
    """In the form in which words are sought: without case, accents and forms of quotes."""
    return fold(text)


def _bare(text: Any) -> str:
    # What no database keeps is left out: the spec itself will be refused for it.
    return plain(MARKS.sub(r"\1", text)).replace("\x00", "") if isinstance(text, str) else ""


def _sought(fields: Mapping[str, Any]) -> Iterator[str]:
    """Every text by which the question is found but its stem, in the order of the spec."""
    left: list[Any] = [{name: value for name, value in fields.items() if name != "stem"}]
    while left:
        item = left.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            left += [value for name, value in item.items() if name not in UNSOUGHT][::-1]
        elif isinstance(item, list | tuple):
            left += item[::-1]


def _lack(kind: str, spec: Any) -> Lack:
    if kind not in kinds or kinds[kind].problems(spec):
        return Lack.MORE
    if kinds[kind].asked and not spec.get("quote", "").strip():
        return Lack.QUOTE
    return Lack.NOTHING
