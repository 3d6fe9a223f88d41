"""Several posts at the same moment, each from a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from quizzes.actions.attempt import Outcome, answer
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.models import Answer, Attempt, AttemptItem
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def all_at_once(job, arguments):
    """The results of ``job`` over ``arguments``, started together in threads."""
    start = Barrier(len(arguments))

    def run(argument):
        start.wait()
        try:
            return job(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


def test_the_same_first_answer_from_six_tabs_is_one():
    question, learner = QuestionFactory(), LearnerFactory()

    def give(_):
        version = question.current
        return answer(learner, question.lesson_id, version, "a", after=0, now=NOW).outcome

    outcomes = all_at_once(give, range(AT_ONCE))
    assert sorted(outcomes) == [Outcome.RECORDED] + [Outcome.REPEATED] * (AT_ONCE - 1)
    assert Answer.objects.count() == Attempt.objects.count() == AttemptItem.objects.count() == 1


def test_of_different_first_answers_one_counts_and_the_others_are_told():
    question, learner = QuestionFactory(), LearnerFactory()

    def give(response):
        version = question.current
        return answer(learner, question.lesson_id, version, response, after=0, now=NOW).outcome

    outcomes = all_at_once(give, ["a", "b", "c"])
    assert sorted(outcomes) == [Outcome.CONFLICT, Outcome.CONFLICT, Outcome.RECORDED]
    assert Answer.objects.count() == 1


def test_answers_of_many_learners_do_not_get_in_each_others_way():
    question = QuestionFactory()
    learners = [LearnerFactory() for _ in range(AT_ONCE)]

    def give(learner):
        version = question.current
        return answer(learner, question.lesson_id, version, "b", after=0, now=NOW).outcome

    assert set(all_at_once(give, learners)) == {Outcome.RECORDED}
    assert Answer.objects.count() == AT_ONCE


def test_a_guest_handed_over_by_several_requests_is_merged_once():
    question, user = QuestionFactory(), UserFactory()
    mine, guest = learner_for(user, now=NOW), guest_for("key", now=NOW)
    answer(mine, question.lesson_id, question.current, "a", after=0, now=NOW)
    answer(guest, question.lesson_id, question.current, "b", after=0, now=NOW)
    all_at_once(lambda _: adopt(guest.pk, user, now=NOW), range(4))
    assert AttemptItem.objects.get(attempt__learner=mine).answer_count == 2


def test_an_account_used_for_the_first_time_by_several_requests_has_one_learner():
    user = UserFactory()
    learners = all_at_once(lambda _: learner_for(user, now=NOW), range(4))
    assert len({learner.pk for learner in learners}) == 1
