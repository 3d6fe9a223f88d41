"""Questions that a person marks, and texts that are no questions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt
from tests.factories import QuestionFactory, QuizFactory
from tests.views.conftest import answer_url, form, post
from tests.views.quizzing import Sitter

pytestmark = pytest.mark.django_db
TEXT = "Alone Renault decides by itself. " * 15


def page_of(client, lesson):
    return client.get(lesson.get_absolute_url()).content.decode()


@pytest.fixture
def essay(lesson):
    return QuestionFactory(lesson=lesson, kind="essay", spec=kinds["essay"].example())


@pytest.fixture
def statement(lesson):
    return QuestionFactory(lesson=lesson, kind="statement", spec={"stem": "A CASE of copper."})


def test_an_essay_is_handed_in_and_waits_for_a_person(signed_in, essay):
    page = post(signed_in, essay, TEXT).content.decode()
    assert "A person marks this" in page
    assert Answer.objects.get().fraction is None


def test_its_button_promises_no_check(signed_in, essay):
    page = page_of(signed_in, essay.lesson)
    assert ">Hand in</button>" in page
    assert "Check answer" not in page
    sitter = Sitter(signed_in, QuizFactory(course=essay.course, asks=[essay]))
    sitter.begin()
    assert ">Hand in</button>" in sitter.page()
    assert "Check answer" not in sitter.page()


def test_one_that_is_too_short_is_kept_in_the_form(signed_in, essay):
    response = post(signed_in, essay, "Too short.")
    assert response.status_code == 422
    assert "You have written 2 words; 60 or more are asked for." in response.content.decode()
    assert ">Too short.</textarea>" in response.content.decode()
    assert not Answer.objects.exists()


def test_an_essay_finishes_the_lesson_and_enters_no_mean(signed_in, essay, question):
    post(signed_in, question, "a")
    assert "You have finished this lesson." in post(signed_in, essay, TEXT).content.decode()
    course = signed_in.get(reverse("course", args=[essay.course.slug])).content.decode()
    assert "2 of 2" in course
    assert course.count("100%") == 2


def test_a_course_of_essays_alone_has_no_mean(signed_in, essay):
    post(signed_in, essay, TEXT)
    course = signed_in.get(reverse("course", args=[essay.course.slug])).content.decode()
    assert "1 of 1" in course
    assert "%" not in course.split("<tbody>")[1]


def test_a_statement_stands_between_the_questions_without_a_number(client, statement, question):
    page = page_of(client, question.lesson)
    assert "A CASE of copper." in page
    assert "Question 1 of 1" in page


def test_a_statement_keeps_no_lesson_open(signed_in, statement, question):
    post(signed_in, question, "b")
    assert Attempt.objects.get().finished_at is not None


def test_nobody_can_answer_a_statement(signed_in, statement):
    fields = form(statement, "a")
    assert signed_in.post(answer_url(statement), fields).status_code == 404
