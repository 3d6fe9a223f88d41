"""The analysis of an assignment: seen, sorted and followed by a teacher."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import NOW, AssignmentFactory, LearnerFactory, QuestionFactory
from tests.kinds.specs import specimens
from tests.sat import sit, worked

DECIDED = ["1111b"] * 5 + ["11bb1"] * 4 + ["bbbc1"] * 4


@pytest.fixture
def teacher(live_server):
    return LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")


def every_kind(teacher):
    """An assignment with a question of each kind, answered rightly, and not at all."""
    found = {name: spec for name, spec in specimens().items() if name != "statement"}
    asks = [QuestionFactory(kind=kind, spec=spec) for kind, spec in found.values()]
    assignment = AssignmentFactory(asks=asks, classroom__led_by=teacher.user)
    keys = {each: each.current.grader.key(each.current.spec) for each in asks}
    for _ in range(2):
        sit(assignment, keys)
    sit(assignment, dict.fromkeys(asks))
    return assignment


def test_a_teacher_sorts_the_questions_and_goes_to_one_by_keyboard(open_page, teacher, no_fault):
    assignment = worked(DECIDED, classroom__led_by=teacher.user)
    page = open_page(teacher)
    page.goto(reverse("assignment_analysis", args=[assignment.pk]))
    expect(page.get_by_role("heading", name="What the answers say")).to_be_visible()
    no_fault(page)
    page.get_by_role("link", name="Discrimination").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=discrimination**")
    first = page.get_by_role("region", name="The questions").get_by_role("row").nth(1)
    expect(first).to_contain_text("5. Stem 5")
    expect(first).to_contain_text("check the key")
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("article", name="Stem 5")
    expect(card).to_be_in_viewport()
    expect(card.get_by_text("Strong learners choose B: check the key.")).to_be_visible()
    expect(card.get_by_role("img", name="What learners answered to question 5")).to_be_visible()
    expect(card.get_by_role("region").get_by_role("row")).to_have_count(5)
    card.get_by_role("link", name="This question over time").press("Enter")
    expect(page.get_by_role("heading", name="A question over time")).to_be_visible()
    no_fault(page)


def test_the_sentence_to_teach_again_is_marked_in_the_lesson(open_page, teacher):
    assignment = worked(DECIDED, classroom__led_by=teacher.user)
    page = open_page(teacher)
    page.goto(reverse("assignment_analysis", args=[assignment.pk]))
    page.get_by_role("link", name="Show where the lesson says so").first.click()
    expect(page.locator("#says")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_no_fault_with_questions_of_every_kind(open_page, teacher, no_fault, scripts):
    assignment = every_kind(teacher)
    page = open_page(teacher, java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(reverse("assignment_analysis", args=[assignment.pk]))
    wide = page.locator("html").evaluate("node => node.scrollWidth") if scripts else 320
    assert wide <= 320
    if scripts:
        no_fault(page)
    expect(page.get_by_role("article")).to_have_count(len(specimens()) - 1)


def test_nobody_has_handed_in(open_page, teacher, no_fault):
    assignment = AssignmentFactory(classroom__led_by=teacher.user, created_at=NOW)
    page = open_page(teacher)
    page.goto(reverse("assignment_analysis", args=[assignment.pk]))
    expect(page.get_by_text("Nobody has handed in yet.")).to_be_visible()
    no_fault(page)
