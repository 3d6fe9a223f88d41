"""What is seen after checking, and after going back."""

from __future__ import annotations

from playwright.sync_api import expect

from .cards import RIGHT, WRONG, card_of, expect_verdict, give, show_me_where, submit_of


def seen_whole(page, locator):
    """Whether all of it is within the window and below the bar."""
    return locator.evaluate(
        """each => {
            const box = each.getBoundingClientRect();
            const bar = document.querySelector(".bar").getBoundingClientRect();
            return box.top >= Math.max(0, bar.bottom) && box.bottom <= window.innerHeight + 1;
        }"""
    )


def test_back_brings_the_verdict_and_not_the_form_from_before(page, walk):
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    give(card, ["True"])
    expect_verdict(card, RIGHT)
    page.goto(walk.course.get_absolute_url())
    page.go_back()
    expect_verdict(card, RIGHT)


def test_back_without_javascript_too(open_page, walk):
    page = open_page(java_script_enabled=False)
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    give(card, ["True"])
    expect_verdict(card, RIGHT)
    page.go_back()
    expect_verdict(card, RIGHT)


def test_a_verdict_is_seen_whole_and_its_card_stays_where_it_is(page, walk):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    submit_of(card).scroll_into_view_if_needed()
    top = card.bounding_box()["y"]
    give(card, ["False"])
    expect_verdict(card, WRONG)
    page.wait_for_timeout(300)
    assert seen_whole(page, card.locator(".feedback"))
    assert card.bounding_box()["y"] <= top


def test_without_javascript_a_refusal_is_in_view(open_page, walk, watch):
    watch.expect("422")
    page = open_page(java_script_enabled=False)
    page.goto(walk.start)
    card = card_of(page, walk.first["numeric"])
    give(card, "much")
    expect(card.get_by_role("alert")).to_be_in_viewport()


def test_back_from_the_sentence_that_settles_it_stays_in_the_lesson(page, walk):
    page.goto(walk.course.get_absolute_url())
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    give(card, ["True"])
    show_me_where(card)
    expect(page.locator("mark").first).to_be_in_viewport()
    page.go_back()
    expect_verdict(card, RIGHT)
    assert walk.start in page.url


def test_the_list_of_lessons_is_seen_whole_on_a_phone(page, walk):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(walk.course.get_absolute_url())
    wide = page.locator(".scroll").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide <= 0
