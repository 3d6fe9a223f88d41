"""Each prompt gets the choice that belongs to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .assigning import Assigning, targets_layout, things_layout
from .authoring import OneOf


class Matching(Assigning):
    """There may be more choices than prompts, and a choice may serve several prompts."""

    name = "matching"
    label = gettext_lazy("Matching")
    own_fields = frozenset({"prompts", "choices"})
    layout = (
        targets_layout("choices", gettext_lazy("Choices"), gettext_lazy("Choice")),
        things_layout(
            "prompts",
            gettext_lazy("Prompts"),
            gettext_lazy("Prompt"),
            OneOf("choice", gettext_lazy("Its choice"), of="choices"),
        ),
    )
    shuffles = ("prompts",)
    things, targets, target = "prompts", "choices", "choice"
    sorted_targets = True

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("What does each part of an electric motor do?"),
            "explanation": _(
                "Current in the winding makes a field, the stator guides it, the rotor follows it,"
                " and the shaft carries the torque away."
            ),
            "quote": _("The stator is the part that stands still"),
            "prompts": [
                {
                    "id": "1",
                    "text": _("Stator"),
                    "choice": "still",
                    "feedback": _("The stator is bolted to the housing and carries the winding."),
                },
                {
                    "id": "2",
                    "text": _("Rotor"),
                    "choice": "turns",
                    "feedback": _("The rotor is the part that the field turns."),
                },
                {
                    "id": "3",
                    "text": _("Shaft"),
                    "choice": "carries",
                    "feedback": _("The shaft only passes on what the rotor does."),
                },
            ],
            "choices": [
                {"id": "still", "text": _("Stands still and makes the field")},
                {"id": "turns", "text": _("Follows the field")},
                {"id": "carries", "text": _("Carries the torque to the wheels")},
                {"id": "stores", "text": _("Stores the energy")},
            ],
        }
