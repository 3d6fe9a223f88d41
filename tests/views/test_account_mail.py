"""Mail names the site, says in a few lines what it is about, and leads back."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NEW = "copper wire 5"


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


def mail_after(client, name, **fields):
    """The only mail that a form causes."""
    client.post(reverse(f"account_{name}"), fields)
    [message] = mail.outbox
    for foreign in ("example.com", "Email", " email", "&#x27;", "&amp;", "!"):
        assert foreign not in message.subject + message.body
    assert message.body.startswith("Hello,\n\n")
    assert message.body.endswith("\n\n-- \nevlearn\nhttp://testserver/")
    return message


def link_in(message):
    [link] = re.findall(r"http://testserver(/accounts/\S+)", message.body)
    return link


def test_a_welcome_asks_to_confirm_the_address(client):
    message = mail_after(client, "signup", email="ada@school.org", password1=NEW)
    assert message.subject == "evlearn: welcome, and please confirm your e-mail address"
    assert message.to == ["ada@school.org"]
    page = client.get(link_in(message)).content.decode()
    assert "<h1>Confirm your e-mail address</h1>" in page


def test_another_address_is_asked_to_confirm(client):
    client.force_login(UserFactory(name="Ada O'Hara"))
    message = mail_after(client, "email", email="ada@school.org", action_add="")
    assert message.subject == "evlearn: confirm your e-mail address"
    assert "Ada O'Hara has given this address for an account at evlearn." in message.body


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client):
    UserFactory(email="ada@school.org")
    message = mail_after(client, "reset_password", email="ada@school.org")
    assert message.subject == "evlearn: choose a new password"
    form = client.get(link_in(message), follow=True)
    assert "<h1>Choose a new password</h1>" in form.content.decode()
    address = form.redirect_chain[-1][0]
    done = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "<h1>Your new password is set</h1>" in done.content.decode()
    again = client.get(link_in(message), follow=True).content.decode()
    assert "<h1>This link no longer works</h1>" in again


def test_an_unknown_address_is_told_that_it_has_no_account(client):
    message = mail_after(client, "reset_password", email="nobody@school.org")
    assert message.subject == "evlearn: there is no account with this address"
    assert link_in(message) == reverse("account_signup")


def test_signing_up_twice_tells_the_owner_of_the_address(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    UserFactory(email="ada@school.org")
    message = mail_after(client, "signup", email="ada@school.org", password1=NEW)
    assert message.subject == "evlearn: you have an account already"
    assert link_in(message) == reverse("account_reset_password")


def test_a_site_may_have_a_name_of_its_own(client, settings):
    settings.SITE_NAME = "Our school"
    client.post(reverse("account_signup"), {"email": "ada@school.org", "password1": NEW})
    assert "Welcome to Our school." in mail.outbox[0].body
