"""Problems are reported once, answered by authors, and told to the learner."""

from datetime import timedelta

import pytest

from quizzes.actions import problem as actions
from quizzes.actions.attempt import answer
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.problem import TooMany, mark_seen, reply, report
from quizzes.actions.question import revise
from quizzes.models import AttemptItem, Problem
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db
NOTE = "Both a and b are right."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def learner():
    return LearnerFactory()


@pytest.fixture
def author():
    return UserFactory(name="Jules")


def tell(learner, question, note=NOTE, now=NOW, version=None):
    return report(learner, question.lesson_id, version or question.current, note, now=now)


def give(learner, question, response, after=0, now=NOW):
    return answer(learner, question.lesson_id, question.current, response, after=after, now=now)


def test_a_report_keeps_what_was_before_the_learner(learner, question):
    give(learner, question, "b")
    give(learner, question, "c", after=1)
    problem = tell(learner, question)
    assert (problem.learner, problem.question) == (learner, question)
    assert (problem.version, problem.answer.response) == (question.current, "c")
    assert (problem.note, problem.created_at, problem.state) == (NOTE, NOW, "open")


def test_an_unanswered_question_can_be_reported(learner, question):
    assert tell(learner, question).answer is None


def test_the_same_note_is_one_report(learner, question):
    first = tell(learner, question)
    again = tell(learner, question, "Both a and  b are\nright.", now=LATER)
    assert (again, Problem.objects.count()) == (first, 1)


def test_another_note_is_another_report(learner, question):
    tell(learner, question)
    tell(learner, question, "The word is misspelt.")
    assert Problem.objects.count() == 2


def test_the_same_note_on_a_new_version_is_another_report(learner, question):
    old = question.current
    tell(learner, question)
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    tell(learner, question)
    tell(learner, question, version=old)
    assert Problem.objects.count() == 2


def test_two_learners_report_the_same(question):
    tell(LearnerFactory(), question)
    tell(LearnerFactory(), question)
    assert Problem.objects.count() == 2


def test_the_item_knows_of_the_latest_report_and_keeps_the_rest(learner, question):
    give(learner, question, "b")
    before = AttemptItem.objects.values().get()
    tell(learner, question, now=LATER)
    assert AttemptItem.objects.values().get() == before | {"reported_at": LATER}


def test_an_answer_after_a_report_leaves_it_known(learner, question):
    tell(learner, question)
    assert give(learner, question, "b").latest.reported_at == NOW
    assert AttemptItem.objects.get().reported_at == NOW


def test_twenty_open_reports_a_day_are_enough(learner, question):
    for number in range(actions.MOST_OPEN):
        tell(learner, question, f"Problem number {number}")
    with pytest.raises(TooMany):
        tell(learner, question)
    assert Problem.objects.count() == actions.MOST_OPEN


def test_a_report_that_is_there_is_found_beyond_the_limit(learner, question):
    for number in range(actions.MOST_OPEN):
        tell(learner, question, f"Problem number {number}")
    assert tell(learner, question, "Problem number 3").note == "Problem number 3"


def test_the_next_day_there_is_room_again(learner, question):
    for number in range(actions.MOST_OPEN):
        tell(learner, question, f"Problem number {number}")
    assert tell(learner, question, now=NOW + timedelta(days=1))


def test_a_report_that_was_decided_makes_room(learner, question, author):
    for number in range(actions.MOST_OPEN):
        problem = tell(learner, question, f"Problem number {number}")
    reply(problem, "declined", "It is as meant.", by=author, now=NOW)
    assert tell(learner, question)


def test_the_limit_is_each_learners_own(question, learner):
    for number in range(actions.MOST_OPEN):
        tell(learner, question, f"Problem number {number}")
    assert tell(LearnerFactory(), question)


def test_a_reply_is_news_until_it_is_seen(learner, question, author):
    problem = tell(learner, question)
    assert reply(problem, "accepted", "Mended, thank you.", by=author, now=LATER)
    problem.refresh_from_db()
    assert (problem.replied_by, problem.replied_at, problem.seen_at) == (author, LATER, None)
    mark_seen(learner, [problem.pk], now=LATER)
    assert not Problem.objects.unseen().exists()


def test_the_same_reply_again_is_no_news(learner, question, author):
    problem = tell(learner, question)
    reply(problem, "accepted", "Mended.", by=author, now=NOW)
    mark_seen(learner, [problem.pk], now=LATER)
    assert not reply(problem, "accepted", "Mended.", by=author, now=LATER)
    assert not Problem.objects.unseen().exists()


def test_another_decision_is_news_again(learner, question, author):
    problem = tell(learner, question)
    reply(problem, "declined", "No.", by=author, now=NOW)
    mark_seen(learner, [problem.pk], now=NOW)
    reply(problem, "accepted", "You are right after all.", by=author, now=LATER)
    assert Problem.objects.unseen().get() == problem


def test_nobody_sees_the_replies_to_others(learner, question, author):
    problem = tell(learner, question)
    reply(problem, "accepted", "Mended.", by=author, now=NOW)
    mark_seen(LearnerFactory(), [problem.pk], now=LATER)
    assert Problem.objects.unseen().get() == problem


def test_a_guests_reports_go_over_to_the_account(question):
    user = UserFactory()
    mine = learner_for(user, now=NOW)
    guest = guest_for("key", now=NOW)
    tell(guest, question)
    adopt(guest.pk, user, now=LATER)
    assert Problem.objects.get().learner == mine
    assert AttemptItem.objects.get(attempt__learner=mine).reported_at == NOW


def test_what_both_reported_counts_once(question):
    user = UserFactory()
    mine = learner_for(user, now=NOW)
    guest = guest_for("key", now=NOW)
    kept = tell(mine, question)
    tell(guest, question, now=LATER)
    adopt(guest.pk, user, now=LATER)
    assert Problem.objects.counted().get() == kept
    assert AttemptItem.objects.get(attempt__learner=mine).reported_at == LATER


def test_a_report_in_an_old_tab_goes_to_the_account_too(question):
    user = UserFactory()
    mine = learner_for(user, now=NOW)
    guest = guest_for("key", now=NOW)
    adopt(guest.pk, user, now=NOW)
    assert tell(guest, question).learner == mine
