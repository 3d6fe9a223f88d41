"""Who is asking: the account's learner, the guest behind a cookie, or nobody yet."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..actions import learner as actions
from ..models import Learner, Prepared, User

COOKIE = "guest"
COOKIE_AGE = 60 * 60 * 24 * 365
"""Seconds. The cookie is all that leads back to a guest's progress, so it lives for a year."""


_USER = [field.attname for field in User._meta.concrete_fields]
_LEARNER = [field.attname for field in Learner._meta.concrete_fields]
_ACCOUNT = Prepared(
    lambda pk: User.objects.filter(pk=pk).values_list(
        *_USER, *(f"learner__{name}" for name in _LEARNER)
    ),
    int,
)


class AccountBackend(AuthenticationBackend):
    """Sign-in by e-mail; fetches the learner with the account, which every page needs."""

    def get_user(self, user_id: Any) -> User | None:
        """The active account with that id, its learner in the same query."""
        row = _ACCOUNT.row(user_id)
        if row is None:
            return None
        user = User.from_db(DEFAULT_DB_ALIAS, _USER, row[: len(_USER)])
        learner = row[len(_USER) :]
        found = None if learner[0] is None else Learner.from_db(DEFAULT_DB_ALIAS, _LEARNER, learner)
        User.learner.related.set_cached_value(user, found)
        return user if self.user_can_authenticate(user) else None


class GuestMiddleware:
    """Gives guests their cookie, and hands their work over once they are signed in.

    It sees every request, so it does not matter by which page somebody signs in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand over before the view, set or drop the cookie after it."""
        token = request.COOKIES.get(COOKIE)
        signed_in = token is not None and request.user.is_authenticated
        if signed_in and token:
            _hand_over(request, token)
        response = self.get_response(request)
        if signed_in:
            response.delete_cookie(COOKIE)
        elif new := getattr(request, "guest_token", None):
            _set_cookie(response, new)
        # What a page shows depends on who asks and on what they have answered: no cache on the
        # way may hand it to another, and Back must not bring a card from before the answer.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def current_learner(request: HttpRequest) -> Learner | None:
    """The learner of this request; None for someone of whom nothing is kept yet."""
    if request.user.is_authenticated:
        return getattr(request.user, "learner", None)
    token = request.COOKIES.get(COOKIE)
    if token is None:
        return None
    guests = Learner.objects.filter(guest_key=_digest(token), user=None, merged_into=None)
    return guests.first()


def learner_to_write(request: HttpRequest) -> Learner:
    """The learner of this request, made now if this is the first thing they hand in."""
    now = timezone.now()
    if request.user.is_authenticated:
        return current_learner(request) or actions.learner_for(request.user, now=now)
    token = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    guest = actions.guest_for(_digest(token), now=now)
    if guest.user_id or guest.merged_into_id:
        # A cookie from before signing in, kept in a tab that was left open.
        token = secrets.token_urlsafe(24)
        guest = actions.guest_for(_digest(token), now=now)
    request.guest_token = token  # type: ignore[attr-defined]
    return guest


def go_on_as(request: HttpRequest, guest: Learner, token: str) -> None:
    """Let this device act as a guest who has shown who they are; the one before no longer does."""
    actions.hand_key(guest, _digest(token))
    request.guest_token = token  # type: ignore[attr-defined]


def expect_guest(request: HttpRequest) -> None:
    """Give a visitor the cookie before their first answer.

    Two first answers at the same moment then belong to the same guest. No row is made.
    """
    if COOKIE not in request.COOKIES and not request.user.is_authenticated:
        request.guest_token = secrets.token_urlsafe(24)  # type: ignore[attr-defined]


@require_POST
def start_afresh(request: HttpRequest) -> HttpResponse:
    """Forget the guest on this device, for instance on a shared computer.

    The answers stay in the database, for nobody to see: only the cookie led to them.
    """
    response = HttpResponseRedirect(reverse("home"))
    response.delete_cookie(COOKIE)
    # Choices that the browser kept until a first answer.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def known_as(request: HttpRequest) -> str:
    """As Learner.known_as has it, also for those who have no row yet."""
    if request.user.is_authenticated:
        return f"u{request.user.pk}"
    token = getattr(request, "guest_token", None) or request.COOKIES.get(COOKIE, "")
    return _digest(token) if token else ""


def identity(request: HttpRequest) -> str:
    """A short name of the account for forms; "" for someone without one."""
    return f"u{request.user.pk}" if request.user.is_authenticated else ""


def _hand_over(request: HttpRequest, token: str) -> None:
    guest = Learner.objects.filter(guest_key=_digest(token), user=None, merged_into=None).first()
    if guest is not None and isinstance(request.user, User):
        learner = actions.adopt(guest.pk, request.user, now=timezone.now())
        request.user.learner = learner


def _digest(token: str) -> str:
    """What is stored: who reads the database still cannot act as a guest."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
