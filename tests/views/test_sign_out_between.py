"""Signing out, or in as someone else, between drawing a form and posting it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from quizzes.models import Answer
from tests.factories import PASSWORD, LearnerFactory

from .conftest import answer_url, draft_url, form, post

pytestmark = pytest.mark.django_db


def drawn_for(learner):
    return f"u{learner.user.pk}"


def test_a_signed_out_answer_leads_to_a_full_sign_in_page(client, ada, question):
    response = post(client, question, "b", drawn_for=drawn_for(ada))
    assert response["HX-Redirect"].startswith("/accounts/login/?next=")
    assert not Answer.objects.exists()


def test_without_htmx_too(client, ada, question):
    response = post(client, question, "b", htmx=False, drawn_for=drawn_for(ada))
    assert response.status_code == 303
    assert response["Location"].startswith("/accounts/login/?next=")


def test_after_signing_in_the_choice_is_still_selected(client, ada, question):
    address = post(client, question, "b", drawn_for=drawn_for(ada))["HX-Redirect"]
    [back] = parse_qs(urlsplit(address).query)["next"]
    response = client.post(
        address, {"login": ada.user.email, "password": PASSWORD, "next": back}, follow=True
    )
    assert 'value="b" checked' in response.content.decode()
    assert back.endswith(f"#q-{question.pk}")


def test_an_answer_drawn_for_someone_else_is_not_recorded(signed_in, question):
    other = LearnerFactory()
    response = post(signed_in, question, "b", drawn_for=drawn_for(other))
    page = response.content.decode()
    assert response.status_code == 409
    assert "You are now signed in as Ada." in page
    assert 'value="b" checked' in page
    assert not Answer.objects.exists()


def test_a_guests_form_posted_after_signing_in_counts_for_the_account(client, ada, question):
    client.force_login(ada.user)
    assert post(client, question, "b", drawn_for="g123").status_code == 200
    assert Answer.objects.get().item.attempt.learner == ada


def test_a_signed_out_draft_is_refused_with_a_reason(client, ada, question):
    response = client.post(draft_url(question), form(question, "b", drawn_for=drawn_for(ada)))
    assert response.status_code == 403
    assert response.json()["reason"] == "Not saved: you are signed out."
    assert "/accounts/login/?next=" in response.json()["sign_in"]


def test_an_answer_given_since_stands_although_the_address_still_keeps_a_choice(
    signed_in, question
):
    address = f"{question.lesson.get_absolute_url()}?keep={question.pk}&response=b"
    address += f"&version={question.current.pk}&after=0"
    assert "Check answer" in signed_in.get(address).content.decode()
    post(signed_in, question, "b")
    assert "Check answer" not in signed_in.get(address).content.decode()


def test_a_form_from_before_the_last_sign_in_keeps_the_answer(ada, question):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(answer_url(question), form(question, "b"))
    assert response.status_code == 403
    kept = f"?keep={question.pk}&amp;version={question.current.pk}&amp;after=0&amp;response=b#q-"
    assert kept in response.content.decode()
