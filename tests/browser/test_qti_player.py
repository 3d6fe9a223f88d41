"""Items of QTI 3.0 as evlearn writes them are shown and marked by a player that others made."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Error, expect

from quizzes.exchange.archive import Archive
from quizzes.exchange.registry import formats
from quizzes.exchange.spec import QuestionSpec
from quizzes.kinds import kinds
from scripts.npm import can_be_had
from tests.exchange.qti_player import Player
from tests.kinds.specs import example, specimens

from .qti_answers import ANSWERS, Answer
from .qti_page import SITE, ItemPage
from .watch import Watch

BY_HAND = {"calculated", "essay", "statement"}
"""Examples with a test of their own."""
TEXTS = "options reasons prompts choices items groups labels".split()
NOTHING_TYPED = "qti-map-response of no text breaks down; by the specification it is 0"
ONE_TEXT = "qti-multiple nests what it joins, so that of several texts only the last is shown"
CANNOT = {
    "numeric: within the tolerance": "qti-equal does not read tolerance-mode and compares exactly",
    "short_text: wrong with more before": "qti-pattern-match takes a match anywhere in the text",
    "short_text: nothing": NOTHING_TYPED,
    "gaps: nothing": NOTHING_TYPED,
    "matching: wrong": ONE_TEXT,
    "matching: nothing": ONE_TEXT,
    "classify: nothing": ONE_TEXT,
    "ordering: two swapped": ONE_TEXT,
    "ordering: turned round": ONE_TEXT,
    "ordering: nothing": ONE_TEXT,
    "labels: nothing": ONE_TEXT,
}
"""Answers of which version 7.27.4 of the player makes something else than QTI says, and why."""
DECIMALS = 3
"""As many of a score does the player keep."""


class Outcome(NamedTuple):
    """What comes of an answer: the share of the mark, and the texts that are shown."""

    score: float
    said: list[str]


pytestmark = pytest.mark.skipif(
    not can_be_had(), reason="the player comes from npm, which is not installed here"
)


@pytest.fixture(scope="module")
def opened(browser):
    """One page for all items, watched."""
    context = browser.new_context(reduced_motion="reduce")
    watch = Watch()
    watch.over(context)
    yield ItemPage(context), watch
    context.close()


@pytest.fixture
def item(opened):
    """The page of the player. Nothing may go wrong in it."""
    page, watch = opened
    yield page
    found, watch.problems = watch.problems, []
    assert found == []


def written(kind, spec, form="qti3"):
    """The file of an item. Its picture has a whole address, as from another site."""
    if "picture" in spec:
        spec = spec | {"picture": spec["picture"] | {"src": SITE + spec["picture"]["src"]}}
    question = QuestionSpec("q", "", kind, spec, "")
    return Archive(b"".join(formats()[form].write([question]))).read("items/00001.xml")


def wanted(answer: Answer, given: dict[str, Any]) -> Outcome:
    """What evlearn makes of an answer, and what the item says on it by the rules of QTI.

    ``given`` is what the player took the answer for.
    """
    kind, spec = specimens()[answer.example]
    fraction = kinds[kind].grade(spec, answer.response).fraction
    reference = Player(written(kind, spec, "qti"), {})
    for name, value in given.items():
        number = value is not None and reference.declared[name].get("baseType") == "float"
        reference.values[name] = float(value) if number else value
    assert reference.score() == pytest.approx(fraction), given
    return Outcome(round(fraction, DECIMALS), reference.shown())


def found(item: ItemPage) -> Outcome | None:
    """What the player makes of what was answered; None where it breaks down over it."""
    try:
        item.finish()
    except Error:
        return None
    return Outcome(round(float(item.variable("SCORE")["value"]), DECIMALS), item.said())


def test_every_example_is_answered():
    assert {answer.example for answer in ANSWERS} | BY_HAND == set(specimens())
    assert set(CANNOT) <= {answer.name for answer in ANSWERS}


@pytest.mark.parametrize("name", list(specimens()))
def test_what_is_asked_is_in_view(item, name):
    kind, spec = specimens()[name]
    item.show(written(kind, spec))
    words = [each["text"] for field in TEXTS for each in spec.get(field, [])]
    words += [each["stem"] for each in spec.get("parts", [])]
    for text in [*re.split(r"\[\[\w+]]", spec["stem"]), *words]:
        expect(item.page.get_by_text(text.strip()).first).to_be_visible()
    for picture in item.body.locator("img").all():
        assert picture.evaluate("(picture) => picture.decode().then(() => true)")


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer.name for answer in ANSWERS])
def test_an_answer_is_marked_and_explained_as_here(item, answer):
    item.show(written(*specimens()[answer.example]))
    for step in answer.steps:
        step(item)
    right, theirs = wanted(answer, item.responses()), found(item)
    if answer.name in CANNOT:
        assert theirs != right, "The player can do this now: take it off the list."
    else:
        assert theirs == right


def test_of_regions_on_one_place_the_player_takes_the_last_instead_of_the_first(item):
    item.show(written("hotspot", example("hotspot")))
    item.point("bars")
    assert item.responses() == {"RESPONSE": "yoke"}


@pytest.mark.parametrize(("off", "fraction"), [(0, 1), (3, 0)])
def test_a_number_with_variables_is_computed_from_the_values_in_view(item, off, fraction):
    item.show(written("calculated", example("calculated")))
    p, q = (float(item.variable(name)["value"]) for name in ("v_p", "v_q"))
    # The player shows a value in quotes, as it keeps it.
    assert item.printed() == [f'"{value:g}"' for value in (p, q)]
    typed = f"{100 * q / p + off}"
    item.enter(typed)
    values = [{"name": "p", "values": [p]}, {"name": "q", "values": [q]}]
    drawn = example("calculated", variables=values)
    ours = kinds["calculated"].grade(drawn, {"seed": 0, "typed": typed}).fraction
    assert (found(item).score, ours) == (fraction, fraction)


def test_an_essay_is_left_to_a_person(item):
    spec = example("essay")
    item.show(written("essay", spec))
    item.enter("It gains freedom and risks skills.")
    item.finish()
    assert kinds["essay"].grade(spec, "It gains freedom.").fraction is None
    assert item.variable("SCORE")["externalScored"] == "human"
    assert item.said() == [spec["explanation"]]
    expect(item.body.locator("qti-rubric-block").first).to_be_hidden()


def test_a_statement_asks_nothing(item):
    item.show(written("statement", example("statement")))
    assert item.body.locator("[response-identifier]").count() == 0
    assert item.responses() == {}
