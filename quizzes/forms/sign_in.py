"""The forms of the account pages, in the site's own words.

What they do is allauth's. It loads the module with ``SignupForm`` beside this one before its own
forms, so these stand apart.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as theirs
from django import forms
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

LABELS: dict[str, Any] = {
    "email": _("E-mail"),
    "login": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
MISSING: dict[str, Any] = {
    "email": _("Type your e-mail address."),
    "login": _("Type your e-mail address."),
    "password": _("Type your password."),
    "oldpassword": _("Type your current password."),
    "password1": _("Choose a password."),
    "password2": _("Type the new password once more."),
}
NO_ADDRESS = _("This is not an e-mail address. One looks like name@school.org.")


def _password_rules() -> str:
    lengths = [
        rule.min_length
        for rule in get_default_password_validators()
        if isinstance(rule, MinimumLengthValidator)
    ]
    return ngettext(
        "At least %(count)d character, not digits only, and hard to guess: no common password, not"
        " your name or address.",
        "At least %(count)d characters, not digits only, and hard to guess: no common password,"
        " not your name or address.",
        max(lengths, default=1),
    ) % {"count": max(lengths, default=1)}


password_rules = lazy(_password_rules, str)
"""What a password must be, as one sentence. Read late: the reader's language decides."""


class OwnWords(forms.Form):
    """Labels above the fields and nothing inside them; refusals that say what to type."""

    labels: ClassVar[dict[str, Any]] = {}
    """Where a form calls a field otherwise than LABELS does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name) or LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            # Else a link to the reset, which the page has among its own links.
            field.help_text = password_rules() if name == "password1" else ""
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NO_ADDRESS

    def full_clean(self) -> None:
        """Puts the cursor where something has to be mended."""
        super().full_clean()
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True


class SignUpForm(OwnWords, theirs.SignupForm):
    """Address and password, and a name for those who like."""

    labels: ClassVar[dict[str, Any]] = {"password1": _("Password")}


class LoginForm(OwnWords, theirs.LoginForm):
    """Address and password."""


class ReauthenticateForm(OwnWords, theirs.ReauthenticateForm):
    """The password once more."""


class AddEmailForm(OwnWords, theirs.AddEmailForm):
    """One more address."""

    labels: ClassVar[dict[str, Any]] = {"email": _("Another e-mail address")}


class ChangePasswordForm(OwnWords, theirs.ChangePasswordForm):
    """The old password, and twice the new one."""


class SetPasswordForm(OwnWords, theirs.SetPasswordForm):
    """A first password, twice."""


class ResetPasswordForm(OwnWords, theirs.ResetPasswordForm):
    """The address to which the link goes."""


class ResetPasswordKeyForm(OwnWords, theirs.ResetPasswordKeyForm):
    """Twice the new password, for those who followed the link."""
