"""The whole path as a guest, at every size and in both themes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer, Learner

from .cards import (
    RIGHT,
    TRIES,
    WRONG,
    card_of,
    expect_verdict,
    give,
    show_me_where,
    submit_of,
    try_again,
)
from .course import KINDS
from .sight import big_enough, in_view, no_sideways_scroll, within_reach

SIZES = [(1280, 800), (390, 844), (320, 568), (568, 320)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request):
    return {"width": request.param[0], "height": request.param[1]}


@pytest.fixture(params=["light", "dark"])
def page(request, size, open_page):
    return open_page(viewport=size, color_scheme=request.param)


def test_a_guest_goes_from_home_through_the_lessons_and_back(page, walk):
    page.goto("/")
    no_sideways_scroll(page)
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", level=1, name="The parts of a motor")).to_be_visible()
    no_sideways_scroll(page)
    for kind in KINDS:
        _answer_wrong_then_right(page, walk.first[kind], kind)
    _look_it_up(page, walk.first["single_choice"])
    _begin_the_next_lesson(page, walk)
    _continue_from_home(page, walk)
    assert Answer.objects.count() == 2 * len(KINDS) + 1
    assert Learner.objects.count() == 1


def _answer_wrong_then_right(page, question, kind):
    card = card_of(page, question)
    within_reach(submit_of(card))
    big_enough(card.locator("[name=response]"))
    give(card, TRIES[kind].wrong)
    expect_verdict(card, WRONG)
    in_view(card.get_by_role("heading", name=WRONG))
    # The words before any formula: those read the same once drawn.
    explanation = kinds[kind].example()["explanation"].split("$")[0].strip()
    expect(card.get_by_role("status")).to_contain_text(explanation)
    within_reach(card.get_by_role("link", name="Try again"))
    no_sideways_scroll(page)
    try_again(card)
    within_reach(submit_of(card))
    give(card, TRIES[kind].right)
    expect_verdict(card, RIGHT)
    expect(card).to_contain_text("First try: not right.")
    no_sideways_scroll(page)


def _look_it_up(page, question):
    card = card_of(page, question)
    show_me_where(card)
    sentence = page.locator("mark").first
    expect(sentence).to_have_text(question.current.spec["quote"])
    expect(sentence).to_be_focused()
    in_view(sentence)
    no_sideways_scroll(page)
    back = page.get_by_role("link", name="Back to question 1")
    within_reach(back)
    back.click()
    expect(page).to_have_url(re.compile(f"#q-{question.pk}$"))
    in_view(card)


def _begin_the_next_lesson(page, walk):
    expect(page.get_by_text("You have finished this lesson.")).to_be_visible()
    page.get_by_role("link", name="Next: Keeping it cool").click()
    expect(page.get_by_role("heading", level=1, name="Keeping it cool")).to_be_visible()
    card = card_of(page, walk.second[0])
    give(card, ["True"])
    expect_verdict(card, RIGHT)


def _continue_from_home(page, walk):
    page.get_by_role("link", name="evlearn").click()
    expect(page.get_by_text("1 question left")).to_be_visible()
    no_sideways_scroll(page)
    page.get_by_role("link", name="Continue", exact=True).click()
    expect(page).to_have_url(re.compile(f"{walk.lessons[1].slug}/#q-{walk.second[1].pk}$"))
    in_view(card_of(page, walk.second[1]))
