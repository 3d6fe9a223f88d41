"""Sessions, read by a query of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NAMED = "Sign out Ada"


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory(name="Ada Lovelace"))
    return client


def home(client):
    return client.get(reverse("home")).content.decode()


def test_a_session_is_known_again(signed_in):
    assert NAMED in home(signed_in)


def test_an_expired_session_is_nobodys(signed_in):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert NAMED not in home(signed_in)


def test_a_session_that_was_ended_elsewhere_is_nobodys(signed_in):
    Session.objects.all().delete()
    assert NAMED not in home(signed_in)


def test_a_new_password_ends_sessions_that_stand(signed_in):
    user = UserFactory._meta.model.objects.get()
    user.set_password("another-winding-6")
    user.save()
    assert NAMED not in home(signed_in)


def test_a_session_written_by_hand_is_nobodys(signed_in):
    Session.objects.update(session_data="eyJfYXV0aF91c2VyX2lkIjoiMSJ9")
    assert NAMED not in home(signed_in)
