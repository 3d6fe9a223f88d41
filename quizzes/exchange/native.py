"""evlearn's own JSON: ``{"format": "evlearn-questions", "version": 1, "questions": [...]}``."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from .spec import ExchangeError, QuestionSpec

FORMAT = "evlearn-questions"
VERSION = 1
TEXT_FIELDS = ("uid", "lesson", "kind")


def read(text: str) -> list[QuestionSpec]:
    """The questions in order. Raises ExchangeError for what is not this format."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(_("This is not JSON: %(why)s") % {"why": error}) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ExchangeError(_("The file does not say “format”: “%s”.") % FORMAT)
    if data.get("version") != VERSION:
        raise ExchangeError(
            _("The file is of version %(found)s; this program reads version %(known)d.")
            % {"found": data.get("version"), "known": VERSION}
        )
    entries = data.get("questions")
    if not isinstance(entries, list):
        raise ExchangeError(_("The file has no list of questions."))
    found = [_question(entry, number) for number, entry in enumerate(entries, start=1)]
    _refuse_doubles(found)
    return found


def _question(entry: Any, number: int) -> QuestionSpec:
    place = _("question %d") % number
    if not isinstance(entry, dict):
        raise ExchangeError(_("%(place)s is not a set of fields.") % {"place": place})
    for field in TEXT_FIELDS:
        if not isinstance(entry.get(field, ""), str):
            raise ExchangeError(
                _("%(place)s: the field “%(field)s” must be text.")
                % {"place": place, "field": field}
            )
    uid = entry.get("uid", "").strip()
    if not uid or len(uid) > 100:
        raise ExchangeError(
            _("%(place)s needs a “uid” of at most 100 characters.") % {"place": place}
        )
    if not isinstance(entry.get("spec"), dict):
        raise ExchangeError(_("%(place)s has no “spec”.") % {"place": f"{place} ({uid})"})
    return QuestionSpec(
        uid=uid,
        lesson=entry.get("lesson", ""),
        kind=entry.get("kind", ""),
        spec=entry["spec"],
        place=f"{place} ({uid})",
    )


def _refuse_doubles(found: list[QuestionSpec]) -> None:
    seen: set[str] = set()
    for question in found:
        if question.uid in seen:
            raise ExchangeError(_("The uid “%s” stands twice.") % question.uid)
        seen.add(question.uid)
