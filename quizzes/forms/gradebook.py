"""Looking for grades, and giving one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_PERCENT = 200
STATES = [
    ("", _("everything")),
    ("waiting", _("waits for marks")),
    ("missing", _("missing")),
    ("late", _("late")),
]


class FilterForm(forms.Form):
    """Which rows of a gradebook are shown."""

    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    state = forms.ChoiceField(label=_("With"), choices=STATES, required=False)
    gone = forms.BooleanField(label=_("Those taken out"), required=False)


class GradeForm(forms.Form):
    """A grade that a teacher gives, and why."""

    percent = forms.FloatField(
        label=_("Grade in percent"),
        min_value=0,
        max_value=MOST_PERCENT,
        required=False,
        help_text=_("Empty to let the marks count again."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For those who teach the class.")
    )
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @property
    def fraction(self) -> float | None:
        """The grade, once valid; None for the one from the marks."""
        percent: float | None = self.cleaned_data["percent"]
        return None if percent is None else percent / 100

    def clean_seen(self) -> int:
        """0 for a form that was drawn before any decision."""
        seen: Any = self.cleaned_data["seen"]
        return seen or 0
