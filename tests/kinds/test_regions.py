"""Regions of a picture: which one a place belongs to, and what is wrong with one."""

from __future__ import annotations

import pytest

from quizzes.kinds.regions import equal_problems, region_at, shape_problems, shapes

SQUARE = {"width": 400, "height": 400}
WIDE = {"width": 800, "height": 400}
DISC = {"id": "disc", "x": 50, "y": 50, "r": 20}
MIDDLE = {"id": "middle", "x": 50, "y": 50, "r": 5}
CORNER = {"id": "corner", "x": 80, "y": 70, "width": 20, "height": 30}
ALL = [DISC, MIDDLE, CORNER]


def at(x, y, regions=ALL, picture=SQUARE):
    region = region_at(regions, picture, x, y)
    return region["id"] if region else None


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((50, 50), "middle"),
        ((50, 55.1), "disc"),
        ((70, 50), "disc"),
        ((70.1, 50), None),
        ((65, 65), None),
        ((80, 70), "corner"),
        ((100, 100), "corner"),
        ((79.9, 80), None),
    ],
)
def test_a_place_belongs_to_the_smallest_region_around_it(place, name):
    assert at(*place) == name


def test_the_order_of_the_regions_does_not_matter():
    assert at(50, 50, regions=ALL[::-1]) == "middle"


def test_of_regions_of_one_size_the_first_counts():
    twin = DISC | {"id": "twin", "x": 55}
    assert at(52, 50, regions=[DISC, twin]) == "disc"
    assert at(52, 50, regions=[twin, DISC]) == "twin"


def test_circles_are_round_in_wide_pictures_too():
    assert at(50, 89.9, regions=[DISC], picture=WIDE) == "disc"
    assert at(50, 90.1, regions=[DISC], picture=WIDE) is None
    (shape,) = shapes([DISC], WIDE, "A")
    assert (shape["width"], shape["height"]) == ("20%", "40%")


def test_the_size_of_a_rectangle_is_that_which_is_seen():
    flat = {"id": "flat", "x": 40, "y": 40, "width": 30, "height": 30}
    assert at(50, 50, regions=[DISC, flat], picture=SQUARE) == "flat"
    assert at(50, 50, regions=[DISC, flat | {"height": 60}], picture=SQUARE) == "disc"
    assert at(50, 50, regions=[DISC, flat | {"height": 60}], picture=WIDE) == "flat"


def test_shapes_are_drawn_from_the_largest_to_the_smallest():
    drawn = shapes([MIDDLE, DISC], SQUARE, "AB")
    assert [shape["name"] for shape in drawn] == ["B", "A"]
    assert [len(shape["holes"]) for shape in drawn] == [1, 0]


def test_names_of_circles_around_one_centre_are_apart():
    first, second = shapes([MIDDLE, DISC], SQUARE, "AB")
    assert (first["name_x"], first["name_y"]) == ("50%", "70%")
    assert (second["name_x"], second["name_y"]) == ("50%", "45%")


def test_names_stay_within_the_picture():
    (shape,) = shapes([DISC | {"y": 10}], SQUARE, "A")
    assert shape["name_y"] == "0%"


@pytest.mark.parametrize("region", ALL)
def test_a_region_with_place_and_size_is_fine(region):
    assert shape_problems(region, "Region 1") == []


@pytest.mark.parametrize(
    ("region", "words"),
    [
        (DISC | {"x": None}, "needs x and y"),
        (DISC | {"y": 101}, "needs x and y"),
        ({"x": 1, "y": 1}, "needs either r"),
        (DISC | {"width": 5}, "needs either r"),
        (DISC | {"width": 5, "height": 5}, "needs either r"),
        ({"x": 1, "y": 1, "width": 5}, "needs either r"),
        (DISC | {"r": 0.9}, "must measure 2 percent"),
        (DISC | {"r": 51}, "must measure 2 percent"),
        (DISC | {"r": "20"}, "must measure 2 percent"),
        (DISC | {"r": True}, "must measure 2 percent"),
        (CORNER | {"width": 20.1}, "end within the picture"),
        (CORNER | {"height": 0}, "must measure 2 percent"),
        (CORNER | {"height": None}, "must measure 2 percent"),
    ],
)
def test_what_an_author_may_get_wrong(region, words):
    (problem,) = shape_problems(region, "Region 1")
    assert problem.startswith("Region 1 ")
    assert words in problem


def test_one_place_cannot_be_two_regions():
    assert equal_problems([DISC, MIDDLE, DISC | {"id": "twin"}]) == [
        "Regions 1 and 3 are the same place."
    ]
    assert equal_problems(ALL) == []
