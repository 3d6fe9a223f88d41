"""Lists of named texts in a spec: prompts, choices, items, groups."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from .base import BadResponse, Fields, Response, Spec, plain, readable
from .fields import entries, feedback_of, is_text
from .options import OPTION_ID

PREFIX = "response-"
"""A field of a form for one part of a response is named so, with its handle behind it."""


def listed(
    spec: Spec,
    field: str,
    known: Collection[str],
    least: int,
    most: int,
    own: Collection[str] = ("id", "text"),
) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The entries of ``field``, each with its ``own`` fields, and what is wrong with them.

    ``known`` names the further fields that an entry may have. What is no text, as a place in a
    picture, has only an ``id`` of its own.
    """
    found, problems = entries(spec, field, {*own, *known}, most)
    if problems:
        return [], problems
    if len(found) < least:
        words = {"field": field, "least": least}
        return [], [_("The field “%(field)s” needs %(least)d entries or more.") % words]
    for number, entry in enumerate(found, start=1):
        problems += _entry_problems(field, number, entry, own)
    problems = problems or _doubled(field, found, own)
    return ([] if problems else found), problems


def _entry_problems(
    field: str, number: int, entry: Mapping[str, Any], own: Collection[str]
) -> list[str]:
    where = {"number": number, "field": field}
    found = []
    key = entry.get("id")
    if not isinstance(key, str) or not OPTION_ID.fullmatch(key):
        problem = _("Entry %(number)d of “%(field)s” needs a short id of letters and digits.")
        found.append(problem % where)
    if "text" in own and not is_text(entry.get("text")):
        found.append(_("Entry %(number)d of “%(field)s” has no text.") % where)
    return found


def _doubled(field: str, found: list[Mapping[str, Any]], own: Collection[str]) -> list[str]:
    ids = Counter(entry["id"] for entry in found)
    texts = Counter(folded(entry["text"]) for entry in found if "text" in own)
    return [
        _("Several entries of “%(field)s” have the id “%(id)s”.") % {"field": field, "id": key}
        for key, times in ids.items()
        if times > 1
    ] + [
        _("Several entries of “%(field)s” say “%(text)s”.") % {"field": field, "text": text}
        for text, times in texts.items()
        if times > 1
    ]


def folded(text: str) -> str:
    """For comparing and sorting texts: case and white space do not matter."""
    return plain(unicodedata.normalize("NFKC", text)).casefold()


def handles(found: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What a form calls each entry, by its id: a number by the alphabet of the texts.

    The author's ids stay out of the page: they may follow the key ("1", "2", "3" for the items
    of an ordering) or tell it in words.
    """
    ranked = sorted(found, key=lambda entry: folded(entry["text"]))
    return {entry["id"]: str(number) for number, entry in enumerate(ranked, start=1)}


def in_words(response: Response, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The fields of a form that holds ``response``; ``names`` as for parts_posted."""
    given = response if isinstance(response, Mapping) else {}
    return {PREFIX + names[key]: [str(value)] for key, value in given.items()}


def parts_posted(fields: Fields, names: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, by the id of the part, in the order of ``names``.

    ``names`` says what the form calls each part. Raises BadResponse for a part that the form
    does not have, and for several values in one.
    """
    posted = {name: values for name, values in fields.items() if name.startswith("response")}
    unknown = set(posted) - {PREFIX + name for name in names.values()}
    if any(value for name in unknown for value in posted[name]):
        raise foreign()
    found = {}
    for key, name in names.items():
        values = posted.get(PREFIX + name, ())
        if len(values) > 1:
            raise BadResponse(_("Give one answer in each place, not several."))
        if values and readable(values[0]).strip():
            found[key] = values[0].strip()
    return found


def foreign() -> BadResponse:
    """What is raised for an answer in a place that the form does not have, or one not offered."""
    return BadResponse(_("That answer is not offered here. Load the page again and answer there."))


def remark(place: str, text: str) -> str:
    """The author's remark with the name of the place that it is on."""
    return _("%(place)s: %(remark)s") % {"place": place, "remark": text}


def remarks_on(things: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The author's remarks on entries with a ``text``, each with that before it."""
    told = ((thing["text"], feedback_of(thing)) for thing in things)
    return tuple(remark(text, feedback) for text, feedback in told if feedback.strip())


def right_of(right: int, total: int) -> str:
    """How many of several are right, for Grade.tally; "" when all are."""
    if right == total:
        return ""
    return _("Right: %(right)d of %(total)d.") % {"right": right, "total": total}


def as_parts(response: Any, ids: Collection[str]) -> dict[str, Any]:
    """A response by the id of the part; empty for None.

    Raises BadResponse for anything but a set of parts that the question has.
    """
    if response is None:
        return {}
    if not isinstance(response, Mapping) or not set(response) <= set(ids):
        raise foreign()
    return dict(response)
