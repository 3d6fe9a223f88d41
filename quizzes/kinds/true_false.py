"""A statement that holds or does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Fields, Grade, Kind, Response, Spec, one_value
from .fields import is_text, unknown_fields
from .options import Option, form_view, not_offered, remarks, review_view

IDS = ("true", "false")
VALUES = {"true": True, "false": False}


class TrueFalse(Kind):
    """A response is a bool: whether the learner holds the statement for true."""

    name = "true_false"
    label = gettext_lazy("True or false")
    own_fields = frozenset({"answer", "feedback"})
    words = {
        "answer": gettext_lazy("key"),
        "true": gettext_lazy("on “true”"),
        "false": gettext_lazy("on “false”"),
    }

    def own_problems(self, spec: Spec) -> list[str]:
        found = []
        if not isinstance(spec.get("answer"), bool):
            found.append(_("The answer must be true or false."))
        feedback = spec.get("feedback")
        if not isinstance(feedback, Mapping):
            return [*found, _("The feedback needs two texts, one for “true”, one for “false”.")]
        found += unknown_fields(feedback, IDS, "feedback")
        return found + [
            _("There is no feedback for the answer “%(answer)s”.") % {"answer": answer}
            for answer in IDS
            if not is_text(feedback.get(answer))
        ]

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return form_view(_options(spec), _chosen(response), multiple=False)

    def read(self, spec: Spec, fields: Fields) -> Response:
        value = one_value(fields)
        if not value:
            return None
        if value not in VALUES:
            raise not_offered()
        return VALUES[value]

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        if not isinstance(response, bool):
            raise not_offered()
        return Grade(float(response is spec["answer"]), remarks(_options(spec), _chosen(response)))

    def key(self, spec: Spec) -> Response:
        return spec["answer"]

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        return review_view(_options(spec), _chosen(response), multiple=False)

    def told(self, spec: Spec, response: Response) -> str:
        return {True: _("True"), False: _("False")}.get(response, "")

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("An electric motor can also work as a generator."),
            "explanation": _(
                "The same machine turns current into motion and motion into current; cars use"
                " that to recover energy when they brake."
            ),
            "quote": _("the motor works as a generator and charges the battery"),
            "answer": True,
            "feedback": {
                "true": _("Right: turned from outside, its windings give off current."),
                "false": _("It can: that is how a car recovers energy when it slows down."),
            },
        }


def _options(spec: Spec) -> list[Option]:
    texts = {"true": _("True"), "false": _("False")}
    return [
        Option(key, texts[key], VALUES[key] is spec["answer"], spec["feedback"][key]) for key in IDS
    ]


def _chosen(response: Response) -> set[str]:
    return {"true" if response else "false"} if isinstance(response, bool) else set()
