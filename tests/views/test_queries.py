"""How often pages ask the database: the same for little and for much."""

from itertools import cycle, islice

import pytest
from django.urls import reverse

from quizzes.kinds import kinds
from quizzes.models import Question
from tests.factories import CourseFactory, LessonFactory, QuestionFactory
from tests.queries import counted

from .conftest import answer_url, form, post

pytestmark = pytest.mark.django_db
SIZES = [1, 30]


def full_course(size):
    """``size`` lessons with ``size`` questions in the first of them."""
    course = CourseFactory()
    lessons = [LessonFactory(course=course) for _ in range(size)]
    for _ in range(size):
        QuestionFactory(lesson=lessons[0])
    return lessons[0]


def answer_all(browser, lesson):
    for question in Question.objects.filter(lesson=lesson).order_by("position"):
        post(browser, question, "b")


def queries_of_posting(browser, question, response, after=0):
    """The queries of one answer, without those that prepare the form here."""
    address, fields = answer_url(question), form(question, response, after=after)
    browser.get(question.lesson.get_absolute_url())
    with counted() as queries:
        browser.post(address, fields, headers={"HX-Request": "true"})
    return queries


@pytest.mark.parametrize("size", SIZES)
def test_a_warm_lesson_page_with_progress(signed_in, size):
    lesson = full_course(size)
    answer_all(signed_in, lesson)
    signed_in.get(lesson.get_absolute_url())
    with counted() as queries:
        signed_in.get(lesson.get_absolute_url())
    assert len(queries) == 5


@pytest.mark.parametrize("size", [13, 50])
def test_a_page_of_mixed_questions(signed_in, lesson, size):
    asked = cycle(kind for kind in kinds.values() if kind.asked)
    for kind in islice(asked, size):
        QuestionFactory(lesson=lesson, kind=kind.name, spec=kind.example())
    signed_in.get(lesson.get_absolute_url())
    post(signed_in, Question.objects.filter(current__kind="single_choice").first(), "b")
    with counted() as queries:
        signed_in.get(lesson.get_absolute_url())
    assert len(queries) == 5


@pytest.mark.parametrize("size", SIZES)
def test_a_lesson_page_right_after_a_change(signed_in, size):
    lesson = full_course(size)
    with counted() as queries:
        signed_in.get(lesson.get_absolute_url())
    assert len(queries) == 11


@pytest.mark.parametrize("size", SIZES)
def test_a_warm_lesson_page_for_someone_new(client, size):
    lesson = full_course(size)
    client.get(lesson.get_absolute_url())
    with counted() as queries:
        client.get(lesson.get_absolute_url())
    assert len(queries) == 2


@pytest.mark.parametrize("size", [2, 30])
def test_the_first_answer_in_a_lesson(signed_in, size):
    lesson = full_course(size)
    signed_in.get(lesson.get_absolute_url())
    question = Question.objects.filter(lesson=lesson).order_by("position").first()
    assert len(queries_of_posting(signed_in, question, "b")) == 9


@pytest.mark.parametrize("size", SIZES)
def test_trying_again(signed_in, size):
    lesson = full_course(size)
    answer_all(signed_in, lesson)
    question = Question.objects.filter(lesson=lesson).order_by("position").first()
    assert len(queries_of_posting(signed_in, question, "a", after=1)) == 6


@pytest.mark.parametrize("size", SIZES)
def test_the_last_open_answer(signed_in, size):
    lesson = full_course(size)
    *others, last = Question.objects.filter(lesson=lesson).order_by("position")
    for question in others:
        post(signed_in, question, "b")
    assert len(queries_of_posting(signed_in, last, "b")) == 10


@pytest.mark.parametrize("size", SIZES)
def test_the_home_page(signed_in, size):
    for _ in range(size):
        question = QuestionFactory()
        QuestionFactory(lesson=question.lesson)
        post(signed_in, question, "b")
    signed_in.get(reverse("home"))
    with counted() as queries:
        signed_in.get(reverse("home"))
    assert len(queries) == 9


@pytest.mark.parametrize("size", SIZES)
def test_the_course_page(signed_in, size):
    lesson = full_course(size)
    answer_all(signed_in, lesson)
    signed_in.get(lesson.course.get_absolute_url())
    with counted() as queries:
        signed_in.get(lesson.course.get_absolute_url())
    assert len(queries) == 5
