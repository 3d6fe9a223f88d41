"""Items are brought into order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Prose, Several
from .base import Fields, Grade, Kind, Response, Spec
from .fields import feedback_of, feedback_problems
from .listed import as_parts, foreign, handles, in_words, listed, parts_posted, remarks_on
from .shuffled import shuffled

FEWEST, MOST = 3, 12


class Ordering(Kind):
    """The spec lists the items in their right order; they are shown in another one.

    A response has the position, from 1, for the id of each item, as far as filled in. Marked by
    Kendall's rank correlation (Biometrika 30, 1938): pairs in the right order less those in the
    wrong one, over all pairs, and never below 0. So the reverse order earns nothing, and
    neither, on average, does a random one.
    """

    name = "ordering"
    label = gettext_lazy("Ordering")
    own_fields = frozenset({"items"})
    layout = (
        Several(
            "items",
            gettext_lazy("Items"),
            gettext_lazy("In the right order. Learners see them in another one."),
            fields=(
                Prose("text", gettext_lazy("Text")),
                Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why it is there.")),
            ),
            entry=gettext_lazy("Item"),
            least=FEWEST,
            most=MOST,
            ids=True,
        ),
    )

    def own_problems(self, spec: Spec) -> list[str]:
        items, found = listed(spec, "items", ("feedback",), FEWEST, MOST)
        for number, item in enumerate(items, start=1):
            where = _("Entry %(number)d of “%(field)s”") % {"number": number, "field": "items"}
            found += feedback_problems(item, where)
        return found

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        names = handles(spec["items"])
        items = {names[item["id"]]: item for item in spec["items"]}
        placed = _whole(response)
        given = {name: placed.get(item["id"], 0) for name, item in items.items()}
        order = shuffled(sorted(items, key=int), seed, list(items))
        # What has a position stands there, the rest behind it as it was shown at first.
        order.sort(key=lambda name: given[name] or len(items) + 1)
        return {
            "rows": [
                {
                    "name": name,
                    "text": items[name]["text"],
                    "places": [
                        {"number": number, "chosen": given[name] == number}
                        for number in range(1, len(items) + 1)
                    ],
                }
                for name in order
            ]
        }

    def read(self, spec: Spec, fields: Fields) -> Response:
        names = handles(spec["items"])
        places = {str(number): number for number in range(1, len(names) + 1)}
        found = parts_posted(fields, names)
        if not set(found.values()) <= set(places):
            raise foreign()
        return {key: places[value] for key, value in found.items()} or None

    def posted(self, spec: Spec, response: Response) -> Fields:
        return in_words(response, handles(spec["items"]))

    def incomplete(self, spec: Spec, response: Response) -> str:
        given = as_parts(response, [item["id"] for item in spec["items"]])
        if len(given) < len(spec["items"]):
            return _("Give every item a position, then check.")
        if len(set(given.values())) < len(given):
            return _("Two items have the same position. Give each its own, then check.")
        return ""

    def grade(self, spec: Spec, response: Response) -> Grade:
        ids = [item["id"] for item in spec["items"]]
        given = as_parts(response, ids)
        if any(not _is_place(value, len(ids)) for value in given.values()):
            raise foreign()
        if not given:
            return Grade(0.0)
        pairs = list(combinations(ids, 2))
        steps = [_sign(given[b] - given[a]) for a, b in pairs if a in given and b in given]
        right = self.key(spec)
        remarks = remarks_on(
            item
            for item in spec["items"]
            if item["id"] in given and given[item["id"]] != right[item["id"]]
        )
        return Grade(max(0.0, sum(steps) / len(pairs)), remarks, _tally(steps, len(pairs)))

    def key(self, spec: Spec) -> Response:
        return {item["id"]: number for number, item in enumerate(spec["items"], start=1)}

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        given = _whole(response)
        return {
            "rows": [
                {
                    "text": item["text"],
                    "place": number,
                    "given": given.get(item["id"], 0),
                    "correct": given.get(item["id"]) == number,
                    "feedback": feedback_of(item),
                }
                for number, item in enumerate(spec["items"], start=1)
            ]
        }

    def told(self, spec: Spec, response: Response) -> str:
        given = _whole(response)
        placed = [item for item in spec["items"] if item["id"] in given]
        placed.sort(key=lambda item: given[item["id"]])
        return "; ".join(f"{given[item['id']]}. {item['text']}" for item in placed)

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        right = self.key(spec)
        given = right if response is None else as_parts(response, right)
        if any(not _is_place(place, len(right)) for place in given.values()):
            raise foreign()
        return tuple(
            Alternative(
                key=f"{item['id']} {given[item['id']]}",
                text=_("Position %(number)d") % {"number": given[item["id"]]},
                right=given[item["id"]] == right[item["id"]],
                feedback=feedback_of(item),
                place=item["text"],
                bare=True,
            )
            for item in spec["items"]
            if item["id"] in given
        )

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("How does current become motion? Bring the steps into order."),
            "explanation": _(
                "The field comes from the current, the torque from the field, and the shaft passes"
                " it on."
            ),
            "quote": _("The part that turns is the rotor"),
            "items": [
                {
                    "id": "a",
                    "text": _("Current flows through the winding"),
                    "feedback": _("Without current nothing begins."),
                },
                {
                    "id": "b",
                    "text": _("The stator's field travels in a circle"),
                    "feedback": _("The currents of the phases follow one another."),
                },
                {
                    "id": "c",
                    "text": _("The rotor follows the field"),
                    "feedback": _("The field must be there before anything follows it."),
                },
                {
                    "id": "d",
                    "text": _("The shaft drives the wheels"),
                    "feedback": _("The shaft turns only once the rotor does."),
                },
            ],
        }


def _tally(steps: list[int], pairs: int) -> str:
    counts = {"right": steps.count(1), "wrong": pairs - steps.count(1), "pairs": pairs}
    if not counts["wrong"]:
        return ""
    return (
        _("Of %(pairs)d pairs, %(right)d stand in the right order; the others take off.") % counts
    )


def _is_place(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _whole(response: Response) -> dict[str, int]:
    """The positions in a response, whatever else stands in it."""
    if not isinstance(response, Mapping):
        return {}
    return {
        key: value
        for key, value in response.items()
        if isinstance(value, int) and not isinstance(value, bool)
    }


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)
