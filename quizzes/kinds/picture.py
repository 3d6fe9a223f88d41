"""The picture of a question, and places in it.

Places are in percent of the picture, ``x`` from its left edge and ``y`` from its top edge, so
that they hold for every size in which it is shown. A picture is never drawn distorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .authoring import Group, Line, Number, Prose
from .base import Spec
from .fields import is_address, is_text, unknown_fields
from .numbers import is_number

PICTURE_FIELDS = frozenset({"src", "alt", "width", "height"})
PICTURE_WORDS = {
    "picture": gettext_lazy("picture"),
    "src": gettext_lazy("address"),
    "alt": gettext_lazy("description"),
    "x": gettext_lazy("place from the left"),
    "y": gettext_lazy("place from the top"),
}
PICTURE_LAYOUT = Group(
    "picture",
    gettext_lazy("Picture"),
    fields=(
        Line(
            "src",
            gettext_lazy("Address"),
            gettext_lazy(
                "It begins with https:// or, on this site, with a single /. The pictures uploaded"
                " for the course are offered."
            ),
            picture=True,
        ),
        Prose(
            "alt",
            gettext_lazy("Description"),
            gettext_lazy("For those who cannot see it; without giving the answer."),
        ),
        Number("width", gettext_lazy("Width"), gettext_lazy("In pixels.")),
        Number("height", gettext_lazy("Height"), gettext_lazy("In pixels.")),
    ),
)
PLACE_LAYOUT = (
    Number("x", gettext_lazy("Place from the left"), gettext_lazy("In percent of the picture.")),
    Number("y", gettext_lazy("Place from the top"), gettext_lazy("In percent of the picture.")),
)
BIGGEST_SIDE = 100_000
TALL = 1.25
"""From this share of the width on, a picture's height asks for a smaller width on the page."""


def picture_problems(spec: Spec) -> list[str]:
    """What is wrong with the picture."""
    picture = spec.get("picture")
    if not isinstance(picture, Mapping):
        return [_("There is no picture: name its src, alt, width and height.")]
    found = unknown_fields(picture, PICTURE_FIELDS, "picture")
    if not is_address(picture.get("src")):
        found.append(
            _("The picture's src must begin with https:// or, on this site, with a single /.")
        )
    if not is_text(picture.get("alt")):
        found.append(_("The picture has no alt: describe it for those who cannot see it."))
    if not all(_is_side(picture.get(side)) for side in ("width", "height")):
        found.append(_("The picture's width and height must be whole numbers above 0."))
    return found


def place_problems(entry: Mapping[str, Any], where: str) -> list[str]:
    """What is wrong with the place of ``entry``; ``where`` names it in sentences."""
    if is_percent(entry.get("x")) and is_percent(entry.get("y")):
        return []
    return [_("%(where)s needs x and y, its place in percent of the picture.") % {"where": where}]


def picture_view(spec: Spec) -> dict[str, Any]:
    """What a template needs to draw the picture."""
    picture = spec["picture"]
    return {
        "src": picture["src"],
        "alt": picture["alt"],
        "width": str(picture["width"]),
        "height": str(picture["height"]),
        "tall": picture["height"] > TALL * picture["width"],
    }


def is_percent(value: object) -> bool:
    """Whether a JSON value is a number from 0 to 100."""
    return is_number(value) and 0 <= value <= 100


def drawn(percent: float) -> str:
    """A length for SVG, which knows no language: 12.5 % is "12.5%"."""
    return f"{round(percent, 2):g}%"


def in_words(x: float, y: float) -> str:
    """A place for people to read or hear."""
    return _("%(x)d %% from the left, %(y)d %% from the top") % {"x": round(x), "y": round(y)}


def _is_side(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= BIGGEST_SIDE
