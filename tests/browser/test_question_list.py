"""The list of questions on a phone, and without a script."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Question
from tests.factories import LearnerFactory, LessonFactory, QuestionFactory, choice_spec

LIST = reverse("admin:quizzes_question_changelist")


@pytest.fixture
def admin(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


@pytest.fixture
def questions():
    lesson = LessonFactory(title="How a motor turns current into motion")
    stem = "Which part of an electric motor stands still while the rotor turns inside it?"
    return [QuestionFactory(lesson=lesson, spec=choice_spec(stem)) for _ in range(3)]


def test_on_a_phone_questions_are_cards_that_fit(open_page, questions, admin, no_fault):
    page = open_page(admin)
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{LIST}?kind=single_choice")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    for box in page.locator("#result_list tbody :is(th, td)").all():
        place = box.bounding_box()
        assert place is None or place["x"] + place["width"] <= 320
    expect(page.get_by_text("Facility: too few").first).to_be_visible()
    no_fault(page)


def test_questions_are_found_and_retired_without_a_script(open_page, questions, admin):
    other = QuestionFactory(spec=choice_spec("What else?"))
    page = open_page(admin, java_script_enabled=False)
    page.goto(LIST)
    page.get_by_text("Filter", exact=True).first.click()
    page.get_by_label("Course", exact=True).select_option(str(questions[0].course_id))
    page.locator("form:has(#filter-course__id__exact) button").click()
    expect(page.get_by_text("What else?")).to_have_count(0)
    for box in page.locator("input.action-select").all():
        box.check()
    page.locator("select[name=action]").select_option("retire")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("3 questions are chosen.")).to_be_visible()
    page.get_by_role("button", name="Retire questions").click()
    expect(page.get_by_text("Retire questions: 3 questions changed.")).to_be_visible()
    retired = Question.objects.filter(status="retired")
    assert set(retired) == set(questions)
    assert other not in retired
