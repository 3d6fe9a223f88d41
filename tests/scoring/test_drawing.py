"""Drawing from a pool, and shuffling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.scoring.drawing import draw, shuffled

pools = st.lists(st.integers(), unique=True, max_size=30)
seeds = st.integers(0, 2**31)


def test_the_same_seed_gives_the_same_order_on_every_machine():
    assert shuffled("abcdef", 7) == shuffled("abcdef", 7)
    assert "".join(shuffled("abcdef", 7)) == "adcefb"


def test_several_shuffles_of_one_attempt_differ():
    assert shuffled(range(20), 7, "questions") != shuffled(range(20), 7, "options")


@given(pools, seeds)
def test_a_shuffle_loses_nothing(pool, seed):
    assert sorted(shuffled(pool, seed)) == sorted(pool)


@given(pools, st.integers(0, 40), seeds)
def test_so_many_are_drawn_and_none_twice(pool, count, seed):
    drawn = draw(pool, count, {}, seed)
    assert len(drawn) == min(count, len(pool))
    assert len(set(drawn)) == len(drawn)


def test_unseen_ones_come_first_then_those_met_least_often():
    seen = {1: 2, 2: 1, 3: 1}
    for seed in range(20):
        drawn = draw([1, 2, 3, 4, 5], 4, seen, seed)
        assert set(drawn[:2]) == {4, 5}
        assert set(drawn[2:]) == {2, 3}


def test_among_equals_each_is_drawn_sometimes():
    assert {draw("abc", 1, {}, seed)[0] for seed in range(50)} == set("abc")
