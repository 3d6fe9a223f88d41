"""Labelling a picture: what is seen and heard of the pins, and an answer by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer

from .alone import ask
from .cards import PARTLY, card_of, expect_verdict, submit_of

SPEC = kinds["labels"].example()
TIP = """(pin) => {
  const box = pin.getBoundingClientRect();
  return [box.x + box.width / 2, box.bottom];
}"""


@pytest.fixture
def question(live_server):
    return ask("labels", SPEC)


@pytest.fixture
def card(page, question):
    page.goto(question.lesson.get_absolute_url())
    return card_of(page, question)


def test_the_picture_is_there_and_described(page, card):
    with page.expect_response("**/motor-unnamed.svg") as drawing:
        page.reload()
    assert drawing.value.ok
    expect(card.get_by_role("img", name=SPEC["picture"]["alt"])).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pins_point_at_their_places_at_every_size(page, card, width):
    page.set_viewport_size({"width": width, "height": 800})
    box = card.locator(".drawing").bounding_box()
    tips = card.locator(".pin path").evaluate_all(f"(all) => all.map({TIP})")
    places = sorted((pin["y"], pin["x"]) for pin in SPEC["pins"])
    for (y, x), (left, bottom) in zip(places, tips, strict=True):
        assert left == pytest.approx(box["x"] + box["width"] * x / 100, abs=2)
        assert bottom == pytest.approx(box["y"] + box["height"] * y / 100, abs=2)


def test_each_list_is_named_by_its_pin_and_where_that_is(card):
    names = "Pin 1, 63 % from the left, 18 % from the top"
    expect(card.get_by_role("combobox", name=names)).to_have_count(1)


def test_labels_are_chosen_by_keyboard(page, card):
    card.get_by_role("combobox", name="Pin 1").focus()
    page.keyboard.type("Wind")
    page.keyboard.press("Tab")
    expect(card.get_by_role("combobox", name="Pin 2")).to_be_focused()
    page.keyboard.type("Brush")
    submit_of(card).press("Enter")
    expect_verdict(card, PARTLY)
    assert Answer.objects.get().response == {"2": "winding", "1": "brush"}


def test_nothing_is_amiss_partly_right(page, card, no_fault):
    no_fault(page)
    card.get_by_role("combobox", name="Pin 3").select_option("Shaft")
    submit_of(card).click()
    expect_verdict(card, PARTLY)
    card.get_by_text("Why each belongs").click()
    no_fault(page)
