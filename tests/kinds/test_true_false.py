"""True or false."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, kinds

from .specs import any_text, example, problems

KIND = kinds["true_false"]
SPEC = KIND.example()


@given(st.booleans(), st.booleans())
def test_the_mark_is_for_the_same_view(answer, response):
    grade = KIND.grade(example("true_false", answer=answer), response)
    assert grade.fraction == (answer is response)
    assert grade.feedback == (SPEC["feedback"]["true" if response else "false"],)


def test_false_is_an_answer_and_no_blank():
    assert KIND.read(SPEC, {"response": ["false"]}) is False


def test_the_form_offers_true_and_false():
    with override("en"):
        rows = KIND.prepare(SPEC, 1, False)["options"]
    assert [(row["id"], row["text"], row["letter"], row["checked"]) for row in rows] == [
        ("true", "True", "A", False),
        ("false", "False", "B", True),
    ]


def test_the_review_says_which_is_correct():
    rows = KIND.review(SPEC, False)["options"]
    assert [(row["correct"], row["checked"]) for row in rows] == [(True, False), (False, True)]


@given(any_text.filter(lambda text: text not in ("", "true", "false")))
def test_any_other_word_is_refused(text):
    with pytest.raises(BadResponse):
        KIND.read(SPEC, {"response": [text]})


@pytest.mark.parametrize("response", [1, 0, "true", [True]])
def test_what_only_resembles_a_truth_value_is_refused(response):
    with pytest.raises(BadResponse):
        KIND.grade(SPEC, response)


@pytest.mark.parametrize("answer", [None, "true", 1, []])
def test_the_answer_must_be_true_or_false(answer):
    assert "must be true or false" in problems("true_false", answer=answer)


@pytest.mark.parametrize(
    ("feedback", "reason"),
    [
        ({"true": "Why", "false": 7}, "two texts"),
        ([], "two texts"),
        ({"true": "Why", "false": "Why", "maybe": "Why"}, "“feedback.maybe”"),
        ("Why", "two texts"),
    ],
)
def test_feedback_is_on_the_two_answers(feedback, reason):
    assert reason in problems("true_false", feedback=feedback)
