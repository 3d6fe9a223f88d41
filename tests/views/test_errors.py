"""What went wrong is said in words, and nothing is lost by it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.course import touch
from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.models import Answer, QuestionVersion
from quizzes.models.writes import change
from tests.factories import NOW, UserFactory, choice_spec
from tests.views.conftest import answer_url, form, post

pytestmark = pytest.mark.django_db


def remove_kind(question):
    """As if the question's kind had been taken out of the program."""
    change(QuestionVersion, {"id": question.current_id}, {"kind": "riddle"}).run()


def test_a_post_of_many_megabytes_is_refused_in_words(client, question):
    response = client.post(answer_url(question), form(question, "a" * 3_000_000))
    assert response.status_code == 400
    assert "too large" in response.content.decode()
    assert not Answer.objects.exists()


def test_what_an_account_may_not_do_is_refused_in_words(client):
    author = UserFactory(is_staff=True)
    author.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(author)
    response = client.get(reverse("admin:quizzes_user_changelist"))
    assert response.status_code == 403
    assert "may not do this" in response.content.decode()


def test_an_answer_of_a_kind_that_was_removed_makes_way_for_the_new_question(signed_in, question):
    post(signed_in, question, "b")
    remove_kind(question)
    revise(question, "single_choice", choice_spec("What turns now?"), by=None, now=NOW)
    touch(question.course_id, now=NOW)
    page = signed_in.get(question.lesson.get_absolute_url()).content.decode()
    assert "What turns now?" in page
    assert post(signed_in, question, "a", after=1).status_code == 200
    assert Answer.objects.count() == 2


def test_a_question_of_a_kind_that_was_removed_is_left_out(client, question):
    remove_kind(question)
    response = client.get(question.lesson.get_absolute_url())
    assert response.status_code == 200
    assert "What turns?" not in response.content.decode()


def test_an_address_that_is_not_the_sites_own_says_so(client, settings):
    settings.ALLOWED_HOSTS = ["learn.example.org"]
    response = client.get("/", headers={"host": "elsewhere.example.org"})
    assert response.status_code == 400
    assert "does not know the name in the address" in response.content.decode()
