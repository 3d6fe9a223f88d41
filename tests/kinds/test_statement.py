"""Statements: nothing to answer."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds

statement = kinds["statement"]
SPEC = {"stem": "A case."}


def test_a_stem_is_enough_even_in_a_lesson():
    assert statement.problems(SPEC, "The lesson.") == []


def test_a_stem_must_be_there():
    assert statement.problems({"stem": " "}) == ["The question has no stem."]


def test_what_a_learner_posts_is_refused():
    with pytest.raises(BadResponse, match="nothing to answer"):
        statement.read(SPEC, {"response": ["a"]})
    with pytest.raises(BadResponse):
        statement.grade(SPEC, "a")


def test_nothing_posted_is_nothing():
    assert statement.read(SPEC, {"version": ["1"], "response": [""]}) is None
    assert statement.grade(SPEC, None).fraction == 0
