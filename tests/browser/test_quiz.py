"""A quiz in the browser: every way of answering it, by mouse, by keyboard, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt, AttemptItem
from quizzes.scoring.answering import Way
from tests.factories import LessonFactory, QuestionFactory, QuizFactory

from .cards import RIGHT, WRONG, card_of, expect_verdict, option_of, submit_of

SIZES = [(1280, 800), (390, 844), (320, 568), (568, 320)]


@pytest.fixture
def questions(live_server):
    """The stem of each says which kind it is of."""
    lesson = LessonFactory(title="Parts")
    names = ["single_choice", "ordering", "short_text", "hotspot"]
    return {
        name: QuestionFactory(lesson=lesson, kind=name, spec=kinds[name].example())
        for name in names
    }


@pytest.fixture
def make(questions):
    def quiz(way, **fields):
        found = list(questions.values())
        return QuizFactory(course=found[0].course, way=way, asks=found, **fields)

    return quiz


@pytest.fixture
def begin(make, open_page, ada):
    def begun(way=Way.IMMEDIATE, fields=None, **options):
        page = open_page(ada, **options)
        page.goto(make(way, **(fields or {})).get_absolute_url())
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("button", name="Look over and hand in")).to_be_visible()
        return page

    return begun


def is_kept(question):
    return AttemptItem.objects.get(question=question).draft


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_way(begin, questions, size, scheme):
    width, height = size
    page = begin(viewport={"width": width, "height": height}, color_scheme=scheme)
    card = card_of(page, questions["single_choice"])
    option_of(card, "The stator").check()
    submit_of(card).click()
    expect_verdict(card, RIGHT)
    expect(card.get_by_role("heading", name=RIGHT)).to_be_focused()
    text = card_of(page, questions["short_text"])
    text.get_by_role("textbox").fill("rotor")
    expect(text.get_by_text("Saved")).to_be_visible()
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_text("2 questions are not answered:")).to_be_visible()
    expect(page.get_by_text("chosen, not checked")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    expect(page.get_by_text("2 of 4 points")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    assert Attempt.objects.get().finished_at


@pytest.mark.parametrize("way", Way)
def test_no_fault_on_any_page_of_it(begin, questions, no_fault, way):
    page = begin(way)
    no_fault(page)
    card = card_of(page, questions["single_choice"])
    option_of(card, "The rotor").check()
    if way is Way.CONFIDENCE:
        card.get_by_role("radio", name="Unsure").check()
    if way is not Way.DEFERRED:
        submit_of(card).click()
        expect_verdict(card, WRONG)
    card_of(page, questions["hotspot"]).get_by_role("button", name="Flag").click()
    expect(page.get_by_role("button", name="Remove the flag")).to_be_visible()
    no_fault(page)
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    no_fault(page)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    no_fault(page)
    page.get_by_role("link", name="Back to the quiz").click()
    expect(page.get_by_role("heading", name="Your attempts")).to_be_visible()
    no_fault(page)


def test_choices_are_kept_as_they_are_made(begin, questions):
    page = begin(Way.DEFERRED)
    card = card_of(page, questions["single_choice"])
    option_of(card, "The stator").check()
    expect(card.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(option_of(card, "The stator")).to_be_checked()
    assert not Answer.objects.exists()


def test_checking_one_question_leaves_an_ordering_that_nobody_touched_alone(begin, questions):
    page = begin()
    card = card_of(page, questions["single_choice"])
    option_of(card, "The rotor").check()
    submit_of(card).click()
    expect_verdict(card, WRONG)
    assert is_kept(questions["ordering"]) is None
    order = card_of(page, questions["ordering"])
    submit_of(order).click()
    expect(order.locator(".feedback")).to_be_visible()
    assert Answer.objects.filter(item__question=questions["ordering"]).exists()


def test_keys_choose_and_check(begin, questions):
    page = begin()
    card = card_of(page, questions["single_choice"])
    card.locator("legend").focus()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(card.locator(".feedback h4")).to_be_focused()  # or it would take the focus from below
    text = card_of(page, questions["short_text"])
    text.get_by_role("textbox").fill("rotor")
    page.keyboard.press("Enter")
    expect_verdict(text, RIGHT)
    assert Answer.objects.count() == 2


def test_pointing_into_a_picture_by_keyboard(begin, questions):
    page = begin()
    card = card_of(page, questions["hotspot"])
    picture = card.get_by_role("application")
    picture.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card.locator(".feedback")).to_be_visible()


def test_without_javascript_nothing_chosen_is_lost(begin, questions):
    page = begin(Way.TRIES, java_script_enabled=False)
    card, text = card_of(page, questions["single_choice"]), card_of(page, questions["short_text"])
    text.get_by_role("textbox").fill("roto r")
    option_of(card, "The rotor").check()
    submit_of(card).click()
    expect_verdict(card, WRONG)
    expect(text.get_by_role("textbox")).to_have_value("roto r")
    option_of(card, "The stator").check()
    card.get_by_role("button", name="Check again").click()
    expect_verdict(card, RIGHT)
    text.get_by_role("button", name="Flag").click()
    expect(text.get_by_role("button", name="Remove the flag")).to_be_visible()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()


def test_an_answer_without_a_connection_is_sent_once_it_is_back(begin, questions, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED", "net::ERR", "htmx:")
    page = begin()
    card = card_of(page, questions["single_choice"])
    option_of(card, "The stator").check()
    expect(card.get_by_text("Saved")).to_be_visible()
    page.context.set_offline(True)
    submit_of(card).click()
    expect(card.get_by_role("alert")).to_contain_text("could not be sent")
    page.context.set_offline(False)
    expect_verdict(card, RIGHT)
    assert Answer.objects.count() == 1


def test_a_second_tab_goes_on_with_the_same_attempt(begin, questions, watch):
    watch.expect("409")
    page = begin()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, name in ((page, "The stator"), (other, "The rotor")):
        card = card_of(tab, questions["single_choice"])
        option_of(card, name).check()
    submit_of(card_of(page, questions["single_choice"])).click()
    expect_verdict(card_of(page, questions["single_choice"]), RIGHT)
    submit_of(card_of(other, questions["single_choice"])).click()
    expect_verdict(card_of(other, questions["single_choice"]), RIGHT)
    assert Answer.objects.get().response == "b"


def test_what_two_devices_choose_is_what_was_chosen_last(begin, questions):
    page = begin(Way.DEFERRED)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, name in ((page, "The stator"), (other, "The rotor")):
        card = card_of(tab, questions["single_choice"])
        option_of(card, name).check()
        expect(card.get_by_text("Saved")).to_be_visible()
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    assert is_kept(questions["single_choice"]) == "a"
