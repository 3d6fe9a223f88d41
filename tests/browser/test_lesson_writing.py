"""An author writes a lesson, asks about a sentence of it, and puts pictures in."""

from __future__ import annotations

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from quizzes.models import Lesson
from tests.factories import QUOTE, CourseFactory, LearnerFactory, LessonFactory, QuestionFactory


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


SELECT = "p => { const range = document.createRange(); range.selectNodeContents(p);"
SELECT += " getSelection().removeAllRanges(); getSelection().addRange(range); }"


def test_the_preview_follows_and_a_selected_sentence_is_asked_about(open_page, staff, no_fault):
    lesson = LessonFactory(body=f"<p>{QUOTE}</p>\n<p>A shaft carries it.</p>")
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_lesson_change", args=[lesson.pk]))
    shown = page.frame_locator("iframe[name=preview]")
    shown.get_by_text(QUOTE).evaluate(SELECT)
    ask = page.get_by_role("link", name="Ask about this")
    expect(ask).to_be_visible()
    no_fault(page)
    with page.expect_popup() as opened:
        ask.click()
    expect(opened.value.get_by_label("Quote")).to_have_value(QUOTE)
    page.get_by_label("Text").fill("It **spins**.\n\n<iframe></iframe>")
    expect(shown.get_by_text("spins")).to_be_visible()
    expect(shown.get_by_text("1 embedded frame")).to_be_visible()
    expect(page.get_by_text("Save the lesson before you ask")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_picture_is_uploaded_and_put_in_the_text(open_page, staff, no_fault, tmp_path, scripts):
    file = tmp_path / "rotor.png"
    Image.new("RGB", (60, 40), "green").save(file)
    lesson = LessonFactory()
    QuestionFactory(lesson=lesson)
    page = open_page(staff, java_script_enabled=scripts)
    page.goto(reverse("admin:quizzes_lesson_change", args=[lesson.pk]))
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("What it shows").fill("A rotor")
    if not scripts:
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Upload").click()
        expect(opened.value.get_by_text("![A rotor](/media/pictures/")).to_be_visible()
        return
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("“rotor.png” is uploaded.")).to_be_focused()
    page.get_by_role("button", name="Put in the text").click()
    expect(page.get_by_label("Text")).to_be_focused()
    shown = page.frame_locator("iframe[name=preview]")
    expect(shown.get_by_role("img", name="A rotor")).to_have_js_property("naturalWidth", 60)
    no_fault(page)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert 'width="60" height="40"' in Lesson.objects.get().body


def test_lessons_are_ordered_by_keyboard_and_by_dragging(open_page, staff, no_fault):
    course = CourseFactory()
    for title in ("Wires", "Magnets", "Shafts"):
        LessonFactory(course=course, title=title)
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_lesson_order", args=[course.pk]))
    page.get_by_role("button", name="Move down “Wires”").press("Enter")
    expect(page.get_by_role("status")).to_have_text("“Wires” stands at place 2 of 3 now.")
    expect(page.get_by_role("button", name="Move down “Wires”")).to_be_focused()
    no_fault(page)
    rows = page.locator("#order > li")
    rows.filter(has_text="Shafts").drag_to(rows.filter(has_text="Magnets").first)
    expect(page.get_by_role("status")).to_contain_text("“Shafts” stands at place")
    order = [lesson.title for lesson in course.lessons.order_by("position")]
    assert order.index("Shafts") < order.index("Wires")
