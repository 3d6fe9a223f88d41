"""Moodle XML as it is written, and read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizzes.exchange.moodle import MoodleXml
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.kinds import kinds
from tests.exchange.moodle_files import (
    question,
    read,
    said,
)
from tests.exchange.mutations import mutated
from tests.kinds.specs import specimens


def written(*questions: QuestionSpec) -> str:
    return b"".join(MoodleXml().write(questions)).decode()


def example(name: str, **changes: object) -> QuestionSpec:
    kind, spec = specimens()[name]
    return QuestionSpec(name, "", kind, spec | changes, "", ("motors",))


@pytest.mark.parametrize("name", list(specimens()))
def test_every_kind_is_held(name):
    assert MoodleXml().losses(example(name)) == []


@pytest.mark.parametrize(
    ("name", "type_of_moodle"),
    [
        ("single_choice", "multichoice"),
        ("numeric", "numerical"),
        ("short_text", "shortanswer"),
        ("calculated", "calculated"),
        ("classify", "match"),
        ("labels", "match"),
        ("hotspot", "multichoice"),
        ("table", "cloze"),
        ("parts", "cloze"),
        ("ordering", "ordering"),
        ("statement", "description"),
    ],
)
def test_kinds_are_written_as_the_nearest_type(name, type_of_moodle):
    assert f'<question type="{type_of_moodle}">' in written(example(name))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("classify", "matching"),
        ("labels", "matching"),
        ("hotspot", "single_choice"),
        ("table", "gaps"),
        ("gaps", "gaps"),
        ("parts", "parts"),
        ("calculated", "calculated"),
        ("essay", "essay"),
        ("multiple_choice", "multiple_choice"),
    ],
)
def test_without_the_comment_a_question_is_still_one(name, kind):
    lines = written(example(name)).splitlines()
    (found,) = read("\n".join(line for line in lines if "<!--" not in line)).questions
    assert found.kind == kind
    assert found.spec["stem"].startswith(example(name).spec["stem"])


@pytest.mark.parametrize(
    "stem",
    [
        "a --> b -- c -",
        "]]> <b> & &amp; </text>",
        "$x < y$ and $$\\frac{a}{b}$$",
        "two  \nlines\n\nand three",
        "\u200b \x07 \ufffe e\u0301 \r\n",
        "{1:SA:=x} [[1]] {p}",
        "evlearn: {}",
        "![a motor](https://example.org/motor.png) and [more](https://example.org)",
    ],
)
@pytest.mark.parametrize("name", ["single_choice", "gaps", "calculated", "parts", "statement"])
def test_difficult_texts_come_back(stem, name):
    asked = example(name, stem=stem, explanation=stem)
    assert MoodleXml().losses(asked) == []
    assert read(written(asked)).questions[0].spec == asked.spec


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": "é " * 20},
        {"uid": "--"},
        {"lesson": "motors"},
        {"tags": ("[tag:a]", "b-->")},
        {"tags": ()},
    ],
)
def test_id_lesson_and_tags_come_back(changes):
    asked = replace(example("single_choice"), **changes)
    assert MoodleXml().losses(asked) == []


@pytest.mark.parametrize("name", list(specimens()))
@pytest.mark.parametrize("value", [1, "x", [], [1], [{}], {}])
def test_drafts_and_damaged_questions_come_back(name, value):
    whole = example(name)
    for field in whole.spec:
        asked = replace(whole, spec=whole.spec | {field: value})
        assert MoodleXml().losses(asked) == []


def test_what_a_comment_cannot_carry_is_a_loss():
    assert MoodleXml().losses(example("numeric", answer=None)) == [
        "As it stands, Moodle XML cannot give this question back as it was."
    ]


@pytest.mark.parametrize("name", list(specimens()))
def test_what_lacks_a_field_comes_back(name):
    whole = example(name)
    for field in whole.spec:
        left = {key: value for key, value in whole.spec.items() if key != field}
        assert MoodleXml().losses(replace(whole, spec=left)) == []


def test_an_edited_text_wins_over_its_comment():
    text = written(example("single_choice")).replace("The rotor<", "The fan<")
    batch = read(text)
    assert batch.questions[0].spec["options"][0]["text"] == "The fan"
    assert batch.questions[0].spec["quote"] == example("single_choice").spec["quote"]
    assert [each.words for each in batch.remarks] == [
        "The text was edited after it was written; what changed is taken from it."
    ]


def test_an_edited_question_of_a_kind_that_moodle_has_not_is_of_the_nearest_one():
    text = written(example("labels")).replace("<text>Winding</text>", "<text>Coil</text>")
    (found,) = read(text).questions
    assert found.kind == "matching"
    assert set(found.spec) == {"stem", "explanation", "quote", "prompts", "choices"}


@pytest.mark.parametrize(
    "comment",
    ["evlearn: {", "evlearn: []", 'evlearn: {"spec": {"answer": 1e999}}', 'evlearn: {"tags": [1]}'],
)
def test_a_comment_that_cannot_be_read_is_named(comment):
    assert said(question("description", f"<!-- {comment} -->")) == [
        "The comment for evlearn cannot be read and stays out."
    ]


def test_comments_of_others_are_passed_over():
    assert said("<!-- question: 7 -->", question("description", "<!-- a remark -->")) == []


def test_damaged_files_of_our_own_are_read_or_refused():
    own = written(*(example(name) for name in specimens()))
    for data in mutated(own.encode(), 300):
        try:
            batch = MoodleXml().read(data)
        except ExchangeError:
            continue
        for each in batch.questions:
            kinds[each.kind].problems(each.spec)
