"""What would make a question better that can be published as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .authoring import Cases, Field, Group, Several
from .fields import is_text

FEEDBACK = "feedback"


def unremarked(layout: Sequence[Field], spec: Mapping[str, Any], place: str = "") -> list[str]:
    """A line for each entry of the spec that could have the author's remark and has none.

    ``layout`` says where there could be one; ``place`` is what comes before each line.
    """
    return [
        _("%(place)s has no feedback.") % {"place": each} for each in _bare(layout, spec, place)
    ]


def _bare(layout: Sequence[Field], spec: Mapping[str, Any], place: str) -> Iterator[str]:
    for field in layout:
        value = spec.get(field.name)
        if isinstance(field, Several) and isinstance(value, list):
            for number, entry in enumerate(value, start=1):
                if isinstance(entry, Mapping):
                    where = _("%(entry)s %(number)d") % {"entry": field.entry, "number": number}
                    yield from _in_entry(field.fields, entry, _within(place, where))
        elif isinstance(field, Group) and field.name == FEEDBACK:
            given = value if isinstance(value, Mapping) else {}
            for each in field.fields:
                if not is_text(given.get(each.name)):
                    yield _within(place, str(each.label))
        elif isinstance(field, Cases) and isinstance(value, str) and value in field.cases:
            yield from _bare(field.cases[value].fields, spec, place)


def _in_entry(fields: Sequence[Field], entry: Mapping[str, Any], place: str) -> Iterator[str]:
    remarked = any(each.name == FEEDBACK and not isinstance(each, Group) for each in fields)
    if remarked and not is_text(entry.get(FEEDBACK)):
        yield place
    yield from _bare(fields, entry, place)


def _within(place: str, inner: str) -> str:
    return _("%(place)s, %(inner)s") % {"place": place, "inner": inner} if place else inner
