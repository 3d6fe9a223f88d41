"""Choices are kept as they are made, and it is said when they are not."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from quizzes.models import Answer, AttemptItem, Learner
from tests.factories import PASSWORD

from .cards import RIGHT, card_of, expect_verdict, give, option_of, respond, submit_of

SAVED = re.compile(r"^Saved \d\d:\d\d")
SAVED_HERE = re.compile(r"^Saved on this device \d\d:\d\d")
SENT = re.compile(r"/(answer|draft)/$")
CHOICES = {
    "single_choice": ["The shaft"],
    "multiple_choice": ["An induction motor", "A permanent-magnet synchronous motor"],
    "true_false": ["False"],
    "numeric": "94,5 %",
    "short_text": "the roter",
}


def line_of(card):
    """Where the card says what is saved."""
    return card.locator("[data-saved-state]")


def expect_filled(card, response):
    if isinstance(response, str):
        expect(card.get_by_role("textbox")).to_have_value(response)
        return
    expect(card.locator("input:checked")).to_have_count(len(response))
    for name in response:
        expect(option_of(card, name)).to_be_checked()


@pytest.fixture
def lesson(open_page, walk, ada):
    """The first lesson, opened by a signed-in learner."""
    page = open_page(ada)
    page.goto(walk.start)
    return page


@pytest.fixture
def cut(lesson, watch):
    """The same without a network."""
    watch.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    lesson.context.set_offline(True)
    return lesson


@pytest.fixture
def refused(lesson, watch):
    """The same with a network that the server does not answer on: nothing is sent by itself."""
    watch.expect("ERR_CONNECTION_REFUSED", "htmx:")
    lesson.route(SENT, lambda route: route.abort("connectionrefused"))
    return lesson


def test_every_kind_is_saved_and_is_there_on_another_device(lesson, walk, ada, open_page):
    for kind, choice in CHOICES.items():
        card = card_of(lesson, walk.first[kind])
        respond(card, choice)
        expect(line_of(card)).to_have_text(SAVED)
    other = open_page(ada)
    other.goto(walk.start)
    for kind, choice in CHOICES.items():
        card = card_of(other, walk.first[kind])
        expect_filled(card, choice)
        expect(line_of(card)).to_have_text("Your saved choice. Not checked yet.")
    assert not Answer.objects.exists()


def test_a_newcomers_choices_stay_on_the_device_and_leave_no_rows(page, walk):
    page.goto(walk.start)
    for kind, choice in CHOICES.items():
        card = card_of(page, walk.first[kind])
        respond(card, choice)
        expect(line_of(card)).to_have_text(SAVED_HERE)
    page.reload()
    for kind, choice in CHOICES.items():
        expect_filled(card_of(page, walk.first[kind]), choice)
    assert not Learner.objects.exists()
    assert not Session.objects.exists()


def test_after_the_first_answer_what_was_kept_on_the_device_moves_to_the_server(page, walk):
    page.goto(walk.start)
    waiting = card_of(page, walk.first["single_choice"])
    respond(waiting, ["The shaft"])
    expect(line_of(waiting)).to_have_text(SAVED_HERE)
    give(card_of(page, walk.first["true_false"]), ["True"])
    expect_verdict(card_of(page, walk.first["true_false"]), RIGHT)
    page.reload()
    expect(line_of(waiting)).to_have_text(SAVED)
    assert AttemptItem.objects.get(question=walk.first["single_choice"]).draft == "c"


def test_trying_again_drops_a_draft_from_before_the_answer(lesson, walk):
    card = card_of(lesson, walk.first["true_false"])
    give(card, ["False"])
    card.get_by_role("link", name="Try again").click()
    expect(card.locator("input:checked")).to_have_count(0)


def test_a_choice_that_is_not_saved_is_loud_and_the_retry_works(refused, walk):
    card = card_of(refused, walk.first["single_choice"])
    respond(card, ["The shaft"])
    expect(card.get_by_role("alert")).to_contain_text("Not saved: no connection.")
    card.get_by_role("button", name="Save again").click()
    expect(card.get_by_role("alert")).to_contain_text("Not saved")
    assert not AttemptItem.objects.exists()
    refused.unroute(SENT)
    card.get_by_role("button", name="Save again").click()
    expect(line_of(card)).to_have_text(SAVED)
    assert AttemptItem.objects.get().draft == "c"


def test_an_answer_that_is_not_sent_is_loud_and_the_retry_works(refused, walk):
    card = card_of(refused, walk.first["true_false"])
    give(card, ["True"])
    expect(card.get_by_role("alert")).to_contain_text("Your answer could not be sent.")
    expect(option_of(card, "True")).to_be_checked()
    refused.unroute(SENT)
    card.get_by_role("button", name="Send again").click()
    expect_verdict(card, RIGHT)
    assert Answer.objects.count() == 1


def test_what_was_not_sent_is_sent_by_itself_once_there_is_a_connection(cut, walk):
    chosen = card_of(cut, walk.first["single_choice"])
    respond(chosen, ["The shaft"])
    expect(chosen.get_by_role("alert")).to_contain_text("Not saved")
    checked = card_of(cut, walk.first["true_false"])
    give(checked, ["True"])
    expect(checked.get_by_role("alert")).to_contain_text("Your answer could not be sent.")
    cut.context.set_offline(False)
    expect(line_of(chosen)).to_have_text(SAVED)
    expect_verdict(checked, RIGHT)
    assert Answer.objects.count() == 1


def test_an_answer_that_was_not_sent_can_be_checked_once_more(refused, walk):
    card = card_of(refused, walk.first["true_false"])
    give(card, ["True"])
    expect(card.get_by_role("alert")).to_be_visible()
    refused.unroute(SENT)
    submit_of(card).click()
    expect_verdict(card, RIGHT)


@pytest.mark.parametrize("link", ["Try again", "Show me where the lesson says so"])
def test_a_link_that_finds_no_network_says_so(lesson, walk, watch, link):
    watch.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    card = card_of(lesson, walk.first["true_false"])
    give(card, ["True"])
    expect_verdict(card, RIGHT)
    lesson.context.set_offline(True)
    card.get_by_role("link", name=link).click()
    expect(card.get_by_role("alert")).to_contain_text("no connection")
    lesson.context.set_offline(False)
    card.get_by_role("link", name=link).click()
    expect(card.get_by_role("alert")).to_have_count(0)


def test_what_is_half_typed_is_told_why_it_is_not_saved_yet(lesson, walk):
    card = card_of(lesson, walk.first["numeric"])
    respond(card, "95 p")
    expect(line_of(card)).to_contain_text("Not saved yet: The unit “p” is not known here.")
    expect(line_of(card).get_by_role("button")).to_have_count(0)
    respond(card, "95 %")
    expect(line_of(card)).to_have_text(SAVED)


def test_what_was_wrong_with_the_last_answer_goes_with_the_next_choice(lesson, walk, watch):
    watch.expect("422")
    card = card_of(lesson, walk.first["true_false"])
    submit_of(card).click()
    expect(card.get_by_role("alert")).to_contain_text("Nothing is chosen")
    respond(card, ["True"])
    expect(card.get_by_role("alert")).to_have_count(0)


def test_nothing_moves_when_a_choice_is_saved(lesson, walk):
    card = card_of(lesson, walk.first["single_choice"])
    before = card.bounding_box()["height"]
    respond(card, ["The shaft"])
    expect(line_of(card)).to_have_text(SAVED)
    assert card.bounding_box()["height"] == before


def test_someone_signed_out_meanwhile_is_led_back_to_their_choice(lesson, walk, watch):
    watch.expect("403")
    card = card_of(lesson, walk.first["single_choice"])
    lesson.context.clear_cookies(name="sessionid")
    respond(card, ["The shaft"])
    expect(card.get_by_role("alert")).to_contain_text("Not saved: you are signed out.")
    card.get_by_role("link", name="Sign in").click()
    lesson.get_by_label("E-mail").fill("ada@example.com")
    lesson.get_by_label("Password").fill(PASSWORD)
    lesson.get_by_role("button", name="Sign in").click()
    expect_filled(card_of(lesson, walk.first["single_choice"]), ["The shaft"])
