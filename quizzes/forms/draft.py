"""A spec as the texts of a form's controls, and back.

A draft is what a browser sends: for the name of each control the list of its values. Names are
made of the way to a field: ``content-options-several-3-text-prose`` is the text in row 3 of the
options. The number of a row says nothing of its place: the values of ``content-options-several``
are the rows in their order.

Two more names belong to a set of named fields: ``…-id`` holds the id of an entry, and ``…-kept``
lists the fields that were there although they are blank, so that a spec which nobody changed
comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..kinds.authoring import Cases, Field, Flag, Group, Several
from ..kinds.options import OPTION_ID
from .values import OFF, Misfit, as_text, read_text

Draft = dict[str, list[str]]
Errors = dict[str, str]
"""By the name of a control why it cannot be read."""

ROOT = "content"
LONGEST_ROW = 6
MOST_CONTROLS = 800
"""Django refuses forms with more than 1,000; an entry and the rest of the page need some."""


def name_of(path: str, field: Field) -> str:
    """What the control for ``field`` is called in the set of named fields at ``path``."""
    return f"{path}-{field.name}-{field.tag}"


def text_at(draft: Draft, name: str) -> str:
    """The text of a control, of several with this name the last; "" where there is none."""
    values = draft.get(name)
    return values[-1] if values else ""


def has_room(draft: Draft) -> bool:
    """Whether a form can still be sent with another entry."""
    return sum(len(values) for values in draft.values()) < MOST_CONTROLS


def rows_of(draft: Draft, name: str) -> list[str]:
    """The rows of a list in their order, each once, whatever was sent."""
    numbers = [value for value in draft.get(name, ()) if len(value) <= LONGEST_ROW]
    return [row for row in dict.fromkeys(numbers) if row.isascii() and row.isdigit()]


def present(fields: Sequence[Field], pick: Callable[[Cases], Any]) -> Iterator[Field]:
    """The fields that are there where ``pick`` says what was chosen of each ``Cases``."""
    for field in fields:
        yield field
        if isinstance(field, Cases):
            chosen = pick(field)
            case = field.cases.get(chosen) if isinstance(chosen, str) else None
            yield from case.fields if case else ()


def present_in(draft: Draft, fields: Sequence[Field], path: str) -> Iterator[Field]:
    """The fields that are there in the set of named fields at ``path`` of a draft."""
    return present(fields, lambda cases: text_at(draft, name_of(path, cases)))


def draft_of(fields: Sequence[Field], spec: Mapping[str, Any]) -> Draft:
    """The draft that says what ``spec`` says. Raises Misfit where no draft does."""
    draft = _filled(fields, spec, ROOT)
    again, _errors = spec_of(fields, draft)
    for name in {*spec, *again}:
        if name not in spec or again.get(name) != spec[name]:
            raise Misfit(name)
    if not has_room(draft):
        raise Misfit(max(spec, key=lambda name: len(str(spec[name]))))
    return draft


def _filled(fields: Sequence[Field], spec: Any, path: str) -> Draft:
    if not isinstance(spec, Mapping):
        raise Misfit(path.removeprefix(f"{ROOT}-").partition("-")[0])
    there = list(present(fields, lambda cases: spec.get(cases.name)))
    if unknown := set(spec) - {field.name for field in there} - {"id"}:
        raise Misfit(min(unknown))
    draft: Draft = {}
    kept = []
    for field in there:
        if field.name not in spec:
            continue
        value = spec[field.name]
        if _is_blank(value):
            kept.append(field.name)
        draft |= _control(field, value, name_of(path, field))
    return draft | ({f"{path}-kept": kept} if kept else {})


def _control(field: Field, value: Any, name: str) -> Draft:
    match field:
        case Group():
            return _filled(field.fields, value, name)
        case Several():
            return _list(field, value, name)
    return {name: [as_text(field, value)]}


def _list(field: Several, entries: Any, name: str) -> Draft:
    if not isinstance(entries, list) or len(entries) > field.most:
        raise Misfit(field.name)
    draft: Draft = {name: [str(row) for row in range(1, len(entries) + 1)]}
    for row, entry in enumerate(entries, start=1):
        path = f"{name}-{row}"
        draft |= _filled(field.fields, entry, path)
        if field.ids:
            key = entry.get("id")
            if not isinstance(key, str) or not OPTION_ID.fullmatch(key):
                raise Misfit(field.name)
            draft[f"{path}-id"] = [key]
    return draft


def _is_blank(value: Any) -> bool:
    return value is False or value in ("", [], {})


def spec_of(fields: Sequence[Field], draft: Draft) -> tuple[dict[str, Any], Errors]:
    """What a draft says, whatever was sent, and what of it cannot be read.

    Blank fields are left out, but for those that were kept and for flags that always say it.
    """
    errors: Errors = {}
    return _read(fields, draft, ROOT, errors), errors


def _read(fields: Sequence[Field], draft: Draft, path: str, errors: Errors) -> dict[str, Any]:
    kept = draft.get(f"{path}-kept", ())
    spec: dict[str, Any] = {}
    for field in present_in(draft, fields, path):
        value = _value(field, draft, name_of(path, field), errors)
        always = isinstance(field, Flag) and not field.optional
        if always or field.name in kept or not _is_blank(value):
            spec[field.name] = value
    return spec


def _value(field: Field, draft: Draft, name: str, errors: Errors) -> Any:
    match field:
        case Group():
            return _read(field.fields, draft, name, errors)
        case Several():
            return [_entry(field, draft, f"{name}-{row}", errors) for row in rows_of(draft, name)]
    value, problem = read_text(field, text_at(draft, name) or (OFF if field.tag == "flag" else ""))
    if problem:
        errors[name] = problem
    return value


def _entry(field: Several, draft: Draft, path: str, errors: Errors) -> dict[str, Any]:
    key = text_at(draft, f"{path}-id") if field.ids else ""
    return ({"id": key} if key else {}) | _read(field.fields, draft, path, errors)
