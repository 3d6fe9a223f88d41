"""Who is asking: the account's learner, the guest behind the cookie, or nobody yet."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils import timezone

from ..actions import learner as learner_actions
from ..models import Learner, User

GUEST = "guest"
"""Session key with the id of a guest's learner."""


class AccountBackend(AuthenticationBackend):
    """Sign-in by e-mail; fetches the learner with the account, which every page needs."""

    def get_user(self, user_id: Any) -> User | None:
        """The active account with that id, its learner in the same query."""
        user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def current_learner(request: HttpRequest) -> Learner | None:
    """The learner of this request; None for someone of whom nothing is kept yet.

    After signing in or up, the first call hands the guest's work over to the account.
    """
    if request.user.is_authenticated:
        guest_id = request.session.pop(GUEST, None) if GUEST in request.session else None
        if guest_id is not None:
            return learner_actions.adopt(guest_id, request.user, now=timezone.now())
        return getattr(request.user, "learner", None)
    guest_id = request.session.get(GUEST)
    if guest_id is None:
        return None
    return Learner.objects.filter(pk=guest_id, user=None, merged_into=None).first()


def learner_to_write(request: HttpRequest) -> Learner:
    """The learner of this request, made now if this is the first thing they hand in."""
    learner = current_learner(request)
    if learner is not None:
        return learner
    if request.user.is_authenticated:
        return learner_actions.learner_for(request.user, now=timezone.now())
    guest = learner_actions.begin_guest(now=timezone.now())
    request.session[GUEST] = guest.pk
    return guest


def identity(request: HttpRequest) -> str:
    """A short name for who is asking, put into forms: "" for someone of whom nothing is kept."""
    if request.user.is_authenticated:
        return f"u{request.user.pk}"
    guest_id = request.session.get(GUEST)
    return f"g{guest_id}" if guest_id else ""
