"""The part of a question's form in which an author says what it asks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from ..kinds import kinds
from .content import Content, written
from .drawn import Row
from .entries import ids_in
from .kind import kind_choices, unknown_kind_help
from .spec import SpecField

FIRST_KIND = "single_choice"
"""What a new question is until its author chooses."""


def lists_of(data: Any) -> dict[str, list[Any]]:
    """What was sent, each name with all its values."""
    return dict(data.lists()) if hasattr(data, "lists") else {k: [v] for k, v in data.items()}


class ContentForm(forms.ModelForm):
    """The kind and the content, in fields or as text.

    Fields are another way to type the text: what they say is put in its place before it is
    read. A form sent by one of the content's own buttons (``do``) is drawn again as the button
    says: it is neither valid nor does it have errors.
    """

    kind = forms.ChoiceField(label=_("Kind"))
    spec = SpecField(
        label=_("Content"),
        widget=forms.Textarea(
            attrs={"rows": 24, "cols": 90, "spellcheck": "false", "aria-describedby": "spec-help"}
        ),
        help_text=_("As docs/kinds.md describes it for each kind."),
    )

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        self.redrawn = data is not None and "do" in data
        if data is not None:
            data = self._with_text(data)
        super().__init__(data, *args, **options)
        current = self.instance.current
        self.fields["kind"].choices = kind_choices(current.kind if current else "")  # type: ignore[attr-defined]
        if current:
            self.initial.update(kind=current.kind, spec=current.spec)
            # A form that was sent says so itself where it matters.
            if current.kind not in kinds and not self.is_bound:
                self.fields["kind"].help_text = unknown_kind_help(current.kind)
        else:
            kind, quote = self.initial.get("kind"), self.initial.get("quote")
            self.initial.update(
                kind=kind if kind in kinds else FIRST_KIND, spec={"quote": quote} if quote else {}
            )
        if data is None:
            self.content = Content.stored(self.initial["kind"], self.initial["spec"])

    def _with_text(self, data: Any) -> Any:
        """What was sent, with the content as text, after its button did what it says."""
        self.content = Content.sent(lists_of(data))
        if self.redrawn:
            self.content.do(str(data["do"]))
        data = data.copy()
        data["spec"] = self.content.text if self.as_text else written(self.content.read()[0])
        return data

    @property
    def as_text(self) -> bool:
        """Whether the content is shown as text."""
        return self.content.draft is None

    @property
    def has_fields(self) -> bool:
        """Whether there are fields for the kind."""
        return self.content.kind in kinds

    @cached_property
    def drawn(self) -> tuple[list[Row], list[Any]]:
        """The rows of the content, and the names and values of its hidden controls."""
        return self.content.drawn(lambda: self._ids)

    @cached_property
    def _ids(self) -> set[str]:
        """Every id that a version of the question ever had: an answer may name it."""
        if not self.instance.pk:
            return set()
        return ids_in(list(self.instance.versions.values_list("spec", flat=True)))

    def example(self) -> str:
        """A whole content of this kind as text; "" for an unknown kind."""
        return written(kinds[self.content.kind].example()) if self.has_fields else ""

    def is_valid(self) -> bool:
        """Whether this can be saved, and is to be."""
        return not self.redrawn and super().is_valid()

    def full_clean(self) -> None:
        """Look at everything, unless the author is not done."""
        if self.redrawn:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
        else:
            super().full_clean()

    def clean_spec(self) -> dict[str, Any]:
        """What the question asks, as a set of named fields."""
        if not self.as_text and self.content.read()[1]:
            raise forms.ValidationError(
                _("Something cannot be read: look at the fields with a message.")
            )
        spec: dict[str, Any] = self.cleaned_data["spec"]
        return spec
