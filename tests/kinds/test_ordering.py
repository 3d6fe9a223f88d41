"""Ordering."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds
from quizzes.kinds.shuffled import shuffled

from .specs import example, problems

ordering = kinds["ordering"]
SPEC = ordering.example()
TEXTS = [item["text"] for item in SPEC["items"]]


def places(order):
    return {key: at for at, key in enumerate(order, start=1)}


def grade(order):
    return ordering.grade(SPEC, places(order)).fraction


@pytest.mark.parametrize(
    ("order", "fraction"),
    [
        ("abcd", 1),
        ("bacd", 2 / 3),
        ("acbd", 2 / 3),
        ("bcda", 0),
        ("dabc", 0),
        ("badc", 1 / 3),
        ("dcba", 0),
        ("cdab", 0),
    ],
)
def test_pairs_in_order_less_pairs_out_of_order(order, fraction):
    assert grade(order) == pytest.approx(fraction)


def test_positions_that_are_open_or_doubled_earn_nothing_by_themselves():
    assert ordering.grade(SPEC, {"a": 1, "b": 2}).fraction == pytest.approx(1 / 6)
    assert ordering.grade(SPEC, {"a": 1, "b": 1}).fraction == 0


def test_a_half_filled_form_can_be_kept_and_not_handed_in():
    response = ordering.read(SPEC, {"response-1": ["2"], "response-2": [""]})
    assert response == {"a": 2}
    assert "every item" in ordering.incomplete(SPEC, response)


def test_a_doubled_position_is_named_before_it_is_handed_in():
    assert "same position" in ordering.incomplete(SPEC, {"a": 1, "b": 1, "c": 2, "d": 3})
    assert ordering.incomplete(SPEC, places("dcba")) == ""


@pytest.mark.parametrize(
    "fields",
    [{"response-1": ["5"]}, {"response-1": ["0"]}, {"response-1": ["1.0"]}, {"response-a": ["1"]}],
)
def test_a_position_that_was_not_offered_is_refused(fields):
    with pytest.raises(BadResponse):
        ordering.read(SPEC, fields)


@pytest.mark.parametrize("response", [{"a": True}, {"a": "1"}, {"a": 9}, {"z": 1}, [1]])
def test_a_stored_response_of_another_shape_is_refused(response):
    with pytest.raises(BadResponse):
        ordering.grade(SPEC, response)


def test_the_order_shown_is_never_the_right_one():
    for seed in range(50):
        shown = [row["text"] for row in ordering.prepare(SPEC, seed)["rows"]]
        assert sorted(shown) == sorted(TEXTS)
        assert shown != TEXTS


def test_the_form_tells_nothing_of_the_authors_order_and_ids():
    back = [item | {"id": f"{number}"} for number, item in enumerate(SPEC["items"][::-1])]
    assert ordering.prepare(example("ordering", items=back), 1) == ordering.prepare(SPEC, 1)


def test_a_draft_comes_back_in_its_own_order():
    shown = [row["text"] for row in ordering.prepare(SPEC, 0, places("dcab"))["rows"]]
    assert shown == [TEXTS[3], TEXTS[2], TEXTS[0], TEXTS[1]]


def test_the_order_drawn_is_the_same_on_every_machine():
    assert "".join(shuffled("abcdef", 7, "")) == "adecbf"
    assert shuffled("abcdef", 8, "") != shuffled("abcdef", 7, "")


def test_what_is_drawn_is_turned_where_it_is_the_key():
    assert "".join(shuffled("abcdef", 7, "adecbf")) == "decbfa"


def test_remarks_are_on_what_stands_elsewhere():
    (first, second) = ordering.grade(SPEC, places("bacd")).feedback
    assert first == f"{TEXTS[0]}: {SPEC['items'][0]['feedback']}"
    assert second.startswith(TEXTS[1])


def test_it_is_said_how_many_pairs_are_in_order():
    tally = ordering.grade(SPEC, places("bacd")).tally
    assert tally.startswith("Of 6 pairs, 5 stand in the right order")
    assert ordering.grade(SPEC, places("abcd")).tally == ""


def test_fewer_than_three_items_are_refused():
    assert "needs 3 entries" in problems("ordering", items=SPEC["items"][:2])
