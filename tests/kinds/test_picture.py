"""Pictures and places in them."""

from __future__ import annotations

import pytest

from quizzes.kinds.picture import drawn, in_words, picture_problems, picture_view, place_problems

PICTURE = {"src": "/static/motor.svg", "alt": "A motor", "width": 400, "height": 300}


def problems(**changes):
    picture = {**PICTURE, **changes}
    return picture_problems({"picture": {k: v for k, v in picture.items() if v is not None}})


@pytest.mark.parametrize(
    "src",
    [
        "/static/quizzes/motor.svg",
        "/media/a%20b.png?size=2#part",
        "https://example.com/motor.png",
        "https://example.com:8443/a/ü.webp",
        "/",
    ],
)
def test_an_address_of_the_site_or_an_https_one_is_fine(src):
    assert problems(src=src) == []


@pytest.mark.parametrize(
    "src",
    [
        None,
        "",
        7,
        "motor.svg",
        "//example.com/motor.svg",
        "/\\example.com/motor.svg",
        "/\t/example.com",
        "/a b.svg",
        " /motor.svg",
        "/motor.svg\n",
        "http://example.com/motor.png",
        "HTTPS:/motor.png",
        "https://",
        "https:///motor.png",
        "https://[/motor.png",
        "https://example.com\\@evil.example/",
        "javascript:alert(1)",
        "data:image/png;base64,AA==",
        "/" + "a" * 500,
    ],
)
def test_any_other_address_is_refused(src):
    (problem,) = problems(src=src)
    assert "src" in problem


@pytest.mark.parametrize("alt", [None, "", " \n", 7])
def test_a_picture_needs_a_description(alt):
    (problem,) = problems(alt=alt)
    assert "alt" in problem


@pytest.mark.parametrize("side", ["width", "height"])
@pytest.mark.parametrize("value", [None, 0, -1, 1.5, "400", True, 10**9])
def test_a_picture_needs_its_size(side, value):
    (problem,) = problems(**{side: value})
    assert "width and height" in problem


@pytest.mark.parametrize("picture", [None, "motor.svg", [], [PICTURE]])
def test_a_picture_is_a_set_of_named_fields(picture):
    (problem,) = picture_problems({"picture": picture})
    assert "no picture" in problem


def test_a_slip_in_a_name_is_told():
    assert "“picture.alternative”" in problems(alternative="A motor")[0]


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"x": 1},
        {"x": "1", "y": 2},
        {"x": -0.1, "y": 2},
        {"x": 1, "y": 100.1},
        {"x": 1, "y": True},
    ],
)
def test_a_place_is_in_the_picture(place):
    assert place_problems(place, "Pin 1") == [
        "Pin 1 needs x and y, its place in percent of the picture."
    ]


def test_the_edges_belong_to_the_picture():
    assert place_problems({"x": 0, "y": 100.0}, "Pin 1") == []


@pytest.mark.parametrize(("value", "text"), [(50, "50%"), (100.0, "100%"), (33.336, "33.34%")])
def test_lengths_are_drawn_alike_in_every_language(value, text):
    assert drawn(value) == text


def test_a_place_is_told_in_words():
    assert in_words(33.6, 7) == "34 % from the left, 7 % from the top"


def test_only_a_tall_picture_is_made_narrower():
    assert not picture_view({"picture": PICTURE})["tall"]
    assert picture_view({"picture": PICTURE | {"height": 600}})["tall"]
