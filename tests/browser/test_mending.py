"""A wrong key is mended, essays are marked: by keyboard, with axe, on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.attempt import answer
from quizzes.kinds import kinds
from quizzes.models import Mark, Regrade
from tests.factories import NOW, LearnerFactory, LessonFactory, QuestionFactory


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


@pytest.fixture
def lesson(live_server):
    return LessonFactory()


def give(question, response, name="Ben"):
    learner = LearnerFactory(user__name=name)
    answer(learner, question.lesson_id, question.current, response, after=0, now=NOW)
    return learner


@pytest.mark.parametrize("scripts", [True, False])
def test_full_marks_are_looked_at_applied_and_undone(
    open_page, staff, lesson, no_fault, scripts, watch
):
    watch.expect("422")
    question = QuestionFactory(lesson=lesson)
    give(question, "b")
    page = open_page(staff, java_script_enabled=scripts)
    page.goto(reverse("admin:quizzes_question_change", args=[question.pk]))
    page.get_by_role("link", name="Mark the answers otherwise").click()
    if scripts:
        no_fault(page)
    page.get_by_label("full mark for everyone").check()
    page.get_by_label("Version 1: 1 answer").check()
    page.get_by_role("button", name="See what would change").press("Enter")
    expect(page.locator(".errorlist")).to_contain_text("required")
    page.get_by_label("Reason").fill("Both were right.")
    page.get_by_role("button", name="See what would change").press("Enter")
    expect(page.get_by_text("1 rise, 0 fall, 0 unchanged")).to_be_visible()
    if scripts:
        no_fault(page)
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.get_by_text("Done: 1 rise, 0 fall, 0 unchanged.")).to_be_visible()
    assert Regrade.objects.get().undone_at is None
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Undone. Every answer")).to_be_visible()
    assert Regrade.objects.get().undone_at is not None


def test_the_learner_sees_that_the_question_was_corrected(open_page, staff, lesson, no_fault):
    question = QuestionFactory(lesson=lesson)
    ben = give(question, "b")
    teacher = open_page(staff)
    teacher.goto(reverse("admin:quizzes_question_regrade", args=[question.pk]))
    teacher.get_by_label("does not count for anyone").check()
    teacher.get_by_label("Version 1: 1 answer").check()
    teacher.get_by_label("Reason").fill("It was unclear.")
    teacher.get_by_role("button", name="See what would change").click()
    teacher.get_by_role("button", name="Apply").click()
    expect(teacher.get_by_text("Done:")).to_be_visible()
    page = open_page(ben)
    page.goto(lesson.get_absolute_url())
    expect(page.get_by_text("it no longer counts. It was unclear.")).to_be_visible()
    expect(page.get_by_role("heading", name="This question no longer counts.")).to_be_visible()
    no_fault(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_an_essay_is_marked_by_keyboard(open_page, staff, lesson, no_fault, width):
    question = QuestionFactory(lesson=lesson, kind="essay", spec=kinds["essay"].example())
    ann = give(question, "Written by hand.", "Ann")
    page = open_page(staff, viewport={"width": width, "height": 844})
    page.goto(reverse("admin:quizzes_mark_changelist"))
    no_fault(page)
    page.get_by_role("link", name="Why may Renault gain").click()
    no_fault(page)
    page.set_viewport_size({"width": width, "height": 844})
    for number in range(3):
        page.locator(f"[name=points_{number}]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    page.get_by_label("Comment for the learner").fill("Name a source.")
    page.get_by_role("button", name="Save and go on to the next").press("Enter")
    expect(page.get_by_text("No answer to this question waits")).to_be_visible()
    no_fault(page)
    assert Mark.objects.get().points == [1, 1, 1]
    theirs = open_page(ann)
    theirs.goto(lesson.get_absolute_url())
    expect(theirs.get_by_text("Name a source.")).to_be_visible()
    no_fault(theirs)
