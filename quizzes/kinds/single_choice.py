"""Several options, one of them right."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .base import Fields, Grade, Kind, Response, Spec, one_value
from .options import (
    OPTION_WORDS,
    Option,
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


class SingleChoice(Kind):
    """A response is the id of the chosen option."""

    name = "single_choice"
    label = gettext_lazy("Single choice")
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
            return [_("No option is correct. Mark the right one.")]
        if right > 1:
            problem = _("%(count)d options are correct; a single choice has exactly one.")
            return [problem % {"count": right}]
        return []

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return form_view(options_of(spec), _chosen(response), multiple=False)

    def read(self, spec: Spec, fields: Fields) -> Response:
        value = one_value(fields)
        if not value:
            return None
        _check(options_of(spec), value)
        return value

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        options = options_of(spec)
        _check(options, response)
        right = any(option.correct and option.id == response for option in options)
        return Grade(float(right), remarks(options, _chosen(response)))

    def key(self, spec: Spec) -> Response:
        return next(option.id for option in options_of(spec) if option.correct)

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        return review_view(options_of(spec), _chosen(response), multiple=False)

    def told(self, spec: Spec, response: Response) -> str:
        return told(options_of(spec), _chosen(response))

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        chosen = None if response is None else _chosen(response)
        return alternatives_of(options_of(spec), chosen)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Which part of an electric motor stands still?"),
            "explanation": _(
                "The stator is bolted to the housing; its magnetic field turns the rotor inside."
            ),
            "quote": _("The stator is the part that stands still"),
            "hint": _("Think of the word *static*."),
            "options": [
                {
                    "id": "a",
                    "text": _("The rotor"),
                    "correct": False,
                    "feedback": _("The rotor rotates and drives the shaft."),
                },
                {
                    "id": "b",
                    "text": _("The stator"),
                    "correct": True,
                    "feedback": _("Yes: it is fixed to the housing and carries the windings."),
                },
                {
                    "id": "c",
                    "text": _("The shaft"),
                    "correct": False,
                    "feedback": _("The shaft turns together with the rotor."),
                },
            ],
        }


def _chosen(response: Response) -> set[str]:
    return {response} if isinstance(response, str) else set()


def _check(options: list[Option], response: Response) -> None:
    if not isinstance(response, str) or all(option.id != response for option in options):
        raise not_offered()
