"""Suggested questions in the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Question
from tests.factories import LearnerFactory, LessonFactory

BODY = "<p>In 1820, Hans Oersted discovered a link between current and magnets.</p>"


@pytest.fixture
def admin(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


@pytest.fixture
def lesson(live_server):
    return LessonFactory(body=BODY)


def address(lesson):
    return reverse("admin:quizzes_lesson_suggestions", args=[lesson.pk])


def test_the_page_has_no_fault_and_fits_a_phone(open_page, admin, lesson, no_fault):
    page = open_page(admin)
    page.goto(address(lesson))
    no_fault(page)
    page.set_viewport_size({"width": 320, "height": 568})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_suggestion_is_taken_by_keyboard_and_without_javascript(open_page, admin, lesson):
    page = open_page(admin, java_script_enabled=False)
    page.goto(reverse("admin:quizzes_lesson_change", args=[lesson.pk]))
    page.get_by_role("link", name="Suggest questions").click()
    box = page.get_by_role("checkbox", name="in which year did Hans Oersted discover")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 draft was made.")).to_be_visible()
    assert Question.objects.get().status == "draft"
