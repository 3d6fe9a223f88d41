"""evlearn's own JSON: ``{"format": "evlearn-questions", "version": 1, "questions": [...]}``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import strict_json
from .base import LONGEST_UID, MOST_BYTES, Batch, Format
from .effort import bounded, spend
from .naming import LONGEST_TAG
from .spec import ExchangeError, QuestionSpec

FORMAT = "evlearn-questions"
VERSION = 1
A_QUESTION = 12
"""Effort to read one."""
TEXT_FIELDS = ("uid", "lesson", "kind", "status")


class Native(Format):
    """Everything that evlearn knows of a question."""

    name = "json"
    label = gettext_lazy("evlearn's own (JSON)")
    suffixes = (".json",)
    whole = True

    @bounded
    def read(self, data: bytes) -> Batch:
        """As for every format. At fault is the whole file, not a single question."""
        return Batch(questions_in(self.text_of(data)))

    def text_of(self, data: bytes) -> str:
        """Letter for letter, unlike the text of formats that people type."""
        if len(data) > MOST_BYTES:
            raise ExchangeError(_("The file is too large."))
        try:
            return data.decode(json.detect_encoding(data))
        except UnicodeDecodeError as error:
            raise ExchangeError(_("The file is not UTF-8 text.")) from error

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        head = json.dumps({"format": FORMAT, "version": VERSION})[:-1]
        yield f'{head}, "questions": ['.encode()
        for number, question in enumerate(questions):
            entry = json.dumps(_entry(question), ensure_ascii=False, indent=2)
            yield (",\n" if number else "\n").encode() + entry.encode()
        yield b"\n]}\n"


def _entry(question: QuestionSpec) -> dict[str, Any]:
    entry: dict[str, Any] = {"uid": question.uid, "lesson": question.lesson, "kind": question.kind}
    if question.tags:
        entry["tags"] = list(question.tags)
    if question.status:
        entry["status"] = question.status
    return entry | {"spec": question.spec}


def questions_in(text: str) -> list[QuestionSpec]:
    """The questions in order. Raises ExchangeError for what is not this format."""
    try:
        data = strict_json.loads(text)
    except ValueError as error:
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
    spend(A_QUESTION)
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
    if not uid or len(uid) > LONGEST_UID:
        raise ExchangeError(
            _("%(place)s needs a “uid” of at most 100 characters.") % {"place": place}
        )
    place = f"{place} ({uid})"
    if not isinstance(entry.get("spec"), dict):
        raise ExchangeError(_("%(place)s has no “spec”.") % {"place": place})
    tags = entry.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ExchangeError(_("%(place)s: “tags” must be a list of texts.") % {"place": place})
    if not all(tag.strip() and len(tag) <= LONGEST_TAG for tag in tags):
        words = _("%(place)s: each tag needs 1 to %(most)d characters.")
        raise ExchangeError(words % {"place": place, "most": LONGEST_TAG})
    return QuestionSpec(
        uid=uid,
        lesson=entry.get("lesson", ""),
        kind=entry.get("kind", ""),
        spec=entry["spec"],
        place=place,
        tags=tuple(tags),
        status=entry.get("status", ""),
    )


def _refuse_doubles(found: list[QuestionSpec]) -> None:
    seen: set[str] = set()
    for question in found:
        if question.uid in seen:
            raise ExchangeError(_("The uid “%s” stands twice.") % question.uid)
        seen.add(question.uid)
