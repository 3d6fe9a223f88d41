"""Answers and drafts: each is taken once, and an old tab cannot overrule a newer answer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quizzes.actions.attempt import Outcome, answer, mark_read, save_draft
from quizzes.actions.question import revise
from quizzes.models import Answer, Attempt, AttemptItem
from tests.factories import NOW, LearnerFactory, LessonFactory, QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def learner():
    return LearnerFactory()


def give(learner, question, response, after=0, version=None, now=NOW):
    version = version or question.current
    return answer(learner, question.lesson_id, version, response, after=after, now=now)


def test_an_answer_is_recorded_with_its_version_and_mark(learner, question):
    assert give(learner, question, "a").outcome is Outcome.RECORDED
    recorded = Answer.objects.get()
    assert (recorded.ordinal, recorded.version, recorded.response) == (1, question.current, "a")
    assert recorded.fraction == 1


def test_the_same_post_four_times_is_one_answer(learner, question):
    outcomes = [give(learner, question, "b").outcome for _ in range(4)]
    assert outcomes == [Outcome.RECORDED] + [Outcome.REPEATED] * 3
    assert Answer.objects.count() == 1


def test_another_choice_from_an_old_form_is_a_conflict(learner, question):
    give(learner, question, "b")
    assert give(learner, question, "a").outcome is Outcome.CONFLICT
    assert Answer.objects.get().response == "b"


def test_a_second_try_is_a_second_answer(learner, question):
    give(learner, question, "b")
    give(learner, question, "a", after=1)
    item = AttemptItem.objects.get()
    assert (item.answer_count, item.first_fraction, item.last_fraction) == (2, 0, 1)


def test_a_repeated_first_try_stays_a_repeat_after_the_second(learner, question):
    give(learner, question, "b")
    give(learner, question, "a", after=1)
    assert give(learner, question, "b", after=0).outcome is Outcome.REPEATED
    assert Answer.objects.count() == 2


def test_the_same_response_on_trying_again_adds_nothing(learner, question):
    give(learner, question, "b")
    assert give(learner, question, "b", after=1).outcome is Outcome.REPEATED
    assert Answer.objects.count() == 1


def test_the_database_refuses_a_second_answer_of_one_ordinal(learner, question):
    give(learner, question, "b")
    first = Answer.objects.get()
    twin = Answer(item=first.item, ordinal=1, version=first.version, response="a", answered_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_an_answer_to_an_older_version_is_graded_by_that_version(learner, question):
    older = question.current
    revise(question, "single_choice", choice_spec(right="The rotor only"), by=None, now=NOW)
    give(learner, question, "a", version=older)
    assert Answer.objects.get().version == older


def test_two_learners_answers_stand_apart(question):
    one, other = LearnerFactory(), LearnerFactory()
    give(one, question, "a")
    assert give(other, question, "b").outcome is Outcome.RECORDED
    assert Attempt.objects.count() == 2


def test_the_lesson_is_finished_by_its_last_open_question(learner, question):
    second = QuestionFactory(lesson=question.lesson)
    assert not give(learner, question, "a").finished
    assert give(learner, second, "b").finished
    assert Attempt.objects.get().finished_at == NOW


def test_the_lesson_is_begun_by_its_first_answer_only(learner, question):
    second = QuestionFactory(lesson=question.lesson)
    assert give(learner, question, "a").begun
    assert not give(learner, question, "b", after=1).begun
    assert not give(learner, second, "b").begun


def test_a_draft_question_does_not_keep_a_lesson_open(learner, question):
    QuestionFactory(lesson=question.lesson, status="draft")
    assert give(learner, question, "a").finished


def test_a_finished_lesson_stays_finished_when_a_question_is_added(learner, question):
    give(learner, question, "a")
    QuestionFactory(lesson=question.lesson)
    give(learner, question, "b", after=1, now=NOW + timedelta(days=1))
    assert Attempt.objects.get().finished_at == NOW


def test_a_lesson_without_questions_is_finished_by_reading(learner):
    lesson = LessonFactory()
    mark_read(learner, lesson.pk, now=NOW)
    assert Attempt.objects.get().finished_at == NOW


def test_reading_does_not_finish_a_lesson_with_questions(learner, question):
    mark_read(learner, question.lesson_id, now=NOW)
    assert Attempt.objects.get().finished_at is None


def draft(learner, question, response, after=0):
    version = question.current
    return save_draft(learner, question.lesson_id, version, response, after=after, now=NOW)


def test_the_newest_draft_counts(learner, question):
    draft(learner, question, "b")
    assert draft(learner, question, "c")
    assert AttemptItem.objects.get().draft == "c"


def test_a_draft_is_no_answer(learner, question):
    draft(learner, question, "b")
    item = AttemptItem.objects.get()
    assert (item.answer_count, item.first_fraction) == (0, None)
    assert not Answer.objects.exists()


def test_answering_clears_the_draft(learner, question):
    draft(learner, question, "b")
    give(learner, question, "a")
    assert AttemptItem.objects.get().draft is None


def test_a_draft_from_before_the_answer_is_refused(learner, question):
    give(learner, question, "a")
    assert not draft(learner, question, "b")
    assert AttemptItem.objects.get().draft is None
