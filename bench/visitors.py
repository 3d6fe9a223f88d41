"""Signed-in people for either site; runs inside that site's settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client


def signed_in(user: AbstractBaseUser) -> dict[str, str]:
    """A new session of ``user``: "cookie" as the header has it, and a form's "token"."""
    browser = Client()
    browser.force_login(user)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    form = HttpRequest()
    token = get_token(form)
    secret = form.META["CSRF_COOKIE"]
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}"
    return {"cookie": cookie, "token": token, "name": f"u{user.pk}"}


def database() -> dict[str, Any]:
    """The settings of the database that must be the same for both sites."""
    config = settings.DATABASES["default"]
    return {name: config.get(name) for name in ("ENGINE", "CONN_MAX_AGE", "OPTIONS")}


def sign_in_all(users: Iterable[AbstractBaseUser]) -> list[dict[str, str]]:
    """A session for each."""
    return [signed_in(user) for user in users]
