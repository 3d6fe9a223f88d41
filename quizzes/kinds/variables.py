"""The variables of a computed number, and the values that they can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .authoring import Line, Number, Numbers, Several
from .expressions import CONSTANTS, FUNCTIONS
from .numbers import is_number

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,20}")
ANSWER = "answer"
"""The marker that stands for the result."""
MOST = 8
MOST_VALUES = 10_000

LAYOUT = Several(
    "variables",
    gettext_lazy("Variables"),
    gettext_lazy(
        "Write [[p]] in a text for the value of p. Give each variable either a range or its values."
    ),
    fields=(
        Line("name", gettext_lazy("Name")),
        Number("low", gettext_lazy("From"), optional=True),
        Number("high", gettext_lazy("To"), optional=True),
        Number("step", gettext_lazy("In steps of"), optional=True),
        Numbers(
            "values",
            gettext_lazy("Or its values"),
            gettext_lazy("One a line, in place of a range."),
            optional=True,
        ),
    ),
    entry=gettext_lazy("Variable"),
    least=1,
    most=MOST,
)


def values_of(variable: Mapping[str, Any]) -> list[Decimal]:
    """The values that a variable can have."""
    if "values" in variable:
        return [Decimal(str(value)) for value in variable["values"]]
    low, high, step = (Decimal(str(variable[name])) for name in ("low", "high", "step"))
    return [low + step * number for number in range(int((high - low) / step) + 1)]


def problems(variable: Mapping[str, Any]) -> list[str]:
    """What is wrong with one variable, in the author's words."""
    name = variable.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return [_("It needs a name of letters and digits that begins with a letter.")]
    if name in CONSTANTS or name in FUNCTIONS or name == ANSWER:
        return [_("The name “%(name)s” is taken: choose another one.") % {"name": name}]
    if set(variable) == {"name", "values"}:
        values = variable["values"]
        if isinstance(values, list) and 0 < len(values) <= 50 and all(map(is_number, values)):
            return []
        return [_("Its values must be a list of 1 to 50 numbers.")]
    if set(variable) != {"name", "low", "high", "step"}:
        return [_("It needs either “values”, or “low”, “high” and “step”.")]
    if not all(is_number(variable[field]) for field in ("low", "high", "step")):
        return [_("Its “low”, “high” and “step” must be numbers.")]
    low, high, step = (Decimal(str(variable[field])) for field in ("low", "high", "step"))
    if step <= 0 or high < low or (high - low) / step >= MOST_VALUES:
        return [
            _("From “low” to “high” there must be 1 to %(most)d steps.") % {"most": MOST_VALUES}
        ]
    return []
