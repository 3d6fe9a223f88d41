"""Items are sorted into groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .assigning import NONE, Assigning, targets_layout, things_layout
from .authoring import Flag, OneOf

MOST_GROUPS = 6


class Classify(Assigning):
    """With ``none`` set, items may belong nowhere: their group is "-"."""

    name = "classify"
    label = gettext_lazy("Sorting into groups")
    own_fields = frozenset({"items", "groups", "none"})
    layout = (
        targets_layout("groups", gettext_lazy("Groups"), gettext_lazy("Group"), MOST_GROUPS),
        Flag("none", gettext_lazy("Offer “None of these”, too"), optional=True),
        things_layout(
            "items",
            gettext_lazy("Items"),
            gettext_lazy("Item"),
            OneOf(
                "group",
                gettext_lazy("Its group"),
                of="groups",
                further=((NONE, gettext_lazy("None of these")),),
            ),
        ),
    )
    shuffles = ("items",)
    things, targets, target = "items", "groups", "group"
    sorted_targets = False
    most_targets = MOST_GROUPS
    none_allowed = "none"

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Which of these motors needs magnets made with rare earths?"),
            "explanation": _(
                "Only permanent magnets of high strength need rare earths; a field can also be made"
                " by induction or by a current fed to the rotor."
            ),
            "quote": _("Neither of the two needs a permanent magnet"),
            "groups": [
                {"id": "with", "text": _("Needs rare earths")},
                {"id": "without", "text": _("Needs none")},
            ],
            "items": [
                {
                    "id": "1",
                    "text": _("Permanent-magnet synchronous motor"),
                    "group": "with",
                    "feedback": _("Its rotor holds magnets, mostly of neodymium."),
                },
                {
                    "id": "2",
                    "text": _("Induction motor"),
                    "group": "without",
                    "feedback": _("Its rotor is a cage of bars in which current is induced."),
                },
                {
                    "id": "3",
                    "text": _("Separately excited synchronous motor"),
                    "group": "without",
                    "feedback": _("A winding on its rotor is fed with current."),
                },
                {
                    "id": "4",
                    "text": _("Gearbox"),
                    "group": NONE,
                    "feedback": _("It is no motor at all."),
                },
            ],
            "none": True,
        }
