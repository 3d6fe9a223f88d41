"""What an author wrote, joined with what another one saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..exchange.difference import Change, differences, whole
from ..exchange.merging import merged
from ..kinds import kinds
from ..kinds.base import COMMON_WORDS
from ..models import Question, QuestionVersion
from .content import Content, written
from .draft import ROOT
from .kind import kind_label
from .spec import SpecField


@dataclass(frozen=True, slots=True)
class Joined:
    """The content of both in one.

    ``changes`` is what the other author changed, ``clashes`` what both did: from theirs to
    one's own, which stands.
    """

    latest: QuestionVersion
    kind: str
    spec: dict[str, Any]
    changes: list[Change]
    clashes: list[Change]


def joined(question: Question, lists: Mapping[str, Sequence[str]]) -> Joined | None:
    """What a form as a browser sends it makes of a question that has a newer version by now.

    None where it was drawn from the latest one, and where it says nothing that can be joined:
    then the form itself says why.
    """
    latest = question.current
    number = "".join(lists.get("based_on", ())[-1:])
    if latest is None or not number.isdecimal() or number == str(latest.number):
        return None
    base = question.versions.filter(number=int(number[:9])).first()
    own = _own(lists)
    if base is None or own is None:
        return None
    kind, spec = own
    changes = _changes(base.kind, base.spec, latest.kind, latest.spec)
    if (kind, spec) == (base.kind, base.spec):
        return Joined(latest, latest.kind, latest.spec, changes, [])
    if len({kind, base.kind, latest.kind}) > 1:
        return Joined(latest, kind, spec, changes, _changes(latest.kind, latest.spec, kind, spec))
    found = merged(base.spec, spec, latest.spec)
    clashes = [
        each
        for each in _changes(kind, latest.spec, kind, found.spec)
        if any(each.path[: len(path)] == path for path in found.conflicts)
    ]
    return Joined(latest, kind, found.spec, changes, clashes)


def with_joined(data: Any, found: Joined) -> Any:
    """What was sent, with both contents in one, as if its author had asked for the fields."""
    in_fields = "spec" not in data
    data = data.copy()
    for name in [name for name in data if name.startswith(f"{ROOT}-")]:
        del data[name]
    data["kind"], data["spec"] = found.kind, written(found.spec)
    data["based_on"] = str(found.latest.number)
    data["do"] = "fields" if in_fields else "joined"
    return data


def _own(lists: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, Any]] | None:
    """Kind and content of what was sent; None where it cannot be read."""
    content = Content.sent(lists)
    if content.draft is not None:
        spec, unread = content.read()
        return None if unread else (content.kind, spec)
    try:
        return content.kind, SpecField().clean(content.text)
    except ValidationError:
        return None


def _changes(kind: str, spec: Any, new_kind: str, new_spec: Any) -> list[Change]:
    words = dict(COMMON_WORDS)
    for name in (kind, new_kind):
        words |= kinds[name].words if name in kinds else {}
    found = list(differences(spec, new_spec, words))
    if kind != new_kind:
        pieces = whole(kind_label(kind), kind_label(new_kind))
        found.insert(0, Change((), _("Kind"), pieces))
    return found
