"""The neutral form in which every exchange format hands over questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class ExchangeError(ValueError):
    """A file that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question outside the database.

    ``lesson`` is a lesson's slug, or "" for none. ``place`` says where in the file it stood,
    for messages. ``status`` is that of a new question, where the file says one: a name of
    models.Status. The spec is not yet checked.
    """

    uid: str
    lesson: str
    kind: str
    spec: dict[str, Any]
    place: str
    tags: tuple[str, ...] = ()
    status: str = ""
