"""What may be seen when, as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.scoring.answering import Policy, Try, Way
from quizzes.scoring.disclosure import ALL, USUAL, Matrix, Part, Stage, stage, visible

ANSWER, RIGHT, MARK, EXPLANATION, KEY = Part
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WRONG, SOLVED = [Try(0.0)], [Try(1.0)]
UNTOLD = {ANSWER, RIGHT, MARK}
TABLE = [
    # way, when, tries, what is seen
    ("immediate", "during", [], set()),
    ("immediate", "during", WRONG, ALL),
    ("tries", "during", WRONG, UNTOLD),
    ("tries", "during", WRONG * 3, ALL),
    ("tries", "during", SOLVED, ALL),
    ("tries", "submitted", WRONG, ALL),
    ("deferred", "during", WRONG, {ANSWER}),
    ("deferred", "submitted", WRONG, {ANSWER}),
    ("deferred", "closed", WRONG, ALL),
    ("confidence", "during", [], set()),
    ("confidence", "during", WRONG, ALL),
    ("practice", "during", WRONG, ALL - {MARK}),
    ("practice", "closed", [], ALL - {MARK}),
]


@pytest.mark.parametrize(("way", "when", "tries", "seen"), TABLE)
def test_what_each_way_shows_unless_decided_otherwise(way, when, tries, seen):
    policy = Policy(Way(way))
    assert visible(USUAL[policy.way], policy, Stage(when), tries) == seen


@pytest.mark.parametrize("way", Way)
def test_nothing_that_tells_is_seen_while_another_try_could_earn_something(way):
    policy, everything = Policy(way), Matrix(ALL, ALL, ALL)
    seen = visible(everything, policy, Stage.DURING, WRONG)
    if policy.counts and policy.may_try(WRONG):
        assert not seen & {EXPLANATION, KEY}


def test_an_answer_that_can_be_replaced_is_not_said_to_be_right():
    everything = Matrix(ALL, ALL, ALL)
    assert visible(everything, Policy(Way.DEFERRED), Stage.DURING, SOLVED) == {ANSWER}


def test_what_was_shown_cannot_be_hidden_later():
    assert Matrix(ALL, frozenset({ANSWER}), ALL).problems()
    assert Matrix(frozenset(), ALL, frozenset({ANSWER})).problems()


@pytest.mark.parametrize("way", Way)
def test_every_usual_matrix_makes_sense_and_survives_storing(way):
    matrix = USUAL[way]
    assert matrix.problems() == []
    assert Matrix.from_json(matrix.as_json()) == matrix


def test_a_part_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="everything"):
        Matrix.from_json({"during": ["everything"]})


@pytest.mark.parametrize(
    ("submitted", "closes_in", "found"),
    [
        (False, None, Stage.DURING),
        (True, None, Stage.CLOSED),
        (False, 1, Stage.DURING),
        (True, 1, Stage.SUBMITTED),
        (True, -1, Stage.CLOSED),
        (False, -1, Stage.CLOSED),
        (False, 0, Stage.CLOSED),
    ],
)
def test_where_an_attempt_stands(submitted, closes_in, found):
    closes_at = None if closes_in is None else NOW + timedelta(hours=closes_in)
    assert stage(submitted, closes_at, NOW) is found
