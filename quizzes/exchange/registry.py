"""Exchange formats, found by discovery: every concrete Format in a module of this folder."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from .base import Format


@cache
def formats() -> Mapping[str, Format]:
    """One of each by name."""
    found: dict[str, Format] = {}
    for info in iter_modules([str(Path(__file__).parent)]):
        module = import_module(f"{__package__}.{info.name}")
        for cls in vars(module).values():
            concrete = (
                inspect.isclass(cls) and issubclass(cls, Format) and not inspect.isabstract(cls)
            )
            if concrete and cls.__module__ == module.__name__:
                found[cls.name] = cls()
    return dict(sorted(found.items()))


def format_by_name(filename: str) -> Format | None:
    """The one format that files with such a name are of; None where it is not clear."""
    suffix = Path(filename).suffix.lower()
    fitting = [each for each in formats().values() if suffix in each.suffixes]
    return fitting[0] if len(fitting) == 1 else None
