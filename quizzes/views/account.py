"""What the account pages and their mail say where allauth takes the words from its code."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """allauth's behaviour in the site's own words."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("Your account has this address already."),
        "email_password_mismatch": _(
            "The address or the password is not right. Check both and try again, or choose a new"
            " password."
        ),
        "email_taken": _(
            "There is an account with this address already. Sign in, or choose a new password if"
            " you have forgotten it."
        ),
        "enter_current_password": _("This is not your current password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "max_email_addresses": _("You can have %d addresses. Remove one first."),
        "too_many_login_attempts": _(
            "Too many tries with a wrong password. Wait a few minutes and try again, or choose a"
            " new password."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail that can name the site."""
        super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME})
