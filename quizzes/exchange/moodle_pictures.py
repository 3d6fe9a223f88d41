"""Pictures to label and to point into: the picture, and the places in it in percent."""

from __future__ import annotations

import binascii
import re
import struct
from base64 import b64decode
from typing import Any

from django.utils.translation import gettext as _

from .effort import spend
from .gift_answers import letters
from .moodle_answers import MoodleFault
from .moodle_files import content_of
from .moodle_source import Source, whole_number
from .moodle_xml import Element, line_of, text_of

NUMBERS = re.compile(r"\d{1,5}(?:\.\d{1,6})?")
BASE64_HEAD = 400_000
"""Characters of an embedded picture that are looked at for its size."""
SIZES_OF_JPEG = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD))
A_ZONE = 20
"""Effort to read one."""
SHAPES = {"circle": 3, "rectangle": 4}
"""The numbers in the coordinates of a shape; any other is a polygon."""

Size = tuple[int, int]


def read_markers(source: Source) -> str:
    """Markers that are dragged to zones: labels on pins; a single zone is pointed at."""
    size = _picture(source)
    zones = [(drop, *_zone(drop, size)) for drop in source.children("drop")]
    if len(zones) == 1:
        drop, _point, shape = zones[0]
        if text_of(drop.find("shape")) not in SHAPES:
            source.lost(_("A zone with many corners is now the rectangle around it."))
        label = _labels(source).get(text_of(drop.find("choice")), "")
        region = {"id": "a", "text": label, "correct": True, "feedback": "", **shape}
        source.spec |= {"regions": [region], "feedback": ""}
        return "hotspot"
    if zones:
        source.lost(_("A zone is now a pin in its middle."))
    _set_pins(source, [(drop, point) for drop, point, _shape in zones])
    return "labels"


def read_drag_onto_picture(source: Source) -> str:
    """Texts that are dragged onto a picture."""
    size = _picture(source)
    drops = source.children("drop")
    places = [
        (
            whole_number(text_of(drop.find("xleft")), drop),
            whole_number(text_of(drop.find("ytop")), drop),
        )
        for drop in drops
    ]
    points = [_percent(x, y, size) for x, y in places]
    _set_pins(source, list(zip(drops, points, strict=True)))
    return "labels"


def _labels(source: Source) -> dict[str, str]:
    """The texts to drag, by their number in the file."""
    found = {}
    for drag in source.children("drag"):
        source.tell_of_files(drag)
        found[text_of(drag.find("no"))] = " ".join(text_of(drag.find("text")).split())
    return found


def _set_pins(source: Source, zones: list[tuple[Element, dict[str, float]]]) -> None:
    labels = _labels(source)
    ids = {number: letters(at) for at, number in enumerate(labels)}
    pins = []
    for at, (drop, point) in enumerate(zones, start=1):
        choice = text_of(drop.find("choice"))
        if choice not in ids:
            words = _("A place has no label: there is no number “%(choice)s”.")
            raise MoodleFault(words % {"choice": choice[:20]}, line_of(drop))
        pins.append({"id": str(at), **point, "label": ids[choice], "feedback": ""})
    source.spec["labels"] = [{"id": ids[number], "text": text} for number, text in labels.items()]
    source.spec["pins"] = pins


def _zone(drop: Element, size: Size) -> tuple[dict[str, float], dict[str, float]]:
    """The middle of a zone, and its shape as a region. Raises MoodleFault."""
    shape, coords = text_of(drop.find("shape")), text_of(drop.find("coords"))
    spend(A_ZONE)
    numbers = [float(each) for each in NUMBERS.findall(coords)[:200]]
    known = SHAPES.get(shape)
    if len(numbers) != known and (known or len(numbers) < 6 or len(numbers) % 2):
        words = _("The zone “%(coords)s” cannot be read.")
        raise MoodleFault(words % {"coords": coords[:60]}, line_of(drop))
    if shape == "circle":
        x, y, radius = numbers
        middle = _percent(x, y, size)
        return middle, {**middle, "r": _share(radius, size[0])}
    if shape != "rectangle":
        across, down = numbers[::2], numbers[1::2]
        numbers = [min(across), min(down), max(across) - min(across), max(down) - min(down)]
    x, y, width, height = numbers
    corner = _percent(x, y, size)
    sides = {"width": _share(width, size[0]), "height": _share(height, size[1])}
    return _percent(x + width / 2, y + height / 2, size), corner | sides


def _percent(x: float, y: float, size: Size) -> dict[str, float]:
    return {"x": _share(x, size[0]), "y": _share(y, size[1])}


def _share(part: float, whole: int) -> float:
    return round(min(100 * part / whole, 100), 1)


def _picture(source: Source) -> Size:
    """Fill in the picture, which nobody has described yet; the size that places in it mean."""
    file = source.child("file")
    name = file.get("name", "") if file is not None else ""
    data = _head(file) if file is not None else b""
    size = size_of(data)
    if size is None:
        words = _("The size of the picture “%(name)s” cannot be read, so places in it are unknown.")
        raise MoodleFault(words % {"name": name[:100]})
    assert file is not None, "it has a size"
    taken = source.pictures.take(content_of(file), name)
    picture: dict[str, Any] = {"src": "", "alt": "", "width": size[0], "height": size[1]}
    if isinstance(taken, str):
        source.lost(taken)
    else:
        made = taken.made
        picture |= {"src": taken.address, "width": made.width, "height": made.height}
    source.spec["picture"] = picture
    return size


def _head(file: Element) -> bytes:
    text = re.sub(r"[^A-Za-z0-9+/]", "", (file.text or "")[:BASE64_HEAD])
    try:
        return b64decode(text[: len(text) // 4 * 4])
    except binascii.Error:
        return b""


def size_of(data: bytes) -> Size | None:
    """Width and height of a PNG, GIF or JPEG; None where they cannot be told."""
    size: Size | None
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        size = struct.unpack(">II", data[16:24])
    elif data.startswith(b"GIF8") and len(data) >= 10:
        size = struct.unpack("<HH", data[6:10])
    else:
        size = _size_of_jpeg(data)
    return size if size and min(size) > 0 and max(size) <= 100_000 else None


def _size_of_jpeg(data: bytes) -> Size | None:
    """Looks from mark to mark for the one that tells it."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in SIZES_OF_JPEG:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return None
