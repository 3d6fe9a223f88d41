"""Attempts at quizzes: several posts at the same moment, and what happens in between."""

from datetime import timedelta

import pytest
from django.db.models import F

from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.progress import recompute_progress
from quizzes.actions.quiz import Draft, Outcome, answer, begin, hand_in, save_drafts
from quizzes.actions.regrade import decide, new
from quizzes.models import Answer, Attempt, AttemptItem, QuestionVersion
from quizzes.scoring.answering import Way
from quizzes.scoring.drawing import Pool
from tests.factories import NOW, LearnerFactory, QuestionFactory, QuizFactory, UserFactory

from .test_at_once import AT_ONCE, all_at_once

pytestmark = pytest.mark.django_db
at_once = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def question():
    """a is right."""
    return QuestionFactory()


def start(question, learner, way=Way.IMMEDIATE, number=1, quiz=None):
    quiz = quiz or QuizFactory(course=question.course, way=way, asks=[question])
    pools = [Pool((question.pk,), 1)]
    where = {"mode": "quiz", "quiz_id": quiz.pk}
    return begin(learner, where, number, pools, {}, rules=quiz.rules, shuffle=False, now=NOW)


def item_of(attempt):
    return AttemptItem.objects.get(attempt=attempt)


def choice(response, after=0):
    return Draft(response, None, after)


@at_once
def test_six_tabs_begin_one_attempt(question):
    learner, quiz = LearnerFactory(), QuizFactory(course=question.course, asks=[question])
    begun = all_at_once(lambda _: start(question, learner, quiz=quiz).pk, range(AT_ONCE))
    assert len(set(begun)) == Attempt.objects.count() == AttemptItem.objects.count() == 1


@at_once
def test_of_different_answers_at_once_one_counts_and_the_others_are_told(question):
    attempt = start(question, LearnerFactory(), Way.TRIES)
    item = item_of(attempt)

    def give(response):
        return answer(attempt, item.pk, choice(response), now=NOW)

    outcomes = all_at_once(give, ["a", "b", "c"])
    assert sorted(outcomes) == [Outcome.CONFLICT, Outcome.CONFLICT, Outcome.RECORDED]
    assert Answer.objects.count() == 1


@at_once
def test_handing_in_saving_and_checking_at_once_leave_one_answer_and_one_end(question):
    attempt = start(question, LearnerFactory())
    pk = item_of(attempt).pk
    save_drafts(attempt, {pk: choice("b")}, now=NOW)
    jobs = [
        lambda: hand_in(attempt, now=NOW),
        lambda: hand_in(attempt, now=LATER),
        lambda: save_drafts(attempt, {pk: choice("c")}, now=NOW),
        lambda: answer(attempt, pk, choice("a"), now=NOW),
    ]
    ended = all_at_once(lambda job: job(), jobs)[:2]
    assert sorted(ended) == [False, True]
    assert Answer.objects.count() == 1
    assert item_of(attempt).draft is None
    assert list(recompute_progress(save=False)) == []


@at_once
def test_an_answer_is_marked_otherwise_whether_it_comes_before_or_after_the_decision(question):
    quiz = QuizFactory(course=question.course, asks=[question])
    attempts = [start(question, LearnerFactory(), quiz=quiz) for _ in range(AT_ONCE)]
    made = new(question, "full", versions=[question.current_id], accepted=[], reason="Wrong key.")
    jobs = [lambda: decide(made, by=None, now=NOW)]
    jobs += [
        lambda attempt=attempt: answer(attempt, item_of(attempt).pk, choice("b"), now=NOW)
        for attempt in attempts
    ]
    all_at_once(lambda job: job(), jobs)
    assert set(AttemptItem.objects.values_list("mark", "regrade")) == {(1, made.pk)}


@at_once
def test_guests_attempts_join_while_the_account_begins_one(question):
    user, guest = UserFactory(), guest_for("key", now=NOW)
    quiz = QuizFactory(course=question.course, asks=[question])
    mine = learner_for(user, now=NOW)
    start(question, guest, quiz=quiz)
    jobs = [
        lambda: adopt(guest.pk, user, now=NOW),
        lambda: start(question, mine, quiz=quiz),
        lambda: start(question, guest, number=2, quiz=quiz),
    ]
    all_at_once(lambda job: job(), jobs)
    numbers = mine.attempts.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert not Attempt.objects.exclude(learner=mine).exists()


def test_a_merged_guests_marks_stay_what_they_were(question):
    user, guest = UserFactory(), guest_for("key", now=NOW)
    quiz = QuizFactory(course=question.course, way=Way.TRIES, asks=[question])
    start(question, learner_for(user, now=NOW), quiz=quiz)
    attempt = start(question, guest, quiz=quiz)
    for after, response in enumerate("ba"):
        answer(attempt, item_of(attempt).pk, choice(response, after), now=NOW)
    before = item_of(attempt).mark
    mine = adopt(guest.pk, user, now=LATER)
    joined = Attempt.objects.get(learner=mine, number=2)
    assert joined.pk == attempt.pk
    assert item_of(joined).mark == before == pytest.approx(2 / 3)
    assert list(recompute_progress(save=False)) == []


def test_what_is_of_a_kind_that_is_gone_keeps_nobody_from_handing_in(question):
    attempt = start(question, LearnerFactory())
    save_drafts(attempt, {item_of(attempt).pk: choice("a")}, now=NOW)
    removed = QuestionVersion(
        question=question, number=2, edition=2, kind="removed", spec={}, created_at=NOW
    )
    removed.save()
    AttemptItem.objects.update(version=removed, last_at=F("last_at"))
    assert hand_in(attempt, now=NOW)
    assert not Answer.objects.exists()
