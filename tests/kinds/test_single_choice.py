"""Single choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

KIND = kinds["single_choice"]
SPEC = KIND.example()


def options(*correct: bool, **changes: object) -> list[dict[str, object]]:
    return [
        {"id": f"o{n}", "text": f"Text {n}", "correct": right, "feedback": "Why"} | changes
        for n, right in enumerate(correct)
    ]


def test_a_wrong_option_gets_nothing_and_says_why():
    grade = KIND.grade(SPEC, "a")
    assert (grade.fraction, grade.feedback) == (0.0, (SPEC["options"][0]["feedback"],))


def test_the_right_option_says_why_it_is_right():
    assert KIND.grade(SPEC, "b").feedback == (SPEC["options"][1]["feedback"],)


def test_the_form_has_the_options_in_the_authors_order_with_letters():
    view = KIND.prepare(SPEC, 5, "c")
    assert view["multiple"] is False
    shown = [(row["id"], row["letter"], row["checked"]) for row in view["options"]]
    assert shown == [("a", "A", False), ("b", "B", False), ("c", "C", True)]
    assert set(view["options"][0]) == {"id", "text", "letter", "checked"}


def test_the_review_has_the_verdict_on_each_option():
    row = KIND.review(SPEC, "a")["options"][0]
    assert row == {
        "id": "a",
        "text": SPEC["options"][0]["text"],
        "letter": "A",
        "checked": True,
        "correct": False,
        "feedback": SPEC["options"][0]["feedback"],
    }


def test_an_option_of_another_question_is_refused():
    with pytest.raises(BadResponse, match="not offered"):
        KIND.read(SPEC, {"response": ["d"]})


def test_two_values_are_refused():
    with pytest.raises(BadResponse, match="one answer"):
        KIND.read(SPEC, {"response": ["a", "b"]})


def test_a_draft_of_an_option_that_is_gone_ticks_nothing():
    assert KIND.prepare(SPEC, 1, "gone") == KIND.prepare(SPEC, 1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (options(False, False), "No option is correct"),
        (options(True, True, False), "2 options are correct"),
        (options(True), "2 options or more"),
        (options(*[True, *[False] * 12]), "at most 12"),
        (options(True, False, id="a"), "have the id “a”"),
        (options(True, False, id="a b"), "short id"),
        (options(True, False, id="a\n"), "short id"),
        (options(True, False, text=" "), "has no text"),
        (options(True, False, feedback=7), "feedback must be text"),
        (options(True, False, correct=1), "true or false"),
        (options(True, False, weight=2), "“options[1].weight”"),
        ("a", "must be a list"),
        (["a", "b"], "must be a list"),
        (None, "2 options or more"),
    ],
)
def test_options_that_cannot_work_are_refused(changed, reason):
    assert reason in problems("single_choice", options=changed)


@pytest.mark.parametrize("twin", ["text 0", "TEXT  0", " Text\u00a00 ", "Text ０"])
def test_options_that_say_the_same_are_refused(twin):
    changed = options(True, False)
    changed[1]["text"] = twin
    assert "say the same" in problems("single_choice", options=changed)


@given(st.integers(2, 12), st.data())
def test_exactly_the_right_option_gets_the_mark(count, data):
    right, chosen = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    spec = example("single_choice", options=options(*[n == right for n in range(count)]))
    assert KIND.problems(spec) == []
    assert KIND.grade(spec, f"o{chosen}").fraction == (chosen == right)
