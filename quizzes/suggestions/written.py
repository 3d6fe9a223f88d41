"""Drafts that something else wrote, held against the lesson before anybody sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..exchange.spec import ExchangeError
from ..kinds import kinds
from ..kinds.base import plain
from .base import Suggestion, structural

KINDS = ("single_choice", "multiple_choice", "true_false", "numeric", "short_text", "gaps")
"""What may be written. Others need pictures or more care than a draft gets."""
MOST = 30
MOST_TRIES = 50
LONGEST_DRAFT = 20_000
LINK = "]("
FINDER = "written"


@dataclass(slots=True)
class Reading:
    """What of a reply can be proposed, and why the rest cannot."""

    suggestions: list[Suggestion] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_reply(text: str, lesson_text: str) -> Reading:
    """The drafts in a reply, with prose around the JSON or without.

    Raises ExchangeError where there is no list of drafts in it.
    """
    entries = _entries(text)
    found = Reading()
    for number, entry in enumerate(entries[:MOST], start=1):
        try:
            found.suggestions.append(draft_of(entry, lesson_text))
        except ExchangeError as error:
            words = _("Draft %(number)d was refused: %(reason)s")
            found.remarks.append(words % {"number": number, "reason": error})
    if (left := len(entries) - MOST) > 0:
        found.remarks.append(_("%(count)d further drafts were left out.") % {"count": left})
    return found


def draft_of(entry: Any, lesson_text: str) -> Suggestion:
    """One draft: a set with ``kind`` and ``spec``. Raises ExchangeError, saying what is wrong.

    The quote is looked for as it stands; nothing is mended.
    """
    if not isinstance(entry, Mapping):
        raise ExchangeError(_("It is no set of named fields."))
    kind, spec = entry.get("kind"), entry.get("spec")
    if not isinstance(kind, str) or kind not in KINDS:
        known = ", ".join(KINDS)
        words = _("The kind “%(kind)s” cannot be drafted. Possible: %(known)s.")
        raise ExchangeError(words % {"kind": str(kind)[:40], "known": known})
    if not isinstance(spec, Mapping) or len(json.dumps(spec)) > LONGEST_DRAFT:
        raise ExchangeError(_("It says nothing that can be read."))
    if LINK in json.dumps(spec):
        raise ExchangeError(_("It holds a link or a picture."))
    spec = dict(spec)
    if problems := structural(kind, spec, lesson_text):
        raise ExchangeError(" ".join(problems)[:500])
    quote = plain(spec["quote"])
    why = _("Written by a machine. Check every word of it")
    return Suggestion(FINDER, kind, spec, quote, quote, 0.5, why)


def _entries(text: str) -> Sequence[Any]:
    """The list of drafts. The first JSON value that is one counts."""
    for value in _values(text):
        if isinstance(value, Mapping) and isinstance(value.get("questions"), list):
            return value["questions"]
        if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            return value
    raise ExchangeError(_("The reply holds no drafts that can be read."))


def _values(text: str) -> Iterator[Any]:
    """JSON values that begin somewhere in a text, one behind the other."""
    decoder = json.JSONDecoder()
    at = 0
    for _try in range(MOST_TRIES):
        starts = [found for sign in "{[" if (found := text.find(sign, at)) >= 0]
        if not starts:
            return
        at = min(starts)
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            at += 1
            continue
        yield value


def told_kinds() -> str:
    """The kinds that may be written, each with an example, for whoever writes."""
    shown = [{"kind": name, "spec": kinds[name].example()} for name in KINDS]
    return json.dumps({"questions": shown}, ensure_ascii=False)
