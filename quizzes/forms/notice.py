"""A notice to a class."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.notice import LONGEST_NOTICE


class NoticeForm(forms.Form):
    """What a class is told."""

    text = forms.CharField(
        label=_("Tell the class"),
        max_length=LONGEST_NOTICE,
        help_text=_("Everybody in the class sees it at once, also in a test that runs."),
    )
    token = forms.CharField(max_length=32, widget=forms.HiddenInput)
