"""Deadlines of attempts that run, whatever a teacher changes; and what counts as whose work."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.actions import assignment as actions
from quizzes.actions.classroom import copy_class
from quizzes.actions.figures import catch_up
from quizzes.actions.learner import adopt
from quizzes.actions.quiz import Draft, Outcome, answer, begin, hand_in, save_drafts
from quizzes.models import (
    Answer,
    Assignment,
    Attempt,
    QuestionFigures,
    of_learners,
)
from quizzes.scoring.drawing import Pool
from tests.factories import (
    NOW,
    AssignmentFactory,
    EnrolmentFactory,
    LearnerFactory,
    QuestionFactory,
    SittingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MINUTE, SECOND, DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def given(question):
    return AssignmentFactory(asks=[question], minutes=30)


@pytest.fixture
def place(given):
    return EnrolmentFactory(classroom=given.classroom)


def started(given, place, question, at=NOW, mode="assignment"):
    return begin(
        place.learner,
        {"mode": mode, "assignment_id": given.pk},
        1,
        [Pool((question.pk,), 1)],
        {},
        rules=given.rules,
        shuffle=False,
        now=at,
        ends_at=given.dates.ends_at(at),
    )


def changed(given, now=NOW, **fields):
    row = Assignment.objects.get(pk=given.pk)
    written = {name: getattr(row, name) for name in ("closes_at", "minutes")} | fields
    assert actions.change(row, written, [], seen=row.changed_at, now=now)


def ends_at(attempt):
    attempt.refresh_from_db()
    return attempt.ends_at


def test_a_longer_limit_holds_for_those_who_are_at_it(given, place, question):
    attempt = started(given, place, question)
    changed(given, now=NOW + 5 * MINUTE, minutes=60)
    assert ends_at(attempt) == NOW + 60 * MINUTE


def test_a_shorter_limit_ends_nothing_in_the_past(given, place, question):
    attempt = started(given, place, question)
    now = NOW + 20 * MINUTE
    changed(given, now=now, minutes=10)
    assert ends_at(attempt) == now


def test_more_time_lets_those_go_on_whose_time_had_just_run_out(given, place, question):
    attempt = started(given, place, question)
    changed(given, now=NOW + 31 * MINUTE, minutes=60)
    assert ends_at(attempt) == NOW + 60 * MINUTE


def test_what_ended_stays_ended_at_its_own_time(given, place, question):
    attempt = started(given, place, question)
    changed(given, now=NOW + 40 * MINUTE, minutes=35)
    assert ends_at(attempt) == NOW + 30 * MINUTE


def test_handed_in_work_gets_no_new_deadline(given, place, question):
    attempt = started(given, place, question)
    hand_in(attempt, now=NOW + MINUTE)
    changed(given, minutes=60)
    assert ends_at(attempt) == NOW + 30 * MINUTE


def test_without_a_limit_there_is_no_deadline(given, place, question):
    attempt = started(given, place, question)
    changed(given, minutes=None)
    assert ends_at(attempt) is None


def test_extra_days_move_the_end_by_the_clock_of_the_class(given, place, question):
    """In the night of 24 to 25 October 2026 clocks go back in Paris: the day has 25 hours."""
    closes = datetime(2026, 10, 24, 15, 0, tzinfo=UTC)
    changed(given, minutes=None, closes_at=closes)
    given = Assignment.objects.get(pk=given.pk)
    attempt = started(given, place, question, at=closes - DAY)
    leave = {"attempts": 0, "excused": False, "reason": "", "by": UserFactory()}
    actions.exempt(given, place, days=1, now=closes - DAY, **leave)
    assert ends_at(attempt) == closes + timedelta(hours=25)
    actions.exempt(given, place, days=0, now=closes - DAY, **leave)
    assert ends_at(attempt) == closes
    assert not given.exemptions.exists()


def test_leave_for_one_changes_nothing_for_others(given, place, question):
    other = started(given, EnrolmentFactory(classroom=given.classroom), question)
    Assignment.objects.update(closes_at=NOW + 10 * MINUTE)
    given.refresh_from_db()
    leave = {"attempts": 0, "excused": False, "reason": "", "by": UserFactory()}
    actions.exempt(given, place, days=1, now=NOW, **leave)
    assert ends_at(other) == NOW + 30 * MINUTE


def test_a_factor_of_the_person_holds_in_every_class(given, place, question):
    elsewhere = AssignmentFactory(asks=[question], minutes=10)
    second = EnrolmentFactory(classroom=elsewhere.classroom, learner=place.learner)
    attempts = [started(given, place, question), started(elsewhere, second, question)]
    actions.give_person_time(place.learner, 200, now=NOW)
    assert [ends_at(each) - NOW for each in attempts] == [60 * MINUTE, 20 * MINUTE]


def test_a_factor_in_a_class_holds_there_only(given, place, question):
    elsewhere = AssignmentFactory(asks=[question], minutes=10)
    second = EnrolmentFactory(classroom=elsewhere.classroom, learner=place.learner)
    attempts = [started(given, place, question), started(elsewhere, second, question)]
    actions.give_time(place, 150, now=NOW)
    assert [ends_at(each) - NOW for each in attempts] == [45 * MINUTE, 10 * MINUTE]


def test_the_moment_of_the_deadline_is_too_late(given, place, question):
    attempt = started(given, place, question)
    item = attempt.items.get()
    draft = Draft("a", None, 0)
    last = NOW + 30 * MINUTE
    assert save_drafts(attempt, {item.pk: draft}, now=last) == {item.pk}
    assert answer(attempt, item.pk, draft, now=last) is Outcome.OVER
    assert save_drafts(attempt, {item.pk: draft}, now=last - SECOND) == set()
    assert hand_in(attempt, now=last + DAY)
    attempt.refresh_from_db()
    assert attempt.finished_at == last
    assert Answer.objects.get().answered_at == last


def test_overdue_attempts_are_ended_once(given, place, question):
    attempt = started(given, place, question)
    late = NOW + DAY
    assert actions.close_overdue(now=NOW + 30 * MINUTE - SECOND) == 0
    assert actions.close_overdue(now=late) == 1
    assert actions.close_overdue(now=late) == 0
    attempt.refresh_from_db()
    assert attempt.finished_at == NOW + 30 * MINUTE


def test_trials_are_in_no_figure(given, place, question):
    attempt = started(given, place, question, mode="preview")
    item = attempt.items.get()
    answer(attempt, item.pk, Draft("a", None, 0), now=NOW)
    assert not Attempt.objects.filter(of_learners()).exists()
    while catch_up(now=NOW):
        pass
    assert not QuestionFigures.objects.filter(learners__gt=0).exists()


def test_answers_in_a_class_are_in_the_questions_figures(given, place, question):
    attempt = started(given, place, question)
    answer(attempt, attempt.items.get().pk, Draft("a", None, 0), now=NOW)
    while catch_up(now=NOW):
        pass
    assert QuestionFigures.objects.get(question=question).learners == 1


def test_a_guests_work_is_counted_on_when_it_goes_over_to_an_account(given, question):
    guest = LearnerFactory(user=None, guest_key="k")
    mine = LearnerFactory()
    EnrolmentFactory(classroom=given.classroom, learner=guest)
    SittingFactory(assignment=given, learner=mine, number=1)
    SittingFactory(assignment=given, learner=mine, number=1, mode="preview")
    for number in (1, 2):
        SittingFactory(assignment=given, learner=guest, number=number)
    adopt(guest.pk, mine.user, now=NOW)
    found = Attempt.objects.assigned().filter(learner=mine).values_list("number", flat=True)
    assert sorted(found) == [1, 2, 3]


def test_a_copy_of_a_class_has_its_assignments_as_drafts_without_dates(given, question):
    given.lessons.add(question.lesson)
    Assignment.objects.update(due_at=NOW, closes_at=NOW)
    SittingFactory(assignment=given)
    made = copy_class(given.classroom, "Next", by=UserFactory(), now=NOW)
    (copy,) = made.assignments.all()
    assert (copy.title, copy.quiz, copy.minutes) == (given.title, given.quiz, 30)
    assert (copy.due_at, copy.closes_at, copy.published_at) == (None, None, None)
    assert list(copy.lessons.all()) == [question.lesson]
    assert not copy.attempts.exists()
    assert Assignment.objects.get(pk=given.pk).classroom == given.classroom
