"""axe finds nothing at WCAG 2.2 AA: every kind of page, both themes, wide and narrow."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.question import revise
from tests.factories import NOW

from .accounts import sign_in
from .cards import (
    PARTLY,
    PARTLY_RIGHT,
    RIGHT,
    TRIES,
    WRONG,
    card_of,
    expect_verdict,
    give,
    respond,
    show_me_where,
    submit_of,
)
from .course import KINDS


def test_home_without_a_course(page, no_fault):
    page.goto("/")
    expect(page.get_by_text("There is no course yet.")).to_be_visible()
    no_fault(page)


def test_home_for_someone_new(page, walk, no_fault):
    page.goto("/")
    no_fault(page)


def test_home_with_a_place_to_continue_and_the_course(open_page, walk, ada, no_fault):
    page = open_page(ada)
    page.goto(walk.start)
    give(card_of(page, walk.first["single_choice"]), ["The rotor"])
    expect_verdict(card_of(page, walk.first["single_choice"]), WRONG)
    page.goto("/")
    expect(page.get_by_role("link", name="Continue", exact=True)).to_be_visible()
    no_fault(page)
    page.goto(walk.course.get_absolute_url())
    no_fault(page)


def test_a_fresh_lesson_and_its_choices(page, walk, no_fault):
    page.goto(walk.start)
    no_fault(page)
    for kind in KINDS:
        respond(card_of(page, walk.first[kind]), TRIES[kind].right)
    for hint in page.get_by_text("Hint", exact=True).all():
        hint.click()
    no_fault(page)


def test_a_lesson_with_every_answer_wrong(page, walk, no_fault):
    page.goto(walk.start)
    for kind in KINDS:
        give(card_of(page, walk.first[kind]), TRIES[kind].wrong)
        expect_verdict(card_of(page, walk.first[kind]), WRONG)
    for more in page.get_by_text("Why each option is right or wrong").all():
        more.click()
    no_fault(page)


def test_a_finished_lesson_with_a_marked_sentence(page, walk, no_fault):
    page.goto(walk.start)
    for kind in KINDS:
        give(card_of(page, walk.first[kind]), TRIES[kind].right)
        expect_verdict(card_of(page, walk.first[kind]), RIGHT)
    show_me_where(card_of(page, walk.first["multiple_choice"]))
    expect(page.locator("mark").first).to_be_focused()
    no_fault(page)


def test_a_partly_right_answer_and_a_refused_one(page, walk, watch, no_fault):
    watch.expect("422")
    page.goto(walk.start)
    give(card_of(page, walk.first["multiple_choice"]), PARTLY_RIGHT)
    expect_verdict(card_of(page, walk.first["multiple_choice"]), PARTLY)
    submit_of(card_of(page, walk.first["true_false"])).click()
    expect(page.get_by_role("alert")).to_be_visible()
    no_fault(page)


def test_a_choice_that_could_not_be_saved(open_page, walk, ada, watch, no_fault):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = open_page(ada)
    page.goto(walk.start)
    page.context.set_offline(True)
    respond(card_of(page, walk.first["true_false"]), ["True"])
    expect(page.get_by_role("alert")).to_contain_text("Not saved")
    no_fault(page)


def test_a_question_that_was_changed_since_it_was_answered(page, walk, no_fault):
    page.goto(walk.start)
    question = walk.first["true_false"]
    give(card_of(page, question), ["True"])
    expect_verdict(card_of(page, question), RIGHT)
    _ask_otherwise(question)
    page.reload()
    expect(page.get_by_text("The author has changed this question")).to_be_visible()
    no_fault(page)


def _ask_otherwise(question):
    spec = question.current.spec | {"answer": False}
    revise(question, question.current.kind, spec, by=None, now=NOW)


GUEST = ["login", "signup", "reset_password", "reset_password_done", "inactive"]
LEARNER = ["logout", "email", "change_password", "reauthenticate"]


@pytest.mark.parametrize("name", GUEST)
def test_the_account_pages_of_a_guest(page, walk, name, no_fault):
    page.goto(reverse(f"account_{name}"))
    no_fault(page)


def test_a_sign_in_that_failed(page, walk, no_fault):
    page.goto(reverse("account_login"))
    sign_in(page, "nobody@example.com")
    expect(page.get_by_text("is not right")).to_be_visible()
    no_fault(page)


@pytest.mark.parametrize("name", LEARNER)
def test_the_account_pages_of_a_learner(open_page, walk, ada, name, no_fault):
    page = open_page(ada)
    page.goto(reverse(f"account_{name}"))
    no_fault(page)


def test_an_account_form_with_every_field_refused(open_page, walk, ada, no_fault):
    page = open_page(ada)
    page.goto(reverse("account_change_password"))
    page.get_by_role("main").get_by_role("button", name="Change password").click()
    expect(page.get_by_label("Current password")).to_be_focused()
    expect(page.get_by_label("Current password")).to_have_accessible_description(
        "Type your current password."
    )
    no_fault(page)


def test_an_account_with_two_addresses(open_page, walk, ada, no_fault):
    page = open_page(ada)
    page.goto(reverse("account_email"))
    page.get_by_label("Another e-mail address").fill("countess@example.com")
    page.get_by_role("button", name="Add address").click()
    expect(page.get_by_role("button", name="Remove countess@example.com")).to_be_visible()
    no_fault(page)


def test_an_address_with_nothing_behind_it(page, walk, watch, no_fault):
    watch.expect("404")
    page.goto("/courses/nothing/")
    no_fault(page)
