"""What a learner does with a question card, and what can be seen of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

RIGHT, PARTLY, WRONG = "That is right.", "Partly right.", "Not quite."


@dataclass(frozen=True, slots=True)
class Tries:
    """Responses to a kind's example: names of options, or the words typed."""

    wrong: list[str] | str
    right: list[str] | str


TRIES = {
    "single_choice": Tries(["The rotor"], ["The stator"]),
    "multiple_choice": Tries(
        ["A permanent-magnet synchronous motor"],
        ["An induction motor", "A separately excited synchronous motor"],
    ),
    "true_false": Tries(["False"], ["True"]),
    "numeric": Tries("5", "95 %"),
    "short_text": Tries("The stator", "rotor"),
}
PARTLY_RIGHT = ["An induction motor"]


def card_of(page: Page, question) -> Locator:
    """The question's card, open or answered."""
    return page.locator(f"#q-{question.pk}")


def respond(card: Locator, response: list[str] | str) -> None:
    """Choose exactly these options, or type these words."""
    if isinstance(response, str):
        card.get_by_role("textbox", name="Your answer").fill(response)
        return
    for box in card.get_by_role("checkbox").all():
        box.uncheck()
    for name in response:
        option_of(card, name).check()


def option_of(card: Locator, name: str) -> Locator:
    """The radio button or checkbox whose accessible name is the option's text and no more."""
    radio = card.get_by_role("radio", name=name, exact=True)
    return radio.or_(card.get_by_role("checkbox", name=name, exact=True))


def submit_of(card: Locator) -> Locator:
    return card.get_by_role("button", name=re.compile("^(Check answer|Hand in)$"))


def give(card: Locator, response: list[str] | str) -> None:
    """Respond and check."""
    respond(card, response)
    submit_of(card).click()


def expect_verdict(card: Locator, words: str) -> None:
    """The verdict stands in the feedback's heading, with the explanation below it."""
    expect(card.get_by_role("heading", name=words)).to_be_visible()


def try_again(card: Locator) -> None:
    card.get_by_role("link", name="Try again").click()
    expect(submit_of(card)).to_be_visible()


def show_me_where(card: Locator) -> None:
    card.get_by_role("link", name="Show me where the lesson says so").click()
