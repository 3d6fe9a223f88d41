"""The author's form for what a question asks: by keyboard, without JavaScript, with axe."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Question
from tests.factories import LearnerFactory, LessonFactory, QuestionFactory

ADD = reverse("admin:quizzes_question_add")
NARROWEST = 320


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


def press(page, name):
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


@pytest.mark.parametrize("kind", sorted(kinds))
def test_the_form_of_every_kind_is_without_fault(open_page, staff, no_fault, kind):
    question = QuestionFactory(kind=kind, spec=kinds[kind].example())
    page = open_page(staff)
    page.goto(reverse("admin:quizzes_question_change", args=[question.pk]))
    expect(page.get_by_label("Stem").first).to_be_visible()
    no_fault(page)
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    widest = page.evaluate("document.querySelector('#content-form').getBoundingClientRect().right")
    assert widest <= NARROWEST


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_is_written_by_keyboard(open_page, staff, no_fault, scripts, width):
    lesson = LessonFactory(body="<p>The rotor turns.</p>")
    options = {"java_script_enabled": scripts, "viewport": {"width": width, "height": 844}}
    page = open_page(staff, **options)
    page.goto(ADD)
    page.get_by_label("Course").select_option(str(lesson.course.pk))
    page.get_by_label("Lesson").select_option(str(lesson.pk))
    page.get_by_label("Identifier").fill("rotor")
    page.get_by_label("Stem").fill("What turns?")
    page.get_by_label("Explanation").fill("It sits on the shaft.")
    page.get_by_label("Quote").fill("The rotor turns")
    press(page, "Add: Option")
    third = page.get_by_role("group", name="Option 3")
    expect(third.get_by_label("Text")).to_be_focused()
    page.keyboard.type("The rotor")
    third.get_by_label("Correct").check()
    third.get_by_label("Feedback").fill("Yes.")
    for number, text in enumerate(["The stator", "The housing"], start=1):
        entry = page.get_by_role("group", name=f"Option {number}")
        entry.get_by_label("Text").fill(text)
        entry.get_by_label("Feedback").fill("It stands still.")
    press(page, "Move up: Option 3")
    expect(page.get_by_role("button", name="Move up: Option 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move up: Option 1")).to_be_focused()
    press(page, "Remove: Option 3")
    expect(page.get_by_role("button", name="Remove: Option 2")).to_be_focused()
    if scripts:
        no_fault(page)
    page.get_by_label("Stem").focus()
    page.get_by_label("Hint").press("Enter")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    spec = Question.objects.get().current.spec
    assert [option["text"] for option in spec["options"]] == ["The rotor", "The stator"]


@pytest.mark.parametrize("scripts", [True, False])
def test_kinds_and_text_are_gone_to_and_come_back_from(open_page, staff, no_fault, scripts):
    question = QuestionFactory(kind="matching", spec=kinds["matching"].example())
    page = open_page(staff, java_script_enabled=scripts)
    page.goto(reverse("admin:quizzes_question_change", args=[question.pk]))
    kind = page.get_by_label("Kind", exact=True)
    kind.focus()
    kind.select_option("numeric")
    if not scripts:
        press(page, "Change the kind")
    expect(page.get_by_label("Right answer")).to_have_value("")
    expect(kind).to_be_focused()
    press(page, "As text")
    expect(page.get_by_label("Content as text")).to_contain_text('"stem"')
    expect(page.get_by_role("button", name="As fields")).to_be_focused()
    if scripts:
        no_fault(page)
    page.get_by_label("Content as text").fill('{"stem": "New", "answer": 5}')
    press(page, "As fields")
    expect(page.get_by_label("Right answer")).to_have_value("5")
    expect(page.get_by_label("Stem")).to_have_value("New")


def test_who_is_signed_out_loses_nothing(open_page, staff, watch):
    page = open_page(staff)
    page.goto(ADD)
    page.get_by_label("Stem").fill("What turns?")
    page.context.clear_cookies(name="sessionid")
    watch.expect("403", "swapError", "htmx")
    expect(page.get_by_text("That could not be done")).to_be_hidden()
    press(page, "Add: Option")
    expect(page.get_by_text("That could not be done")).to_be_visible()
    expect(page.get_by_role("button", name="Add: Option")).to_be_focused()
    expect(page.get_by_label("Stem")).to_have_value("What turns?")


def test_what_is_chosen_by_its_text_follows_the_text(open_page, staff):
    page = open_page(staff)
    page.goto(f"{ADD}?kind=matching")
    choice = page.get_by_role("group", name="Choice 2")
    choice.get_by_label("Text").fill("Turns")
    page.get_by_label("Its choice").first.select_option("2. Turns")
    press(page, "Add: Prompt")
    third = page.get_by_role("group", name="Prompt 3")
    expect(third.get_by_label("Text")).to_be_focused()
    expect(page.get_by_label("Its choice").first).to_have_value("2")
