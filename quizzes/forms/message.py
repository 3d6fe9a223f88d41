"""Which messages a learner wants by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Mailing
from ..models.message import USUAL_HOUR


class MailingForm(forms.ModelForm):
    """What is sent, and from when on in the day."""

    hour = forms.TypedChoiceField(
        label=_("From"),
        coerce=int,
        initial=USUAL_HOUR,
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        help_text=_("By the clock of your class. There is one mail a day at most."),
    )

    class Meta:
        model = Mailing
        fields = ["due", "marked", "corrected", "joined", "hour"]

    def wishes(self) -> dict[str, Any]:
        """What was chosen, by the fields' names."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
