"""A text with gaps to fill."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .authoring import Prose
from .base import Spec
from .fields import is_text
from .gapped import COMMON, COMMON_GAP_LAYOUT, Gapped


class Gaps(Gapped):
    """The text holds ``[[id]]`` for each gap; an empty line begins a new paragraph."""

    name = "gaps"
    label = gettext_lazy("Text with gaps")
    own_fields = COMMON | {"text"}
    layout = (
        Prose(
            "text",
            gettext_lazy("Text"),
            gettext_lazy("With [[1]] where a gap belongs; an empty line begins a paragraph."),
        ),
        *COMMON_GAP_LAYOUT,
    )

    def texts(self, spec: Spec) -> list[str]:
        return [spec["text"]]

    def shape_problems(self, spec: Spec) -> list[str]:
        if is_text(spec.get("text")):
            return []
        return [_("There is no text. Write it, with [[1]] where a gap belongs.")]

    def shape(self, spec: Spec) -> dict[str, Any]:
        return {"paragraphs": [part for part in spec["text"].split("\n\n") if part.strip()]}

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Fill the gaps."),
            "explanation": _(
                "Mining is one step, refining another; the second is where the bottleneck lies."
            ),
            "quote": _("85% of the capacity for refining them"),
            "text": _(
                "According to the article, China has [[mined]] of the world's mining of rare earths"
                " and [[refined]] of the capacity for refining them.\n\nThe magnets made from them"
                " sit in the [[part]] of a motor, while the copper sits in the [[other]]."
            ),
            "gaps": [
                {
                    "id": "mined",
                    "kind": "choice",
                    "options": ["62 %", "70 %", "85 %"],
                    "answer": "70 %",
                    "feedback": _("70% is the share of mining; 85% is that of refining."),
                },
                {
                    "id": "refined",
                    "kind": "numeric",
                    "answer": 85,
                    "units": [{"name": "%"}],
                    "weight": 2,
                    "feedback": _("The share of refining is the larger one: 85%."),
                },
                {
                    "id": "part",
                    "kind": "bank",
                    "answer": _("rotor"),
                    "feedback": _("The magnets turn with the rotor."),
                },
                {
                    "id": "other",
                    "kind": "short_text",
                    "accepted": [_("stator"), _("the stator")],
                    "feedback": _("The winding fills the slots of the stator."),
                },
            ],
            "bank": [_("rotor"), _("housing"), _("shaft")],
            "bank_once": True,
        }
