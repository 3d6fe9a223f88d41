"""Drafts: saved when a choice changes, there on the next device."""

import pytest
from django.test import Client

from quizzes.models import AttemptItem, Learner
from tests.factories import QuestionFactory, UserFactory

from .conftest import draft_url, form, post

pytestmark = pytest.mark.django_db


def test_a_draft_is_saved_and_says_when(signed_in, question):
    told = signed_in.post(draft_url(question), form(question, "b")).json()
    assert told["saved"]
    assert AttemptItem.objects.get().draft_saved_at.isoformat() == told["at"]


def test_a_draft_is_there_on_another_device(signed_in, question, ada, client):
    signed_in.post(draft_url(question), form(question, "b"))
    client.force_login(ada.user)
    page = client.get(question.lesson.get_absolute_url()).content.decode()
    assert 'value="b" checked' in page
    assert "Your saved choice. Not checked yet." in page


def test_someone_without_an_answer_leaves_no_rows_by_choosing(client, question):
    response = client.post(draft_url(question), form(question, "b"))
    assert response.status_code == 409
    assert not Learner.objects.exists()


def test_an_account_without_any_answer_has_its_first_draft_kept(client, question):
    client.force_login(UserFactory())
    assert client.post(draft_url(question), form(question, "b")).json()["saved"]
    assert AttemptItem.objects.get().draft == "b"


def test_a_draft_from_before_the_last_sign_in_is_refused_with_a_reason(question):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(draft_url(question), form(question, "b"))
    assert response.status_code == 403
    assert "Load it again" in response.json()["reason"]


def test_a_guest_with_an_answer_has_drafts_kept(client, question):
    other = QuestionFactory(lesson=question.lesson)
    post(client, question, "a")
    assert client.post(draft_url(other), form(other, "b")).json()["saved"]


def test_a_draft_that_was_never_offered_is_refused(signed_in, question):
    told = signed_in.post(draft_url(question), form(question, "z"))
    assert (told.status_code, told.json()["saved"]) == (200, False)
    assert not AttemptItem.objects.exists()


def test_a_draft_from_an_old_tab_does_not_cover_the_answer(signed_in, question):
    post(signed_in, question, "a")
    assert signed_in.post(draft_url(question), form(question, "b")).status_code == 409
    page = signed_in.get(question.lesson.get_absolute_url()).content.decode()
    assert "That is right." in page
