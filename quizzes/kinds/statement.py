"""A text between the questions, with nothing to answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import BadResponse, Fields, Grade, Kind, Response, Spec


class Statement(Kind):
    """The stem is all there is: a case, a table or a formula that the next questions refer to."""

    name = "statement"
    label = gettext_lazy("Statement without an answer")
    own_fields = frozenset()
    asked = False

    def own_problems(self, spec: Spec) -> list[str]:
        return []

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return {}

    def read(self, spec: Spec, fields: Fields) -> Response:
        if any(value for name in fields if name.startswith("response") for value in fields[name]):
            raise _nothing_asked()
        return None

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is not None:
            raise _nothing_asked()
        return Grade(0.0)

    def key(self, spec: Spec) -> Response:
        return None

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        return {}

    def example(self) -> dict[str, Any]:
        return {"stem": _("A motor takes 20 kW from the battery and gives 18 kW to the wheels.")}


def _nothing_asked() -> BadResponse:
    return BadResponse(_("There is nothing to answer here."))
