"""Which attempts figures are made of."""

from datetime import timedelta

import pytest

from quizzes.actions.learner import adopt
from quizzes.models import Attempt, Enrolment, Exemption, Learner
from quizzes.reports.sittings import sittings
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
)
from tests.sat import UNMARKED, questions_of, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks():
    return questions_of(2)


@pytest.fixture
def assignment(asks):
    return AssignmentFactory(asks=asks)


def replies(asks, signs="aa"):
    return dict(zip(asks, signs, strict=True))


def counted(*assignments):
    return [each.attempt_id for each in sittings(assignments).counted]


def someone(assignment):
    place = EnrolmentFactory(classroom=assignment.classroom)
    return place.learner


def test_one_finished_attempt_of_each_learner_counts(assignment, asks):
    one, two = sit(assignment, replies(asks)), sit(assignment, replies(asks, "ab"))
    assert counted(assignment) == [one.pk, two.pk]


def test_running_attempts_do_not_count(assignment, asks):
    sit(assignment, replies(asks), finished_at=None)
    assert counted(assignment) == []


def test_previews_do_not_count(assignment, asks):
    teacher = someone(assignment)
    sit(assignment, replies(asks), learner=teacher, mode=Attempt.Mode.PREVIEW)
    assert counted(assignment) == []


def test_who_was_taken_out_does_not_count_until_let_back_in(assignment, asks):
    attempt = sit(assignment, replies(asks))
    Enrolment.objects.update(removed_at=NOW)
    assert counted(assignment) == []
    Enrolment.objects.update(removed_at=None)
    assert counted(assignment) == [attempt.pk]


def test_who_has_a_place_in_another_class_only_does_not_count(assignment, asks):
    stranger = LearnerFactory()
    EnrolmentFactory(classroom=ClassroomFactory(), learner=stranger)
    sit(assignment, replies(asks), learner=stranger)
    assert counted(assignment) == []


def test_attempts_at_other_assignments_do_not_count(assignment, asks):
    other = AssignmentFactory(asks=asks, classroom=assignment.classroom)
    sit(other, replies(asks), learner=someone(assignment))
    assert counted(assignment) == []


def test_guests_whose_work_went_over_to_an_account_count_once_as_that(assignment, asks):
    guest = Learner.objects.create(guest_key="k", created_at=NOW)
    EnrolmentFactory(classroom=assignment.classroom, learner=guest)
    attempt = sit(assignment, replies(asks), learner=guest)
    account = LearnerFactory()
    adopt(guest.pk, account.user, now=NOW)
    assert counted(assignment) == [attempt.pk]
    Learner.objects.filter(pk=account.pk).update(merged_into=LearnerFactory())
    assert counted(assignment) == []


@pytest.mark.parametrize(
    ("counts", "number"), [("best", 2), ("first", 1), ("last", 3), ("mean", 1)]
)
def test_the_attempt_that_is_the_grade_counts_and_of_a_mean_the_first(asks, counts, number):
    assignment = AssignmentFactory(asks=asks, counts=counts)
    learner = someone(assignment)
    for at, signs in enumerate(["ab", "aa", "bb"], start=1):
        sit(assignment, replies(asks, signs), learner=learner, number=at)
    [only] = counted(assignment)
    assert Attempt.objects.get(pk=only).number == number


def test_of_equally_good_attempts_the_first_counts(assignment, asks):
    learner = someone(assignment)
    first = sit(assignment, replies(asks), learner=learner)
    sit(assignment, replies(asks), learner=learner, number=2)
    assert counted(assignment) == [first.pk]


def test_the_best_is_the_best_after_what_lateness_costs(asks):
    assignment = AssignmentFactory(asks=asks, late="percent", percent=60, due_at=NOW)
    learner = someone(assignment)
    early = sit(assignment, replies(asks, "ab"), learner=learner)
    late = sit(
        assignment, replies(asks), learner=learner, number=2, finished_at=NOW + timedelta(hours=1)
    )
    assert counted(assignment) == [early.pk]
    place = Enrolment.objects.get(learner=learner)
    Exemption.objects.create(assignment=assignment, place=place, days=1, changed_at=NOW)
    assert counted(assignment) == [late.pk]


def test_what_waits_for_a_mark_says_so(assignment, asks):
    sit(assignment, replies(asks), marks={asks[0]: UNMARKED})
    [only] = sittings([assignment]).counted
    assert [(cell.share, cell.waits) for cell in only.cells] == [(None, True), (1.0, False)]


def test_practice_has_no_marks_and_nothing_waits(asks):
    assignment = AssignmentFactory(asks=asks, way="practice")
    sit(assignment, replies(asks), marks=dict.fromkeys(asks, UNMARKED))
    [only] = sittings([assignment]).counted
    assert [(cell.share, cell.waits) for cell in only.cells] == [(None, False)] * 2


def test_several_assignments_are_kept_apart(assignment, asks):
    learner = someone(assignment)
    other = AssignmentFactory(asks=asks, classroom=assignment.classroom)
    mine = [sit(each, replies(asks), learner=learner).pk for each in (assignment, other)]
    found = sittings([assignment, other]).counted
    assert [(each.assignment_id, each.attempt_id) for each in found] == [
        (assignment.pk, mine[0]),
        (other.pk, mine[1]),
    ]
