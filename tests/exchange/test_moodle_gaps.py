"""Texts with gaps and cloze in Moodle XML."""

from __future__ import annotations

from html import escape

import pytest

from tests.exchange.moodle_files import (
    one,
    option,
    question,
    said,
    spec,
)


def choice(text: str, group: int = 1, more: str = "") -> str:
    return f"<text>{text}</text><group>{group}</group>{more}"


def test_words_to_drag_are_a_bank():
    inner = "".join(f"<dragbox>{choice(word)}</dragbox>" for word in ("rotor", "stator", "shaft"))
    found = one("ddwtos", inner, "<p>Drag.</p><p>The [[1]] turns in the [[2]].</p>")
    assert found.kind == "gaps"
    assert found.spec == {
        "stem": "Drag.",
        "text": "The [[1]] turns in the [[2]].",
        "gaps": [
            {"id": "1", "kind": "bank", "answer": "rotor", "feedback": ""},
            {"id": "2", "kind": "bank", "answer": "stator", "feedback": ""},
        ],
        "bank": ["rotor", "stator", "shaft"],
        "bank_once": True,
    }


def test_words_that_may_be_dragged_again_and_gaps_for_the_same_word():
    boxes = "".join(
        f"<dragbox>{choice(word, more='<infinite/>')}</dragbox>" for word in ("rotor", "stator")
    )
    found = spec("ddwtos", boxes, "The [[2]] stands; the [[1]] turns, not the [[2]].")
    assert found["text"] == "The [[1]] stands; the [[2]] turns, not the [[3]]."
    assert [each["answer"] for each in found["gaps"]] == ["stator", "rotor", "stator"]
    assert found["bank_once"] is False


def test_words_to_drag_lose_their_mark_up():
    box = f"<dragbox><text>{escape('<b>H<sub>2</sub></b> or air')}</text></dragbox>"
    assert spec("ddwtos", box, "It burns [[1]].")["bank"] == ["H₂ or air"]


def test_gaps_with_lists_offer_the_words_of_their_group():
    words = (("turns", 1), ("stands", 1), ("rotor", 2), ("stator", 2))
    inner = "".join(f"<selectoption>{choice(*word)}</selectoption>" for word in words)
    assert spec("gapselect", inner, "The [[3]] [[1]].")["gaps"] == [
        {
            "id": "1",
            "kind": "choice",
            "answer": "rotor",
            "feedback": "",
            "options": ["rotor", "stator"],
        },
        {
            "id": "2",
            "kind": "choice",
            "answer": "turns",
            "feedback": "",
            "options": ["turns", "stands"],
        },
    ]


def gap(**fields: object) -> dict[str, object]:
    return {"id": "1", "feedback": "", **fields}


