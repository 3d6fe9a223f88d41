"""No page holds a key, a remark or an explanation before it is due: every kind, every page."""

import json

import pytest
from django.urls import reverse

from quizzes.kinds import kinds
from tests.factories import LearnerFactory, LessonFactory, QuestionFactory

pytestmark = pytest.mark.django_db

QUOTE = "Nothing here tells."
SHOWN = {"stem", "hint", "text", "id", "kind", "name", "columns", "title", "cells", "rubric"}
OFFERED = {"options", "bank", "answer", "choice", "group"}
"""Fields of a spec that the learner's form may show; what is offered to choose from holds the key
among others. Whether it gives the key away by its order or name, the tests of the kinds say."""


def secrets_of(spec):
    """Every text of the spec that the form must not show, but for bare numbers and flags."""
    found = []

    def walk(value, field=""):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, key)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, field)
        elif isinstance(value, str) and field not in SHOWN | OFFERED | {"quote", "tolerance_kind"}:
            found.append(value)

    walk(spec)
    return [text for text in found if len(text) > 3]


def marked(spec):
    """The spec with a sentinel in every remark, so that a part of one is found too."""
    text = json.dumps(spec)
    for field in ("explanation", "feedback"):
        text = text.replace(f'"{field}": "', f'"{field}": "SENTINEL ')
    text = text.replace('"true": "', '"true": "SENTINEL ').replace(
        '"false": "', '"false": "SENTINEL '
    )
    return json.loads(text) | {"quote": QUOTE}


@pytest.fixture(params=sorted(kinds))
def question(request):
    kind = kinds[request.param]
    return QuestionFactory(
        lesson=LessonFactory(title="Parts", body=f"<p>{QUOTE}</p>"),
        kind=kind.name,
        spec=marked(kind.example()),
    )


@pytest.fixture
def pages(question):
    course = question.course.slug
    lesson = reverse("lesson", args=[course, question.lesson.slug])
    return [
        reverse("home"),
        reverse("reports"),
        reverse("course", args=[course]),
        lesson,
        f"{lesson}?retry={question.pk}",
        f"{lesson}?says={question.pk}",
        f"{lesson}?keep={question.pk}&response=a",
        f"{lesson}?keep={question.pk}&note=wrong",
    ]


def check(browser, question, pages):
    for address in pages:
        page = browser.get(address).content.decode()
        assert "SENTINEL" not in page, address
        for secret in secrets_of(question.current.spec):
            assert secret not in page, (address, secret)


def test_a_newcomer_finds_no_key(client, question, pages):
    check(client, question, pages)


def test_a_learner_who_answered_another_question_finds_no_key(client, question, pages):
    client.force_login(LearnerFactory().user)
    other = QuestionFactory(lesson=question.lesson)
    client.post(
        reverse("answer", args=[question.course.slug, question.lesson.slug, other.pk]),
        {"version": other.current.pk, "after": 0, "for": "", "response": "a"},
    )
    page = client.get(pages[2]).content.decode()
    assert "SENTINEL" not in page


@pytest.mark.parametrize("note", ["Both of them are right.", "short"])
def test_reporting_a_problem_tells_no_key(client, question, pages, note):
    address = reverse("report", args=[question.course.slug, question.lesson.slug, question.pk])
    form = {"version": question.current.pk, "after": 0, "for": "", "note": note}
    for headers in ({}, {"HX-Request": "true"}):
        page = client.post(address, form, headers=headers, follow=True).content.decode()
        assert ("Send to the author" in page) is question.current.grader.asked
        assert "SENTINEL" not in page
    check(client, question, pages)


def test_a_refused_answer_tells_no_key(client, question):
    address = reverse("answer", args=[question.course.slug, question.lesson.slug, question.pk])
    form = {"version": question.current.pk, "after": 0, "for": ""}
    for headers in ({}, {"HX-Request": "true"}):
        page = client.post(address, form, headers=headers).content.decode()
        assert "SENTINEL" not in page
