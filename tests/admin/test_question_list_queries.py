"""The list of questions asks as often for many rows as for few, and for nothing long."""

import pytest
from django.contrib.auth.models import Group

from quizzes.actions.roles import AUTHORS
from tests.factories import CourseFactory, LessonFactory, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

from .listing import LIST, answered, reported, rows
from .page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


QUERIES = [
    {},
    {"q": "turns"},
    {"kind": "single_choice"},
    {"status__exact": "published"},
    {"tag": "basics"},
    {"facility": "hard"},
    {"facility": "few"},
    {"flag": "reported"},
    {"flag": "missing"},
    *({"o": str(at)} for at in range(1, 8)),
]


def some(lesson, count):
    tag = lesson.course.tags.get_or_create(name="basics")[0]
    for at in range(count):
        for explanation in ("Because.", ""):
            question = QuestionFactory(lesson=lesson, spec=choice_spec(explanation=explanation))
            question.tags.add(tag)
            answered(question, [0.0] * 12 if at % 2 else [1.0])
            reported(question)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_many_rows_take_as_many_queries_as_few(author, query):
    found = []
    lesson = LessonFactory()
    for size in (2, 18):
        some(lesson, size)
        with counted() as queries:
            assert rows(author, **query)
        found.append(len(queries))
    assert found[0] == found[1]
    assert found[0] <= 17


def test_many_lessons_and_courses_take_as_many_queries_as_few(author):
    course, found = CourseFactory(), []
    for size in (1, 30):
        for _ in range(size):
            QuestionFactory(lesson__course=course)
            QuestionFactory()
        with counted() as queries:
            rows(author, course_is=course.pk)
        found.append(len(queries))
    assert found[0] == found[1]


def test_the_list_reads_neither_specs_nor_texts(author):
    QuestionFactory()
    with counted() as queries:
        rows(author)
    long = ['"spec"', '"body"', '"search"']
    assert not [query for query in queries for name in long if name in query]


def test_nobody_counts_the_whole_bank_for_a_filter(author):
    QuestionFactory()
    assert "Show counts" not in words(author.get(LIST))
