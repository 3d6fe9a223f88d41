"""Quizzes set up from data."""

import pytest
from django.core.exceptions import ValidationError

from quizzes.actions.quiz_setup import save_quiz
from quizzes.models import Lesson, Quiz
from tests.factories import NOW, CourseFactory, LessonFactory

pytestmark = pytest.mark.django_db
FIELDS = {"slug": "check", "title": "Check", "way": "deferred"}


@pytest.fixture
def course():
    course = CourseFactory()
    for slug in ("one", "two"):
        LessonFactory(course=course, slug=slug)
    return course


def test_all_lessons_are_a_pool_each(course):
    quiz = save_quiz(course, FIELDS, [{"lesson": "*", "count": 2}], now=NOW)
    parts = quiz.parts.values_list("lesson__slug", "count", "points")
    assert list(parts) == [("one", 2, 1), ("two", 2, 1)]


def test_a_lesson_that_there_is_not_leaves_nothing_behind(course):
    with pytest.raises(Lesson.DoesNotExist):
        save_quiz(course, FIELDS, [{"lesson": "zz", "count": 1}], now=NOW)
    assert not Quiz.objects.exists()


def test_fields_that_make_no_sense_are_refused(course):
    with pytest.raises(ValidationError):
        save_quiz(course, FIELDS | {"slug": "not a slug"}, [], now=NOW)
