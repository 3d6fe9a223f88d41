"""Answers in a quiz that are marked otherwise later: by a regrade, or by a person."""

import pytest
from django.urls import reverse

from quizzes.actions.marking import mark_answer
from quizzes.actions.progress import recompute_progress
from quizzes.actions.question import revise
from quizzes.actions.regrade import decide, new, undo
from quizzes.kinds import kinds
from quizzes.models import Answer, Regrade
from quizzes.reports.regrade import preview
from quizzes.scoring.answering import Way
from tests.factories import NOW, QuestionFactory, QuizFactory, UserFactory, choice_spec

from .quizzing import Sitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(lesson):
    return [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]


@pytest.fixture
def done(signed_in, lesson, two):
    """Wrong in the first on the first try, right on the second; the other one left open."""
    quiz = QuizFactory(course=lesson.course, way=Way.TRIES, penalty=0.25, asks=two)
    sitter = Sitter(signed_in, quiz)
    sitter.begin()
    sitter.check(two[0], "b")
    sitter.check(two[0], "a")
    sitter.hand_in()
    return sitter


def regrade(question, policy):
    versions = question.versions.values_list("pk", flat=True)
    made = new(question, policy, versions=versions, accepted=["b"], reason="It was wrong.")
    return decide(made, by=None, now=NOW)


def test_the_figures_are_those_of_a_recomputation(done):
    assert list(recompute_progress(save=False)) == []


def test_a_dropped_question_leaves_the_count_answered_or_not(done, two):
    regrade(two[1], Regrade.Policy.DROP)
    page = done.page()
    assert "0.75 of 1 point" in page
    assert "75%" in page


def test_full_mark_for_everyone_is_for_those_too_who_left_it_open(done, two):
    regrade(two[1], Regrade.Policy.FULL)
    assert "1.75 of 2 points" in done.page()


def test_an_answer_accepted_later_counts_as_the_try_that_it_was(done, two):
    made = regrade(two[0], Regrade.Policy.ACCEPT)
    assert done.item(two[0]).mark == 1
    page = done.page()
    assert "This question was corrected" in page
    assert "It was wrong." in page
    undo(made, by=None, now=NOW)
    assert done.item(two[0]).mark == 0.75
    assert list(recompute_progress(save=False)) == []


def test_a_new_key_marks_again_and_is_the_one_that_is_shown(done, two):
    spec = choice_spec()
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    revise(two[0], "single_choice", spec, by=None, now=NOW)
    regrade(two[0], Regrade.Policy.RECOMPUTE)
    # Right on the first try by the new key, and nothing that came later takes it away.
    assert done.item(two[0]).mark == 1


def test_an_answer_handed_in_after_the_regrade_is_marked_by_it(signed_in, lesson, two):
    sitter = Sitter(signed_in, QuizFactory(course=lesson.course, asks=two))
    sitter.begin()
    regrade(two[0], Regrade.Policy.FULL)
    sitter.check(two[0], "b")
    assert sitter.item(two[0]).mark == 1
    assert Answer.objects.get().fraction == 0


def test_a_grade_waits_for_the_essays_mark(signed_in, lesson):
    essay = QuestionFactory(lesson=lesson, kind="essay", spec=kinds["essay"].example())
    sitter = Sitter(signed_in, QuizFactory(course=lesson.course, asks=[essay]))
    sitter.begin()
    sitter.check(essay, "word " * 80)
    sitter.hand_in()
    assert "1 answer waits for a person to mark it." in sitter.page()
    answer = Answer.objects.get()
    mark_answer(answer, 0.5, points=None, comment="Half of it.", by=UserFactory(), now=NOW)
    page = sitter.page()
    assert "0.5 of 1 point" in page
    assert "Half of it." in page


def test_a_preview_says_which_quiz_a_mark_is_from(signed_in, lesson, two):
    quiz = QuizFactory(course=lesson.course, asks=two)
    sitter = Sitter(signed_in, quiz)
    sitter.begin()
    sitter.check(two[0], "b")
    versions = two[0].versions.values_list("pk", flat=True)
    wanted = new(two[0], Regrade.Policy.FULL, versions=versions, accepted=[], reason="")
    assert [change.name for change in preview(wanted).risen] == ["Ada · What do you know?"]


@pytest.mark.parametrize("sure", ["sure", "unsure", "guess", ""])
def test_a_full_mark_for_everyone_does_not_ask_how_sure_they_were(signed_in, lesson, two, sure):
    sitter = Sitter(signed_in, QuizFactory(course=lesson.course, way=Way.CONFIDENCE, asks=two))
    sitter.begin()
    sitter.choose(two[0], "b", **{f"q{two[0].pk}_confidence": sure})
    sitter.hand_in()
    made = regrade(two[0], Regrade.Policy.FULL)
    assert sitter.item(two[0]).mark == 1
    assert list(recompute_progress(save=False)) == []
    undo(made, by=None, now=NOW)
    assert sitter.item(two[0]).mark <= 0


def test_those_who_left_it_open_are_told_why_it_counts_otherwise(done, two):
    regrade(two[1], Regrade.Policy.FULL)
    assert "everyone gets the full mark. It was wrong." in done.page()
    regrade(two[1], Regrade.Policy.DROP)
    assert "it no longer counts. It was wrong." in done.page()


def test_those_who_left_it_open_are_in_the_preview(done, two):
    versions = list(two[1].versions.values_list("pk", flat=True))

    def looked(policy):
        return preview(new(two[1], policy, versions=versions, accepted=[], reason=""))

    risen = looked(Regrade.Policy.FULL).risen
    assert [(each.name, each.before, each.after) for each in risen] == [
        ("Ada · What do you know?", 0, 1)
    ]
    assert looked(Regrade.Policy.DROP).dropped == 1
    assert looked(Regrade.Policy.RECOMPUTE).total == 0
    regrade(two[1], Regrade.Policy.FULL)
    assert looked(Regrade.Policy.RECOMPUTE).falls == 1
    assert looked(Regrade.Policy.FULL).total == 0


def test_a_question_that_everyone_left_open_can_be_marked_otherwise(done, two, admin_client):
    address = reverse("admin:quizzes_question_regrade", args=[two[1].pk])
    assert "Version 1: 0 answers" in admin_client.get(address).content.decode()


def test_who_is_still_at_it_is_in_no_preview_for_what_is_open(signed_in, lesson, two):
    sitter = Sitter(signed_in, QuizFactory(course=lesson.course, asks=two))
    sitter.begin()
    versions = two[1].versions.values_list("pk", flat=True)
    wanted = new(two[1], Regrade.Policy.FULL, versions=versions, accepted=[], reason="")
    assert preview(wanted).total == 0
