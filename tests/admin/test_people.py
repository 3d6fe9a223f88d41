"""Admins keep accounts."""

import pytest
from django.urls import reverse

from quizzes.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(email="admin@example.com", is_staff=True, is_superuser=True))
    return client


def new(email):
    return {
        "email": email,
        "name": "",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def test_an_account_is_made(admin):
    assert admin.post(reverse("admin:quizzes_user_add"), new("a@example.com")).status_code == 302
    assert User.objects.get(email="a@example.com").check_password(PASSWORD)


@pytest.mark.parametrize("email", ["admin@example.com", "ADMIN@example.com"])
def test_an_address_has_one_account_however_it_is_typed(admin, email):
    page = admin.post(reverse("admin:quizzes_user_add"), new(email)).content.decode()
    assert "There is an account with this address already." in page
    assert "Constraint" not in page


@pytest.mark.parametrize("email", ["admin@example.com", "ADMIN@example.com"])
def test_an_account_cannot_take_anothers_address(admin, email):
    user = UserFactory()
    address = reverse("admin:quizzes_user_change", args=[user.pk])
    page = admin.post(address, {"email": email, "name": "", "is_active": "on"}).content.decode()
    assert "There is an account with this address already." in page
    assert "Constraint" not in page


def test_an_account_keeps_its_address_in_another_case(admin):
    user = UserFactory(email="ada@example.com")
    address = reverse("admin:quizzes_user_change", args=[user.pk])
    admin.post(address, {"email": "Ada@example.com", "name": "", "is_active": "on"})
    user.refresh_from_db()
    assert user.email == "Ada@example.com"


def test_the_pages_of_accounts_open(admin):
    user = UserFactory()
    for page in ("change", "history", "delete"):
        address = reverse(f"admin:quizzes_user_{page}", args=[user.pk])
        assert admin.get(address).status_code == 200
    assert admin.get(reverse("admin:quizzes_user_changelist")).status_code == 200
