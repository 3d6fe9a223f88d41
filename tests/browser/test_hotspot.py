"""Pointing into a picture: by mouse, by finger, by keys, or from the list instead."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer

from .alone import ask
from .cards import RIGHT, WRONG, card_of, expect_verdict, option_of, submit_of, try_again
from .sight import big_enough, no_sideways_scroll

SPEC = kinds["hotspot"].example()
BARS, RING = "The bars near the rim of the disc", "The outer ring"


@pytest.fixture
def question(live_server):
    return ask("hotspot", SPEC)


@pytest.fixture
def card(page, question):
    page.goto(question.lesson.get_absolute_url())
    return card_of(page, question)


def picture_of(card):
    return card.get_by_role("application", name="Picture to point into")


def list_of(card):
    return card.get_by_text("Choose from a list instead")


def point(card, x, y):
    """Click at a place in percent of the picture."""
    box = picture_of(card).bounding_box()
    place = {"x": box["width"] * x / 100, "y": box["height"] * y / 100}
    picture_of(card).click(position=place)


def expect_at(card, x, y):
    mark = card.locator(".mark")
    expect(mark).to_have_attribute("x", x)
    expect(mark).to_have_attribute("y", y)
    expect(mark).to_be_visible()


def test_a_click_marks_the_place_and_it_is_graded(card):
    expect(card.locator(".mark")).to_be_hidden()
    point(card, 72, 50)
    submit_of(card).click()
    expect_verdict(card, RIGHT)
    response = Answer.objects.get().response
    assert response == {axis: round(response[axis], 1) for axis in ("x", "y")}
    assert response["x"] == pytest.approx(72, abs=0.5)
    assert response["y"] == pytest.approx(50, abs=0.5)


def test_a_finger_points_as_a_mouse_does(open_page, question):
    page = open_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(question.lesson.get_absolute_url())
    card = card_of(page, question)
    box = picture_of(card).bounding_box()
    picture_of(card).tap(position={"x": box["width"] * 0.02, "y": box["height"] * 0.02})
    submit_of(card).tap()
    expect_verdict(card, WRONG)
    expect(card.get_by_role("status").get_by_text(SPEC["feedback"])).to_be_visible()
    expect(card.get_by_text("You pointed at a place outside all of these")).to_be_visible()


def test_arrows_move_the_mark_which_is_told_and_enter_checks(page, card):
    picture_of(card).focus()
    page.keyboard.press("ArrowRight")
    expect_at(card, "50.0%", "50.0%")
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect_at(card, "70.0%", "49.0%")
    told = card.get_by_role("status")
    expect(told).to_have_text("Mark: 70 % from the left, 49 % from the top")
    page.keyboard.press("Enter")
    expect_verdict(card, RIGHT)


def test_the_mark_stops_at_the_edge(page, card):
    point(card, 3, 3)
    picture_of(card).focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    expect_at(card, "0.0%", "0.0%")


def test_the_picture_is_reached_by_tab_and_outlined(page, card):
    page.locator("legend").focus()
    page.keyboard.press("Tab")
    expect(picture_of(card)).to_be_focused()
    style = picture_of(card).evaluate("(each) => getComputedStyle(each).outlineStyle")
    assert style == "solid"
    expect(picture_of(card)).to_have_accessible_description(
        "Click or tap the place. On the keyboard, arrow keys move the mark, in larger steps"
        " with Shift."
    )


def test_the_list_takes_the_place_of_the_mark_and_the_other_way_round(card):
    point(card, 72, 50)
    list_of(card).click()
    option_of(card, RING).check()
    expect(card.locator(".mark")).to_be_hidden()
    point(card, 72, 50)
    expect(card.locator(".mark")).to_be_visible()
    expect(option_of(card, RING)).not_to_be_checked()
    option_of(card, RING).check()
    submit_of(card).click()
    expect_verdict(card, WRONG)
    assert Answer.objects.get().response == {"region": "yoke"}


def test_letters_choose_nothing_from_a_list_that_is_closed(page, card):
    picture_of(card).focus()
    page.keyboard.press("a")
    assert card.locator("input:checked").count() == 0
    list_of(card).click()
    option_of(card, RING).focus()
    page.keyboard.press("a")
    expect(option_of(card, BARS)).to_be_checked()


def test_a_place_kept_in_the_browser_comes_back(page, card):
    point(card, 30, 40)
    expect(card.get_by_text("Saved on this device")).to_be_visible()
    before = card.locator(".mark").get_attribute("x")
    page.reload()
    expect(card.locator(".mark")).to_have_attribute("x", before)


def test_a_choice_kept_in_the_browser_opens_its_list(page, card):
    list_of(card).click()
    option_of(card, RING).check()
    expect(card.get_by_text("Saved on this device")).to_be_visible()
    page.reload()
    expect(option_of(card, RING)).to_be_visible()
    expect(option_of(card, RING)).to_be_checked()


def test_after_trying_again_one_can_point_again(card):
    point(card, 2, 2)
    submit_of(card).click()
    expect_verdict(card, WRONG)
    try_again(card)
    point(card, 72, 50)
    submit_of(card).click()
    expect_verdict(card, RIGHT)


def test_without_javascript_the_list_is_there(open_page, question):
    page = open_page(java_script_enabled=False)
    page.goto(question.lesson.get_absolute_url())
    card = card_of(page, question)
    expect(card.get_by_text("choose from the list.")).to_be_visible()
    expect(card.get_by_text("Click or tap")).to_be_hidden()
    list_of(card).click()
    option_of(card, BARS).check()
    submit_of(card).click()
    expect_verdict(card_of(page, question), RIGHT)


def test_at_400_percent_it_fits_and_the_mark_is_followed(open_page, question):
    page = open_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page.goto(question.lesson.get_absolute_url())
    card = card_of(page, question)
    no_sideways_scroll(page)
    picture_of(card).focus()
    page.keyboard.press("ArrowUp")
    for _press in range(4):
        page.keyboard.press("Shift+ArrowDown")
    expect(card.locator(".mark")).to_be_in_viewport()
    list_of(card).click()
    big_enough(card.get_by_role("radio"))
    no_sideways_scroll(page)


def test_nothing_is_amiss_from_the_first_look_to_the_verdict(page, card, no_fault):
    no_fault(page)
    list_of(card).click()
    point(card, 50, 15)
    no_fault(page)
    submit_of(card).click()
    expect_verdict(card, WRONG)
    card.get_by_text("Why each option is right or wrong").click()
    no_fault(page)
