"""What holds for every exchange format."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange.base import Batch, Format, uid_for
from quizzes.exchange.registry import format_by_name, formats
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.kinds import check_spec
from tests.kinds.specs import specimens

each_format = pytest.mark.parametrize("form", list(formats().values()), ids=list(formats()))
WHOLE = [each for each in formats().values() if each.whole]
NEVER_IN_FULL = {"aiken"}
"""Formats that have no place for something that every question needs, such as an explanation.
They are tested on what remains of the specimens without it."""
IN_FULL = [each for each in formats().values() if each.name not in NEVER_IN_FULL]
# Each format has its own 2,000 damaged files besides.
thorough = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def all_kinds() -> list[QuestionSpec]:
    """A question of every kind, and those with further fields."""
    return [
        QuestionSpec(name, "", kind, spec, "", ("motors",))
        for name, (kind, spec) in specimens().items()
    ]


def held(form: Format) -> list[QuestionSpec]:
    """Of these the ones that the format can hold at all."""
    questions = map(bared, all_kinds()) if form.name in NEVER_IN_FULL else all_kinds()
    return [question for question in questions if not form.losses(question)]


def bared(question: QuestionSpec) -> QuestionSpec:
    """The question with nothing but what is asked and its key: stem, options, answers."""
    spec = {
        name: without_feedback(value)
        for name, value in question.spec.items()
        if name not in ("explanation", "quote", "hint")
    }
    return replace(question, spec=spec, tags=())


def without_feedback(value: Any) -> Any:
    """The value with empty texts for feedback, however deep."""
    if isinstance(value, list):
        return [without_feedback(inner) for inner in value]
    if isinstance(value, dict):
        pairs = value.items()
        return {name: "" if name == "feedback" else without_feedback(v) for name, v in pairs}
    return value


def written(form: Format, questions: list[QuestionSpec]) -> bytes:
    return b"".join(form.write(questions))


@cache
def sample(name: str) -> bytes:
    """A file of all that a format holds, written once."""
    form = formats()[name]
    return written(form, held(form))


def read(form: Format, data: bytes) -> Batch | None:
    """What was read; None where the file was refused as a whole."""
    try:
        return form.read(data)
    except ExchangeError:
        return None


def test_evlearns_own_format_is_found():
    assert "json" in formats()
    assert format_by_name("bank.JSON") is formats()["json"]
    assert format_by_name("bank.exe") is None


@each_format
def test_what_is_written_comes_back_the_same(form):
    questions = held(form)
    assert questions
    batch = form.read(written(form, questions))
    assert (batch.faults, batch.remarks) == ([], [])
    found = [(each.kind, each.spec, each.tags) for each in batch.questions]
    assert found == [(each.kind, each.spec, each.tags) for each in questions]


@each_format
def test_written_read_and_written_it_is_the_same_file(form):
    data = written(form, held(form))
    assert written(form, form.read(data).questions) == data


@each_format
def test_only_formats_known_for_it_hold_no_question_in_full(form):
    whole = [question for question in all_kinds() if not form.losses(question)]
    assert (not whole) is (form.name in NEVER_IN_FULL)


@pytest.mark.parametrize("form", IN_FULL, ids=lambda form: form.name)
def test_what_is_read_from_a_written_file_can_be_published(form):
    for question in form.read(written(form, held(form))).questions:
        check_spec(question.kind, question.spec, None)


@pytest.mark.parametrize("form", WHOLE, ids=lambda form: form.name)
def test_a_whole_format_holds_every_kind(form):
    assert held(form) == all_kinds()


@each_format
@pytest.mark.parametrize("data", [b"", b" \n", b"\x00" * 50, b"\x89PNG\r\n\x1a\n" + b"\x01" * 60])
def test_a_file_that_is_none_is_refused_in_a_sentence(form, data):
    with pytest.raises(ExchangeError, match=r"\w+ \w+"):
        form.read(data)


@each_format
@given(data=st.binary(max_size=200))
@thorough
def test_any_bytes_are_read_or_refused(form, data):
    read(form, data)


@each_format
@given(data=st.data())
@thorough
def test_a_damaged_file_is_read_or_refused(form, data):
    whole = sample(form.name)
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=20))
    batch = read(form, whole[:at] + put + whole[at + cut :])
    if batch:
        assert all(isinstance(each.spec, dict) for each in batch.questions)


@each_format
def test_every_uid_is_there_once(form):
    questions = form.read(written(form, held(form))).questions
    assert len({each.uid for each in questions}) == len(questions)


def test_a_uid_is_made_of_the_name_else_of_the_content():
    taken: set[str] = set()
    assert uid_for("Où est le rotor ?", "x", taken) == "ou-est-le-rotor"
    assert uid_for("Où est le rotor ?", "y", taken) == "ou-est-le-rotor-2"
    assert uid_for("", "x", taken) == uid_for("", "x", set())
    assert len(uid_for("x" * 500, "", taken)) <= 100


def test_equal_questions_are_numbered_in_a_row():
    taken: set[str] = set()
    found = [uid_for("rotor", "", taken) for _ in range(50)]
    assert found == ["rotor", *(f"rotor-{number}" for number in range(2, 51))]