def several(*texts: str) -> dict[str, object]:
    return {"kind": "choice", "options": list(texts)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{1:SHORTANSWER:=rotor}", gap(kind="short_text", accepted=["rotor"])),
        ("{:SA:=rotor}", gap(kind="short_text", accepted=["rotor"])),
        ("{2:MW:=rotor}", gap(kind="short_text", accepted=["rotor"], weight=2)),
        ("{1:SA:%100%rotor~=armature}", gap(kind="short_text", accepted=["rotor", "armature"])),
        (
            "{1:SHORTANSWER_C:=Rotor#Yes.~stator#No.~*#Think.}",
            gap(
                kind="short_text",
                accepted=["Rotor"],
                feedback="Yes.",
                case_sensitive=True,
                wrong=[
                    {"text": "stator", "feedback": "No."},
                    {"text": "*", "feedback": "Think."},
                ],
            ),
        ),
        (
            '{1:SAC:=a\\}b\\#c\\~d\\/e\\"f}',
            gap(kind="short_text", accepted=['a}b#c~d/e"f'], case_sensitive=True),
        ),
        (
            "{1:SA:=<b>A&amp;B</b> &#39;x&#39;#<i>So</i>}",
            gap(kind="short_text", accepted=["A&B 'x'"], feedback="*So*"),
        ),
        ("{1:NUMERICAL:=95:0.5}", gap(kind="numeric", answer=95, tolerance=0.5)),
        (
            "{1:NM:=95~%0%5:1#Lost.}",
            gap(
                kind="numeric", answer=95, near=[{"value": 5, "feedback": "Lost.", "tolerance": 1}]
            ),
        ),
        (
            "{1:MULTICHOICE:=rotor#Yes.~stator}",
            gap(**several("rotor", "stator"), answer="rotor", feedback="Yes."),
        ),
        ("{1:MC:~stator~=rotor}", gap(**several("stator", "rotor"), answer="rotor")),
        ("{1:MCS:stator~%100%rotor}", gap(**several("stator", "rotor"), answer="rotor")),
        ("{1:MCV:stator~=rotor}", gap(**several("stator", "rotor"), answer="rotor")),
    ],
)
def test_gaps_of_a_cloze(typed, expected):
    found = one("cloze", text=f"<p>Fill in.</p><p>The {typed} turns.</p>")
    assert found.kind == "gaps"
    assert found.spec == {"stem": "Fill in.", "text": "The [[1]] turns.", "gaps": [expected]}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("{1:SA:=rotor~%50%armature}", "“armature” is worth 50 % in the file and nothing here."),
        ("{1:MC:=a~b#No.}", "The feedback on “b” stays out: “No.”"),
        ("{1:MC:=a~=b}", "“b” counts in full, too, in the file; here one option is right."),
        ("{0:SA:=a}", "A gap counts 0 times in the file and once here."),
        ("{12:SA:=a}", "A gap counts 12 times in the file and once here."),
    ],
)
def test_what_a_gap_cannot_hold_is_named(typed, words):
    assert said(question("cloze", text=f"The {typed} turns.")) == [words]


def test_options_to_look_at_that_end_lines_are_parts():
    text = (
        "<p>A motor.</p><p>What turns?</p><p>{1:MCV:=rotor#Yes.~stator#No.}</p>"
        "<p>What is <b>metal</b>?<br>{2:MULTIRESPONSE:%50%rotor~%50%stator~%-100%air}</p>"
        "<p>How many poles? {1:NM:=4#Two pairs.}</p><p>What stands? {1:SA:=stator}</p>"
    )
    found = one("multianswer", text=text)
    assert found.kind == "parts"
    assert found.spec["stem"] == "A motor."
    assert found.spec["parts"] == [
        {
            "id": "a",
            "kind": "single_choice",
            "stem": "What turns?",
            "explanation": "",
            "options": [option("a", "rotor", True, "Yes."), option("b", "stator", False, "No.")],
        },
        {
            "id": "b",
            "kind": "multiple_choice",
            "stem": "What is **metal**?",
            "explanation": "",
            "options": [
                option("a", "rotor", True),
                option("b", "stator", True),
                option("c", "air", False),
            ],
            "weight": 2,
        },
        {
            "id": "c",
            "kind": "numeric",
            "stem": "How many poles?",
            "explanation": "Two pairs.",
            "answer": 4,
        },
        {
            "id": "d",
            "kind": "short_text",
            "stem": "What stands?",
            "explanation": "",
            "accepted": ["stator"],
        },
    ]


def test_a_cloze_with_nothing_but_options_is_a_choice():
    found = one("cloze", text="<p>A motor.</p><p>What turns? {1:MCH:=rotor~stator}</p>")
    assert found.kind == "single_choice"
    assert found.spec["stem"] == "A motor.  \nWhat turns?"
    assert one("cloze", text="Which? {1:MR:=rotor~=shaft~%-100%air}").kind == "multiple_choice"


def test_text_behind_the_last_part_is_named():
    text = "What turns? {1:MR:=rotor~air} Think of the field."
    words = "The text behind the last part stays out: “Think of the field.”"
    assert words in said(question("cloze", text=text))


def test_formulas_around_gaps_stay():
    found = spec("cloze", text="\\(P = U I\\) is {1:SA:=power}.")
    assert found["text"] == "$P = U I$ is [[1]]."
