"""Admins keep accounts."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.roles import ADMINS, AUTHORS
from quizzes.models import User
from tests.factories import (
    NOW,
    PASSWORD,
    AssignmentFactory,
    EnrolmentFactory,
    QuestionFactory,
    UserFactory,
)
from tests.views.assigning import Doer, browser

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
    admin.post(address, account(user, email="Ada@example.com"))
    user.refresh_from_db()
    assert user.email == "Ada@example.com"


def test_the_pages_of_accounts_open(admin):
    user = UserFactory()
    for page in ("change", "history", "delete"):
        address = reverse(f"admin:quizzes_user_{page}", args=[user.pk])
        assert admin.get(address).status_code == 200
    assert admin.get(reverse("admin:quizzes_user_changelist")).status_code == 200


@pytest.fixture
def keeper(client):
    """One who keeps the accounts and may not do everything."""
    user = UserFactory(email="keeper@example.com", is_staff=True)
    user.groups.add(Group.objects.get(name=ADMINS))
    client.force_login(user)
    return client


def account(user, **changes):
    sent = {"email": user.email, "name": user.name, "is_active": "on"}
    sent |= {"date_joined_0": "2026-11-23", "date_joined_1": "09:00:00"}
    sent |= {"learner-TOTAL_FORMS": "0", "learner-INITIAL_FORMS": "0"}
    return sent | changes


def test_who_keeps_accounts_gives_roles(keeper):
    user, group = UserFactory(), Group.objects.get(name=AUTHORS)
    url = reverse("admin:quizzes_user_change", args=[user.pk])
    assert keeper.post(url, account(user, is_staff="on", groups=[group.pk])).status_code == 302
    user.refresh_from_db()
    assert user.is_staff
    assert list(user.groups.all()) == [group]


def test_who_keeps_accounts_gives_nobody_the_right_to_everything(keeper):
    user = UserFactory()
    right = Permission.objects.get(codename="delete_group")
    url = reverse("admin:quizzes_user_change", args=[user.pk])
    keeper.post(url, account(user, is_superuser="on", user_permissions=[right.pk]))
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


@pytest.mark.parametrize("page", ["quizzes_user_change", "auth_user_password_change"])
def test_who_keeps_accounts_does_not_touch_those_that_may_do_everything(keeper, page):
    root = UserFactory(email="root@example.com", is_staff=True, is_superuser=True)
    url = reverse(f"admin:{page}", args=[root.pk])
    sent = account(root, email="mine@example.com", password1=PASSWORD, password2=PASSWORD)
    assert keeper.post(url, sent).status_code == 403
    root.refresh_from_db()
    assert root.email == "root@example.com"


@pytest.fixture
def at_a_test():
    """Somebody at a test of thirty minutes."""
    question = QuestionFactory()
    given = AssignmentFactory(asks=[question], minutes=30)
    place = EnrolmentFactory(classroom=given.classroom)
    doer = Doer(browser(place.learner.user), given)
    doer.begin()
    return doer


def time_of(learner, percent):
    return {
        "learner-TOTAL_FORMS": "1",
        "learner-INITIAL_FORMS": "1",
        "learner-0-id": learner.pk,
        "learner-0-user": learner.user.pk,
        "learner-0-time_percent": percent,
    }


def test_time_and_a_half_for_a_person_holds_at_once(keeper, at_a_test):
    learner = at_a_test.attempt().learner
    url = reverse("admin:quizzes_user_change", args=[learner.user.pk])
    with time_machine.travel(NOW, tick=False):
        sent = account(learner.user, **time_of(learner, "150"))
        assert keeper.post(url, sent).status_code == 302
    learner.refresh_from_db()
    assert learner.time_percent == 150
    assert at_a_test.attempt().ends_at == NOW + timedelta(minutes=45)


@pytest.mark.parametrize("percent", ["99", "1001", "x"])
def test_time_that_makes_no_sense_is_refused(keeper, at_a_test, percent):
    learner = at_a_test.attempt().learner
    url = reverse("admin:quizzes_user_change", args=[learner.user.pk])
    assert keeper.post(url, account(learner.user, **time_of(learner, percent))).status_code == 200
    learner.refresh_from_db()
    assert learner.time_percent == 100
