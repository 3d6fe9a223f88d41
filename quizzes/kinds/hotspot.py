"""Pointing at a place in a picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Number, Prose, Several
from .base import BadResponse, Fields, Grade, Kind, Response, Spec
from .fields import feedback_of, feedback_problems, said
from .listed import PREFIX, folded, foreign, handles, listed, parts_posted, remarks_on
from .options import OPTION_LAYOUT, OPTION_WORDS, Option, form_view, review_view
from .picture import (
    PICTURE_LAYOUT,
    PICTURE_WORDS,
    PLACE_LAYOUT,
    drawn,
    in_words,
    is_percent,
    picture_problems,
    picture_view,
)
from .regions import SHAPE_FIELDS, Region, equal_problems, region_at, shape_problems, shapes

FEWEST, MOST = 2, 12
PERCENT = re.compile(r"100(?:\.0{1,6})?|[0-9]{1,2}(?:\.[0-9]{1,6})?")
NAMES = {"x": "x", "y": "y", "region": "region"}


class Hotspot(Kind):
    """A response is the place pointed at, ``x`` and ``y`` to a tenth of a percent of the
    picture; or, chosen from the list, the id of the ``region``.

    One region or several are right, and any of them is worth the full mark.
    """

    name = "hotspot"
    label = gettext_lazy("Pointing at a place")
    own_fields = frozenset({"picture", "regions", "feedback"})
    layout = (
        PICTURE_LAYOUT,
        Several(
            "regions",
            gettext_lazy("Regions"),
            gettext_lazy(
                "A circle has its centre and a radius, a rectangle its upper left corner, a width"
                " and a height. All in percent; a radius in percent of the picture's width."
            ),
            fields=(
                *OPTION_LAYOUT,
                *PLACE_LAYOUT,
                Number("r", gettext_lazy("Radius"), gettext_lazy("For a circle."), optional=True),
                Number(
                    "width",
                    gettext_lazy("Width"),
                    gettext_lazy("For a rectangle."),
                    optional=True,
                ),
                Number(
                    "height",
                    gettext_lazy("Height"),
                    gettext_lazy("For a rectangle."),
                    optional=True,
                ),
            ),
            entry=gettext_lazy("Region"),
            least=FEWEST,
            most=MOST,
            ids=True,
        ),
        Prose("feedback", gettext_lazy("Feedback on a place outside all regions")),
    )
    words = {
        **PICTURE_WORDS,
        "regions": gettext_lazy("region"),
        "correct": OPTION_WORDS["correct"],
        "r": gettext_lazy("radius"),
    }

    def own_problems(self, spec: Spec) -> list[str]:
        found = picture_problems(spec)
        found += feedback_problems(spec, _("A place outside all regions"))
        further = {"correct", "feedback", *SHAPE_FIELDS}
        regions, problems = listed(spec, "regions", further, FEWEST, MOST)
        found += problems
        for number, region in enumerate(regions, start=1):
            found += _region_problems(region, _("Region %(number)d") % {"number": number})
        if found:
            return found
        right = sum(region["correct"] for region in regions)
        if right == 0:
            found.append(_("No region is correct. Mark the right one."))
        if right == len(regions):
            found.append(_("Every region is correct. Add one that is not: they can be listed."))
        return found + equal_problems(regions)

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        point, named = _point(response), _named(spec, response)
        return {
            "picture": picture_view(spec),
            "x": f"{point[0]:.1f}" if point else "",
            "y": f"{point[1]:.1f}" if point else "",
            "mark": _mark(point),
            "listed": named is not None,
            "list": form_view(_options(spec), _ids(spec, named), multiple=False),
        }

    def read(self, spec: Spec, fields: Fields) -> Response:
        """As for every kind. A form kept from a page with JavaScript may hold a place beside
        what is chosen from the list; the list counts."""
        found = parts_posted(fields, NAMES)
        regions = {name: key for key, name in handles(spec["regions"]).items()}
        if "region" in found:
            if found["region"] not in regions:
                raise foreign()
            return {"region": regions[found["region"]]}
        if not found:
            return None
        if not all(PERCENT.fullmatch(found.get(axis, "")) for axis in ("x", "y")):
            raise BadResponse(_("That place cannot be read. Point at it again."))
        return {axis: round(float(found[axis]), 1) for axis in ("x", "y")}

    def posted(self, spec: Spec, response: Response) -> Fields:
        if point := _point(response):
            return {f"{PREFIX}x": [f"{point[0]:.1f}"], f"{PREFIX}y": [f"{point[1]:.1f}"]}
        named = _named(spec, response)
        return {f"{PREFIX}region": [handles(spec["regions"])[named["id"]]]} if named else {}

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        if _point(response) is None and _named(spec, response) is None:
            raise foreign()
        region = _hit(spec, response)
        if region is None:
            return Grade(0.0, said(feedback_of(spec)))
        return Grade(float(region["correct"]), remarks_on([region]))

    def key(self, spec: Spec) -> Response:
        return {"region": next(each["id"] for each in spec["regions"] if each["correct"])}

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        region, point = _hit(spec, response), _point(response)
        view = review_view(_options(spec), _ids(spec, region), multiple=False)
        states = {
            row["letter"]: "is-right" if row["correct"] else "is-wrong" if row["checked"] else ""
            for row in view["options"]
        }
        drawings = shapes(_sorted(spec), spec["picture"], list(states))
        return view | {
            "picture": picture_view(spec),
            "shapes": [shape | {"state": states[shape["name"]]} for shape in drawings],
            "mark": _mark(point),
            "said": _said(point, region),
        }

    def told(self, spec: Spec, response: Response) -> str:
        region, point = _hit(spec, response), _point(response)
        words = [region["text"]] if region else []
        return "; ".join([*words, in_words(*point)] if point else words)

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        if response is None:
            return tuple(map(_alternative, _sorted(spec)))
        if _point(response) is None and _named(spec, response) is None:
            raise foreign()
        if region := _hit(spec, response):
            return (_alternative(region),)
        outside = _("A place outside all of these")
        return (Alternative("outside all", outside, False, feedback_of(spec), bare=True),)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Point at the part for which rare earths are mined."),
            "explanation": _(
                "The magnets near the rim of the rotor are made with neodymium, a rare earth; all"
                " else is steel and copper."
            ),
            "quote": _("Neither of the two needs a permanent magnet"),
            "picture": {
                "src": "/static/quizzes/motor-unnamed.svg",
                "alt": _(
                    "A motor cut across. Outside a thick ring with 24 slots, filled with something"
                    " reddish. Inside, across a narrow gap, a disc with eight green bars near its"
                    " rim, and a small circle in its middle."
                ),
                "width": 400,
                "height": 400,
            },
            "regions": [
                {
                    "id": "yoke",
                    "x": 50,
                    "y": 50,
                    "r": 46,
                    "text": _("The outer ring"),
                    "correct": False,
                    "feedback": _("The ring is steel, which is mostly iron."),
                },
                {
                    "id": "slots",
                    "x": 50,
                    "y": 50,
                    "r": 39.5,
                    "text": _("The slots with their filling"),
                    "correct": False,
                    "feedback": _("The slots hold the winding, and that is copper."),
                },
                {
                    "id": "bars",
                    "x": 50,
                    "y": 50,
                    "r": 27,
                    "text": _("The bars near the rim of the disc"),
                    "correct": True,
                    "feedback": _("They are the magnets."),
                },
                {
                    "id": "disc",
                    "x": 50,
                    "y": 50,
                    "r": 18.5,
                    "text": _("The disc between the bars and the middle"),
                    "correct": False,
                    "feedback": _("The core of the rotor is steel; it holds what you look for."),
                },
                {
                    "id": "middle",
                    "x": 50,
                    "y": 50,
                    "r": 9,
                    "text": _("The circle in the middle"),
                    "correct": False,
                    "feedback": _("That is the shaft, a rod of steel."),
                },
            ],
            "feedback": _("There is nothing of the motor there."),
        }


def _region_problems(region: Region, where: str) -> list[str]:
    found = shape_problems(region, where)
    if not isinstance(region.get("correct"), bool):
        problem = _("%(where)s must say whether it is correct: true or false.")
        found.append(problem % {"where": where})
    return found + feedback_problems(region, where)


def _alternative(region: Region) -> Alternative:
    return Alternative(region["id"], region["text"], region["correct"], feedback_of(region))


def _point(response: Response) -> tuple[float, float] | None:
    """The place in a response; None where it holds none."""
    if not isinstance(response, Mapping) or set(response) != {"x", "y"}:
        return None
    x, y = response["x"], response["y"]
    return (x, y) if is_percent(x) and is_percent(y) else None


def _named(spec: Spec, response: Response) -> Region | None:
    """The region that was chosen from the list; None where none was."""
    if not isinstance(response, Mapping) or set(response) != {"region"}:
        return None
    return next((each for each in spec["regions"] if each["id"] == response["region"]), None)


def _hit(spec: Spec, response: Response) -> Region | None:
    """The region that was pointed at or chosen; None for a place outside all."""
    if point := _point(response):
        return region_at(spec["regions"], spec["picture"], *point)
    return _named(spec, response)


def _sorted(spec: Spec) -> list[Region]:
    """The regions as they are listed: their own order may give the right one away."""
    return sorted(spec["regions"], key=lambda region: folded(region["text"]))


def _options(spec: Spec) -> list[Option]:
    """The regions under the names that a form gives them."""
    names = handles(spec["regions"])
    return [
        Option(names[each["id"]], each["text"], each["correct"], feedback_of(each))
        for each in _sorted(spec)
    ]


def _ids(spec: Spec, region: Region | None) -> set[str]:
    return {handles(spec["regions"])[region["id"]]} if region else set()


def _mark(point: tuple[float, float] | None) -> dict[str, str] | None:
    return {"x": drawn(point[0]), "y": drawn(point[1])} if point else None


def _said(point: tuple[float, float] | None, region: Region | None) -> str:
    """What the learner did, in words."""
    if point is None:
        return _("You chose from the list.") if region else ""
    words = {"place": in_words(*point)}
    if region is None:
        return _("You pointed at a place outside all of these: %(place)s.") % words
    return _("You pointed at a place %(place)s.") % words
