"""Pictures of QTI and places in them, from pixels to percent."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.fields import is_address
from ..kinds.picture import BIGGEST_SIDE
from .qti_xml import Element, Lost, inside, words_in

SIDE = re.compile(r"\s*(\d{1,6})(?:\.\d*)?(?:px)?\s*")
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")


def picture_in(element: Element, lost: Lost) -> dict[str, Any]:
    """The picture of an interaction, as far as it is stated."""
    found = next(inside(element, "object", "img"), None)
    if found is None:
        lost(_("The picture is missing."))
        return {"src": "", "alt": "", "width": 100, "height": 100}
    src = (found.get("data") or found.get("src") or "").strip()
    alt = found.get("alt") or words_in(found)
    if not is_address(src):
        words = _("The picture “%(address)s” stays out: it has no address on the web.")
        lost(words % {"address": src[:100]})
        src = ""
    width, height = (_side(found.get(name)) for name in ("width", "height"))
    if not (width and height):
        lost(_("The size of the picture is not stated; places in it may be off."))
    return {"src": src, "alt": alt, "width": width or 100, "height": height or 100}


def _side(text: str | None) -> int:
    found = SIDE.fullmatch(text or "")
    return min(int(found[1]), BIGGEST_SIDE) if found else 0


def place_of(
    element: Element, picture: dict[str, Any], lost: Lost, middle: bool = False
) -> dict[str, float]:
    """The region that an element covers, or its middle."""
    shape = element.get("shape", "default")
    wide, high = picture["width"], picture["height"]
    found = [
        _pixels(part, at, wide, high)
        for at, part in enumerate(element.get("coords", "").split(","))
    ]
    if shape == "circle" and len(found) == 3:
        x, y, r = found
        place = {"x": _percent(x, wide), "y": _percent(y, high), "r": _percent(r, wide)}
        return {name: place[name] for name in ("x", "y")} if middle else place
    if shape == "ellipse" and len(found) == 4:
        x, y, across, down = found
        box = [x - across, y - down, x + across, y + down]
    elif shape in ("rect", "poly") and len(found) >= 4:
        xs, ys = found[0::2], found[1::2]
        box = [min(xs), min(ys), max(xs), max(ys)]
    else:
        box = [0, 0, wide, high]
    if shape != "rect" and not middle:
        lost(_("A place of the shape “%s” is now the rectangle around it.") % shape[:20])
    return _boxed(box, wide, high, middle)


def _boxed(box: list[float], wide: float, high: float, middle: bool) -> dict[str, float]:
    left, top, right, bottom = box
    if middle:
        return {"x": _percent((left + right) / 2, wide), "y": _percent((top + bottom) / 2, high)}
    place = {"x": _percent(left, wide), "y": _percent(top, high)}
    size = {
        "width": _percent(right, wide) - place["x"],
        "height": _percent(bottom, high) - place["y"],
    }
    return place | {name: round(value, 2) for name, value in size.items()}


def _pixels(part: str, at: int, wide: float, high: float) -> float:
    part = part.strip()
    number = part.removesuffix("%")
    if not NUMBER.fullmatch(number):
        return 0
    whole = (high if at % 2 else wide) / 100 if part.endswith("%") else 1
    return float(number) * whole


def _percent(length: float, whole: float) -> float:
    """To a hundredth; 50 rather than 50.0."""
    found = round(min(max(100 * length / whole, 0), 100), 2)
    return int(found) if found == int(found) else found
