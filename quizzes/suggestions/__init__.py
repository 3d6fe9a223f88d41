"""Drafts of questions from a lesson's own words, without any machine that guesses.

Pure: no database, no request, no network. Finders are found by discovery: every concrete Finder
in a module of this folder.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from ..articles import text_of
from .base import Finder, Suggestion, structural
from .choosing import MOST, chosen
from .material import material

__all__ = ["MOST", "Finder", "Suggestion", "finders", "structural", "suggest"]


def _discover() -> dict[str, Finder]:
    found: dict[str, Finder] = {}
    for info in iter_modules(__path__, f"{__name__}."):
        module = import_module(info.name)
        for cls in vars(module).values():
            concrete = (
                inspect.isclass(cls) and issubclass(cls, Finder) and not inspect.isabstract(cls)
            )
            if concrete and cls.__module__ == module.__name__:
                found[cls.name] = cls()
    return found


finders: dict[str, Finder] = _discover()
"""All finders by name."""


def suggest(html: str, *, language: str = "en", around: Iterable[str] = ()) -> list[Suggestion]:
    """Proposals for a lesson, the best first, at most MOST.

    ``html`` is the lesson's clean HTML, ``around`` that of the course's other lessons, from which
    likely wrong answers are taken. Each draft is sound but for what its author has to add.
    """
    lesson = material(html, language, around)
    found = (
        suggestion
        for finder in finders.values()
        if finder.languages is None or lesson.language in finder.languages
        for suggestion in finder.find(lesson)
    )
    return chosen(found, text_of(html))
