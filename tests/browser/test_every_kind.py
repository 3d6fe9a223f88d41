"""Every kind that discovery finds: answered with its key, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.actions.question import save_question
from quizzes.kinds import kinds
from quizzes.models import Answer, Question
from tests.factories import NOW, LessonFactory

from .cards import RIGHT, WRONG, card_of, submit_of

ASKED = [name for name, kind in kinds.items() if kind.asked]
SAID = {True: RIGHT, False: "Handed in."}
"""What is said of the key, by whether a rule marks it."""


@pytest.fixture(params=ASKED)
def question(request, live_server):
    """The kind's example, alone in a lesson that holds its quote."""
    spec = kinds[request.param].example()
    lesson = LessonFactory(body=f"<p>{spec['quote']}, and so on.</p>")
    save_question(
        lesson.course, "one", request.param, spec, lesson=lesson, position=1, by=None, now=NOW
    )
    return Question.objects.get(lesson=lesson)


def fill(card, fields):
    """Put values into the controls of the card as somebody would."""
    for name, values in fields.items():
        for value in values:
            control = card.locator(f'[name="{name}"]')
            kind = control.first.evaluate("each => each.type ?? each.tagName.toLowerCase()")
            if kind in ("radio", "checkbox"):
                card.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "hidden":
                assert control.input_value() == value
            elif kind.startswith("select"):
                control.select_option(value)
            else:
                control.fill(value)


def key_of(question, card):
    """The form fields of an answer that is fully right."""
    version = question.current
    response = version.grader.key(version.spec)
    if version.grader.drawn:
        seed = int(card.locator('[name="response-seed"]').input_value())
        response = version.grader.key_for(version.spec, seed)
    if version.kind == "essay":
        response = "Alone it decides by itself. " * 15
    return version.grader.posted(version.spec, response)


def check_said(card, question):
    said = SAID[question.current.grader.by_rule]
    expect(card.get_by_role("heading", name=said)).to_be_visible()


def test_the_key_is_said_to_be_right(page, question, no_fault):
    page.goto(question.lesson.get_absolute_url())
    no_fault(page)
    card = card_of(page, question)
    fill(card, key_of(question, card))
    submit_of(card).click()
    check_said(card, question)
    no_fault(page)
    assert Answer.objects.get().fraction in (1, None)


def test_the_same_without_javascript(open_page, question):
    page = open_page(java_script_enabled=False)
    page.goto(question.lesson.get_absolute_url())
    fill(card_of(page, question), key_of(question, card_of(page, question)))
    submit_of(card_of(page, question)).click()
    check_said(card_of(page, question), question)


def test_no_card_is_wider_than_a_small_phone(page, question):
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(question.lesson.get_absolute_url())
    card = card_of(page, question)
    fits = "() => document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    fill(card, key_of(question, card))
    submit_of(card).press("Enter")
    check_said(card, question)
    assert page.evaluate(fits)


@pytest.fixture
def ordering(page, live_server):
    """An open ordering question, and its rows."""
    spec = kinds["ordering"].example()
    lesson = LessonFactory(body=f"<p>{spec['quote']}, and so on.</p>")
    save_question(
        lesson.course, "one", "ordering", spec, lesson=lesson, position=1, by=None, now=NOW
    )
    page.goto(lesson.get_absolute_url())
    return page.locator("form.question")


def texts(card):
    return card.locator("li .text").all_inner_texts()


def test_an_item_is_moved_by_its_buttons_and_says_where_it_is(ordering):
    first, second, *rest = texts(ordering)
    ordering.get_by_role("button", name=f"Move down: {first}").press("Enter")
    assert texts(ordering) == [second, first, *rest]
    expect(ordering.get_by_role("status")).to_have_text(f"{first}: position 2 / 4")
    expect(ordering.get_by_role("button", name=f"Move down: {first}")).to_be_focused()


def test_a_chosen_position_moves_the_item_there(ordering):
    first, second, third, fourth = texts(ordering)
    ordering.get_by_label(f"Position of: {fourth}").select_option("1")
    assert texts(ordering) == [fourth, first, second, third]
    assert ordering.get_by_label(f"Position of: {third}").input_value() == "4"


def test_an_item_is_dragged(page, ordering):
    first, second, third, fourth = texts(ordering)
    rows = ordering.locator("li")
    grip, goal = rows.nth(0).locator(".grip"), rows.nth(2)
    grip.hover()
    page.mouse.down()
    box = goal.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    assert texts(ordering) == [second, third, first, fourth]
    assert ordering.get_by_label(f"Position of: {first}").input_value() == "3"


def test_what_is_shown_is_what_is_handed_in(ordering):
    submit_of(ordering).click()
    page = ordering.page
    said = page.get_by_role("heading", name=WRONG).or_(page.get_by_role("heading", name="Partly"))
    expect(said).to_be_visible()
    assert sorted(Answer.objects.get().response.values()) == [1, 2, 3, 4]
