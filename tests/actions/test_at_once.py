"""Several posts at the same moment, each from a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from quizzes.actions.attempt import Outcome, answer, save_draft
from quizzes.actions.course_archive import CourseRefused, restore_course
from quizzes.actions.enrolment import join
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.marking import MarkedMeanwhile, ReadByTwo, mark_answer, read_answer
from quizzes.actions.progress import recompute_progress
from quizzes.actions.question import save_question
from quizzes.exchange.course import write_course
from quizzes.exchange.course_read import read_course
from quizzes.models import Answer, Attempt, AttemptItem, Course, Enrolment, Mark, Reading
from quizzes.reports.course_archive import spec_of
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    choice_spec,
)
from tests.marking import essay, handed_in

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


@pytest.mark.parametrize("learner", [LearnerFactory, lambda: guest_for("key", now=NOW)])
@pytest.mark.parametrize("count", [2, 5])
def test_a_lesson_is_finished_once_by_its_last_answers_at_the_same_moment(learner, count):
    learner, lesson = learner(), LessonFactory()
    questions = [QuestionFactory(lesson=lesson) for _ in range(count)]

    def give(question):
        return answer(learner, lesson.pk, question.current, "b", after=0, now=NOW).finished

    assert sum(all_at_once(give, questions)) == 1
    assert Attempt.objects.get().finished_at == NOW


def test_no_draft_stands_above_the_answer_it_ran_against():
    question, learner = QuestionFactory(), LearnerFactory()
    version = question.current

    def post(action):
        action(learner, question.lesson_id, version, "b", after=0, now=NOW)

    all_at_once(post, [save_draft, save_draft, answer, save_draft])
    item = AttemptItem.objects.get()
    assert (item.answer_count, item.draft) == (1, None)


@pytest.mark.parametrize("account_has_work", [True, False])
def test_what_a_guest_answers_while_signing_in_is_the_accounts_and_counts_once(account_has_work):
    user, guest, lesson = UserFactory(), guest_for("key", now=NOW), LessonFactory()
    questions = [QuestionFactory(lesson=lesson) for _ in range(4)]
    if account_has_work:
        mine = learner_for(user, now=NOW)
        answer(mine, lesson.pk, questions[0].current, "a", after=0, now=NOW)

    def answer_each(tab):
        for at, question in enumerate(questions):
            now = NOW + timedelta(seconds=10 * tab + at + 1)
            handed = answer(guest, lesson.pk, question.current, "abc"[tab], after=0, now=now)
            if handed.outcome is Outcome.RECORDED:
                acknowledged.append(now)

    def sign_in(_):
        adopt(guest.pk, user, now=NOW)

    acknowledged = [NOW] if account_has_work else []
    jobs = [(answer_each, 0), (answer_each, 1), (answer_each, 2), (sign_in, 0), (sign_in, 1)]
    all_at_once(lambda job: job[0](job[1]), jobs)
    kept = Answer.objects.filter(item__attempt__learner__user=user)
    assert sorted(kept.values_list("answered_at", flat=True)) == sorted(acknowledged)
    assert Attempt.objects.get(learner__user=user).finished_at is not None
    assert list(recompute_progress(save=False)) == []


def test_a_question_moved_away_while_it_is_answered_leaves_nobody_unfinished():
    question, lesson = QuestionFactory(), LessonFactory()
    moved = QuestionFactory(lesson=question.lesson)
    learners = [LearnerFactory() for _ in range(4)]
    for learner in learners:
        answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)

    def give(learner):
        answer(learner, question.lesson_id, moved.current, "a", after=0, now=NOW)

    def move(_):
        where = {"lesson": lesson, "position": 1}
        spec = choice_spec("What moves?")
        save_question(moved.course, moved.uid, "single_choice", spec, **where, by=None, now=NOW)

    jobs = [(move, None), *((give, learner) for learner in learners)]
    all_at_once(lambda job: job[0](job[1]), jobs)
    assert not Attempt.objects.filter(finished_at=None).exists()


def test_joining_a_class_in_six_tabs_is_one_place():
    classroom, learner = ClassroomFactory(), LearnerFactory()
    found = all_at_once(lambda _: join(classroom, learner, "Ada", now=NOW).pk, range(AT_ONCE))
    assert set(found) == {Enrolment.objects.get().pk}


def test_of_the_same_archive_at_the_same_moment_one_becomes_a_course():
    course = QuestionFactory(lesson__course__slug="motors").course
    data = b"".join(write_course(spec_of(course)))
    Course.objects.update(slug="before")

    def take(_):
        try:
            return restore_course(read_course(data), by=None, now=NOW).course.slug
        except CourseRefused as refused:
            return str(refused)

    found = sorted(all_at_once(take, range(3)))
    assert found[-1] == "motors"
    assert ["already" in each for each in found] == [True, True, False]
    assert Course.objects.get(slug="motors").questions.count() == 1


def test_of_different_marks_at_the_same_moment_one_counts_and_the_others_are_told():
    answer = handed_in(AssignmentFactory(), essay(rubric=None))
    people = [UserFactory() for _ in range(3)]

    def give(at):
        given = {"points": None, "comment": "", "by": people[at], "now": NOW, "seen": 0}
        try:
            return mark_answer(answer, at / 10, **given)
        except MarkedMeanwhile as told:
            return told.mark.marked_by_id

    found = all_at_once(give, range(3))
    assert found.count(True) == 1
    winner = people[found.index(True)].pk
    assert found.count(winner) == 2
    assert Mark.objects.get().marked_by_id == winner


def test_two_people_at_the_same_moment_make_one_mark():
    answer = handed_in(AssignmentFactory(double=True), essay(rubric=None))
    people = [UserFactory(), UserFactory()]

    def give(by):
        return read_answer(answer, 0.5, points=None, comment="", by=by, now=NOW)

    assert sorted(all_at_once(give, people)) == ["agreed", "kept"]
    assert (Mark.objects.count(), Reading.objects.count()) == (1, 2)


def test_of_three_people_at_the_same_moment_two_mark():
    answer = handed_in(AssignmentFactory(double=True), essay(rubric=None))
    people = [UserFactory() for _ in range(3)]

    def give(at):
        given = {"points": None, "comment": "", "by": people[at], "now": NOW}
        try:
            return read_answer(answer, at / 2, **given)
        except ReadByTwo:
            return "told"

    assert sorted(all_at_once(give, range(3))) == ["differs", "kept", "told"]
    assert Reading.objects.count() == 2
    assert not Mark.objects.exists()
