"""What signing up asks for beside address and password."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import User


class SignupForm(forms.Form):
    """A name, so that a teacher knows who it is. It can be left out."""

    name = forms.CharField(
        label=_("Name (optional)"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth with the new account before it is used."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
