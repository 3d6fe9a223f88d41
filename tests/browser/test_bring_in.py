"""An article on its way to lessons, in a browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Course
from tests.factories import LearnerFactory, QuestionFactory

TEXT = "# Motors\n\nIt began.\n\n## The stator\n\nIt stands.\n\n## The rotor\n\nIt turns.\n"


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


def test_a_pasted_article_is_put_together_and_becomes_a_course(open_page, staff, no_fault):
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_course_changelist"))
    page.get_by_role("link", name="Bring an article in").click()
    no_fault(page)
    page.get_by_label("The article's text").fill(TEXT)
    page.get_by_role("button", name="Look at the lessons").click()
    expect(page.get_by_role("heading", name="3 lessons")).to_be_visible()
    page.get_by_text("The text, and where to part it").first.click()
    no_fault(page)
    page.get_by_role("button", name="Join to the one before").last.click()
    expect(page.get_by_role("heading", name="2 lessons")).to_be_visible()
    page.get_by_role("button", name="Make a course of it").click()
    expect(page.get_by_text("“Motors”: 2 lessons added")).to_be_visible()
    assert [each.title for each in Course.objects.get().lessons.all()] == ["Motors", "The stator"]


def test_a_course_is_downloaded_and_brought_in_again(open_page, staff, no_fault, watch, tmp_path):
    watch.expect("status of 422")
    course = QuestionFactory(lesson__course__slug="motors").course
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_course_change", args=[course.pk]))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the course").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.goto(reverse("admin:quizzes_course_bring_in"))
    page.get_by_label("The course's file").set_input_files(file)
    page.get_by_role("button", name="Bring the course in").click()
    expect(page.get_by_text("There is a course “motors” already")).to_be_visible()
    no_fault(page)
    page.get_by_label("The course's file").set_input_files(file)
    page.get_by_label("Another short name").fill("motors-2")
    page.get_by_role("button", name="Bring the course in").click()
    expect(page.get_by_text("The course “Motors” is there.")).to_be_visible()
    assert Course.objects.get(slug="motors-2").questions.count() == 1
