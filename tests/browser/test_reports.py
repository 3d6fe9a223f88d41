"""Reporting a problem, from the card to the author and back, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.problem import reply, report
from quizzes.actions.question import revise
from quizzes.models import Answer, AttemptItem, Problem
from tests.factories import NOW, LearnerFactory, UserFactory

from .cards import RIGHT, WRONG, card_of, expect_verdict, give, option_of, respond
from .sight import big_enough, in_view, no_sideways_scroll

NOTE = "Both the rotor and the shaft turn."
SENT = re.compile("^Reported on .+ The author has been told")


def open_form(card):
    card.get_by_text("Report a problem").click()
    return card.get_by_role("textbox", name="What is wrong with this question?")


def send(card, note=NOTE):
    open_form(card).fill(note)
    card.get_by_role("button", name="Send to the author").click()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def lesson(request, open_page, walk, ada):
    page = open_page(ada, java_script_enabled=request.param)
    page.goto(walk.start)
    return page


@pytest.fixture
def single(lesson, walk):
    return card_of(lesson, walk.first["single_choice"])


@pytest.fixture
def told(walk, ada):
    """A report with a reply."""
    question = walk.first["single_choice"]
    problem = report(ada, question.lesson_id, question.current, NOTE, now=NOW)
    reply(problem, "accepted", "You are right: mended.", by=UserFactory(), now=NOW)
    return problem


def test_an_unanswered_question_is_reported_and_keeps_the_choice(single):
    respond(single, ["The shaft"])
    send(single)
    expect(single.get_by_text(SENT)).to_be_visible()
    expect(option_of(single, "The shaft")).to_be_checked()
    assert Problem.objects.get().note == NOTE
    assert not Answer.objects.exists()


def test_an_answered_question_is_reported_and_stays_answered(single):
    give(single, ["The shaft"])
    expect_verdict(single, WRONG)
    send(single)
    expect(single.get_by_text(SENT)).to_be_visible()
    expect_verdict(single, WRONG)
    assert Problem.objects.get().answer == Answer.objects.get()


def test_a_refused_note_stays_with_the_reason(single, watch):
    watch.expect("422")
    send(single, "short")
    expect(single.get_by_role("alert")).to_contain_text("10 characters or more")
    expect(single.get_by_role("textbox")).to_have_value("short")
    single.get_by_role("textbox").fill(NOTE)
    single.get_by_role("button", name="Send to the author").click()
    expect(single.get_by_text(SENT)).to_be_visible()


def test_enter_in_a_typed_answer_still_checks_it(lesson, walk):
    card = card_of(lesson, walk.first["short_text"])
    field = card.get_by_role("textbox", name="Your answer")
    field.fill("rotor")
    field.press("Enter")
    expect_verdict(card, RIGHT)


def test_the_reply_is_announced_and_read(lesson, told):
    lesson.goto("/")
    lesson.get_by_role("link", name="The author answered your report").click()
    expect(lesson.get_by_role("heading", level=1)).to_have_text("Your reports")
    expect(lesson.get_by_text("You are right: mended.")).to_be_visible()
    lesson.goto("/")
    expect(lesson.get_by_text("The author answered your report")).to_have_count(0)


@pytest.fixture
def quick(open_page, walk, ada):
    """The lesson with JavaScript."""
    page = open_page(ada)
    page.goto(walk.start)
    return page


def test_it_is_done_by_keyboard_and_the_focus_follows(quick, walk):
    card = card_of(quick, walk.first["single_choice"])
    card.locator("summary", has_text="Report a problem").focus()
    quick.keyboard.press("Enter")
    quick.keyboard.press("Tab")
    quick.keyboard.type(NOTE)
    quick.keyboard.press("Tab")
    quick.keyboard.press("Enter")
    expect(card.get_by_text(SENT)).to_be_focused()
    in_view(card.get_by_text(SENT))


def test_typing_a_note_saves_no_draft(quick, walk):
    card = card_of(quick, walk.first["single_choice"])
    open_form(card).press_sequentially(NOTE)
    quick.wait_for_timeout(1000)
    expect(card.locator("[data-saved-state]")).to_have_text("")
    assert not AttemptItem.objects.exists()


def test_without_a_network_the_note_is_still_there(quick, walk, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    card = card_of(quick, walk.first["single_choice"])
    quick.context.set_offline(True)
    send(card)
    expect(card.get_by_role("alert")).to_contain_text("Nothing is lost.")
    expect(card.get_by_role("textbox")).to_have_value(NOTE)
    quick.context.set_offline(False)
    card.get_by_role("button", name="Send to the author").click()
    expect(card.get_by_text(SENT)).to_be_visible()


def test_all_of_it_is_free_of_faults_for_axe_and_fits_a_phone(
    quick, walk, ada, told, watch, no_fault
):
    watch.expect("422")
    send(card_of(quick, walk.first["true_false"]), "short")
    expect(quick.get_by_role("alert")).to_be_visible()
    give(card_of(quick, walk.first["single_choice"]), ["The stator"])
    expect_verdict(card_of(quick, walk.first["single_choice"]), RIGHT)
    no_fault(quick)
    quick.set_viewport_size({"width": 320, "height": 568})
    no_sideways_scroll(quick)
    big_enough(quick.get_by_text("Report a problem"))
    for address in ("/", reverse("reports")):
        quick.goto(address)
        no_sideways_scroll(quick)
        no_fault(quick)
        quick.set_viewport_size({"width": 320, "height": 568})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_inbox_and_the_history_load_without_a_fault(open_page, walk, told, scheme):
    admin = LearnerFactory(user__is_staff=True, user__is_superuser=True)
    question = told.question
    spec = question.current.spec | {"stem": "Which part of a motor stands still?"}
    revise(question, "single_choice", spec, by=admin.user, now=NOW)
    page = open_page(admin)
    page.emulate_media(color_scheme=scheme)
    for address in (
        reverse("admin:quizzes_problem_changelist"),
        reverse("admin:quizzes_problem_change", args=[told.pk]),
        reverse("admin:quizzes_question_history", args=[question.pk]),
    ):
        page.goto(address)
        assert page.locator("#content h1").count() == 1, address
