"""Multiple choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

KIND = kinds["multiple_choice"]
SPEC = KIND.example()
WHY = [option["feedback"] for option in SPEC["options"]]
"""In the example a and b are right, c and d wrong."""


def options(*correct: bool) -> list[dict[str, object]]:
    return [
        {"id": f"o{n}", "text": f"Text {n}", "correct": right, "feedback": "Why"}
        for n, right in enumerate(correct)
    ]


mixed = st.lists(st.booleans(), min_size=2, max_size=12).filter(lambda all_: len(set(all_)) == 2)


@pytest.mark.parametrize(
    ("picks", "fraction"),
    [
        (["a", "b"], 1),
        (["a"], 0.5),
        (["a", "b", "c"], 0.5),
        (["a", "c"], 0),
        (["c", "d"], 0),
        (["a", "b", "c", "d"], 0),
        ([], 0),
    ],
)
def test_right_picks_earn_and_wrong_picks_cost(picks, fraction):
    assert KIND.grade(SPEC, picks).fraction == fraction


def test_wrong_picks_say_why():
    assert KIND.grade(SPEC, ["a", "c", "d"]).feedback == (WHY[2], WHY[3])


def test_what_is_missing_is_not_told_as_a_remark():
    assert KIND.grade(SPEC, ["a"]).feedback == ()


def test_the_right_picks_say_why_when_all_is_right():
    assert KIND.grade(SPEC, ["a", "b"]).feedback == (WHY[0], WHY[1])


def test_picks_are_kept_in_the_order_of_the_options():
    assert KIND.read(SPEC, {"response": ["d", "a"]}) == ["a", "d"]


def test_the_same_value_twice_is_one_pick():
    assert KIND.read(SPEC, {"response": ["a", "a"]}) == ["a"]


def test_nothing_ticked_is_a_blank():
    assert KIND.read(SPEC, {"response": [""]}) is None


def test_a_foreign_option_among_the_picks_is_refused():
    with pytest.raises(BadResponse, match="not offered"):
        KIND.read(SPEC, {"response": ["a", "z"]})


def test_form_and_review_tick_all_picks():
    for view in (KIND.prepare(SPEC, 1, ["a", "c"]), KIND.review(SPEC, ["a", "c"])):
        assert view["multiple"] is True
        assert [row["checked"] for row in view["options"]] == [True, False, True, False]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [(options(False, False), "No option is correct"), (options(True, True), "All options")],
)
def test_there_must_be_right_and_wrong_options(changed, reason):
    assert reason in problems("multiple_choice", options=changed)


@given(mixed, st.data())
def test_only_the_exact_set_gets_the_full_mark(correct, data):
    spec = example("multiple_choice", options=options(*correct))
    ids = [f"o{n}" for n in range(len(correct))]
    picks = data.draw(st.lists(st.sampled_from(ids), unique=True))
    fraction = KIND.grade(spec, picks).fraction
    assert 0 <= fraction <= 1
    assert (fraction == 1) is (sorted(picks) == sorted(KIND.key(spec)))


@given(mixed)
def test_ticking_everything_gets_nothing(correct):
    spec = example("multiple_choice", options=options(*correct))
    assert KIND.grade(spec, [f"o{n}" for n in range(len(correct))]).fraction == 0


@given(mixed, st.data())
def test_another_wrong_pick_never_helps(correct, data):
    spec = example("multiple_choice", options=options(*correct))
    wrong = [f"o{n}" for n, right in enumerate(correct) if not right]
    picks = data.draw(st.lists(st.sampled_from(KIND.key(spec) + wrong[1:]), unique=True))
    assert KIND.grade(spec, [*picks, wrong[0]]).fraction <= KIND.grade(spec, picks).fraction


def test_one_wrong_pick_beside_all_the_right_ones_is_told_apart_from_nothing_right():
    spec = SPEC | {"options": SPEC["options"][:3]}
    grade = KIND.grade(spec, ["a", "b", "c"])
    assert grade.fraction == 0
    assert grade.tally.startswith("Right ones chosen: 2 of 2. Wrong ones: 1, which takes off")
    assert KIND.grade(spec, ["c"]).tally == "Right ones chosen: 0 of 2. Wrong ones: 1."


def test_what_was_missed_is_counted():
    assert KIND.grade(SPEC, ["a"]).tally == "Right ones chosen: 1 of 2."
    assert KIND.grade(SPEC, ["a", "b"]).tally == ""
