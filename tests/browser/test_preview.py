"""The learner's card beside the author's form, and the page to bring questions in."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.exchange.native import Native
from quizzes.exchange.spec import QuestionSpec
from quizzes.models import Question
from tests.factories import LearnerFactory, LessonFactory, QuestionFactory, choice_spec


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_card_is_shown_answered_and_shown_again(open_page, staff, scripts):
    question = QuestionFactory()
    page = open_page(staff, java_script_enabled=scripts)
    page.goto(reverse("admin:quizzes_question_change", args=[question.pk]))
    page.get_by_role("button", name="Show it as it is now").click()
    card = page.frame_locator("iframe[name=preview]")
    card.get_by_role("radio", name="The stator").check()
    card.get_by_role("button", name="Check answer").click()
    expect(card.get_by_role("heading", name="Not quite.")).to_be_visible()
    card.get_by_role("button", name="Try again").click()
    card.get_by_role("button", name="With the key").click()
    expect(card.get_by_role("heading", name="That is right.")).to_be_visible()
    assert question.items.count() == 0


def test_the_card_follows_what_is_written(open_page, staff, no_fault):
    question = QuestionFactory()
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_question_change", args=[question.pk]))
    page.get_by_role("button", name="Show it as it is now").click()
    card = page.frame_locator("iframe[name=preview]")
    expect(card.get_by_role("group", name="What turns?")).to_be_visible()
    page.get_by_label("Stem").fill("What spins?")
    expect(card.get_by_role("group", name="What spins?")).to_be_visible()
    page.get_by_label("Explanation").fill("")
    expect(card.get_by_text("There is no explanation")).to_be_visible()
    no_fault(page)


def test_a_file_is_looked_at_and_taken(open_page, staff, no_fault, tmp_path):
    lesson = LessonFactory()
    spec = QuestionSpec("one", lesson.slug, "single_choice", choice_spec(), "")
    file = tmp_path / "bank.json"
    file.write_bytes(b"".join(Native().write([spec])))
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_question_changelist"))
    page.get_by_role("link", name="Bring questions in").click()
    no_fault(page)
    page.get_by_label("Course").select_option(str(lesson.course.pk))
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("rowheader", name="What turns?")).to_be_visible()
    no_fault(page)
    page.get_by_role("button", name="Take 1 question").click()
    expect(page.get_by_text("1 added")).to_be_visible()
    assert Question.objects.get().lesson == lesson
