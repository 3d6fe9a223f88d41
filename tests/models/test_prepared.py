"""Queries that are compiled once give what the ORM gives."""

from __future__ import annotations

import pytest
from django.db.models import F

from quizzes.models import Course, Lesson, Prepared, Question
from tests.factories import CourseFactory, LessonFactory, QuestionFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


def test_each_call_puts_in_its_own_values():
    one, other = LessonFactory(), LessonFactory()
    titles = Prepared(lambda pk: Lesson.objects.filter(pk=pk).values_list("slug"), int)
    assert titles.rows(one.pk) == [(one.slug,)]
    assert titles.rows(other.pk) == [(other.slug,)]


def test_values_stand_where_they_belong_whatever_their_order():
    course = CourseFactory(slug="motors", status="published")
    CourseFactory(slug="rotors", status="draft")
    found = Prepared(
        lambda status, slug: Course.objects.filter(slug=slug, status=status).values_list("pk"),
        str,
        str,
    )
    assert found.rows("published", "motors") == [(course.pk,)]
    assert found.rows("published", "rotors") == []


def test_constants_of_the_query_stay():
    lesson = LessonFactory(status="draft")
    published = Prepared(
        lambda pk: Lesson.objects.filter(pk=pk, status="published").values_list("pk"), int
    )
    assert published.row(lesson.pk) is None


def test_rows_are_converted_as_the_orm_does():
    question = QuestionFactory()
    asked = Question.objects.annotate(spec=F("current__spec")).values_list("created_at", "spec")
    prepared = Prepared(lambda pk: asked.filter(pk=pk), int)
    assert prepared.rows(question.pk) == list(asked.filter(pk=question.pk))


def test_it_takes_one_query():
    prepared = Prepared(lambda pk: Lesson.objects.filter(pk=pk).values_list("pk"), int)
    with counted() as queries:
        prepared.rows(1)
    assert len(queries) == 1


def test_a_value_that_the_query_does_not_use_is_refused():
    prepared = Prepared(lambda pk: Lesson.objects.filter(pk__gt=pk + 1).values_list("pk"), int)
    with pytest.raises(ValueError, match="does not stand"):
        prepared.rows(1)
