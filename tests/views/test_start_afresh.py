"""A guest on a shared computer can leave the next one a clean start."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.models import Answer, Learner
from tests.views.conftest import post

pytestmark = pytest.mark.django_db


def home(client):
    return client.get(reverse("home")).content.decode()


def start_afresh(client):
    return client.post(reverse("start_afresh"))


def test_a_guest_with_answers_is_offered_it(client, question):
    assert "Start afresh" not in home(client)
    post(client, question, "a")
    assert "Start afresh" in home(client)


def test_an_account_is_not_offered_it(signed_in, question):
    post(signed_in, question, "a")
    assert "Start afresh" not in home(signed_in)


def test_the_next_guest_is_somebody_else(client, question):
    post(client, question, "a")
    assert start_afresh(client).status_code == 302
    assert "Not you?" not in home(client)
    post(client, question, "b")
    assert Learner.objects.count() == 2


def test_no_answer_is_deleted(client, question):
    post(client, question, "a")
    start_afresh(client)
    assert Answer.objects.count() == 1


def test_choices_kept_in_the_browser_go_too(client, question):
    assert start_afresh(client).headers["Clear-Site-Data"] == '"storage"'


def test_it_signs_nobody_out(signed_in):
    start_afresh(signed_in)
    assert "Sign out" in home(signed_in)


def test_pages_are_kept_by_no_cache_on_the_way(client, question):
    for url in (reverse("home"), question.lesson.get_absolute_url()):
        assert "private" in client.get(url).headers["Cache-Control"]
