"""Signing out in one tab and answering in the other; progress that moves with its owner."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from quizzes.actions.attempt import answer
from quizzes.models import Answer, AttemptItem, Learner
from tests.factories import NOW

from .accounts import sign_in, sign_out, sign_up
from .cards import RIGHT, WRONG, card_of, expect_verdict, give, option_of, respond, submit_of


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tabs(request, open_context, walk, ada):
    """Two tabs of one signed-in browser."""
    context = open_context(ada, java_script_enabled=request.param)
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(walk.start)
    return pages


def test_after_signing_in_again_the_choice_is_still_there(tabs, walk, ada, watch):
    watch.expect("403")  # the draft of a choice made while signed out
    here, there = tabs
    question = walk.first["single_choice"]
    sign_out(there)
    give(card_of(here, question), ["The shaft"])
    expect(here).to_have_url(re.compile("/accounts/login/"))
    expect(here.get_by_role("navigation")).to_have_count(1)
    sign_in(here, ada.user.email)
    expect(here).to_have_url(re.compile(f"#q-{question.pk}$"))
    expect(option_of(card_of(here, question), "The shaft")).to_be_checked()
    expect(card_of(here, question).get_by_role("radio").first).to_be_in_viewport()
    assert not Answer.objects.exists()
    submit_of(card_of(here, question)).click()
    expect_verdict(card_of(here, question), WRONG)


def test_a_guest_who_signs_up_keeps_everything(page, walk):
    page.goto(walk.start)
    question = walk.first["single_choice"]
    give(card_of(page, question), ["The stator"])
    expect_verdict(card_of(page, question), RIGHT)
    sign_up(page, "new@example.com")
    expect(page).to_have_url(re.compile(f"{walk.start}$"))
    expect_verdict(card_of(page, question), RIGHT)
    page.goto("/")
    expect(page.get_by_text("4 questions left")).to_be_visible()
    assert Learner.objects.get().user.email == "new@example.com"


def test_a_guest_who_signs_in_brings_the_answers_along(page, walk, ada):
    both, mine, new = (walk.first[kind] for kind in ("single_choice", "true_false", "numeric"))
    for question, response in ((both, "b"), (mine, True)):
        answer(ada, question.lesson_id, question.current, response, after=0, now=NOW)
    page.goto(walk.start)
    give(card_of(page, both), ["The rotor"])
    expect_verdict(card_of(page, both), WRONG)
    give(card_of(page, new), "95")
    expect_verdict(card_of(page, new), RIGHT)
    page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
    sign_in(page, ada.user.email)
    expect(page).to_have_url(re.compile(f"{walk.start}$"))
    expect_verdict(card_of(page, mine), RIGHT)
    expect_verdict(card_of(page, new), RIGHT)
    page.goto(walk.course.get_absolute_url())
    expect(page.get_by_role("row", name="1. The parts of a motor")).to_contain_text("3 of 5")
    counted = AttemptItem.objects.filter(attempt__learner=ada)
    assert [item.answer_count for item in counted.order_by("question__position")] == [2, 1, 1]


def test_signing_in_and_out_and_in_counts_nothing_twice(page, walk, ada):
    page.goto(walk.start)
    give(card_of(page, walk.first["true_false"]), ["True"])
    expect_verdict(card_of(page, walk.first["true_false"]), RIGHT)
    for _ in range(2):
        page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
        sign_in(page, ada.user.email)
        expect(page.get_by_role("navigation").get_by_role("link", name="Sign out")).to_be_visible()
        sign_out(page)
    items = AttemptItem.objects.filter(attempt__learner__merged_into=None)
    assert [item.answer_count for item in items] == [1]


def test_going_to_sign_up_by_way_of_sign_in_leads_back_to_the_lesson(page, walk):
    page.goto(walk.start)
    page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
    sign_up(page, "new@example.com")
    expect(page).to_have_url(re.compile(f"{walk.start}$"))


def test_signing_in_from_a_refused_answer_leads_back_to_the_lesson(open_page, walk, ada, watch):
    watch.expect("422")
    page = open_page(java_script_enabled=False)
    page.goto(walk.start)
    submit_of(card_of(page, walk.first["true_false"])).click()
    page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
    sign_in(page, ada.user.email)
    expect(page.get_by_role("heading", level=1, name="The parts of a motor")).to_be_visible()


def test_signing_out_leaves_no_choice_on_the_page(open_page, walk, ada):
    page = open_page(ada)
    page.goto(walk.start)
    card = card_of(page, walk.first["true_false"])
    respond(card, ["True"])
    expect(card.locator("[data-saved-state]")).to_contain_text("Saved")
    sign_out(page)
    page.goto(walk.start)
    expect(card.locator("input:checked")).to_have_count(0)
