"""Lines of a GIFT file to blocks, and its escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .effort import spend

CATEGORY = re.compile(r"\$CATEGORY:(.*)")
COMMENT = "//"
SPECIAL = "\\:#={}~\n"
_HELD = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"
"""Stand for escaped characters while a block is taken apart. No text that was read has them."""
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_HOLD = {"\\": "\\", **dict(zip(":#={}~n", _HELD, strict=True))}
_RELEASE = str.maketrans(dict(zip(_HELD, ":#={}~\n", strict=True)))
_WRITTEN = str.maketrans({char: f"\\{char}" for char in SPECIAL[:-1]} | {"\n": "\\n", "\r": ""})
FIELD = {
    name: re.compile(rf"\[{name}:((?:\\\]|(?!\[(?:id|tag):)[^\]]){{1,200}})\]")
    for name in ("id", "tag")
}
CLOSED_PATH = re.compile(r"(?<!/)/(?!/)")
PLACES = re.compile(r"\$(?:course|cat\d*|module|system)\d*\$|top", re.IGNORECASE)
"""Beginnings of a category's path that say where it is kept and nothing of what it is about."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them: a question, with the comments at it.

    ``line`` is the number of the first line that is no comment, or of the first of all where
    there is none; ``text`` is what is no comment.
    """

    line: int
    text: str
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A line that names the category of the questions after it, as the parts of its path."""

    line: int
    path: tuple[str, ...]


def blocks(text: str) -> Iterator[Block | Category]:
    """What a file is made up of, in its order."""
    spend(text.count("\n"))
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        category = CATEGORY.match(bare)
        if bare and not category:
            found.append((number, line))
            continue
        if found:
            yield _block(found)
            found = []
        if category:
            yield Category(number, path_of(category[1]))
    if found:
        yield _block(found)


def _block(found: list[tuple[int, str]]) -> Block:
    said = [(number, line) for number, line in found if not line.lstrip().startswith(COMMENT)]
    comments = [line.strip() for _number, line in found if line.lstrip().startswith(COMMENT)]
    return Block(
        (said or found)[0][0],
        "\n".join(line for _number, line in said).strip(),
        tuple(line[len(COMMENT) :].strip() for line in comments),
    )


def path_of(typed: str) -> tuple[str, ...]:
    """A category's path. A slash within a name is doubled."""
    parts = [part.strip().replace("//", "/") for part in CLOSED_PATH.split(released(held(typed)))]
    while parts and (not parts[0] or PLACES.fullmatch(parts[0])):
        parts.pop(0)
    return tuple(part for part in parts if part)


def held(text: str) -> str:
    """``text`` with its escaped characters put aside, so that the bare ones are structure."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _HOLD[match[1]], text)


def released(text: str) -> str:
    """A piece of a held text as it is meant."""
    return text.translate(_RELEASE).strip()


def written(text: str) -> str:
    """``text`` with its special characters escaped."""
    return text.translate(_WRITTEN)


def fields_in(comments: Iterable[str], name: str) -> list[str]:
    """What comments say in square brackets as ``id`` or ``tag``, such as ``[tag:motors]``."""
    found = [each for comment in comments for each in FIELD[name].findall(comment)]
    plain = (" ".join(each.replace("\\]", "]").split()) for each in found)
    return [each for each in plain if each]


def field_of(name: str, value: str) -> str:
    """The same, for writing."""
    return f"[{name}:{value.replace(']', chr(92) + ']')}]"
