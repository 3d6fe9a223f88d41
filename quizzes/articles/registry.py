"""Article formats, found by discovery: every concrete Format in a module of this folder."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from .base import NAMED, Format, Source


@cache
def formats() -> tuple[Format, ...]:
    """One instance of each format."""
    found: list[Format] = []
    for info in iter_modules([str(Path(__file__).parent)]):
        module = import_module(f"{__package__}.{info.name}")
        for cls in vars(module).values():
            concrete = (
                inspect.isclass(cls) and issubclass(cls, Format) and not inspect.isabstract(cls)
            )
            if concrete and cls.__module__ == module.__name__:
                found.append(cls())
    return tuple(found)


def format_of(source: Source) -> Format:
    """The format of ``source``: by its name, unless the content says otherwise beyond doubt."""
    for each in formats():
        if each.signature and source.raw.startswith(each.signature):
            return each

    def rank(candidate: Format) -> float:
        named = NAMED if source.extension in candidate.extensions else 0.0
        return max(named, candidate.confidence(source))

    return max((each for each in formats() if not each.signature), key=rank)
