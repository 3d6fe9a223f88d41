"""What a screen reader is given: names, groups, landmarks, and where the focus is."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from .cards import RIGHT, TRIES, WRONG, card_of, give, option_of, submit_of
from .course import KINDS


@pytest.fixture
def lesson(page, walk):
    page.goto(walk.start)
    return page


def offered(spec):
    """The texts of the options."""
    return [option["text"] for option in spec.get("options", ())] or ["True", "False"]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false"])
def test_options_are_named_by_their_text_in_a_group_named_by_the_question(lesson, walk, kind):
    question = walk.first[kind]
    spec = question.current.spec
    group = card_of(lesson, question).get_by_role("group", name=spec["stem"])
    expect(group).to_have_count(1)
    for text in offered(spec):
        expect(option_of(group, text)).to_have_count(1)


@pytest.mark.parametrize("kind", ["numeric", "short_text"])
def test_a_field_is_named_in_a_group_named_by_the_question(lesson, walk, kind):
    question = walk.first[kind]
    group = card_of(lesson, question).get_by_role("group", name=question.current.spec["stem"])
    expect(group.get_by_role("textbox", name="Your answer")).to_have_count(1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_goes_to_the_verdict_inside_a_status(lesson, walk, kind):
    card = card_of(lesson, walk.first[kind])
    give(card, TRIES[kind].wrong)
    heading = card.get_by_role("status").get_by_role("heading", name=WRONG, exact=True)
    expect(heading).to_be_focused()


def test_only_the_newest_verdict_has_the_focus(lesson, walk):
    for kind in ("true_false", "single_choice"):
        card = card_of(lesson, walk.first[kind])
        give(card, TRIES[kind].right)
        expect(card.get_by_role("heading", name=RIGHT)).to_be_focused()


def test_the_answered_question_is_a_region_named_by_its_stem(lesson, walk):
    question = walk.first["true_false"]
    give(card_of(lesson, question), ["True"])
    region = lesson.get_by_role("region", name=question.current.spec["stem"])
    expect(region.get_by_role("listitem").filter(has_text="Your answer, correct")).to_have_count(1)


def test_a_message_is_an_alert_and_describes_the_group(lesson, walk, watch):
    watch.expect("422")
    card = card_of(lesson, walk.first["true_false"])
    submit_of(card).click()
    expect(card.get_by_role("alert").locator("p")).to_be_focused()
    group = card.get_by_role("group", name="Question 3 of 5")
    expect(group).to_have_accessible_description(re.compile("Answer first"))


def test_trying_again_and_the_sentence_take_the_focus_with_them(lesson, walk):
    card = card_of(lesson, walk.first["single_choice"])
    give(card, ["The rotor"])
    card.get_by_role("link", name="Show me where").click()
    expect(lesson.locator("mark").first).to_be_focused()
    lesson.get_by_role("link", name="Back to question 1").click()
    expect(card.get_by_role("heading", level=3)).to_be_focused()
    card.get_by_role("link", name="Try again").click()
    expect(card.locator("legend")).to_be_focused()


ADDRESSES = ["/", "/courses/motors/", "/courses/motors/lesson-1/", "/accounts/login/", "/nothing/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_its_landmarks_and_one_first_heading(page, walk, watch, address):
    watch.expect("404")
    page.goto(address)
    for role in ("banner", "main"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("navigation", name="Main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.title().endswith(" · evlearn")
    assert page.locator("html").get_attribute("lang") == "en"


def test_headings_leave_out_no_level(lesson, walk):
    give(card_of(lesson, walk.first["single_choice"]), ["The rotor"])
    expect(lesson.get_by_role("heading", name=WRONG)).to_be_visible()
    levels = lesson.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "(all) => all.map((each) => Number(each.tagName[1]))"
    )
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_lesson_list_says_which_one_is_open_and_how_far_each_is(lesson):
    lessons = lesson.get_by_role("complementary", name="Lessons")
    here = lessons.get_by_role("link", name="new: The parts of a motor")
    expect(here).to_have_attribute("aria-current", "page")
    expect(lessons.locator("[aria-current]")).to_have_count(1)
    expect(lesson.get_by_role("img", name="0 of 3 lessons finished")).to_have_count(1)


def test_the_home_link_says_when_one_is_there(page, walk):
    page.goto("/")
    expect(page.get_by_role("link", name="Learn", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
