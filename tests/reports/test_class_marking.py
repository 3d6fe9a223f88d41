"""What waits in a class: figures, in few queries."""

from datetime import timedelta

import pytest

from quizzes.actions.marking import mark_answer, read_answer
from quizzes.reports.class_marking import (
    class_queues,
    lists_of,
    pile_of,
    question_queues,
    waiting_in,
)
from tests.factories import NOW, AssignmentFactory, ClassroomFactory, QuestionFactory, UserFactory
from tests.marking import essay, handed_in
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return UserFactory()


@pytest.fixture
def assignment(me):
    return AssignmentFactory(classroom=ClassroomFactory(led_by=me), double=True)


def mark(answer, by):
    mark_answer(answer, 1.0, points=[2, 2, 1], comment="", by=by, now=NOW)


def test_what_waits_is_counted_by_assignment_in_one_query(assignment, me):
    question = essay()
    handed_in(assignment, question)
    mark(handed_in(assignment, question), me)
    other = AssignmentFactory(classroom=assignment.classroom)
    mark(handed_in(other, question), me)
    handed_in(AssignmentFactory(), question)
    handed_in(assignment, QuestionFactory(), text="a")
    with counted() as queries:
        assert waiting_in(assignment.classroom) == {assignment.pk: 1}
    assert len(queries) == 1


def test_the_class_takes_two_queries_and_an_assignment_three(assignment, me):
    for _number in range(4):
        question = essay()
        for _learner in range(3):
            handed_in(assignment, question)
    with counted() as queries:
        assert [(each.waiting, each.marked) for each in class_queues(assignment.classroom)] == [
            (12, 0)
        ]
    assert len(queries) == 2
    with counted() as queries:
        assert [each.left for each in question_queues(assignment, me)] == [3, 3, 3, 3]
    assert len(queries) == 3


def test_what_is_all_marked_comes_last(assignment, me):
    first, second, third = essay(), essay(), essay()
    mark(handed_in(assignment, first, at=NOW - timedelta(days=2)), me)
    handed_in(assignment, second, at=NOW)
    handed_in(assignment, third, at=NOW - timedelta(days=1))
    found = [each.question for each in question_queues(assignment, me)]
    assert found == [third, second, first]


def test_the_order_of_a_pile_stays_as_answers_come_in(assignment, me):
    question = essay()
    for _number in range(6):
        handed_in(assignment, question)
    before = [each.answer_id for each in pile_of(assignment, question.pk, me).entries]
    for _number in range(6):
        handed_in(assignment, question)
    after = [each.answer_id for each in pile_of(assignment, question.pk, me).entries]
    assert [pk for pk in after if pk in before] == before


def test_each_is_in_one_list(assignment, me):
    question, other = essay(), UserFactory()
    answers = [handed_in(assignment, question) for _number in range(4)]
    given = {"points": [1, 1, 1], "comment": "", "now": NOW}
    for answer, by, fraction in [
        (answers[0], me, 0.6),
        (answers[1], me, 0.6),
        (answers[1], other, 0.2),
        (answers[2], me, 0.6),
        (answers[2], other, 0.6),
        (answers[3], other, 0.6),
    ]:
        read_answer(answer, fraction, by=by, **given)
    pile = pile_of(assignment, question.pk, me)
    found = lists_of(assignment, pile)
    assert [each.entry.answer_id for each in found.own] == [answers[0].pk]
    assert [each.entry.answer_id for each in found.to_settle] == [answers[1].pk]
    assert [one.marker for one in found.to_settle[0].given] == [me, other]
    assert [each.entry.answer_id for each in found.marked] == [answers[2].pk]
    assert [each.answer_id for each in pile.left] == [answers[3].pk]
