"""Pointing at a place in a picture."""

from __future__ import annotations

import json

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

KIND = kinds["hotspot"]
SPEC = KIND.example()
YOKE, SLOTS, BARS, *OTHERS = SPEC["regions"]
MAGNET = {"x": 71.7, "y": 50.0}
SLOT = {"x": 50.0, "y": 15.0}
OUTSIDE = {"x": 2.0, "y": 2.0}


def read(**fields):
    return KIND.read(SPEC, {f"response-{name}": [value] for name, value in fields.items()})


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        (MAGNET, 1),
        (SLOT, 0),
        (OUTSIDE, 0),
        ({"region": "bars"}, 1),
        ({"region": "yoke"}, 0),
    ],
)
def test_the_right_region_earns_the_mark_pointed_at_or_chosen(response, fraction):
    assert KIND.grade(SPEC, response).fraction == fraction


def test_any_of_several_right_regions_earns_the_mark():
    spec = example("hotspot", regions=[YOKE, SLOTS | {"correct": True}, BARS])
    assert KIND.grade(spec, SLOT).fraction == KIND.grade(spec, MAGNET).fraction == 1


def test_the_remark_is_on_the_region_that_was_hit():
    assert KIND.grade(SPEC, SLOT).feedback == (f"{SLOTS['text']}: {SLOTS['feedback']}",)
    assert KIND.grade(SPEC, MAGNET).feedback == (f"{BARS['text']}: {BARS['feedback']}",)


def test_a_place_outside_all_regions_gets_the_general_remark():
    assert KIND.grade(SPEC, OUTSIDE).feedback == (SPEC["feedback"],)


@pytest.mark.parametrize(
    ("x", "y", "response"),
    [
        ("71.7", "50.0", MAGNET),
        ("71.7", "50", MAGNET),
        ("71.6501", "49.999999", MAGNET),
        ("0", "100.0", {"x": 0.0, "y": 100.0}),
    ],
)
def test_a_place_is_read_to_a_tenth_of_a_percent(x, y, response):
    assert read(x=x, y=y) == response


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("71.7", ""),
        ("", "50"),
        ("100.1", "50"),
        ("-1", "50"),
        ("7e1", "50"),
        ("nan", "50"),
        ("71,7", "50"),
        ("٧١", "50"),
        ("071", "50"),
        ("71.", "50"),
        ("71.1234567", "50"),
    ],
)
def test_what_no_pointing_gives_is_refused(x, y):
    with pytest.raises(BadResponse, match="Point at it again"):
        read(x=x, y=y)


def test_a_region_is_chosen_by_its_number_in_the_list():
    assert read(region="1") == {"region": "bars"}
    assert read(region="1", x="", y="") == {"region": "bars"}


def test_what_is_chosen_from_the_list_counts_before_a_place():
    assert read(region="1", x="2.0", y="2.0") == {"region": "bars"}


@pytest.mark.parametrize(
    "fields",
    [
        {"response-region": ["bars"]},
        {"response-region": ["6"]},
        {"response-region": ["1", "2"]},
        {"response-x": ["1", "2"], "response-y": ["1"]},
        {"response-z": ["1"]},
        {"response": ["1"]},
    ],
)
def test_what_was_never_offered_is_refused(fields):
    with pytest.raises(BadResponse):
        KIND.read(SPEC, fields)


@pytest.mark.parametrize(
    "response",
    [
        {"x": 50},
        {"x": 50, "y": 101},
        {"x": 50, "y": True},
        {"x": 50, "y": 50, "region": "bars"},
        {"region": "none"},
        {"region": ["bars"]},
        "bars",
    ],
)
def test_a_stored_response_of_another_shape_is_refused(response):
    with pytest.raises(BadResponse):
        KIND.grade(SPEC, response)


@pytest.mark.parametrize("response", [MAGNET, OUTSIDE, {"region": "yoke"}])
def test_what_a_form_posts_is_read_as_it_was(response):
    assert KIND.read(SPEC, KIND.posted(SPEC, response)) == response


def test_the_form_tells_nothing_of_the_regions_but_their_names():
    view = KIND.prepare(SPEC, 0)
    texts = [row["text"] for row in view["list"]["options"]]
    assert texts == sorted(texts)
    assert [row["id"] for row in view["list"]["options"]] == ["1", "2", "3", "4", "5"]
    for secret in ("39.5", "18.5", "yoke", '"slots"', "46"):
        assert secret not in json.dumps(view)


def test_the_form_tells_nothing_of_the_authors_order():
    back = example("hotspot", regions=SPEC["regions"][::-1])
    assert KIND.prepare(back, 0) == KIND.prepare(SPEC, 0)


def test_a_draft_shows_its_mark_or_opens_the_list():
    view = KIND.prepare(SPEC, 0, MAGNET)
    assert (view["x"], view["y"], view["mark"]) == ("71.7", "50.0", {"x": "71.7%", "y": "50%"})
    assert not view["listed"]
    view = KIND.prepare(SPEC, 0, {"region": "bars"})
    assert (view["x"], view["mark"], view["listed"]) == ("", None, True)


def test_the_review_marks_the_region_that_was_hit_and_the_right_one():
    view = KIND.review(SPEC, SLOT)
    states = {shape["name"]: shape["state"] for shape in view["shapes"]}
    assert states == {"A": "is-right", "B": "", "C": "", "D": "", "E": "is-wrong"}
    assert [row["letter"] for row in view["options"] if row["checked"]] == ["E"]


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (SLOT, "You pointed at a place 50 % from the left, 15 % from the top."),
        (OUTSIDE, "outside all of these: 2 % from the left, 2 % from the top"),
        ({"region": "bars"}, "You chose from the list."),
        (None, ""),
    ],
)
def test_the_review_says_what_was_done(response, words):
    assert words in KIND.review(SPEC, response)["said"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picture": None}, "no picture"),
        ({"feedback": 5}, "outside all regions: the feedback must be text"),
        ({"regions": [BARS]}, "needs 2 entries or more"),
        ({"regions": [YOKE, SLOTS]}, "No region is correct"),
        ({"regions": [BARS, YOKE | {"correct": True}]}, "Every region is correct"),
        ({"regions": [YOKE, BARS | {"correct": "yes"}]}, "Region 2 must say"),
        ({"regions": [YOKE, BARS | {"feedback": {}}]}, "Region 2: the feedback must"),
        ({"regions": [YOKE, BARS | {"r": 0}]}, "Region 2 must measure"),
        ({"regions": [YOKE, BARS | {"text": ""}]}, "has no text"),
        ({"regions": [YOKE, BARS | {"text": YOKE["text"]}]}, "say “"),
        ({"regions": [YOKE, BARS | {"r": YOKE["r"]}]}, "Regions 1 and 2 are the same place"),
        ({"regions": [YOKE, BARS | {"radius": 3}]}, "“regions[2].radius”"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("hotspot", **changes)


def test_another_wording_changes_no_mark():
    regions = [each | {"text": each["text"] + "."} for each in SPEC["regions"]]
    reworded = example("hotspot", regions=regions, feedback="That is outside.")
    assert KIND.marks_alike(SPEC, reworded)


@pytest.mark.parametrize("change", [{"r": 28}, {"correct": False}, {"x": 51}])
def test_another_place_or_key_is_another_question(change):
    changed = example("hotspot", regions=[YOKE, SLOTS, BARS | change, *OTHERS])
    assert not KIND.marks_alike(SPEC, changed)
