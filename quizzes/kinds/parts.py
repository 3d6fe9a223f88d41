"""Several questions under one stem, checked together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Case, Cases, Field, Number, Several
from .base import BadResponse, Fields, Grade, Kind, Response, Spec
from .fields import entries
from .listed import OPTION_ID, PREFIX, as_parts, foreign, remark, right_of
from .multiple_choice import MultipleChoice
from .numeric import Numeric
from .short_text import ShortText
from .single_choice import SingleChoice
from .true_false import TrueFalse

ALLOWED: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (SingleChoice(), MultipleChoice(), TrueFalse(), Numeric(), ShortText())
}
OWN = frozenset({"id", "kind", "weight"})
MOST_PARTS = 10
MOST_WEIGHT = 10

ASKS_MORE = frozenset({"reasons"})
"""Fields with which a kind asks for several things: a part has room for one."""

Part = Mapping[str, Any]


def _form(kind: Kind) -> tuple[Field, ...]:
    """What an author fills in of a part of this kind."""
    return tuple(field for field in kind.form if field.name not in ASKS_MORE)


class Parts(Kind):
    """A response has the response of each part, by its id, as far as given.

    Each part is marked as a question of its kind is, and counts by its weight.
    """

    name = "parts"
    label = gettext_lazy("Several parts")
    own_fields = frozenset({"parts"})
    layout = (
        Several(
            "parts",
            gettext_lazy("Parts"),
            fields=(
                Cases(
                    "kind",
                    gettext_lazy("Kind"),
                    cases={name: Case(kind.label, _form(kind)) for name, kind in ALLOWED.items()},
                ),
                Number(
                    "weight",
                    gettext_lazy("Weight"),
                    gettext_lazy("If it shall count for more than another: 1 to 10."),
                    optional=True,
                ),
            ),
            entry=gettext_lazy("Part"),
            least=2,
            most=MOST_PARTS,
            ids=True,
        ),
    )

    def own_problems(self, spec: Spec) -> list[str]:
        parts, found = entries(spec, "parts", None, MOST_PARTS)
        if not found and len(parts) < 2:
            return [_("There must be %(count)d parts or more.") % {"count": 2}]
        for number, part in enumerate(parts, start=1):
            found += [
                _("Part %(number)d: %(problem)s") % {"number": number, "problem": problem}
                for problem in _part_problems(part)
            ]
        if not found and len({part["id"] for part in parts}) < len(parts):
            found.append(_("Several parts have the same id."))
        return found

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        given = response if isinstance(response, Mapping) else {}
        return {
            "parts": [
                {
                    "kind": part["kind"],
                    "stem": part["stem"],
                    "hint": part.get("hint", ""),
                    "field": PREFIX + part["id"],
                    "view": kind.prepare(own, seed, given.get(part["id"])),
                }
                for part, kind, own in _each(spec)
            ]
        }

    def read(self, spec: Spec, fields: Fields) -> Response:
        known = {PREFIX + part["id"] for part in spec["parts"]}
        if any(any(fields[name]) for name in _posted(fields) if name not in known):
            raise foreign()
        found = {}
        for number, (part, kind, own) in enumerate(_each(spec), start=1):
            try:
                response = kind.read(own, _fields_of(part, fields))
            except BadResponse as bad:
                problem = _("Part %(number)d: %(problem)s") % {"number": number, "problem": bad}
                raise BadResponse(problem) from None
            if response is not None:
                found[part["id"]] = response
        return found or None

    def posted(self, spec: Spec, response: Response) -> Fields:
        given = response if isinstance(response, Mapping) else {}
        return {
            PREFIX + part["id"]: kind.posted(own, given.get(part["id"])).get("response", ())
            for part, kind, own in _each(spec)
        }

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        found = {}
        for part, kind, own in _each(spec):
            mine = _fields_of(part, fields)
            try:
                found[part["id"]] = kind.read(own, mine)
            except BadResponse:
                found[part["id"]] = kind.as_posted(own, mine)
        return found

    def grade(self, spec: Spec, response: Response) -> Grade:
        given = as_parts(response, [part["id"] for part in spec["parts"]])
        earned, right = 0.0, 0
        remarks: list[str] = []
        for number, (part, kind, own) in enumerate(_each(spec), start=1):
            grade = kind.grade(own, given.get(part["id"]))
            earned += (grade.fraction or 0.0) * part.get("weight", 1)
            right += grade.fraction == 1
            place = _("Part %(number)d") % {"number": number}
            remarks += [remark(place, text) for text in (*grade.feedback, grade.tally) if text]
        fraction = earned / sum(part.get("weight", 1) for part in spec["parts"])
        return Grade(fraction, tuple(remarks), right_of(right, len(spec["parts"])))

    def key(self, spec: Spec) -> Response:
        return {part["id"]: kind.key(own) for part, kind, own in _each(spec)}

    def marks_alike(self, old: Spec, new: Spec) -> bool:
        """Whether every part marks alike, and the parts are the same ones with the same weights."""
        before, after = list(_each(old)), list(_each(new))
        outer = [[_outer(part) for part, _kind, _own in each] for each in (before, after)]
        return outer[0] == outer[1] and all(
            kind.marks_alike(there, here)
            for (_part, kind, there), (_same, _kind, here) in zip(before, after, strict=True)
        )

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        given = response if isinstance(response, Mapping) else {}
        return {
            "parts": [
                {
                    "kind": part["kind"],
                    "stem": part["stem"],
                    "explanation": part["explanation"],
                    "given": given.get(part["id"]) is not None,
                    "fraction": kind.grade(own, given.get(part["id"])).fraction,
                    "view": kind.review(own, given.get(part["id"])),
                }
                for part, kind, own in _each(spec)
            ]
        }

    def told(self, spec: Spec, response: Response) -> str:
        given = response if isinstance(response, Mapping) else {}
        return "; ".join(
            f"{number}. {kind.told(own, given[part['id']])}"
            for number, (part, kind, own) in enumerate(_each(spec), start=1)
            if part["id"] in given
        )

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        given = as_parts(response, [part["id"] for part in spec["parts"]])
        found: list[Alternative] = []
        for number, (part, kind, own) in enumerate(_each(spec), start=1):
            said = given.get(part["id"])
            if response is None or said is not None:
                place = _("Part %(number)d") % {"number": number}
                named = remark(place, part["stem"])
                found += [each.within(part["id"], named) for each in kind.alternatives(own, said)]
        return tuple(found)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("A motor takes 50 kW from the battery and gives off 47.5 kW."),
            "explanation": _("What does not arrive at the shaft becomes heat."),
            "quote": _("of 50 kW taken in, 47.5 kW reach the shaft"),
            "parts": [
                {
                    "id": "a",
                    "kind": "numeric",
                    "stem": _("How many kW are lost?"),
                    "explanation": _("50 kW less 47.5 kW."),
                    "answer": 2.5,
                    "units": [{"name": "kW"}],
                },
                {
                    "id": "b",
                    "kind": "true_false",
                    "stem": _("The losses become heat."),
                    "explanation": _("Energy does not vanish."),
                    "answer": True,
                    "feedback": {
                        "true": _("That is why motors are cooled."),
                        "false": _("They must go somewhere; motors are cooled."),
                    },
                    "weight": 2,
                },
            ],
        }


def _each(spec: Spec) -> Iterator[tuple[Part, Kind, dict[str, Any]]]:
    """Each part with its kind and the spec that this kind sees."""
    for part in spec["parts"]:
        own = {name: value for name, value in part.items() if name not in OWN}
        yield part, ALLOWED[part["kind"]], own


def _outer(part: Part) -> tuple[Any, ...]:
    return part["id"], part["kind"], part.get("weight", 1)


def _posted(fields: Fields) -> list[str]:
    return [name for name in fields if name.startswith("response")]


def _fields_of(part: Part, fields: Fields) -> Fields:
    return {"response": fields.get(PREFIX + part["id"], ())}


def _part_problems(part: Part) -> list[str]:
    kind, key, weight = part.get("kind"), part.get("id"), part.get("weight", 1)
    found = []
    if not isinstance(key, str) or not OPTION_ID.fullmatch(key):
        found.append(_("It needs a short id of letters and digits."))
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= MOST_WEIGHT:
        found.append(_("The weight must be 1 to %(most)d.") % {"most": MOST_WEIGHT})
    if not isinstance(kind, str) or kind not in ALLOWED:
        known = ", ".join(ALLOWED)
        return [*found, _("Its kind must be one of: %(known)s.") % {"known": known}]
    own = {name: value for name, value in part.items() if name not in OWN}
    return found + (ALLOWED[kind].problems(own) or _field_problems(ALLOWED[kind], own))


def _field_problems(kind: Kind, own: Spec) -> list[str]:
    """A form has one field for each part."""
    if set(kind.posted(own, kind.key(own))) <= {"response"}:
        return []
    return [_("It asks for several things at once. Make it a question of its own.")]
