"""At 400% zoom, on paper, and without motion."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from .cards import RIGHT, TRIES, card_of, expect_verdict, give, show_me_where, submit_of
from .course import KINDS
from .sight import big_enough, in_view, no_sideways_scroll, within_reach


@pytest.fixture
def zoomed(open_page, walk):
    """A window of 1280x1024 at 400%."""
    return open_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)


def test_at_400_percent_every_question_can_be_answered(zoomed, walk):
    zoomed.goto(walk.start)
    no_sideways_scroll(zoomed)
    for kind in KINDS:
        card = card_of(zoomed, walk.first[kind])
        within_reach(submit_of(card))
        big_enough(card.locator("[name=response]"))
        give(card, TRIES[kind].right)
        expect_verdict(card, RIGHT)
        in_view(card.get_by_role("heading", name=RIGHT))
    no_sideways_scroll(zoomed)


def test_at_400_percent_the_marked_sentence_is_in_sight(zoomed, walk):
    zoomed.goto(walk.start)
    card = card_of(zoomed, walk.first["numeric"])
    give(card, "95")
    expect_verdict(card, RIGHT)
    show_me_where(card)
    expect(zoomed.locator("mark").first).to_be_focused()
    in_view(zoomed.locator("mark").first)
    within_reach(zoomed.get_by_role("link", name="Back to question 4"))


@pytest.mark.parametrize(
    "address", ["/", "/courses/motors/", "/accounts/login/", "/accounts/signup/"]
)
@pytest.mark.parametrize("width", [320, 390, 568])
def test_no_other_page_scrolls_sideways(open_page, walk, address, width):
    page = open_page(viewport={"width": width, "height": 320})
    page.goto(address)
    no_sideways_scroll(page)


@pytest.mark.parametrize("name", ["email", "change_password", "logout"])
def test_no_account_page_scrolls_sideways(open_page, walk, ada, name):
    page = open_page(ada, viewport={"width": 320, "height": 568})
    page.goto(reverse(f"account_{name}"))
    no_sideways_scroll(page)
    big_enough(page.get_by_role("main").locator(".button, .field input"))


def test_on_paper_stand_the_lesson_and_its_questions(page, walk):
    page.goto(walk.start)
    page.emulate_media(media="print")
    for gone in (page.get_by_role("banner"), page.locator(".rail"), page.locator(".skip")):
        expect(gone).to_be_hidden()
    for question in walk.first.values():
        expect(card_of(page, question).locator("legend")).to_be_visible()
        expect(submit_of(card_of(page, question))).to_be_hidden()


def test_on_paper_the_text_is_dark_in_a_dark_theme_too(open_page, walk):
    page = open_page(color_scheme="dark")
    page.goto(walk.start)
    page.emulate_media(media="print")
    colours = page.locator("article p, article li, legend, .option .text").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).color)"
    )
    light = [colour for colour in colours if max(rgb(colour)) > 128]
    assert colours
    assert light == []


def rgb(colour):
    """The three figures of ``rgb(29, 35, 41)``."""
    return [float(figure) for figure in colour[colour.index("(") + 1 : -1].split(",")[:3]]


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_motion_is_for_those_who_want_it(page, walk, motion, moves):
    page.emulate_media(reduced_motion=motion)
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    give(card, ["True"])
    expect_verdict(card, RIGHT)
    name = card.locator(".feedback").evaluate("(each) => getComputedStyle(each).animationName")
    assert (name != "none") is moves
    smooth = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert (smooth == "smooth") is moves
