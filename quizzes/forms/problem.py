"""What a learner writes to report a problem, and what the author replies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..kinds.base import UNREADABLE
from ..models import Problem
from .answer import BIGGEST_ID

FEWEST, MOST = 10, 1000
"""Characters in a note: a word says too little, and a page is for an e-mail."""


class ProblemForm(forms.Form):
    """Which version was shown, and what is said to be wrong with it."""

    version = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    note = forms.CharField(required=False)

    def clean_note(self) -> str:
        """The note without blanks around it; a line break counts as one character."""
        note = self.cleaned_data["note"].replace("\r\n", "\n")
        if len(note) < FEWEST:
            raise ValidationError(_too_short())
        if len(note) > MOST:
            raise ValidationError(_too_long(len(note)))
        if UNREADABLE.search(note):
            raise ValidationError(_("Your note holds a character that cannot be stored."))
        return note


def _too_short() -> str:
    text = ngettext(
        "Say what is wrong in %(count)d character or more. Nothing was sent yet.",
        "Say what is wrong in %(count)d characters or more. Nothing was sent yet.",
        FEWEST,
    )
    return text % {"count": FEWEST}


def _too_long(length: int) -> str:
    text = ngettext(
        "Keep the note to %(most)d character: it has %(length)d. Nothing was sent yet.",
        "Keep the note to %(most)d characters: it has %(length)d. Nothing was sent yet.",
        MOST,
    )
    return text % {"most": MOST, "length": length}


class ReplyForm(forms.ModelForm):
    """The author's decision, and what the learner is told."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Problem
        fields = ["state", "reply"]
        help_texts = {
            "reply": gettext_lazy("The learner reads it on their page of reports."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Someone who may only look has neither field.
        self.there = (self.instance.state, self.instance.reply)
        self.initial["based_on"] = self._mark()

    def clean(self) -> dict[str, Any]:
        """Refuse a decision without a word, and to overwrite what was not read."""
        cleaned = super().clean() or {}
        if cleaned.get("based_on", "") != self._mark():
            self.add_error(None, self._answered_meanwhile())
        elif not cleaned.get("reply") and "reply" not in self.errors:
            if self.there[1]:
                self.add_error(
                    "reply", _("The learner was told this already. Write what holds instead.")
                )
            elif cleaned.get("state") != Problem.State.OPEN:
                self.add_error("reply", _("Tell the learner in a sentence what came of it."))
        return cleaned

    def _mark(self) -> str:
        at = self.instance.replied_at
        return at.isoformat() if at else ""

    def _answered_meanwhile(self) -> str:
        return _(
            "%(name)s replied meanwhile: “%(reply)s” Your text is still below. Open the report in"
            " another tab, and save there what is to be added."
        ) % {"name": self.instance.replied_by or "–", "reply": self.there[1]}
