"""A statement that holds or does not, if asked for with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Choice, Group, Prose
from .base import Fields, Grade, Kind, Response, Spec, one_value
from .fields import unknown_fields
from .listed import PREFIX, as_parts, handles, parts_posted, remark
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
)

IDS = ("true", "false")
VALUES = {"true": True, "false": False}
REASON = PREFIX + "reason"
MOST_REASONS = 10
"""With the two verdicts as many as there are letters to choose by: A to L."""


class TrueFalse(Kind):
    """A response is a bool: whether the learner holds the statement for true.

    Where the spec has ``reasons``, it is a set of two, as far as given: ``answer``, that bool,
    and ``reason``, the id of the reason chosen. The verdict earns half of the mark; the reason
    the other half, and only with the right verdict: a true reason for a false verdict is none.
    """

    name = "true_false"
    label = gettext_lazy("True or false")
    own_fields = frozenset({"answer", "feedback", "reasons"})
    layout = (
        Choice(
            "answer",
            gettext_lazy("Right answer"),
            values=((True, gettext_lazy("True")), (False, gettext_lazy("False"))),
        ),
        Group(
            "feedback",
            gettext_lazy("Feedback"),
            fields=(
                Prose("true", gettext_lazy("On the answer “true”")),
                Prose("false", gettext_lazy("On the answer “false”")),
            ),
        ),
        options_layout(
            "reasons",
            gettext_lazy("Reasons"),
            gettext_lazy("Reason"),
            most=MOST_REASONS,
            optional=True,
        ),
    )
    shuffles = ("reasons",)
    words = {
        "answer": gettext_lazy("key"),
        "true": gettext_lazy("on “true”"),
        "false": gettext_lazy("on “false”"),
        "reasons": gettext_lazy("reason"),
        "correct": OPTION_WORDS["correct"],
    }

    def own_problems(self, spec: Spec) -> list[str]:
        found = _reason_problems(spec) if "reasons" in spec else []
        if not isinstance(spec.get("answer"), bool):
            found.append(_("The answer must be true or false."))
        feedback = spec.get("feedback", {})
        if not isinstance(feedback, Mapping) or not all(
            isinstance(text, str) for text in feedback.values()
        ):
            return [*found, _("The feedback is two texts, one for “true”, one for “false”.")]
        return found + unknown_fields(feedback, IDS, "feedback")

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        view = form_view(_options(spec), _chosen(_verdict(response)), multiple=False)
        if "reasons" in spec:
            view["reasons"] = form_view(*_reasons(spec, response), multiple=False, first=len(IDS))
        return view

    def read(self, spec: Spec, fields: Fields) -> Response:
        if "reasons" in spec:
            return _read_with_reason(spec, fields)
        value = one_value(fields)
        if not value:
            return None
        if value not in VALUES:
            raise not_offered()
        return VALUES[value]

    def posted(self, spec: Spec, response: Response) -> Fields:
        if not isinstance(response, Mapping):
            return super().posted(spec, response)
        fields = dict(super().posted(spec, response.get("answer")))
        if "reason" in response:
            fields[REASON] = [handles(spec["reasons"])[response["reason"]]]
        return fields

    def incomplete(self, spec: Spec, response: Response) -> str:
        if "reasons" not in spec or response is None:
            return ""
        given = as_parts(response, ("answer", "reason"))
        if "answer" not in given:
            return _("The reason is chosen. Choose true or false as well, then check.")
        if "reason" not in given:
            return _("True or false is chosen. Choose the reason as well, then check.")
        return ""

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        if "reasons" in spec:
            return _grade_with_reason(spec, response)
        if not isinstance(response, bool):
            raise not_offered()
        return Grade(float(response is spec["answer"]), remarks(_options(spec), _chosen(response)))

    def key(self, spec: Spec) -> Response:
        if "reasons" not in spec:
            return spec["answer"]
        right = next(reason.id for reason in options_of(spec, "reasons") if reason.correct)
        return {"answer": spec["answer"], "reason": right}

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        view = review_view(_options(spec), _chosen(_verdict(response)), multiple=False)
        if "reasons" in spec:
            view["reasons"] = review_view(*_reasons(spec, response), multiple=False, first=len(IDS))
        return view

    def told(self, spec: Spec, response: Response) -> str:
        verdict = _verdict(response)
        said = {True: _("True"), False: _("False")}.get(verdict, "")
        if "reasons" not in spec or not isinstance(response, Mapping):
            return said
        texts = {reason["id"]: reason["text"] for reason in spec["reasons"]}
        reason = texts.get(response.get("reason", ""), "")
        return "; ".join(words for words in (said, reason) if words)

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        nothing = response is None
        options, verdict = _options(spec), _verdict(response)
        if "reasons" not in spec:
            return alternatives_of(options, None if nothing else _chosen(verdict))
        given = as_parts(response, ("answer", "reason"))
        reasons = options_of(spec, "reasons")
        reason = {str(given["reason"])} if "reason" in given else set()
        found = alternatives_of(options, None if nothing else _chosen(verdict), _("Your answer"))
        because = alternatives_of(reasons, None if nothing else reason)
        return found + tuple(each.within("reason", _("Reason")) for each in because)

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

    def further_examples(self) -> list[dict[str, Any]]:
        reasons = [
            {
                "id": "a",
                "text": _("A field that moves past a winding drives a current in it"),
                "correct": True,
                "feedback": _("That is induction, and it does not ask who turns the shaft."),
            },
            {
                "id": "b",
                "text": _("The battery pushes its current back while the car brakes"),
                "correct": False,
                "feedback": _("The battery takes current then; it gives none."),
            },
            {
                "id": "c",
                "text": _("The heat of the brakes is turned into current"),
                "correct": False,
                "feedback": _("Heat in the brakes is lost; the motor brakes in their place."),
            },
        ]
        return [self.example() | {"reasons": reasons}]


def _options(spec: Spec) -> list[Option]:
    texts = {"true": _("True"), "false": _("False")}
    feedback = spec.get("feedback", {})
    return [
        Option(key, texts[key], VALUES[key] is spec["answer"], feedback.get(key, "")) for key in IDS
    ]


def _chosen(response: Response) -> set[str]:
    return {"true" if response else "false"} if isinstance(response, bool) else set()


def _verdict(response: Response) -> Response:
    """The verdict in a response of either shape; None where there is none."""
    return response.get("answer") if isinstance(response, Mapping) else response


def _reasons(spec: Spec, response: Response) -> tuple[list[Option], set[str]]:
    """The reasons under the names that a form gives them, and the name of the one chosen."""
    names = handles(spec["reasons"])
    given = response.get("reason") if isinstance(response, Mapping) else None
    options = [replace(each, id=names[each.id]) for each in options_of(spec, "reasons")]
    return options, {names[given]} if isinstance(given, str) and given in names else set()


def _read_with_reason(spec: Spec, fields: Fields) -> Response:
    found: dict[str, Any] = {}
    if value := one_value(fields):
        if value not in VALUES:
            raise not_offered()
        found["answer"] = VALUES[value]
    others = {name: values for name, values in fields.items() if name != "response"}
    if name := parts_posted(others, {"reason": "reason"}).get("reason"):
        known = {name: key for key, name in handles(spec["reasons"]).items()}
        if name not in known:
            raise not_offered()
        found["reason"] = known[name]
    return found or None


def _grade_with_reason(spec: Spec, response: Response) -> Grade:
    given = as_parts(response, ("answer", "reason"))
    reasons = {each.id: each for each in options_of(spec, "reasons")}
    verdict, chosen = given.get("answer"), given.get("reason")
    if "answer" in given and not isinstance(verdict, bool):
        raise not_offered()
    if "reason" in given and (not isinstance(chosen, str) or chosen not in reasons):
        raise not_offered()
    reason = reasons[chosen] if chosen else None
    found = [remark(_("Your answer"), text) for text in remarks(_options(spec), _chosen(verdict))]
    if reason and reason.feedback.strip():
        found.append(remark(_("Reason"), reason.feedback))
    right, because = verdict is spec["answer"], bool(reason and reason.correct)
    return Grade((right + (right and because)) / 2, tuple(found), _tally(right, because))


def _tally(right: bool, because: bool) -> str:
    if right and not because:
        return _("Your answer is right, the reason for it is not.")
    if because and not right:
        return _("The reason is right; it counts only together with the right answer.")
    return ""


def _reason_problems(spec: Spec) -> list[str]:
    found = option_problems(spec, "reasons", MOST_REASONS)
    if found:
        return [_("Reasons: %(problem)s") % {"problem": problem} for problem in found]
    right = sum(reason["correct"] for reason in spec["reasons"])
    if right == 0:
        return [_("No reason is correct. Mark the right one.")]
    if right > 1:
        return [_("%(count)d reasons are correct; there must be exactly one.") % {"count": right}]
    return []
