"""Numbers with variables, and pictures, in Moodle XML."""

from __future__ import annotations

import struct

import pytest

from quizzes.exchange.moodle_pictures import size_of
from tests.exchange.moodle_files import (
    DRAGS,
    FILE,
    PNG,
    answer,
    dataset,
    drop,
    fault,
    one,
    option,
    question,
    said,
)


def computed(formula: str, *sets: str, more: str = "", text: str = "{p} of {q}?"):
    kind = "<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>"
    inner = answer(formula, 100, more=kind) + more
    sets = sets or (dataset("p", 3, 1, 3), dataset("q", 2.5))
    return one(
        "calculated", f"{inner}<dataset_definitions>{''.join(sets)}</dataset_definitions>", text
    )


def test_a_calculated_question_has_variables():
    general = "<generalfeedback><text>It is {={p}/{q}}.</text></generalfeedback>"
    assert computed("{p}/{q}", more=general).spec == {
        "stem": "[[p]] of [[q]]?",
        "explanation": "It is [[answer]].",
        "expression": "p/q",
        "tolerance": 0.01,
        "tolerance_kind": "relative",
        "variables": [{"name": "p", "values": [1, 3]}, {"name": "q", "values": [2.5]}],
    }


@pytest.mark.parametrize(
    ("formula", "expression"),
    [
        ("{p}*2+1.5e3", "p*2+1.5e3"),
        ("pow({p},2)", "((p)^(2))"),
        ("pow(min({p},2),pow(2, {q}))", "((min(p,2))^(((2)^( q))))"),
        ("pi()*log({p})", "pi*ln(p)"),
        ("sin(deg2rad({p}))", "sin(deg(p))"),
        ("round(-sqrt(({p})),2)", "round(-sqrt((p)),2)"),
    ],
)
def test_formulas_are_translated(formula, expression):
    assert computed(formula, dataset("p", 1), dataset("q", 2)).spec["expression"] == expression


def test_variables_without_values_have_their_range():
    found = computed("{p}", dataset("p", low=1, high=2.5, digits=1), text="{p}?").spec
    assert found["variables"] == [{"name": "p", "low": 1, "high": 2.5, "step": 0.1}]


def test_names_that_cannot_stay_are_changed_everywhere():
    found = computed("{e}+{my x}", dataset("e", 1), dataset("my x", 2), text="{my x}, {e}").spec
    assert (found["stem"], found["expression"]) == ("[[v2]], [[v1]]", "v1+v2")


@pytest.mark.parametrize(
    ("formula", "text", "words"),
    [
        ("{r}", "x", "The formula uses {r}, of which no values are given."),
        ("atan({p})", "x", "The formula “atan({p})” cannot be computed here: There is no function"),
        ("{p}^2", "x", "The sign ^ is no power in a formula of Moodle: use pow."),
        ("{p}", "{={p}*2} W", "A text computes a value: “{={p}"),
        ("((", "x", "The formula “((” cannot be computed here: It ends too early."),
    ],
)
def test_formulas_that_cannot_be_computed_are_faults(formula, text, words):
    sets = f"<dataset_definitions>{dataset('p', 1)}</dataset_definitions>"
    assert fault("calculated", answer(formula, 100) + sets, text).startswith(words)


def test_a_choice_among_computed_values_is_a_fault():
    assert fault("calculatedmulti") == "A choice among computed values has no place here."


def test_markers_become_pins():
    inner = FILE + DRAGS + drop("circle", "100,50;20", 1) + drop("rectangle", "300,100;40,20", 2)
    found = one("ddmarker", inner)
    assert found.kind == "labels"
    assert found.spec["picture"] == {"src": "", "alt": "", "width": 400, "height": 200}
    assert found.spec["labels"] == [{"id": "a", "text": "Rotor"}, {"id": "b", "text": "Stator"}]
    assert found.spec["pins"] == [
        {"id": "1", "x": 25, "y": 25, "label": "a", "feedback": ""},
        {"id": "2", "x": 80, "y": 55, "label": "b", "feedback": ""},
    ]
    assert said(question("ddmarker", inner)) == [
        "The picture “motor.png” stays out: it cannot be shown here (SVG, EMF or "
        "WMF, damaged, or larger than 10 MB or 40 megapixels); save it as PNG.",
        "A zone is now a pin in its middle.",
    ]


@pytest.mark.parametrize(
    ("shape", "coords", "place"),
    [
        ("circle", "100,50;20", {"x": 25, "y": 25, "r": 5}),
        ("rectangle", "40,20;80,20", {"x": 10, "y": 10, "width": 20, "height": 10}),
        ("polygon", "40,20;120,20;80,40", {"x": 10, "y": 10, "width": 20, "height": 10}),
    ],
)
def test_a_single_zone_is_pointed_at(shape, coords, place):
    found = one("ddmarker", FILE + DRAGS + drop(shape, coords, 1))
    assert found.kind == "hotspot"
    assert found.spec["regions"] == [option("a", "Rotor", True) | place]


def test_texts_dragged_onto_a_picture_become_pins():
    drops = "".join(
        f"<drop><no>{at}</no><choice>{at}</choice><xleft>{100 * at}</xleft><ytop>50</ytop></drop>"
        for at in (1, 2)
    )
    assert one("ddimageortext", FILE + DRAGS + drops).spec["pins"] == [
        {"id": "1", "x": 25, "y": 25, "label": "a", "feedback": ""},
        {"id": "2", "x": 50, "y": 25, "label": "b", "feedback": ""},
    ]


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"\x01"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (400, 200)),
        (b"GIF89a" + struct.pack("<HH", 40, 30), (40, 30)),
        (JPEG, (40, 30)),
        (JPEG[:-4], None),
        (PNG[:20], None),
        (b"\x89PNG" + b"\x00" * 40, None),
        (b"\xff\xd8\xff\xe0\x00\x00\xff", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_head(data, size):
    assert size_of(data) == size
