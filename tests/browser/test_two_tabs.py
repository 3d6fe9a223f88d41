"""Two tabs, double clicks, Back and F5: one answer, or a clear message."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.models import Answer, Learner

from .cards import (
    RIGHT,
    WRONG,
    card_of,
    expect_verdict,
    give,
    option_of,
    respond,
    submit_of,
)


@pytest.fixture
def question(walk):
    return walk.first["single_choice"]


@pytest.fixture
def tabs(open_context, walk, ada):
    """Two tabs of one browser with the same lesson, signed in."""
    context = open_context(ada)
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(walk.start)
    return pages


def test_another_choice_in_a_stale_tab_is_kept_and_not_recorded(tabs, question, watch):
    watch.expect("409")
    first, stale = (card_of(page, question) for page in tabs)
    give(first, ["The rotor"])
    expect_verdict(first, WRONG)
    give(stale, ["The stator"])
    expect(stale.get_by_role("alert").first).to_contain_text("in another tab")
    expect(option_of(stale, "The stator")).to_be_checked()
    assert Answer.objects.get().response == "a"


def test_checking_once_more_counts_the_kept_choice(tabs, question, watch):
    watch.expect("409")
    first, stale = (card_of(page, question) for page in tabs)
    give(first, ["The rotor"])
    expect_verdict(first, WRONG)
    give(stale, ["The stator"])
    expect(stale.get_by_role("alert").locator("p")).to_be_focused()
    submit_of(stale).click()
    expect_verdict(stale, RIGHT)
    assert Answer.objects.count() == 2


def test_the_same_answer_in_both_is_one(tabs, question, watch):
    watch.expect("409")  # the stale tab's draft
    for page in tabs:
        give(card_of(page, question), ["The stator"])
        expect_verdict(card_of(page, question), RIGHT)
    assert Answer.objects.count() == 1


def test_a_stale_choice_is_said_not_to_be_saved(tabs, question, watch):
    watch.expect("409")
    first, stale = (card_of(page, question) for page in tabs)
    give(first, ["The rotor"])
    expect_verdict(first, WRONG)
    respond(stale, ["The shaft"])
    expect(stale.get_by_role("alert")).to_contain_text("in another tab")
    expect(option_of(stale, "The shaft")).to_be_checked()


def test_a_double_click_on_check_is_one_answer(page, walk, question):
    page.goto(walk.start)
    card = card_of(page, question)
    respond(card, ["The stator"])
    submit_of(card).dblclick()
    expect_verdict(card, RIGHT)
    page.wait_for_load_state("networkidle")
    assert Answer.objects.count() == 1
    assert Learner.objects.count() == 1


def test_a_newcomers_double_click_without_javascript_is_one_answer_of_one_guest(
    open_page, walk, question
):
    page = open_page(java_script_enabled=False)
    page.goto(walk.start)
    card = card_of(page, question)
    respond(card, ["The stator"])
    submit_of(card).dblclick()
    expect_verdict(card, RIGHT)
    page.wait_for_load_state("networkidle")
    assert Answer.objects.count() == 1
    assert Learner.objects.count() == 1


@pytest.fixture
def plain(open_page, walk, ada):
    """The lesson with JavaScript off, signed in."""
    page = open_page(ada, java_script_enabled=False)
    page.goto(walk.start)
    return page


def test_a_double_click_without_javascript_is_one_answer(plain, question):
    card = card_of(plain, question)
    respond(card, ["The stator"])
    submit_of(card).dblclick()
    expect_verdict(card, RIGHT)
    plain.wait_for_load_state("networkidle")
    assert Answer.objects.count() == 1


def test_back_and_checking_again_is_one_answer(plain, question):
    card = card_of(plain, question)
    give(card, ["The stator"])
    expect_verdict(card, RIGHT)
    plain.go_back()
    if submit_of(card).count():  # an old copy out of the browser's memory
        give(card, ["The stator"])
    expect_verdict(card, RIGHT)
    assert Answer.objects.count() == 1


def test_reloading_after_an_answer_is_one_answer(plain, question):
    card = card_of(plain, question)
    give(card, ["The stator"])
    expect_verdict(card, RIGHT)
    plain.reload()
    expect_verdict(card, RIGHT)
    assert Answer.objects.count() == 1


def test_reloading_a_refused_answer_is_no_answer(plain, question, watch):
    watch.expect("422")
    submit_of(card_of(plain, question)).click()
    expect(plain.get_by_role("alert")).to_be_visible()
    plain.reload()
    expect(plain.get_by_role("alert")).to_be_visible()
    assert not Answer.objects.exists()
