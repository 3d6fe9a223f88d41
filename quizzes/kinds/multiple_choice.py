"""Several options, any number of them right."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .base import Fields, Grade, Kind, Response, Spec
from .options import (
    OPTION_WORDS,
    alternatives_of,
    form_view,
    not_offered,
    option_problems,
    options_layout,
    options_of,
    remarks,
    review_view,
    told,
)


class MultipleChoice(Kind):
    """A response is the list of the chosen options' ids, in the options' order.

    Right picks earn their share of the mark, wrong picks cost theirs, so that ticking
    everything earns nothing.
    """

    name = "multiple_choice"
    label = gettext_lazy("Multiple choice")
    own_fields = frozenset({"options"})
    layout = (options_layout("options", gettext_lazy("Options"), gettext_lazy("Option")),)
    shuffles = ("options",)
    words = OPTION_WORDS

    def own_problems(self, spec: Spec) -> list[str]:
        found = option_problems(spec)
        if found:
            return found
        right = sum(option["correct"] for option in spec["options"])
        if right == 0:
            return [_("No option is correct. Mark the right ones.")]
        if right == len(spec["options"]):
            return [_("All options are correct. Add at least one that is wrong.")]
        return []

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return form_view(options_of(spec), _chosen(response), multiple=True)

    def read(self, spec: Spec, fields: Fields) -> Response:
        values = {value for value in fields.get("response", ()) if value}
        picked = [option.id for option in options_of(spec) if option.id in values]
        if len(picked) != len(values):
            raise not_offered()
        return picked or None

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        options = options_of(spec)
        chosen = _chosen(response)
        if not isinstance(response, list) or len(chosen) != len(response):
            raise not_offered()
        if not chosen <= {option.id for option in options}:
            raise not_offered()
        if not chosen:
            return Grade(0.0)
        right = [option.id in chosen for option in options if option.correct]
        wrong = [option.id in chosen for option in options if not option.correct]
        fraction = sum(right) / len(right) - sum(wrong) / len(wrong)
        tally = "" if fraction == 1 else _tally(right, wrong)
        return Grade(max(0.0, fraction), remarks(options, chosen), tally)

    def key(self, spec: Spec) -> Response:
        return [option.id for option in options_of(spec) if option.correct]

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        return review_view(options_of(spec), _chosen(response), multiple=True)

    def told(self, spec: Spec, response: Response) -> str:
        return told(options_of(spec), _chosen(response))

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        chosen = None if response is None else _chosen(response)
        return alternatives_of(options_of(spec), chosen)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Which of these work without permanent magnets in the rotor?"),
            "explanation": _(
                "Both types make the field of the rotor with electricity: one by induction,"
                " the other by a current fed to a winding."
            ),
            "quote": _("Neither of the two needs a permanent magnet"),
            "options": [
                {
                    "id": "a",
                    "text": _("An induction motor"),
                    "correct": True,
                    "feedback": _("The stator induces a current in the bars of its rotor."),
                },
                {
                    "id": "b",
                    "text": _("A separately excited synchronous motor"),
                    "correct": True,
                    "feedback": _("A winding on its rotor is fed with current."),
                },
                {
                    "id": "c",
                    "text": _("A permanent-magnet synchronous motor"),
                    "correct": False,
                    "feedback": _("As its name says, magnets sit in its rotor."),
                },
                {
                    "id": "d",
                    "text": _("A brushless direct-current motor as built into drones"),
                    "correct": False,
                    "feedback": _("It replaces the brushes by electronics and keeps the magnets."),
                },
            ],
        }


def _tally(right: list[bool], wrong: list[bool]) -> str:
    """What was chosen of the right options and of the wrong ones."""
    counts = {"found": sum(right), "all": len(right), "wrong": sum(wrong)}
    if not counts["wrong"]:
        return _("Right ones chosen: %(found)d of %(all)d.") % counts
    if not counts["found"]:
        return _("Right ones chosen: %(found)d of %(all)d. Wrong ones: %(wrong)d.") % counts
    return (
        _(
            "Right ones chosen: %(found)d of %(all)d. Wrong ones: %(wrong)d, which takes off what"
            " the right ones earn."
        )
        % counts
    )


def _chosen(response: Response) -> set[str]:
    picks = response if isinstance(response, list) else []
    return {pick for pick in picks if isinstance(pick, str)}
