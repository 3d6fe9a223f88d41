"""Whatever is sent to a quiz, a regrade, a marking or a report page: never a fault of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.actions.problem import report
from quizzes.kinds import kinds
from quizzes.models import Answer, Mark, Problem, Regrade
from quizzes.scoring.answering import Way
from tests.factories import NOW, LearnerFactory, QuestionFactory, QuizFactory, UserFactory
from tests.views.quizzing import Sitter

pytestmark = pytest.mark.django_db
ESSAY = kinds["essay"].example()
GARBAGE = ["", "\x00", "zz", "-1", "9" * 5000, "nan", "²", "[[]]", "x" * 20_000]
HUGE = 10**30


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def sitter(question):
    browser = Client()
    browser.force_login(LearnerFactory().user)
    found = Sitter(browser, QuizFactory(course=question.course, way=Way.TRIES, asks=[question]))
    found.begin()
    return found


@pytest.fixture
def staff():
    browser = Client()
    browser.force_login(UserFactory(is_staff=True, is_superuser=True))
    return browser


@pytest.mark.parametrize("value", GARBAGE, ids=lambda value: repr(value[:9]))
def test_no_field_of_a_quiz_can_break_it(sitter, question, value):
    drawn = sitter.fields()
    answered = {f"q{question.pk}-response": "b"}
    for name in [*drawn, f"q{question.pk}-confidence", "do", "attempt", "for", "number"]:
        fields = drawn | answered | {"do": f"check:{question.pk}", name: [value, "a"]}
        for path in ("", f"draft/{question.pk}/", "../begin/"):
            response = sitter.browser.post(sitter.url() + path, fields | {name: value})
            assert response.status_code < 500, (name, path)
        twice = sitter.browser.post(sitter.url(), fields, headers={"HX-Request": "true"})
        assert twice.status_code < 500, name
    assert set(Answer.objects.values_list("response", flat=True)) <= {"a", "b"}
    assert sitter.browser.post(f"{sitter.url()}finish/", {"attempt": value}).status_code < 500


@pytest.mark.parametrize("path", ["", "summary/", "finish/", f"draft/{HUGE}/", "draft/0/"])
@pytest.mark.parametrize("number", [0, 2, HUGE])
def test_no_number_of_an_attempt_can_break_it(sitter, path, number):
    url = sitter.url(number) + path
    for response in (sitter.browser.get(url), sitter.browser.post(url, {"do": "save"})):
        assert response.status_code in (404, 405)


def regrade_fields(question, **changes):
    fields = {"policy": "full", "versions": [question.current_id], "reason": "It was wrong."}
    return fields | {"do": "apply", "seen": "0/0/0/0"} | changes


@pytest.mark.parametrize("value", GARBAGE, ids=lambda value: repr(value[:9]))
def test_no_field_can_break_a_regrade(staff, sitter, question, value):
    sitter.check(question, "b")
    url = reverse("admin:quizzes_question_regrade", args=[question.pk])
    for name in ("policy", "versions", "accepted", "reason", "do", "seen"):
        for given in (value, [value, "full"]):
            response = staff.post(url, regrade_fields(question, **{name: given}))
            assert response.status_code in (200, 422), name
    assert not Regrade.objects.exists()


@pytest.mark.parametrize("value", GARBAGE, ids=lambda value: repr(value[:9]))
def test_no_field_can_break_a_mark(staff, sitter, value):
    essay = QuestionFactory(kind="essay", lesson=QuestionFactory().lesson, spec=ESSAY)
    quiz = QuizFactory(course=essay.course, asks=[essay])
    writer = Sitter(sitter.browser, quiz)
    writer.begin()
    writer.check(essay, "word " * 80)
    url = reverse("admin:quizzes_mark_question", args=[essay.pk])
    good = {"answer": Answer.objects.get().pk, "points_0": 0, "points_1": 0, "points_2": 0}
    for name in ("answer", "points_0", "after"):
        assert staff.get(url, {name: value}).status_code in (200, 404), name
        if name != "after":
            assert staff.post(url, good | {name: value}).status_code in (302, 404, 422), name
    comment = staff.post(url, good | {"comment": value})
    assert comment.status_code in (302, 422)
    for mark in Mark.objects.all():
        assert 0 <= mark.fraction <= 1


@pytest.mark.parametrize("value", GARBAGE, ids=lambda value: repr(value[:9]))
def test_no_field_can_break_a_reply(staff, question, value):
    learner = LearnerFactory()
    made = report(learner, question.lesson_id, question.current, "Both are right.", now=NOW)
    url = reverse("admin:quizzes_problem_change", args=[made.pk])
    for name in ("state", "reply"):
        fields = {"state": "declined", "reply": "No: only one is."} | {name: value}
        assert staff.post(url, fields).status_code < 500
    made.refresh_from_db()
    assert made.state in Problem.State.values


@pytest.mark.parametrize(
    "name",
    ["question_regrade", "mark_question", "problem_change", "quiz_change"],
)
def test_no_id_can_break_a_page_of_the_authors_side(staff, name):
    for pk in (0, HUGE):
        response = staff.get(reverse(f"admin:quizzes_{name}", args=[pk]), follow=True)
        assert response.status_code in (200, 404)


@pytest.mark.parametrize("value", GARBAGE, ids=lambda value: repr(value[:9]))
def test_no_field_can_break_the_form_of_a_quiz(staff, question, value):
    quiz = QuizFactory(course=question.course, asks=[question])
    url = reverse("admin:quizzes_quiz_change", args=[quiz.pk])
    row = quiz.parts.get()
    good = {
        "title": "What?",
        "slug": quiz.slug,
        "position": 1,
        "status": "published",
        "way": "tries",
        "tries": 3,
        "penalty": 25,
        "parts-TOTAL_FORMS": 1,
        "parts-INITIAL_FORMS": 1,
        "parts-0-id": row.pk,
        "parts-0-position": 1,
        "parts-0-source": f"question:{question.pk}",
        "parts-0-count": "",
        "parts-0-points": 1,
    }
    more = ["intro", "most_attempts", "closes_at_0", "closes_at_1", "during", "own_matrix"]
    for name in [*good, *more]:
        assert staff.post(url, good | {name: value}).status_code < 500, name
    quiz.refresh_from_db()
    assert quiz.policy.problems() == quiz.matrix.problems() == []
