"""GIFT: what is written, and that all of it comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange.carry import check_of, same
from quizzes.exchange.gift import Gift
from quizzes.exchange.gift_write import ANSWERS
from quizzes.exchange.spec import QuestionSpec
from quizzes.kinds import kinds
from tests.kinds.specs import damaged, specimens

each_specimen = pytest.mark.parametrize(("kind", "spec"), specimens().values(), ids=specimens())
thorough = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def written(kind, spec, uid="m", lesson="", tags=()):
    return b"".join(Gift().write([QuestionSpec(uid, lesson, kind, spec, "", tags)])).decode()


def shown(kind, **spec):
    """What is written without its comments."""
    lines = written(kind, {"stem": "What?"} | spec).splitlines()
    return "\n".join(line for line in lines if not line.startswith("//")).strip()


def back(text):
    [question] = Gift().read(text.encode()).questions
    return question


@each_specimen
def test_every_kind_comes_back_in_full(kind, spec):
    question = QuestionSpec("m-1", "parts", kind, spec, "", ("motors", "AC/DC [x]"))
    batch = Gift().read(b"".join(Gift().write([question])))
    assert (batch.faults, batch.remarks) == ([], [])
    assert [replace(each, place="") for each in batch.questions] == [question]


@each_specimen
def test_kinds_that_gift_does_not_know_are_named_and_unseen_by_others(kind, spec):
    lines = written(kind, spec).splitlines()
    seen = [line for line in lines if line and not line.startswith("//")]
    losses = Gift().losses(QuestionSpec("m", "", kind, spec, ""))
    assert bool(seen) is (kind in ANSWERS) is (losses == [])


OPTIONS = [
    {"id": "x", "text": "The *rotor*", "correct": True, "feedback": "Yes: it turns."},
    {"id": "y", "text": "50 % {a~b}", "correct": False, "feedback": ""},
    {"id": "z", "text": "%5% of [html]", "correct": False, "feedback": "[no]"},
]


@pytest.mark.parametrize(
    ("kind", "spec", "text"),
    [
        (
            "single_choice",
            {"options": OPTIONS, "explanation": "So it is."},
            "::m::[markdown]What?{\n"
            "\t=The *rotor*#Yes\\: it turns.\n"
            "\t~50 % \\{a\\~b\\}\n"
            "\t~[markdown]%5% of [html]#[markdown][no]\n"
            "\t####So it is.\n}",
        ),
        (
            "multiple_choice",
            {"options": OPTIONS[:2]},
            "::m::[markdown]What?{\n"
            "\t~%100%The *rotor*#Yes\\: it turns.\n"
            "\t~%-100%50 % \\{a\\~b\\}\n}",
        ),
        (
            "true_false",
            {"answer": True, "feedback": {"true": "Yes.", "false": "No."}},
            "::m::[markdown]What?{TRUE#No.#Yes.}",
        ),
        (
            "true_false",
            {"answer": False, "feedback": {"true": "", "false": "Yes."}},
            "::m::[markdown]What?{FALSE##Yes.}",
        ),
        (
            "short_text",
            {"accepted": ["rotor", "[a]*"], "wrong": [{"text": "a->b", "feedback": "No."}]},
            "::m::[markdown]What?{\n\t=%100%rotor\n\t=%100%[plain][a]*\n\t=%0%a→b#No.\n}",
        ),
        (
            "numeric",
            {"answer": 200, "tolerance": 0.05, "tolerance_kind": "relative"},
            "::m::[markdown]What?{=%100%200:10.0}",
        ),
        (
            "matching",
            {
                "prompts": [{"id": "1", "text": "a -> *b*", "choice": "x", "feedback": ""}],
                "choices": [{"id": "x", "text": "*c*"}, {"id": "y", "text": "d"}],
            },
            "::m::[markdown]What?{\n\t=a → *b* -> *c*\n\t= -> d\n}",
        ),
        ("essay", {"lines": 5}, "::m::[markdown]What?{}"),
        ("essay", {"explanation": "So."}, "::m::[markdown]What?{####So.}"),
        ("statement", {"stem": "a\\{b\nc"}, "::m::[markdown]a\\\\\\{b\\nc"),
        (
            "statement",
            {"stem": "$x^2$, `$y$` < <b>"},
            r"::m::[markdown]\\\\(x^2\\\\), `$y$` < &lt;b>",
        ),
    ],
)
def test_other_programs_see(kind, spec, text):
    found = shown(kind, **spec)
    assert found == text
    assert back(written(kind, {"stem": "What?"} | spec)).spec == {"stem": "What?"} | spec


@given(st.data())
@thorough
def test_what_is_not_named_as_lost_comes_back(data):
    kind = data.draw(st.sampled_from(sorted(kinds)))
    question = QuestionSpec("m", "", kind, data.draw(damaged(kinds[kind])), "")
    text = b"".join(Gift().write([question]))
    if not Gift().losses(question):
        [found] = Gift().read(text).questions
        assert (found.kind, found.uid) == (kind, "m")
        assert same(found.spec, question.spec)
        assert b"".join(Gift().write([found])) == text


TURNS = "// [id:m]\n// evlearn: {%s}\n::m::What turns? {=rotor ~stator}"
CARRIED = f'"check": "{check_of("::m::What turns? {=rotor ~stator}")}", "spec": '


def test_a_comment_restores_what_the_text_does_not_say():
    spec = '{"stem": "What *turns*?", "hint": "Look.", "options": {"of": 2, "0": {"id": "r"}}}'
    found = back(TURNS % (CARRIED + spec)).spec
    assert (found["stem"], found["hint"], found["options"][0]["id"]) == (
        "What *turns*?",
        "Look.",
        "r",
    )


def test_an_edited_text_wins_over_its_comment():
    spec = '{"stem": "What *turns*?", "hint": "Look.", "options": {"of": 2, "0": {"id": "r"}}}'
    text = (TURNS % (CARRIED + spec)).replace("What turns", "What turned")
    batch = Gift().read(text.encode())
    found = batch.questions[0].spec
    assert (found["stem"], found["hint"], found["options"][0]["id"]) == (
        "What turned?",
        "Look.",
        "a",
    )
    assert "was edited" in str(batch.remarks[0])
