"""The same with JavaScript off: whole pages, and the way back to the question in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer, Learner

from .accounts import sign_up
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
from .sight import in_view


@pytest.fixture
def page(open_page):
    return open_page(java_script_enabled=False)


@pytest.fixture
def lesson(page, walk):
    page.goto(walk.start)
    return page


def at_question(page, question):
    return expect(page).to_have_url(re.compile(f"#q-{question.pk}$"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_brings_the_verdict_at_the_question(lesson, walk, kind):
    question = walk.first[kind]
    card = card_of(lesson, question)
    give(card, TRIES[kind].wrong)
    at_question(lesson, question)
    expect_verdict(card, WRONG)
    explanation = kinds[kind].example()["explanation"].split("$")[0].strip()
    expect(card.get_by_role("status")).to_contain_text(explanation)
    in_view(card)
    try_again(card)
    at_question(lesson, question)
    give(card, TRIES[kind].right)
    expect_verdict(card, RIGHT)


def test_the_sentence_is_marked_and_the_way_back_leads_to_the_question(lesson, walk):
    question = walk.first["true_false"]
    give(card_of(lesson, question), ["True"])
    show_me_where(card_of(lesson, question))
    expect(lesson).to_have_url(re.compile("#says$"))
    expect(lesson.locator("mark").first).to_have_text(question.current.spec["quote"])
    in_view(lesson.locator("mark").first)
    lesson.get_by_role("link", name="Back to question 3").click()
    at_question(lesson, question)
    in_view(card_of(lesson, question))


def test_trying_again_can_be_given_up(lesson, walk):
    card = card_of(lesson, walk.first["true_false"])
    give(card, ["False"])
    try_again(card)
    card.get_by_role("link", name="Back to my answer").click()
    expect_verdict(card, WRONG)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_answer_is_told_what_to_do(lesson, walk, watch, kind):
    watch.expect("422")
    card = card_of(lesson, walk.first[kind])
    submit_of(card).click()
    expect(card.get_by_role("alert")).to_contain_text("Answer first, then check.")
    assert not Learner.objects.exists()


def test_after_a_refused_answer_the_page_leads_on(lesson, walk, watch):
    watch.expect("422")
    submit_of(card_of(lesson, walk.first["true_false"])).click()
    expect(lesson.get_by_role("alert")).to_be_visible()
    give(card_of(lesson, walk.first["true_false"]), ["True"])
    expect_verdict(card_of(lesson, walk.first["true_false"]), RIGHT)


def test_signing_up_keeps_the_progress(lesson, walk):
    give(card_of(lesson, walk.first["single_choice"]), ["The stator"])
    sign_up(lesson, "new@example.com")
    expect(lesson.get_by_role("link", name="Sign out")).to_be_visible()
    lesson.goto(walk.start)
    expect_verdict(card_of(lesson, walk.first["single_choice"]), RIGHT)
    assert Answer.objects.get().item.attempt.learner.user.email == "new@example.com"


def test_the_course_is_walked_to_its_end(page, walk):
    page.goto(walk.lessons[2].get_absolute_url())
    page.get_by_role("button", name="I have read this").click()
    expect(page).to_have_url(re.compile(f"{walk.course.slug}/$"))
    expect(page.get_by_role("row", name="3. Gears")).to_contain_text("done")
