"""What authors say of a number and the answers near it, in every kind that asks for one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from .authoring import Choice, Flag, Formula, Line, Number, Prose, Several

MOST_UNITS = 12
MOST_NEAR = 20

TOLERANCE = (
    Number(
        "tolerance",
        gettext_lazy("Tolerance"),
        gettext_lazy("How far off is still right; the edge counts as right."),
        optional=True,
    ),
    Choice(
        "tolerance_kind",
        gettext_lazy("The tolerance is"),
        optional=True,
        values=(
            ("absolute", gettext_lazy("a difference, in the first unit")),
            ("relative", gettext_lazy("a share of the answer, 0.05 for 5 %")),
        ),
    ),
)
UNITS = (
    Several(
        "units",
        gettext_lazy("Units"),
        gettext_lazy("The first is the one in which the answer is stated."),
        fields=(
            Line("name", gettext_lazy("Name")),
            Number(
                "factor",
                gettext_lazy("Factor"),
                gettext_lazy("By which a value in it is multiplied to be one in the first unit."),
                optional=True,
            ),
        ),
        entry=gettext_lazy("Unit"),
        most=MOST_UNITS,
        optional=True,
    ),
    Flag("unit_required", gettext_lazy("The unit has to be given"), optional=True),
)


def near_layout(value: Number | Formula) -> Several:
    """Foreseen wrong values in an author's form; ``value`` is the field for one."""
    return Several(
        "near",
        gettext_lazy("Foreseen wrong values"),
        fields=(
            value,
            Number(
                "tolerance",
                gettext_lazy("Tolerance"),
                gettext_lazy("A difference, in the first unit."),
                optional=True,
            ),
            Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why it is wrong.")),
        ),
        entry=gettext_lazy("Wrong value"),
        most=MOST_NEAR,
        optional=True,
    )
