"""Somebody else writes between two steps of an action. One connection plays both of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from quizzes.actions import progress
from quizzes.actions.attempt import Outcome, answer, save_draft
from quizzes.actions.finishing import finish_if_complete
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.progress import recompute_progress
from quizzes.actions.question import place
from quizzes.models import Answer, Attempt, AttemptItem, Learner
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory

LATER = NOW + timedelta(hours=1)
in_transactions = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db


def just_before(statement, act):
    """Within it, ``act`` is called once: when the first statement that begins so is due."""
    waiting = [act]

    def look(execute, sql, *rest):
        if waiting and sql.startswith(statement):
            waiting.pop()()
        return execute(sql, *rest)

    return connection.execute_wrapper(look)


def give(learner, question, response, after=0, now=NOW):
    return answer(learner, question.lesson_id, question.current, response, after=after, now=now)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def mine():
    return learner_for(UserFactory(), now=NOW)


@pytest.fixture
def guest():
    return guest_for("key", now=NOW)


def test_an_answer_given_meanwhile_in_another_tab_stands(mine, question):
    give(mine, question, "b")
    with just_before("SAVEPOINT", lambda: give(mine, question, "a", after=1)):
        assert give(mine, question, "c", after=1).outcome is Outcome.CONFLICT
    assert [given.response for given in Answer.objects.all()] == ["b", "a"]


def test_a_draft_saved_meanwhile_does_not_keep_the_first_answer_out(mine, question):
    def draft():
        save_draft(mine, question.lesson_id, question.current, "b", after=0, now=NOW)

    with just_before("SAVEPOINT", draft):
        assert give(mine, question, "a").outcome is Outcome.RECORDED
    assert AttemptItem.objects.get().draft is None


def test_a_draft_does_not_stand_above_an_answer_given_meanwhile(mine, question):
    with just_before('UPDATE "quizzes_attemptitem"', lambda: give(mine, question, "a")):
        version = question.current
        assert not save_draft(mine, question.lesson_id, version, "b", after=0, now=NOW)
    assert AttemptItem.objects.get().draft is None


def test_a_guests_answer_is_the_accounts_when_somebody_signed_in_meanwhile(mine, guest, question):
    give(mine, question, "a")
    adopt(guest.pk, mine.user, now=NOW)
    assert guest.merged_into is None  # as the request read it, before
    assert give(guest, question, "b", after=1).outcome is Outcome.RECORDED
    assert AttemptItem.objects.get().answer_count == 2
    assert Attempt.objects.get().learner == mine


def test_a_hand_over_begins_anew_when_the_account_begins_the_same_lesson(mine, guest, question):
    give(guest, question, "b")

    def begin():
        Attempt.objects.create(learner=mine, lesson_id=question.lesson_id, seed=1, started_at=NOW)

    with just_before('UPDATE "quizzes_attempt" SET "learner_id"', begin):
        assert adopt(guest.pk, mine.user, now=LATER) == mine
    assert Answer.objects.filter(item__attempt__learner=mine).count() == 1


def test_a_hand_over_begins_anew_when_the_account_is_first_used_elsewhere(guest, question):
    user = UserFactory()
    give(guest, question, "b")

    def elsewhere():
        Learner.objects.create(user=user, created_at=NOW)

    with just_before('UPDATE "quizzes_learner" SET "user_id"', elsewhere):
        mine = adopt(guest.pk, user, now=LATER)
    assert Learner.objects.get(user=user) == mine
    assert Answer.objects.get().item.attempt.learner == mine


def test_a_lesson_is_finished_by_what_the_account_answers_while_a_guest_goes_over(
    mine, guest, question
):
    other = QuestionFactory(lesson=question.lesson)
    give(guest, question, "b")
    save_draft(mine, other.lesson_id, other.current, "a", after=0, now=NOW)

    def answered_elsewhere():
        AttemptItem.objects.filter(question=other).update(answer_count=1)

    # The last statement before the commit: what comes to light after it counts too.
    with just_before('UPDATE "quizzes_learner" SET "merged_into_id"', answered_elsewhere):
        adopt(guest.pk, mine.user, now=LATER)
    assert Attempt.objects.get(learner=mine).finished_at == LATER


@in_transactions
def test_a_lesson_is_finished_by_what_is_answered_while_its_last_question_is_retired(question):
    last, learner = QuestionFactory(lesson=question.lesson), LearnerFactory()
    save_draft(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    last.status = "retired"
    with transaction.atomic():
        place(last, ["status"], from_lesson=question.lesson_id, now=LATER)
        AttemptItem.objects.update(answer_count=1)
        assert Attempt.objects.get().finished_at is None
    assert Attempt.objects.get().finished_at == LATER


def test_a_lesson_is_finished_once(mine, question):
    give(mine, question, "a")
    assert not finish_if_complete(Attempt.objects.get().pk, question.lesson_id, LATER)
    assert Attempt.objects.get().finished_at == NOW


def test_an_answer_that_comes_in_during_a_recomputation_is_no_difference(mine, question):
    give(mine, question, "b")
    with just_before('SELECT "quizzes_answer"', lambda: give(mine, question, "a", after=1)):
        assert list(recompute_progress(save=False)) == []


@in_transactions
def test_figures_are_mended_while_others_write(monkeypatch):
    monkeypatch.setattr(progress, "PAGE", 1)
    for _ in range(2):
        give(LearnerFactory(), QuestionFactory(), "a")
    AttemptItem.objects.update(answer_count=7)

    def write():
        guest_for("another", now=NOW)
        connection.close()

    found = recompute_progress(save=True)
    next(found)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result()
    assert len(list(found)) == 1
    assert {item.answer_count for item in AttemptItem.objects.all()} == {1}
