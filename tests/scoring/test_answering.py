"""Ways of answering, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.scoring.answering import BY_CONFIDENCE, Confidence, Policy, Try, Way

SURE, UNSURE, GUESS = Confidence

TABLE = [
    # way, tries (with how sure), mark, whether another try is allowed
    ("immediate", [], 0, True),
    ("immediate", [1], 1, False),
    ("immediate", [0], 0, False),
    ("immediate", [0.5], 0.5, False),
    ("immediate", [None], None, False),
    ("tries", [], 0, True),
    ("tries", [1], 1, False),
    ("tries", [0], 0, True),
    ("tries", [0, 1], 2 / 3, False),
    ("tries", [0, 0, 1], 1 / 3, False),
    ("tries", [0, 0, 0], 0, False),
    ("tries", [0.5, 0.5], 0.5, True),
    ("tries", [0.5, 1], 2 / 3, False),
    ("tries", [0.5, 0.6], 0.5, True),
    ("tries", [None], None, True),
    ("deferred", [], 0, True),
    ("deferred", [0, 1], 1, True),
    ("deferred", [1, 0], 0, True),
    ("deferred", [1, None], None, True),
    ("confidence", [], 0, True),
    ("confidence", [(1, SURE)], 1, False),
    ("confidence", [(0, SURE)], -2, False),
    ("confidence", [(1, UNSURE)], 2 / 3, False),
    ("confidence", [(0, UNSURE)], -2 / 3, False),
    ("confidence", [(1, GUESS)], 1 / 3, False),
    ("confidence", [(0, GUESS)], 0, False),
    ("confidence", [(0.5, SURE)], -0.5, False),
    ("confidence", [(1, None)], 1 / 3, False),
    ("confidence", [(None, SURE)], None, False),
    ("practice", [], None, True),
    ("practice", [1, 0, 1], None, True),
]


def tries_of(row):
    return [Try(*each) if isinstance(each, tuple) else Try(each) for each in row]


@pytest.mark.parametrize(("way", "tries", "mark", "again"), TABLE)
def test_what_tries_earn_and_whether_there_is_another(way, tries, mark, again):
    policy, tries = Policy(Way(way)), tries_of(tries)
    assert policy.mark(tries) == (mark if mark is None else pytest.approx(mark))
    assert policy.may_try(tries) is again


def test_every_way_stands_in_the_table():
    assert {row[0] for row in TABLE} == set(Way)


def test_the_hint_of_a_question_that_costs_tries_comes_after_the_first():
    assert not Policy(Way.TRIES).hints([])
    assert Policy(Way.TRIES).hints([Try(0.0)])
    assert Policy(Way.IMMEDIATE).hints([])


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (Policy(Way.TRIES, tries=1), "2 to 10 tries"),
        (Policy(Way.TRIES, tries=11), "2 to 10 tries"),
        (Policy(Way.TRIES, penalty=1.2), "penalty"),
        (Policy(Way.TRIES, penalty=-0.1), "penalty"),
    ],
)
def test_a_policy_that_makes_no_sense_says_why(policy, words):
    assert words in " ".join(policy.problems())


@pytest.mark.parametrize("way", Way)
def test_every_way_can_be_used_as_it_comes(way):
    assert Policy(way).problems() == []


@given(st.floats(0.01, 0.99))
def test_to_say_how_sure_one_is_pays_best(chance):
    worth = {
        level: chance * right + (1 - chance) * wrong
        for level, (right, wrong) in BY_CONFIDENCE.items()
    }
    honest = SURE if chance > 0.8 else UNSURE if chance > 2 / 3 else GUESS
    assert worth[honest] == pytest.approx(max(worth.values()))


shares = st.lists(st.floats(0, 1).map(Try), max_size=10)


@given(shares, st.floats(0, 1))
def test_a_mark_of_tries_is_never_below_nothing_or_above_all(tries, penalty):
    assert 0 <= Policy(Way.TRIES, 10, penalty).mark(tries) <= 1


@given(shares, st.floats(0, 1))
def test_a_further_try_never_takes_anything_away(tries, penalty):
    policy = Policy(Way.TRIES, 10, penalty)
    assert policy.mark([*tries, Try(0.0)]) >= policy.mark(tries)
