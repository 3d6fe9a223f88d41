"""The fields that every answer form carries beside the response."""

from __future__ import annotations

from django import forms

BIGGEST_ID = 2**63 - 1
MOST_ANSWERS = 2**31 - 2
"""What the database can still count one further than."""


class AnswerForm(forms.Form):
    """Which version was shown, and how many answers the learner had given by then."""

    version = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    after = forms.IntegerField(min_value=0, max_value=MOST_ANSWERS)
