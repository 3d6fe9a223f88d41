"""Labelling a picture."""

from __future__ import annotations

import json

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

KIND = kinds["labels"]
SPEC = KIND.example()
PIN, *OTHERS = SPEC["pins"]
LABELS = {"brush": "1", "core": "2", "magnet": "3", "shaft": "4", "stator": "5", "winding": "6"}


def shown(spec):
    return [(row["name"], row["x"], row["y"]) for row in KIND.prepare(spec, 0)["rows"]]


def test_pins_are_numbered_from_the_top_down_and_from_the_left():
    assert shown(SPEC) == [
        ("1", "63.3%", "18%"),
        ("2", "20%", "20%"),
        ("3", "50%", "50%"),
        ("4", "71.7%", "50%"),
        ("5", "39.7%", "60.3%"),
    ]


def test_the_form_tells_nothing_of_the_authors_order_and_ids():
    pins = [pin | {"id": f"is-{pin['label']}"} for pin in reversed(SPEC["pins"])]
    view = KIND.prepare(example("labels", pins=pins), 0)
    assert view == KIND.prepare(SPEC, 0)
    assert "is-" not in json.dumps(view)


def test_labels_are_listed_by_the_alphabet():
    row, *_rest = KIND.prepare(SPEC, 0)["rows"]
    texts = [target["text"] for target in row["targets"]]
    assert texts == sorted(texts)
    assert len(texts) == len(SPEC["labels"])


def test_fields_are_named_by_the_numbers_of_the_pins():
    fields = {"response-1": [LABELS["winding"]], "response-2": [LABELS["brush"]]}
    assert KIND.read(SPEC, fields) == {"2": "winding", "1": "brush"}


def test_the_order_of_the_posted_fields_does_not_matter():
    there = KIND.read(SPEC, {"response-1": ["1"], "response-3": ["2"]})
    back = KIND.read(SPEC, {"response-3": ["2"], "response-1": ["1"]})
    assert list(there.items()) == list(back.items())


@pytest.mark.parametrize(
    "fields",
    [
        {"response-6": ["1"]},
        {"response-1": ["7"]},
        {"response-1": ["winding"]},
        {"response-1": ["1", "2"]},
        {"response": ["1"]},
    ],
)
def test_what_was_never_offered_is_refused(fields):
    with pytest.raises(BadResponse):
        KIND.read(SPEC, fields)


def test_each_right_label_earns_its_share():
    grade = KIND.grade(SPEC, {"1": "stator", "2": "winding", "3": "core"})
    assert grade.fraction == pytest.approx(2 / 5)
    assert grade.tally == "Right: 2 of 5."


def test_remarks_name_the_pin_by_its_number():
    (remark,) = KIND.grade(SPEC, {"2": "brush"}).feedback
    assert remark == "Pin 1: Copper fills the slots of the stator."


def test_the_review_goes_by_the_numbers():
    rows = KIND.review(SPEC, {"2": "winding", "1": "brush"})["rows"]
    assert [(row["text"], row["given"], row["correct"], row["right"]) for row in rows[:3]] == [
        ("Pin 1", "Winding", True, "Winding"),
        ("Pin 2", "Brush", False, "Stator"),
        ("Pin 3", "", False, "Shaft"),
    ]


def test_a_label_may_serve_several_pins():
    pins = [pin | {"label": "stator"} for pin in SPEC["pins"]]
    assert not problems("labels", pins=pins)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picture": None}, "no picture"),
        ({"picture": SPEC["picture"] | {"alt": ""}}, "no alt"),
        ({"pins": [PIN]}, "needs 2 entries or more"),
        ({"pins": [PIN, PIN]}, "have the id “1”"),
        ({"pins": [PIN | {"x": 101}, *OTHERS]}, "Pin 1 needs x and y"),
        ({"pins": [PIN | {"label": "x"}, *OTHERS]}, "needs the id of its “label”"),
        ({"pins": [PIN | {"feedback": None}, *OTHERS]}, "feedback must be text"),
        ({"pins": [PIN | {"text": "Stator"}, *OTHERS]}, "“pins[1].text”"),
        ({"pins": [PIN, PIN | {"id": "2", "x": 22}]}, "Pins 1 and 2 are too close"),
        ({"labels": SPEC["labels"][:1]}, "needs 2 entries or more"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("labels", **changes)


def test_another_wording_changes_no_mark():
    labels = [each | {"text": each["text"] + "."} for each in SPEC["labels"]]
    picture = SPEC["picture"] | {"alt": "A motor"}
    assert KIND.marks_alike(SPEC, example("labels", labels=labels, picture=picture))


def test_another_place_or_key_is_another_question():
    moved = example("labels", pins=[PIN | {"x": 30}, *OTHERS])
    keyed = example("labels", pins=[PIN | {"label": "brush"}, *OTHERS])
    assert not KIND.marks_alike(SPEC, moved)
    assert not KIND.marks_alike(SPEC, keyed)
