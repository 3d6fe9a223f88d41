"""Essays of a class are marked: by keyboard, on a phone, without JavaScript, by two."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Mark
from tests.factories import AssignmentFactory, ClassroomFactory, LearnerFactory, UserFactory
from tests.marking import essay, handed_in

from .sight import big_enough, no_sideways_scroll

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def teacher(live_server):
    return LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")


def pile(teacher, count, **fields):
    question = essay()
    classroom = ClassroomFactory(led_by=teacher.user)
    assignment = AssignmentFactory(classroom=classroom, asks=[question], **fields)
    for number in range(count):
        text = f"Text {number}. " + "Renault decides by itself what its motor costs. " * 8
        handed_in(assignment, question, f"Learner {number}", text=text)
    return reverse("assignment_mark", args=[assignment.pk, question.pk])


def tab_to(page, target):
    for _press in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError("not reached by Tab")


@pytest.mark.parametrize("scripts", [True, False])
def test_three_answers_are_marked_by_keyboard(open_page, teacher, scripts):
    page = open_page(teacher, java_script_enabled=scripts, viewport=PHONE)
    page.goto(pile(teacher, 3))
    for number in (1, 2, 3):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Answer {number} of 3")
        no_sideways_scroll(page)
        for name in ("Names a gain", "Names a risk", "Weighs the two"):
            group = page.get_by_role("group", name=name)
            tab_to(page, group.get_by_role("radio", name="0"))
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Comment {number}.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        saved = page.get_by_role("status").filter(has_text="marked with 60%.")
        expect(saved).to_be_visible()
        expect(saved).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for you here")
    assert {mark.comment for mark in Mark.objects.all()} == {f"Comment {at}." for at in (1, 2, 3)}


def test_points_are_hit_with_a_thumb_and_pages_have_no_fault(open_page, teacher, no_fault, watch):
    page = open_page(teacher, viewport=PHONE)
    address = pile(teacher, 2, double=True)
    page.goto(address)
    big_enough(page.get_by_role("radio"))
    no_fault(page)
    watch.expect("422")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_be_focused()
    no_fault(page)
    other = LearnerFactory(user=UserFactory(name="Emmy Noether"))
    teacher.user.teaching.get().classroom.teachers.create(user=other.user, role="teacher")
    second = open_page(other)
    for who, points in ((page, "2"), (second, "0")):
        who.goto(address)
        for group in who.locator("fieldset.points").all():
            radios = group.get_by_role("radio", name=points)
            (radios if radios.count() else group.get_by_role("radio", name="1")).check()
        who.get_by_role("button", name="Save and go on").click()
        expect(who.get_by_role("status").first).to_be_visible()
    second.get_by_role("link", name="Answer 1,").click()
    expect(second.get_by_role("heading", name="What each gave")).to_be_visible()
    expect(second.get_by_text("2 apart").first).to_be_visible()
    no_fault(second)
    no_sideways_scroll(second)
    second.goto(address.rpartition("marking/")[0] + "marking/")
    no_fault(second)
    second.get_by_role("link", name="All that waits in the class").click()
    no_fault(second)
