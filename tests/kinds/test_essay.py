"""Essays."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

essay = kinds["essay"]


def read(text, **changes):
    return essay.read(example("essay", **changes), {"response": [text]})


def missing(text, **changes):
    return essay.incomplete(example("essay", **changes), text)


def test_a_text_waits_for_a_person():
    assert essay.grade(essay.example(), "Some thoughts.").fraction is None


def test_line_breaks_are_kept_in_one_way():
    assert read("one\r\n\r\ntwo\n") == "one\n\ntwo"


def test_too_few_words_can_be_kept_and_not_handed_in():
    assert read("three words only", min_words=4) == "three words only"
    assert missing("three words only", min_words=4) == (
        "You have written 3 words; 4 or more are asked for."
    )


def test_too_many_words_can_be_kept_and_not_handed_in():
    assert "2 or fewer" in missing("three words only", min_words=0, max_words=2)


def test_the_right_length_can_be_handed_in():
    assert missing("three words only", min_words=3, max_words=3) == ""


def test_without_limits_any_length_will_do():
    assert missing("word", min_words=None, max_words=None) == ""


def test_a_text_beyond_all_measure_is_refused():
    with pytest.raises(BadResponse, match="20000 characters"):
        read("x" * 20_001)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"min_words": 0, "max_words": 5}, "At most 5 words"),
        ({"min_words": 3, "max_words": 5}, "3 to 5 words"),
        ({"min_words": None, "max_words": 5}, "At most 5 words"),
        ({"min_words": 5, "max_words": None}, "At least 5 words"),
        ({"min_words": None, "max_words": None}, ""),
    ],
)
def test_the_length_is_told_before_writing(changes, words):
    assert essay.prepare(example("essay", **changes), 0)["length"] == words


def test_the_rubric_is_shown_before_and_the_model_answer_after():
    spec = essay.example()
    assert essay.prepare(spec, 0)["rubric"] == spec["rubric"]
    assert spec["model_answer"] not in str(essay.prepare(spec, 0))
    assert essay.review(spec, "x")["model"] == spec["model_answer"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"min_words": 200}, "More words are asked for than are allowed."),
        ({"max_words": 0}, "whole number from 1"),
        ({"lines": True}, "“lines”"),
        ({"rubric": [{"text": " ", "points": 1}]}, "Criterion 1 of the rubric has no text."),
        ({"rubric": [{"text": "x", "points": 0}]}, "Criterion 1 of the rubric needs points"),
        ({"model_answer": " "}, "The model answer must be text."),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("essay", **changes)
