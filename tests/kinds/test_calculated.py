"""Numbers with variables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.kinds import BadResponse, kinds
from quizzes.kinds.calculated import _drawn as drawn

from .specs import example, problems

calculated = kinds["calculated"]
SPEC = calculated.example()
P, Q = SPEC["variables"]


def grade(seed, text):
    return calculated.grade(SPEC, {"seed": seed, "typed": text})


def share(seed):
    values = drawn(SPEC, seed)
    return float(100 * values["q"] / values["p"])


def test_each_seed_has_its_own_right_answer():
    assert len({share(seed) for seed in range(30)}) > 3
    for seed in range(30):
        assert grade(seed, f"{share(seed):.2f}").fraction == 1
        assert grade(seed, f"{share(seed) + 2:.2f}").fraction == 0


def test_values_come_from_what_the_author_gave():
    for seed in range(50):
        values = drawn(SPEC, seed)
        assert values["p"] in {Decimal(value) for value in (40, 45, 50, 55, 60)}
        assert values["q"] in {Decimal("36"), Decimal("38.5")}


def test_the_same_seed_draws_the_same_values_on_every_machine():
    assert drawn(SPEC, 7) == {"p": Decimal("60"), "q": Decimal("36")}


def test_a_mended_typing_error_draws_nothing_anew():
    mended = example("calculated", stem="[[p]] kW in, [[q]] kW out: how efficient?")
    assert calculated.prepare(mended, 7)["seed"] == 7
    assert drawn(mended, 7) == drawn(SPEC, 7)


def test_the_stem_shows_the_values():
    values = drawn(SPEC, 3)
    stem = calculated.with_values(SPEC, 3)["stem"]
    assert f"takes in {values['p']} kW" in stem
    assert "[[" not in stem


def test_a_foreseen_wrong_value_is_computed_too():
    (remark,) = grade(3, f"{100 - share(3):.2f}").feedback
    assert remark == SPEC["near"][0]["feedback"]


def test_the_review_shows_the_working():
    values = drawn(SPEC, 3)
    working = calculated.review(SPEC, {"seed": 3, "typed": "1"})["working"]
    assert f"/ {values['p']}" in working
    assert "[[" not in working


def test_a_key_is_right_for_its_seed():
    for seed in range(30):
        assert calculated.grade(SPEC, calculated.key_for(SPEC, seed)).fraction == 1


def test_what_was_typed_is_read_with_its_seed():
    fields = {"response-seed": ["3"], "response-typed": ["12,5 %"]}
    response = calculated.read(SPEC, fields)
    assert response == {"seed": 3, "typed": "12,5 %"}
    assert calculated.seed_of(response) == 3


def test_a_seed_alone_is_a_blank():
    assert calculated.read(SPEC, {"response-seed": ["3"]}) is None


@pytest.mark.parametrize("seed", ["", "-1", "x", "1.0", "²", "9" * 30, str(2**31)])
def test_a_strange_seed_is_refused(seed):
    with pytest.raises(BadResponse):
        calculated.read(SPEC, {"response-seed": [seed], "response-typed": ["12"]})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"variables": []}, "no variables"),
        ({"variables": [P, P | {"name": "e"}]}, "Variable 2: The name “e” is taken"),
        ({"variables": [P, {"name": "q"}]}, "either “values”, or “low”"),
        ({"variables": [P, Q | {"values": []}]}, "1 to 50 numbers"),
        ({"variables": [P | {"step": 0}, Q]}, "Variable 1: From “low” to “high”"),
        ({"variables": [P | {"high": 10**9, "step": 1}, Q]}, "Variable 1: From “low” to “high”"),
        ({"variables": [P, P]}, "same name"),
        ({"variables": [P, Q, {"name": "r", "values": [1]}]}, "“r” is used nowhere"),
        ({"expression": "100 * q /"}, "ends too early"),
        ({"expression": None}, "It is missing."),
        ({"expression": "100 * q / z"}, "no variable “z”"),
        ({"expression": "100 * q / (p - 40)"}, "With p = 40, q = 36: It has no result"),
        ({"expression": "ln(q - p)"}, "With p = 40, q = 36: It has no result"),
        ({"stem": "[[p]] [[x]]"}, "“[[x]]” stands for no variable."),
        ({"stem": "[[p]] gives [[answer]]"}, "give the answer away"),
        ({"tolerance": None}, "Give a tolerance"),
        ({"tolerance": -1}, "With p = 40, q = 36: The tolerance"),
        ({"working": " "}, "The working must be text"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("calculated", **changes)


def test_another_wording_changes_no_mark_and_other_values_do():
    assert calculated.marks_alike(SPEC, example("calculated", explanation="In other words."))
    assert not calculated.marks_alike(SPEC, example("calculated", expression="q / p"))
    assert not calculated.marks_alike(
        SPEC, example("calculated", variables=[P, Q | {"values": [1]}])
    )
