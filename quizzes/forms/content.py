"""What a question asks, as an author writes it: in fields, or as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..kinds import kinds
from ..kinds.authoring import Field
from ..kinds.base import UNREADABLE
from .draft import ROOT, Draft, Errors, draft_of, spec_of
from .drawn import Row, draw
from .entries import change, complete
from .spec import SpecField
from .values import Misfit

LONGEST_NAME = 80


class Content:
    """The content of one form while it is drawn, sent, redrawn and read.

    In fields, ``draft`` holds it; as text, ``text`` does, and ``draft`` is None.
    """

    def __init__(self, kind: str, draft: Draft | None, text: str = "") -> None:
        self.kind = kind
        self.draft = draft
        self.text = text
        self.problems: list[str] = []
        """Why a wish of the author's was not met."""
        self.focus = ""
        """Where the author goes on: the wish itself, or as ``change`` says it."""

    @classmethod
    def stored(cls, kind: str, spec: dict[str, Any]) -> Content:
        """That of a version: in fields where they can show it."""
        content = cls(kind, None, written(spec))
        if kind in kinds:
            content._show_fields(spec)
        return content

    @classmethod
    def sent(cls, data: Mapping[str, Sequence[str]]) -> Content:
        """That of a form as a browser sends it."""
        kind = "".join(data.get("kind", ())[-1:])
        if "spec" in data:
            return cls(kind, None, "".join(data["spec"][-1:]))
        draft = {name: list(values) for name, values in data.items() if name.startswith(ROOT + "-")}
        if kind in kinds:
            return cls(kind, draft)
        # A kind without a form: what was written stays, as the form that was shown reads it.
        fields = fields_of("".join(data.get("shown", ())[-1:]))
        return cls(kind, None, written(spec_of(fields, draft)[0]))

    def do(self, action: str) -> None:
        """Meet the wish of a button; one that no button has changes nothing."""
        what, _colon, name = action.partition(":")
        self.focus = action
        if what == "text" and self.draft is not None:
            self.draft, self.text = None, written(self.read()[0])
        elif what == "fields" and self.draft is None and self.kind in kinds:
            self._read_text()
        elif self.draft is not None and what in ("add", "remove", "up", "down"):
            self.focus = change(fields_of(self.kind), self.draft, what, name)

    def read(self) -> tuple[dict[str, Any], Errors]:
        """What the fields say, and what in them cannot be read."""
        return spec_of(fields_of(self.kind), self.draft or {})

    def drawn(self, taken: Callable[[], Collection[str]]) -> tuple[list[Row], list[Any]]:
        """The rows and the hidden controls of the fields. ``taken`` as for ``complete``."""
        draft = self.draft or {}
        fields = fields_of(self.kind)
        complete(fields, draft, taken)
        errors = spec_of(fields, draft)[1]
        return draw(fields, draft, errors, self.focus, kinds[self.kind].example())

    def _read_text(self) -> None:
        try:
            spec = SpecField(required=False).clean(self.text) or {}
        except ValidationError as error:
            self.problems = error.messages
            return
        self._show_fields(spec)

    def _show_fields(self, spec: dict[str, Any]) -> None:
        """Go over to fields, where they show all that ``spec`` has; else say what is in the way."""
        try:
            self.draft = draft_of(fields_of(self.kind), spec)
        except Misfit as misfit:
            problem = _(
                "This content can be shown as text only: look at “%(field)s”. The fields of this"
                " kind cannot hold what stands there."
            )
            place = UNREADABLE.sub("?", str(misfit))[:LONGEST_NAME]
            self.problems = [problem % {"field": place}]


def fields_of(kind: str) -> Sequence[Field]:
    """The fields of a kind's form; none for an unknown one."""
    return kinds[kind].form if kind in kinds else ()


def written(spec: Mapping[str, Any]) -> str:
    """Content as text, one field a line."""
    return json.dumps(spec, ensure_ascii=False, indent=2)
