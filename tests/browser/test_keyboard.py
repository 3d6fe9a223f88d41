"""Everything with the keyboard alone, and the focus in sight at every stop."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.models import Answer

from .cards import RIGHT, WRONG, card_of, expect_verdict

# The stop itself, or for an option's own input (which is unseen) the label around it.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = at.closest("label.option") ?? at;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20);
  const y = box.top + Math.min(box.height / 2, 10);
  const top = document.elementFromPoint(x, y);
  return {
    name: shown.outerHTML.slice(0, 100),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: Boolean(top) && (shown.contains(top) || top.contains(shown)),
  };
}"""
MANY = 80


@pytest.fixture
def lesson(page, walk):
    page.goto(walk.start)
    return page


def tab_to(page, target):
    """Press Tab until the target has the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def legend_of(card):
    return card.locator("legend")


def check_verdict_and_try_again(page, card, words):
    """The focus is on the verdict; Tab leads on to Try again, which leads back in."""
    expect(card.get_by_role("heading", name=words)).to_be_focused()
    assert page.evaluate(STOP)["outlined"]
    tab_to(page, card.get_by_role("link", name="Try again"))
    page.keyboard.press("Enter")
    expect(legend_of(card)).to_be_focused()
    assert page.evaluate(STOP)["outlined"]


def test_the_name_in_the_bar_is_seen_and_leads_home(lesson):
    expect(lesson.get_by_role("link", name="evlearn", exact=True)).to_be_visible()


def test_the_first_tab_offers_to_skip_to_the_content(lesson):
    lesson.keyboard.press("Tab")
    skip = lesson.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    lesson.keyboard.press("Enter")
    expect(lesson.get_by_role("main")).to_be_focused()


def test_after_skipping_the_next_stop_is_in_the_content(lesson):
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    lesson.keyboard.press("Tab")
    expect(lesson.get_by_role("main").locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_is_seen_and_outlined(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 640})
    lesson.keyboard.press("Tab")
    stops = []
    while (stop := lesson.evaluate(STOP)) and len(stops) < MANY:
        stops.append(stop)
        lesson.keyboard.press("Tab")
    assert len(stops) > 20
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


@pytest.mark.parametrize(("wrong", "right"), [("a", "B"), ("3", "2")])
def test_letters_and_digits_choose_and_enter_checks(lesson, walk, wrong, right):
    card = card_of(lesson, walk.first["single_choice"])
    tab_to(lesson, card.get_by_role("radio").first)
    lesson.keyboard.press(wrong)
    lesson.keyboard.press("Enter")
    check_verdict_and_try_again(lesson, card, WRONG)
    lesson.keyboard.press(right)
    lesson.keyboard.press("Enter")
    expect_verdict(card, RIGHT)


def test_arrows_choose_too(lesson, walk):
    card = card_of(lesson, walk.first["true_false"])
    tab_to(lesson, card.get_by_role("radio").first)
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Enter")
    check_verdict_and_try_again(lesson, card, WRONG)


def test_keys_tick_and_untick_several(lesson, walk):
    card = card_of(lesson, walk.first["multiple_choice"])
    tab_to(lesson, card.get_by_role("checkbox").first)
    for key in ("A", "C", "c", "2"):
        lesson.keyboard.press(key)
    lesson.keyboard.press("Enter")
    check_verdict_and_try_again(lesson, card, RIGHT)


def test_space_ticks_where_the_focus_is(lesson, walk):
    card = card_of(lesson, walk.first["multiple_choice"])
    tab_to(lesson, card.get_by_role("checkbox").nth(2))
    lesson.keyboard.press("Space")
    tab_to(lesson, card.get_by_role("button", name="Check answer"))
    lesson.keyboard.press("Enter")
    check_verdict_and_try_again(lesson, card, WRONG)


@pytest.mark.parametrize(
    ("kind", "wrong", "right"), [("numeric", "5", "95%"), ("short_text", "a stator", "a rotor")]
)
def test_typed_answers_take_letters_as_letters(lesson, walk, kind, wrong, right):
    card = card_of(lesson, walk.first[kind])
    field = card.get_by_role("textbox")
    tab_to(lesson, field)
    lesson.keyboard.type(wrong)
    expect(field).to_have_value(wrong)
    lesson.keyboard.press("Enter")
    check_verdict_and_try_again(lesson, card, WRONG)
    lesson.keyboard.press("Tab")
    expect(field).to_be_focused()
    lesson.keyboard.type(right.removeprefix("a "))
    lesson.keyboard.press("Enter")
    expect_verdict(card, RIGHT)


def test_the_way_to_the_sentence_and_back(lesson, walk):
    card = card_of(lesson, walk.first["single_choice"])
    tab_to(lesson, card.get_by_role("radio").first)
    lesson.keyboard.press("a")
    lesson.keyboard.press("Enter")
    expect_verdict(card, WRONG)
    tab_to(lesson, card.get_by_role("link", name="Show me where the lesson says so"))
    lesson.keyboard.press("Enter")
    expect(lesson.locator("mark").first).to_be_focused()
    assert lesson.evaluate(STOP)["outlined"]
    tab_to(lesson, lesson.get_by_role("link", name="Back to question 1"))
    lesson.keyboard.press("Enter")
    expect(card.get_by_role("heading", level=3)).to_be_focused()


def test_keys_outside_the_questions_answer_nothing(lesson, walk):
    for key in ("a", "1", "Enter"):
        lesson.keyboard.press(key)
    assert not lesson.locator("input:checked").count()
    assert not Answer.objects.exists()
