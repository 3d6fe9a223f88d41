"""True or false with a reason: two groups, one answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer

from .alone import ask
from .cards import PARTLY, RIGHT, card_of, expect_verdict, option_of, submit_of

(SPEC,) = kinds["true_false"].further_examples()
A, B, C = (reason["text"] for reason in SPEC["reasons"])


@pytest.fixture
def card(page, live_server):
    question = ask("true_false", SPEC)
    page.goto(question.lesson.get_absolute_url())
    return card_of(page, question)


def test_letters_choose_in_both_groups_from_wherever_the_focus_is(page, card):
    option_of(card, "False").focus()
    for key in ("d", "a", "C", "Enter"):
        page.keyboard.press(key)
    expect_verdict(card, RIGHT)
    assert Answer.objects.get().response == {"answer": True, "reason": "a"}


def test_the_reasons_are_a_group_of_their_own(card):
    group = card.get_by_role("group", name="What is the reason?")
    expect(group.get_by_role("radio")).to_have_count(3)


def test_half_an_answer_is_told_what_is_missing_and_keeps_what_is_there(card, watch):
    watch.expect("422")
    option_of(card, "True").check()
    submit_of(card).click()
    expect(card.get_by_role("alert")).to_contain_text("Choose the reason as well")
    expect(option_of(card, "True")).to_be_checked()
    option_of(card, B).check()
    submit_of(card).click()
    expect_verdict(card, PARTLY)


def test_a_choice_kept_in_the_browser_comes_back_to_its_own_group(page, card):
    option_of(card, C).check()
    expect(card.get_by_text("Saved on this device")).to_be_visible()
    page.reload()
    expect(option_of(card, C)).to_be_checked()
    assert card.locator("input:checked").count() == 1


def test_nothing_is_amiss_half_right(page, card, no_fault):
    no_fault(page)
    option_of(card, "True").check()
    option_of(card, B).check()
    submit_of(card).click()
    expect_verdict(card, PARTLY)
    for more in card.get_by_text("Why each option is right or wrong").all():
        more.click()
    no_fault(page)
