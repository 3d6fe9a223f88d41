"""A guest's work goes over to the account, and nothing counts twice."""

from datetime import timedelta

import pytest

from quizzes.actions.attempt import answer, save_draft
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.models import Answer, Attempt, AttemptItem, Learner
from tests.factories import NOW, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def guest():
    return guest_for("key", now=NOW)


@pytest.fixture
def user():
    return UserFactory()


def give(learner, question, response, after=0, now=NOW):
    return answer(learner, question.lesson_id, question.current, response, after=after, now=now)


def test_a_new_account_takes_the_guest_over(guest, user, question):
    give(guest, question, "b")
    mine = adopt(guest.pk, user, now=LATER)
    assert mine.pk == guest.pk
    assert Attempt.objects.get().learner.user == user


def test_an_account_without_work_on_the_lesson_gets_the_attempt_itself(guest, user, question):
    mine = learner_for(user, now=NOW)
    give(guest, question, "b")
    adopt(guest.pk, user, now=LATER)
    assert Attempt.objects.get().learner == mine
    assert Answer.objects.count() == 1


def test_answers_to_the_same_lesson_are_joined_in_time_order(guest, user, question):
    mine = learner_for(user, now=NOW)
    give(mine, question, "a", now=LATER)
    give(guest, question, "b", now=NOW)
    adopt(guest.pk, user, now=LATER)
    item = AttemptItem.objects.get(attempt__learner=mine)
    assert (item.answer_count, item.first_fraction, item.last_fraction) == (2, 0, 1)


def test_joining_twice_counts_once(guest, user, question):
    mine = learner_for(user, now=NOW)
    give(mine, question, "a")
    give(guest, question, "b", now=LATER)
    adopt(guest.pk, user, now=LATER)
    adopt(guest.pk, user, now=LATER)
    assert AttemptItem.objects.get(attempt__learner=mine).answer_count == 2


def test_a_merged_guest_is_marked_and_keeps_its_rows(guest, user, question):
    mine = learner_for(user, now=NOW)
    give(mine, question, "a")
    give(guest, question, "b")
    adopt(guest.pk, user, now=LATER)
    guest.refresh_from_db()
    assert guest.merged_into == mine
    assert guest.attempts.get().items.get().answers.get().response == "b"


def test_a_guests_draft_comes_along_where_the_account_has_no_answer(guest, user, question):
    other = QuestionFactory(lesson=question.lesson)
    mine = learner_for(user, now=NOW)
    give(mine, question, "a")
    give(guest, question, "b")
    save_draft(guest, other.lesson_id, other.current, "c", after=0, now=NOW)
    adopt(guest.pk, user, now=LATER)
    assert AttemptItem.objects.get(attempt__learner=mine, question=other).draft == "c"


def test_a_lesson_finished_by_both_together_is_finished(guest, user, question):
    other = QuestionFactory(lesson=question.lesson)
    mine = learner_for(user, now=NOW)
    give(mine, question, "a")
    give(guest, other, "b", now=LATER)
    adopt(guest.pk, user, now=LATER)
    assert Attempt.objects.get(learner=mine).finished_at == LATER


def test_another_persons_learner_is_never_taken_over(user, question):
    theirs = learner_for(UserFactory(), now=NOW)
    give(theirs, question, "a")
    mine = adopt(theirs.pk, user, now=LATER)
    assert mine.pk != theirs.pk
    assert not mine.attempts.exists()


def test_an_account_has_one_learner(user):
    assert learner_for(user, now=NOW) == learner_for(user, now=LATER)
    assert Learner.objects.count() == 1
