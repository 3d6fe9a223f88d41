"""Regions of a picture: circles and rectangles, in percent of it.

A circle has its centre ``x``, ``y`` and its radius ``r`` in percent of the picture's width, so
that it stays round. A rectangle has its upper left corner ``x``, ``y``, its ``width`` and its
``height``. Regions may lie in one another: a place belongs to the smallest that holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, pi, radians, sin
from typing import Any

from django.utils.translation import gettext as _

from .numbers import is_number
from .picture import drawn, is_percent, place_problems

Region = Mapping[str, Any]
CIRCLE = frozenset({"x", "y", "r"})
RECTANGLE = frozenset({"x", "y", "width", "height"})
SHAPE_FIELDS = CIRCLE | RECTANGLE
SMALLEST = 2
"""Percent that a region must measure at least: less cannot be hit with a finger."""
EDGE = 1e-9
"""How far outside a place may be and still be on the edge: room for rounding."""


def shape_problems(region: Region, where: str) -> list[str]:
    """What is wrong with the place and size of ``region``; ``where`` names it in sentences."""
    found = place_problems(region, where)
    if found:
        return found
    given = SHAPE_FIELDS & set(region)
    if given == CIRCLE:
        fits = _is_size(2 * region["r"]) if is_number(region["r"]) else False
    elif given == RECTANGLE:
        fits = _is_size(region["width"], region["x"]) and _is_size(region["height"], region["y"])
    else:
        problem = _("%(where)s needs either r, for a circle, or width and height.")
        return [problem % {"where": where}]
    if fits:
        return []
    problem = _("%(where)s must measure %(least)d percent or more and end within the picture.")
    return [problem % {"where": where, "least": SMALLEST}]


def equal_problems(regions: Sequence[Region]) -> list[str]:
    """A problem for each two regions that are the same place."""
    return [
        _("Regions %(one)d and %(two)d are the same place.") % {"one": one, "two": two}
        for (one, a), (two, b) in combinations(enumerate(regions, start=1), 2)
        if all(a.get(field) == b.get(field) for field in SHAPE_FIELDS)
    ]


def region_at(
    regions: Sequence[Region], picture: Mapping[str, Any], x: float, y: float
) -> Region | None:
    """The smallest region that holds the place, of equal ones the first; None for none."""
    ratio = picture["height"] / picture["width"]
    holding = [region for region in regions if _holds(region, ratio, x, y)]
    return min(holding, key=lambda region: _size(region, ratio), default=None)


def shapes(
    regions: Sequence[Region], picture: Mapping[str, Any], names: Sequence[str]
) -> list[dict[str, Any]]:
    """The regions for a template to draw, by size, the largest first.

    Each has the place of its name on its edge, going round from one to the next, so that names
    of circles around one centre do not cover each other; and as ``holes`` the shapes of smaller
    regions, to which places in them belong.
    """
    ratio = picture["height"] / picture["width"]
    found = []
    for at, (region, name) in enumerate(zip(regions, names, strict=True)):
        angle = 2 * pi * at / len(regions) - radians(90)
        found.append(_shape(region, ratio, angle) | {"name": name, "size": _size(region, ratio)})
    found.sort(key=lambda shape: -shape["size"])
    plain = [{key: each[key] for key in ("round", "x", "y", "width", "height")} for each in found]
    for at, shape in enumerate(found, start=1):
        del shape["size"]
        shape["holes"] = plain[at:]
    return found


def _is_size(value: object, start: float = 0) -> bool:
    return is_percent(value) and SMALLEST <= value <= 100 - start + EDGE  # type: ignore[operator]


def _holds(region: Region, ratio: float, x: float, y: float) -> bool:
    across, down = x - region["x"], y - region["y"]
    if "r" in region:
        return across**2 + (down * ratio) ** 2 <= region["r"] ** 2 + EDGE
    return -EDGE <= across <= region["width"] + EDGE and -EDGE <= down <= region["height"] + EDGE


def _size(region: Region, ratio: float) -> float:
    """The area, in squares of a percent of the picture's width."""
    if "r" in region:
        return float(pi * region["r"] ** 2)
    return float(region["width"] * region["height"] * ratio)


def _shape(region: Region, ratio: float, angle: float) -> dict[str, Any]:
    """Lengths for SVG; of a circle ``width`` and ``height`` are half those, from its centre."""
    x, y, is_round = region["x"], region["y"], "r" in region
    width, height = region.get("width", 0), region.get("height", 0)
    name = (x, y)
    if is_round:
        width, height = region["r"], region["r"] / ratio
        name = (x + width * cos(angle), y + height * sin(angle))
    return {
        "round": is_round,
        "x": drawn(x),
        "y": drawn(y),
        "width": drawn(width),
        "height": drawn(height),
        "name_x": drawn(min(max(name[0], 0), 100)),
        "name_y": drawn(min(max(name[1], 0), 100)),
    }
