"""Pins in a picture get the labels that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .assigning import Assigning, targets_layout, things_layout
from .authoring import OneOf
from .base import Response, Spec
from .picture import (
    PICTURE_LAYOUT,
    PICTURE_WORDS,
    PLACE_LAYOUT,
    drawn,
    in_words,
    picture_problems,
    picture_view,
    place_problems,
)

CLOSEST = 4
"""Percent that two pins must be apart, across or down, so that both are seen."""


class Labels(Assigning):
    """There may be more labels than pins, and a label may serve several pins.

    Pins are numbered as one reads, from the top down and then from the left, whatever their
    order in the spec: it may be that of the labels.
    """

    name = "labels"
    label = gettext_lazy("Labelling a picture")
    own_fields = frozenset({"picture", "pins", "labels"})
    layout = (
        PICTURE_LAYOUT,
        targets_layout("labels", gettext_lazy("Labels"), gettext_lazy("Label")),
        things_layout(
            "pins",
            gettext_lazy("Pins"),
            gettext_lazy("Pin"),
            OneOf("label", gettext_lazy("Its label"), of="labels"),
            PLACE_LAYOUT,
        ),
    )
    words = {
        **PICTURE_WORDS,
        "pins": gettext_lazy("pin"),
        "labels": gettext_lazy("label"),
    }
    things, targets, target = "pins", "labels", "label"
    thing_fields = ("id", "x", "y")
    sorted_targets = True

    def own_problems(self, spec: Spec) -> list[str]:
        found = picture_problems(spec) + super().own_problems(spec)
        if found:
            return found
        return [
            _("Pins %(one)d and %(two)d are too close together to be told apart.")
            % {"one": one, "two": two}
            for (one, a), (two, b) in combinations(enumerate(spec["pins"], start=1), 2)
            if abs(a["x"] - b["x"]) < CLOSEST and abs(a["y"] - b["y"]) < CLOSEST
        ]

    def thing_problems(self, number: int, thing: Mapping[str, Any], known: set[str]) -> list[str]:
        where = _("Pin %(number)d") % {"number": number}
        return place_problems(thing, where) + super().thing_problems(number, thing, known)

    def shown(self, spec: Spec) -> list[dict[str, Any]]:
        pins = sorted(spec["pins"], key=lambda pin: (pin["y"], pin["x"]))
        return [
            {**pin, "name": str(number), "text": _("Pin %(number)d") % {"number": number}}
            for number, pin in enumerate(pins, start=1)
        ]

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return self._with_picture(spec, super().prepare(spec, seed, response))

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        return self._with_picture(spec, super().review(spec, response))

    def _with_picture(self, spec: Spec, view: dict[str, Any]) -> dict[str, Any]:
        for pin, row in zip(self.shown(spec), view["rows"], strict=True):
            row |= {
                "name": pin["name"],
                "x": drawn(pin["x"]),
                "y": drawn(pin["y"]),
                "place": in_words(pin["x"], pin["y"]),
            }
        return view | {"picture": picture_view(spec)}

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("What are the parts of this motor called?"),
            "explanation": _(
                "From the outside in: the stator holds the copper winding; inside it turns the"
                " rotor, a core with magnets near its rim, on the shaft."
            ),
            "quote": _("The stator is the part that stands still"),
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
            "pins": [
                {
                    "id": "1",
                    "x": 20,
                    "y": 20,
                    "label": "stator",
                    "feedback": _("The outer ring of steel stands still: the stator."),
                },
                {
                    "id": "2",
                    "x": 63.3,
                    "y": 18,
                    "label": "winding",
                    "feedback": _("Copper fills the slots of the stator."),
                },
                {
                    "id": "3",
                    "x": 71.7,
                    "y": 50,
                    "label": "magnet",
                    "feedback": _("The bars near the rim of the rotor are its magnets."),
                },
                {
                    "id": "4",
                    "x": 39.7,
                    "y": 60.3,
                    "label": "core",
                    "feedback": _("What turns with the magnets and holds them is the core."),
                },
                {
                    "id": "5",
                    "x": 50,
                    "y": 50,
                    "label": "shaft",
                    "feedback": _("In the very middle sits the shaft, which drives the wheels."),
                },
            ],
            "labels": [
                {"id": "stator", "text": _("Stator")},
                {"id": "winding", "text": _("Winding")},
                {"id": "magnet", "text": _("Magnet")},
                {"id": "core", "text": _("Core of the rotor")},
                {"id": "shaft", "text": _("Shaft")},
                {"id": "brush", "text": _("Brush")},
            ],
        }
