"""Question kinds, found by discovery: every concrete Kind in a module of this folder."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils.translation import gettext as _

from .base import BadResponse, Grade, Kind, Response, Spec

__all__ = [
    "BadResponse",
    "Grade",
    "Kind",
    "Response",
    "Spec",
    "SpecRefused",
    "check_spec",
    "kinds",
]


def _discover() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for info in iter_modules(__path__, f"{__name__}."):
        module = import_module(info.name)
        for cls in vars(module).values():
            concrete = (
                inspect.isclass(cls) and issubclass(cls, Kind) and not inspect.isabstract(cls)
            )
            if concrete and cls.__module__ == module.__name__:
                if cls.name in found:
                    raise ValueError(f"two question kinds are named {cls.name!r}")
                found[cls.name] = cls()
    return found


kinds: dict[str, Kind] = _discover()
"""All kinds by name."""


class SpecRefused(ValueError):
    """A spec that cannot be used. ``problems`` has the reasons, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


def check_spec(kind: str, spec: Any, lesson_text: str | None) -> None:
    """Raises SpecRefused with every reason why ``spec`` cannot be used as a ``kind``.

    ``lesson_text`` is the plain text in which the quote must stand; ``None`` for a question
    that belongs to no lesson.
    """
    if kind not in kinds:
        known = ", ".join(sorted(kinds))
        raise SpecRefused(
            [_("There is no kind “%(kind)s”. Known: %(known)s.") % {"kind": kind, "known": known}]
        )
    if problems := kinds[kind].problems(spec, lesson_text):
        raise SpecRefused(problems)
