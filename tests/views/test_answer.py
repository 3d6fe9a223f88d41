"""Answering on the lesson page, with htmx and without."""

import pytest
from django.test import Client

from quizzes.actions.question import revise
from quizzes.kinds import kinds
from quizzes.models import Answer, Learner
from tests.factories import NOW, QuestionFactory, choice_spec

from .conftest import answer_url, form, post

pytestmark = pytest.mark.django_db


def test_a_wrong_answer_is_explained_at_once(signed_in, question):
    page = post(signed_in, question, "b").content.decode()
    assert "Not quite." in page
    assert "REMARK it stays." in page
    assert "EXPLAINED because" in page


def test_a_right_answer_is_said_to_be_right(signed_in, question):
    assert "That is right." in post(signed_in, question, "a").content.decode()


def test_without_htmx_the_browser_is_sent_back_to_the_question(signed_in, question):
    response = post(signed_in, question, "b", htmx=False)
    assert response.status_code == 303
    assert response["Location"] == f"{question.lesson.get_absolute_url()}#q-{question.pk}"


def test_the_page_shows_the_verdict_after_coming_back(signed_in, question):
    post(signed_in, question, "b", htmx=False)
    page = signed_in.get(question.lesson.get_absolute_url()).content.decode()
    assert "Not quite." in page


def test_four_posts_are_one_answer(signed_in, question):
    for _ in range(4):
        assert post(signed_in, question, "b").status_code == 200
    assert Answer.objects.count() == 1


def test_a_blank_answer_is_refused_and_says_what_to_do(signed_in, question):
    response = post(signed_in, question)
    assert response.status_code == 422
    assert "Answer first, then check." in response.content.decode()
    assert not Answer.objects.exists()


def test_an_option_that_was_never_offered_is_refused(signed_in, question):
    assert post(signed_in, question, "z").status_code == 422
    assert not Answer.objects.exists()


def test_an_older_tab_gets_a_message_and_keeps_its_choice(signed_in, question):
    post(signed_in, question, "b")
    response = post(signed_in, question, "c")
    page = response.content.decode()
    assert response.status_code == 409
    assert "in another tab or on another device" in page
    assert 'value="c" checked' in page
    assert Answer.objects.get().response == "b"


def test_checking_again_after_that_message_counts(signed_in, question):
    post(signed_in, question, "b")
    post(signed_in, question, "c")
    assert post(signed_in, question, "c", after=1).status_code == 200
    assert Answer.objects.count() == 2


def test_an_answer_to_a_question_edited_meanwhile_is_kept_for_what_was_shown(signed_in, question):
    shown = question.current
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    page = post(signed_in, question, "a", version=shown).content.decode()
    assert "What turns?" in page
    assert "The author has changed this question" in page
    assert Answer.objects.get().version == shown


def test_a_mended_typing_error_leaves_the_answer_as_it_was(signed_in, question):
    post(signed_in, question, "a")
    revise(
        question,
        "single_choice",
        choice_spec("What turns round?"),
        typo_only=True,
        by=None,
        now=NOW,
    )
    page = signed_in.get(question.lesson.get_absolute_url()).content.decode()
    assert "What turns round?" in page
    assert "That is right." in page
    assert "has changed this question" not in page


def test_a_version_of_another_question_is_refused(signed_in, question):
    other = QuestionFactory(lesson=question.lesson)
    response = post(signed_in, question, "a", version=other.current)
    assert response.status_code == 409
    assert not Answer.objects.exists()


def test_a_question_of_another_lesson_is_not_found(signed_in, question):
    other = QuestionFactory()
    other.course, other.lesson = question.course, question.lesson
    assert post(signed_in, other, "a").status_code == 404


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_a_question_that_is_not_published_takes_no_answer(signed_in, lesson, status):
    question = QuestionFactory(lesson=lesson, status=status)
    assert post(signed_in, question, "a").status_code == 404
    assert not Answer.objects.exists()


def test_the_first_answer_makes_a_guest(client, question):
    post(client, question, "a")
    assert Learner.objects.get().user is None


def test_the_second_answer_is_the_same_guests(client, question):
    other = QuestionFactory(lesson=question.lesson)
    post(client, question, "a")
    post(client, other, "a")
    assert Learner.objects.count() == 1


def test_two_first_answers_at_the_same_moment_are_the_same_guests(client, question):
    other = QuestionFactory(lesson=question.lesson)
    client.get(question.lesson.get_absolute_url())
    twin = Client()
    twin.cookies["guest"] = client.cookies["guest"].value
    post(client, question, "a")
    post(twin, other, "a")
    assert Learner.objects.count() == 1


def test_a_guest_signing_in_by_any_page_takes_the_answer_along(client, ada, question):
    post(client, question, "a")
    client.force_login(ada.user)
    client.get("/accounts/password/change/")
    assert Answer.objects.get().item.attempt.learner == ada
    assert client.cookies["guest"].value == ""


def test_a_cookie_left_over_from_before_signing_in_opens_no_account(client, ada, question):
    post(client, question, "a")
    old = client.cookies["guest"].value
    client.force_login(ada.user)
    client.get("/")
    stranger = Client()
    stranger.cookies["guest"] = old
    post(stranger, question, "b")
    assert Answer.objects.get(response="b").item.attempt.learner.user is None
    assert "That is right." not in stranger.get("/").content.decode()


def test_a_refused_answer_makes_no_guest(client, question):
    post(client, question)
    post(client, question, "z")
    assert not Learner.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "9" * 30, "1.5"])
def test_a_form_with_a_strange_version_is_out_of_date(signed_in, question, version):
    response = signed_in.post(
        f"/courses/{question.course.slug}/{question.lesson.slug}/questions/{question.pk}/answer/",
        {"version": version, "after": 0, "response": "a"},
    )
    assert response.status_code == 409
    assert not Answer.objects.exists()


def test_the_last_open_question_brings_the_news_to_bar_and_end(signed_in, question):
    page = post(signed_in, question, "a").content.decode()
    assert "You have finished this lesson." in page
    assert page.count("hx-swap-oob") == 3


def test_the_first_answer_of_a_lesson_shows_it_begun_in_the_list(signed_in, question):
    QuestionFactory(lesson=question.lesson)
    assert 'id="rail"' in post(signed_in, question, "b").content.decode()
    assert 'id="rail"' not in post(signed_in, question, "a", after=1).content.decode()


def test_what_cannot_be_read_is_still_in_the_form(signed_in, lesson):
    question = QuestionFactory(lesson=lesson, kind="numeric", spec=kinds["numeric"].example())
    response = post(signed_in, question, "ninety-five")
    assert response.status_code == 422
    assert 'value="ninety-five"' in response.content.decode()


def test_one_gap_that_cannot_be_read_costs_nothing_of_the_others(signed_in, lesson):
    question = QuestionFactory(lesson=lesson, kind="gaps", spec=kinds["gaps"].example())
    fields = form(question) | {"response-2": "many", "response-3": "shaft"}
    page = signed_in.post(answer_url(question), fields, headers={"HX-Request": "true"})
    assert "Gap 2:" in page.content.decode()
    assert 'value="many"' in page.content.decode()
    assert "<option selected>shaft</option>" in page.content.decode()
