"""How often the pages of a quiz ask the database: the same for few questions and for many."""

from itertools import cycle, islice

import pytest

from quizzes.kinds import kinds
from tests.factories import QuestionFactory, QuizFactory
from tests.queries import counted

from .quizzing import Sitter

pytestmark = pytest.mark.django_db
SIZES = [40, 80]


@pytest.fixture
def mixed(signed_in, lesson):
    def begun(size):
        found = [
            QuestionFactory(lesson=lesson, kind=kind.name, spec=kind.example())
            for kind in islice(cycle(kinds.values()), size)
        ]
        sitter = Sitter(signed_in, QuizFactory(course=lesson.course, asks=found))
        sitter.begin()
        single = [each for each in found if each.current.kind == "single_choice"]
        sitter.check(single[0], "a")
        sitter.choose(single[1], "b")
        return sitter, single[-1]

    return begun


@pytest.mark.parametrize("size", SIZES)
def test_a_page_of_mixed_questions(mixed, size):
    sitter, _question = mixed(size)
    sitter.page()
    with counted() as queries:
        sitter.page()
    assert len(queries) == 8


@pytest.mark.parametrize("size", SIZES)
def test_the_summary(mixed, size):
    sitter, _question = mixed(size)
    with counted() as queries:
        sitter.browser.get(f"{sitter.url()}summary/")
    assert len(queries) == 8


@pytest.mark.parametrize("size", SIZES)
def test_handing_in(mixed, size):
    sitter, _question = mixed(size)
    with counted() as queries:
        sitter.hand_in()
    assert len(queries) == 19


@pytest.mark.parametrize("size", SIZES)
def test_saving_everything(mixed, size):
    sitter, question = mixed(size)
    fields = sitter.fields()
    with counted() as queries:
        sitter.choose(question, "c", fields=fields)
    assert len(queries) == 11


@pytest.mark.parametrize("count", [1, 10])
def test_the_start_page_with_attempts(mixed, count):
    sitter, _question = mixed(40)
    for number in range(1, count + 1):
        sitter.begin(number)
        sitter.hand_in(number)
    with counted() as queries:
        sitter.browser.get(sitter.start)
    assert len(queries) == 7
