"""A lesson with questions, and people in front of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import LearnerFactory, LessonFactory, QuestionFactory, choice_spec


@pytest.fixture
def lesson():
    return LessonFactory()


@pytest.fixture
def question(lesson):
    return QuestionFactory(lesson=lesson, spec=choice_spec("What turns?"))


@pytest.fixture
def ada():
    return LearnerFactory(user__email="ada@example.com", user__name="Ada")


@pytest.fixture
def signed_in(ada):
    browser = Client()
    browser.force_login(ada.user)
    return browser


def answer_url(question):
    return reverse("answer", args=[question.course.slug, question.lesson.slug, question.pk])


def draft_url(question):
    return reverse("draft", args=[question.course.slug, question.lesson.slug, question.pk])


def form(question, response=None, *, after=0, drawn_for="", version=None):
    """What the card's form posts."""
    fields = {
        "version": (version or question.current).pk,
        "after": after,
        "for": drawn_for,
    }
    return fields if response is None else fields | {"response": response}


def post(browser, question, response=None, *, htmx=True, url=answer_url, **options):
    """Post an answer the way the page does, with htmx or without."""
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(url(question), form(question, response, **options), headers=headers)
