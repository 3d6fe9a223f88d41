"""Points that attempts keep: right after whatever happens, and mended where they are not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.actions import regrade as regrades
from quizzes.actions.grades import recompute_grades
from quizzes.actions.marking import mark_answer
from quizzes.actions.quiz import Draft, begin, hand_in, save_drafts
from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt, Regrade
from quizzes.scoring.drawing import Pool
from tests.factories import (
    NOW,
    AssignmentFactory,
    EnrolmentFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CHOICES = ["a", "b", None]


def classroom(way="deferred"):
    """An assignment of two choices and an essay."""
    first = QuestionFactory()
    second = QuestionFactory(lesson=first.lesson)
    essay = QuestionFactory(lesson=first.lesson, kind="essay", spec=kinds["essay"].example())
    return AssignmentFactory(asks=[first, second, essay], way=way), [first, second, essay]


def done(assignment, questions, responses):
    """An attempt with these responses, handed in."""
    learner = EnrolmentFactory(classroom=assignment.classroom).learner
    pools = [Pool((each.pk,), 1) for each in questions]
    where = {"mode": "assignment", "assignment_id": assignment.pk}
    rules = assignment.rules
    attempt = begin(learner, where, 1, pools, {}, rules=rules, shuffle=False, now=NOW)
    items = attempt.items.order_by("position")
    drafts = {
        item.pk: Draft(response, None, 0)
        for item, response in zip(items, responses, strict=True)
        if response is not None
    }
    save_drafts(attempt, drafts, now=NOW)
    hand_in(attempt, now=NOW)
    attempt.refresh_from_db()
    return attempt


def figures(attempt):
    attempt.refresh_from_db()
    return attempt.earned, attempt.possible, attempt.waiting


def regrade(question, policy, **more):
    made = regrades.new(
        question,
        policy,
        versions=[question.current.pk],
        accepted=more.get("accepted", []),
        reason="x",
    )
    return regrades.decide(made, by=UserFactory(), now=NOW)


def test_they_are_there_once_it_is_handed_in():
    assignment, questions = classroom()
    assert figures(done(assignment, questions, ["a", "b", None])) == (1, 3, 0)


def test_a_running_attempt_has_none():
    assignment, questions = classroom()
    done(assignment, questions, ["a", "a", None])
    assert not Attempt.objects.filter(finished_at=None).exclude(possible=None).exists()


def test_an_essay_is_waited_for_and_then_counts():
    assignment, questions = classroom()
    attempt = done(assignment, questions, ["a", "a", "A text."])
    assert figures(attempt) == (2, 3, 1)
    answer = Answer.objects.get(version__kind="essay")
    mark_answer(answer, 0.5, points=None, comment="", by=UserFactory(), now=NOW)
    assert figures(attempt) == (2.5, 3, 0)


@pytest.mark.parametrize(
    ("policy", "answered", "left_open"),
    [("full", (1, 3, 0), (1, 3, 0)), ("drop", (0, 2, 0), (0, 2, 0))],
)
def test_a_regrade_counts_for_those_who_left_it_open_too(policy, answered, left_open):
    assignment, questions = classroom()
    wrong = done(assignment, questions, ["b", None, None])
    empty = done(assignment, questions, [None, None, None])
    made = regrade(questions[0], policy)
    assert (figures(wrong), figures(empty)) == (answered, left_open)
    regrades.undo(made, by=UserFactory(), now=NOW)
    assert (figures(wrong), figures(empty)) == ((0, 3, 0), (0, 3, 0))


def test_practice_has_no_points():
    assignment, questions = classroom(way="practice")
    assert figures(done(assignment, questions, ["a", "b", None])) == (None, None, 0)


def test_what_differs_is_told_and_mended(capsys):
    assignment, questions = classroom()
    attempt = done(assignment, questions, ["a", "b", None])
    Attempt.objects.filter(pk=attempt.pk).update(earned=3, waiting=2)
    with pytest.raises(SystemExit) as left:
        call_command("recompute_grades", check=True)
    assert left.value.code == 1
    told = capsys.readouterr().out
    assert f"Attempt {attempt.pk}: earned 3.0 → 1.0, waiting 2 → 0" in told
    assert "1 difference." in told
    call_command("recompute_grades")
    assert "1 attempt was mended." in capsys.readouterr().out
    assert figures(attempt) == (1, 3, 0)
    call_command("recompute_grades", check=True)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("do"), st.sampled_from(CHOICES), st.sampled_from(CHOICES)),
        st.tuples(st.sampled_from(["full", "drop", "accept"]), st.integers(0, 1), st.none()),
        st.tuples(st.just("undo"), st.integers(0, 5), st.none()),
        st.tuples(st.just("mark"), st.floats(0, 1, width=16), st.none()),
    ),
    min_size=1,
    max_size=8,
)


@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_they_are_right_whatever_happens(steps):
    assignment, questions = classroom()
    for what, one, two in steps:
        if what == "do":
            done(assignment, questions, [one, two, "A text."])
        elif what == "mark":
            answer = Answer.objects.filter(version__kind="essay").order_by("?").first()
            if answer:
                later = NOW + timedelta(minutes=1)
                mark_answer(answer, one, points=None, comment="", by=UserFactory(), now=later)
        elif what == "undo":
            made = list(Regrade.objects.filter(question__in=questions).order_by("pk"))
            if made:
                regrades.undo(made[one % len(made)], by=UserFactory(), now=NOW)
        else:
            regrade(questions[one], what, accepted=["b"] if what == "accept" else [])
        assert list(recompute_grades(save=False)) == []
