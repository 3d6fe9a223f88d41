"""Marks by people: given once, told of what came between, and by two where a class wants that."""

from datetime import timedelta

import pytest

from quizzes.actions.marking import (
    MarkedMeanwhile,
    Outcome,
    ReadByTwo,
    mark_answer,
    read_answer,
)
from quizzes.actions.regrade import decide, new, undo
from quizzes.models import AttemptItem, Mark, Reading, Regrade
from quizzes.models.frozen import FrozenRow
from tests.factories import NOW, AssignmentFactory, UserFactory
from tests.marking import essay, handed_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def answer():
    return handed_in(AssignmentFactory(double=True), essay())


@pytest.fixture
def people():
    return [UserFactory(name=name) for name in ("Marie", "Jules", "Emmy")]


def mark(answer, by, *points, comment="", seen=None):
    return mark_answer(
        answer, sum(points) / 5, points=points, comment=comment, by=by, now=NOW, seen=seen
    )


def read(answer, by, *points, comment=""):
    return read_answer(answer, sum(points) / 5, points=points, comment=comment, by=by, now=NOW)


def share():
    return AttemptItem.objects.get().mark


def test_a_mark_given_meanwhile_is_told_and_nothing_is_saved(answer, people):
    marie, jules, _ = people
    mark(answer, marie, 2, 2, 1, seen=0)
    with pytest.raises(MarkedMeanwhile) as told:
        mark(answer, jules, 0, 0, 0, seen=0)
    assert told.value.mark.marked_by == marie
    assert Mark.objects.count() == 1


def test_who_has_seen_the_mark_may_replace_it(answer, people):
    marie, jules, _ = people
    mark(answer, marie, 2, 2, 1, seen=0)
    assert mark(answer, jules, 0, 0, 1, seen=Mark.objects.get().pk)
    assert share() == 0.2
    assert Mark.objects.count() == 2


def test_the_same_mark_sent_again_is_one_whatever_was_seen(answer, people):
    assert mark(answer, people[0], 2, 2, 1, seen=0)
    assert not mark(answer, people[0], 2, 2, 1, seen=0)
    assert Mark.objects.count() == 1


def test_a_regrade_decided_meanwhile_is_told(answer, people):
    question = answer.item.question
    full = new(
        question, Regrade.Policy.FULL, versions=[answer.version_id], accepted=[], reason="Unclear."
    )
    decide(full, by=None, now=NOW)
    with pytest.raises(MarkedMeanwhile):
        mark(answer, people[0], 0, 0, 0, seen=0)
    assert share() == 1.0
    seen = Mark.objects.latest("pk").pk
    undo(full, by=None, now=NOW)
    assert mark(answer, people[0], 1, 0, 0, seen=seen)


def test_one_of_two_makes_no_mark(answer, people):
    assert read(answer, people[0], 2, 1, 0) is Outcome.KEPT
    assert not Mark.objects.exists()
    assert share() is None


def test_two_that_agree_make_the_mark_at_once(answer, people):
    marie, jules, _ = people
    read(answer, marie, 2, 1, 0, comment="Clear.")
    assert read(answer, jules, 1, 2, 0, comment="Short.") is Outcome.AGREED
    found = Mark.objects.get()
    assert (found.fraction, found.points) == (0.6, [1.5, 1.5, 0])
    assert (found.comment, found.marked_by) == ("Clear.\n\nShort.", jules)
    assert share() == 0.6


def test_two_that_differ_wait_until_it_is_settled(answer, people):
    marie, jules, emmy = people
    read(answer, marie, 2, 2, 1)
    assert read(answer, jules, 0, 0, 1) is Outcome.DIFFERS
    assert share() is None
    assert mark(answer, emmy, 1, 1, 1, seen=0)
    assert share() == 0.6


def test_nobody_is_both(answer, people):
    read(answer, people[0], 2, 1, 0)
    assert read(answer, people[0], 2, 1, 0) is Outcome.KEPT
    assert read(answer, people[0], 2, 2, 0) is Outcome.KEPT
    assert not Mark.objects.exists()


def test_one_changes_their_mind_until_the_other_is_in(answer, people):
    marie, jules, _ = people
    read(answer, marie, 0, 0, 0)
    read(answer, marie, 2, 2, 1)
    assert read(answer, jules, 2, 2, 1) is Outcome.AGREED
    assert Reading.objects.count() == 3
    assert share() == 1.0


def test_once_both_are_in_neither_changes_theirs(answer, people):
    marie, jules, _ = people
    read(answer, marie, 2, 2, 1)
    read(answer, jules, 0, 0, 0)
    with pytest.raises(ReadByTwo):
        read(answer, jules, 2, 2, 1)
    with pytest.raises(ReadByTwo):
        read(answer, marie, 0, 0, 0)
    assert Reading.objects.count() == 2


def test_a_third_is_not_asked(answer, people):
    marie, jules, emmy = people
    read(answer, marie, 2, 2, 1)
    read(answer, jules, 0, 0, 0)
    with pytest.raises(ReadByTwo):
        read(answer, emmy, 2, 2, 1)


def test_who_comes_after_the_mark_is_told(answer, people):
    marie, jules, emmy = people
    read(answer, marie, 2, 2, 1)
    read(answer, jules, 2, 2, 1)
    with pytest.raises(MarkedMeanwhile):
        read(answer, emmy, 0, 0, 0)


def test_the_post_that_made_the_mark_sent_again_is_one(answer, people):
    marie, jules, _ = people
    read(answer, marie, 2, 2, 1)
    for _time in range(3):
        assert read(answer, jules, 2, 2, 1) is Outcome.AGREED
    assert (Mark.objects.count(), Reading.objects.count()) == (1, 2)


def test_somebody_else_marks_in_place_of_an_account_that_is_gone(answer, people):
    marie, jules, emmy = people
    read(answer, marie, 2, 2, 1)
    marie.delete()
    assert Reading.objects.get().marker is None
    assert read(answer, jules, 0, 0, 0) is Outcome.KEPT
    assert read(answer, emmy, 0, 0, 0) is Outcome.AGREED


def test_a_mark_that_two_made_survives_a_regrade_that_was_undone(answer, people):
    read(answer, people[0], 1, 1, 1)
    read(answer, people[1], 1, 1, 1)
    full = new(
        answer.item.question,
        Regrade.Policy.FULL,
        versions=[answer.version_id],
        accepted=[],
        reason="Unclear.",
    )
    decide(full, by=None, now=NOW)
    assert share() == 1.0
    undo(full, by=None, now=LATER)
    assert share() == 0.6
    assert Mark.objects.count() == 2


def test_what_one_of_two_gave_is_never_changed(answer, people):
    read(answer, people[0], 1, 1, 1)
    with pytest.raises(FrozenRow):
        Reading.objects.update(fraction=0)
    with pytest.raises(FrozenRow):
        Reading.objects.get().save()
    with pytest.raises(FrozenRow):
        Reading.objects.get().delete()
