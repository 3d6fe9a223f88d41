"""Giving each of several things one of several others: what matching and sorting share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .alternative import Alternative
from .authoring import Field, Line, OneOf, Prose, Several, Words
from .base import Fields, Grade, Kind, Response, Spec
from .fields import feedback_of, feedback_problems, flag_problems
from .listed import (
    as_parts,
    folded,
    foreign,
    handles,
    in_words,
    listed,
    parts_posted,
    remarks_on,
    right_of,
)

NONE = "-"
"""Stands in a response for "none of these". No id looks like that by itself: see listed."""


def targets_layout(name: str, label: Words, entry: Words, most: int = 12) -> Several:
    """The places in an author's form."""
    return Several(
        name,
        label,
        fields=(Line("text", gettext_lazy("Text"), gettext_lazy("Without mark-up.")),),
        entry=entry,
        least=2,
        most=most,
        ids=True,
    )


def things_layout(
    name: str,
    label: Words,
    entry: Words,
    place: OneOf,
    fields: Sequence[Field] = (Prose("text", gettext_lazy("Text")),),
) -> Several:
    """What is to be placed in an author's form; ``place`` is the field for where it belongs."""
    feedback = Prose("feedback", gettext_lazy("Feedback"), gettext_lazy("Why it belongs there."))
    return Several(
        name, label, fields=(*fields, place, feedback), entry=entry, least=2, most=20, ids=True
    )


class Assigning(Kind):
    """A response has the id of the target for the id of each thing, as far as filled in.

    Each thing that is where it belongs earns its share of the mark.
    """

    things: ClassVar[str]
    """The spec's field with what is to be placed; each entry names its target."""
    targets: ClassVar[str]
    """The spec's field with the places."""
    target: ClassVar[str]
    """The field of a thing that names its place."""
    sorted_targets: ClassVar[bool]
    """Whether the targets are shown in the order of their texts, so that their own order, often
    that of the things, gives nothing away."""
    least_things: ClassVar[int] = 2
    most_targets: ClassVar[int] = 12
    none_allowed: ClassVar[str] = ""
    """The spec's field that adds "none of these" to the targets; "" where a kind has none."""
    thing_fields: ClassVar[tuple[str, ...]] = ("id", "text")
    """The fields of a thing beside its target and the feedback."""

    def own_problems(self, spec: Spec) -> list[str]:
        further = (self.target, "feedback")
        things, found = listed(
            spec, self.things, further, self.least_things, 20, own=self.thing_fields
        )
        targets, more = listed(spec, self.targets, (), 2, self.most_targets)
        found += more
        if self.none_allowed:
            found += flag_problems(spec, self.none_allowed)
        if found:
            return found
        known = {target["id"] for target in targets}
        if NONE in known:
            return [_("The id “%(id)s” is taken: choose another one.") % {"id": NONE}]
        if self._with_none(spec):
            known.add(NONE)
        for number, thing in enumerate(things, start=1):
            found += self.thing_problems(number, thing, known)
        return found

    def thing_problems(self, number: int, thing: Mapping[str, Any], known: set[str]) -> list[str]:
        """What is wrong with one thing; ``known`` are the ids of the targets."""
        where = {"number": number, "field": self.things, "target": self.target}
        found = []
        value = thing.get(self.target)
        if not isinstance(value, str) or value not in known:
            problem = _("Entry %(number)d of “%(field)s” needs the id of its “%(target)s”.")
            found.append(problem % where)
        return found + feedback_problems(thing, _("Entry %(number)d of “%(field)s”") % where)

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        chosen = response if isinstance(response, Mapping) else {}
        targets = self._targets(spec)
        return {
            "rows": [
                {
                    "name": thing["name"],
                    "text": thing["text"],
                    "targets": [
                        {
                            "name": target["name"],
                            "text": target["text"],
                            "chosen": chosen.get(thing["id"]) == target["id"],
                        }
                        for target in targets
                    ],
                }
                for thing in self.shown(spec)
            ]
        }

    def read(self, spec: Spec, fields: Fields) -> Response:
        found = parts_posted(fields, self._names(spec))
        known = {target["name"]: target["id"] for target in self._targets(spec)}
        if not set(found.values()) <= set(known):
            raise foreign()
        return {key: known[name] for key, name in found.items()} or None

    def posted(self, spec: Spec, response: Response) -> Fields:
        names = {target["id"]: target["name"] for target in self._targets(spec)}
        given = response if isinstance(response, Mapping) else {}
        named = {key: names[place] for key, place in given.items()}
        return in_words(named, self._names(spec))

    def grade(self, spec: Spec, response: Response) -> Grade:
        key = self.key(spec)
        given = as_parts(response, key)
        known = {target["id"] for target in self._targets(spec)}
        if not all(isinstance(place, str) and place in known for place in given.values()):
            raise foreign()
        wrong = [thing for thing in self.shown(spec) if given.get(thing["id"]) != key[thing["id"]]]
        if not given:
            return Grade(0.0)
        remarks = remarks_on(thing for thing in wrong if thing["id"] in given)
        right = len(key) - len(wrong)
        return Grade(right / len(key), remarks, right_of(right, len(key)))

    def key(self, spec: Spec) -> Response:
        return {thing["id"]: thing[self.target] for thing in spec[self.things]}

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        given = response if isinstance(response, Mapping) else {}
        texts = {target["id"]: target["text"] for target in self._targets(spec)}
        return {
            "rows": [
                {
                    "text": thing["text"],
                    "given": texts.get(given.get(thing["id"], ""), ""),
                    "correct": given.get(thing["id"]) == thing[self.target],
                    "right": texts[thing[self.target]],
                    "feedback": feedback_of(thing),
                }
                for thing in self.shown(spec)
            ]
        }

    def told(self, spec: Spec, response: Response) -> str:
        given = response if isinstance(response, Mapping) else {}
        texts = {target["id"]: target["text"] for target in self._targets(spec)}
        return "; ".join(
            f"{thing['text']}: {texts.get(given[thing['id']], '?')}"
            for thing in self.shown(spec)
            if thing["id"] in given
        )

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        given = self.key(spec) if response is None else as_parts(response, self.key(spec))
        texts = {target["id"]: target["text"] for target in self._targets(spec)}
        if not all(isinstance(place, str) and place in texts for place in given.values()):
            raise foreign()
        return tuple(
            Alternative(
                key=f"{thing['id']} {given[thing['id']]}",
                text=texts[given[thing["id"]]],
                right=given[thing["id"]] == thing[self.target],
                feedback=feedback_of(thing),
                place=thing["text"],
                bare=True,
            )
            for thing in self.shown(spec)
            if thing["id"] in given
        )

    def shown(self, spec: Spec) -> list[dict[str, Any]]:
        """The things in the order of a form, each with its ``text`` and ``name`` there."""
        names = handles(spec[self.things])
        return [{**thing, "name": names[thing["id"]]} for thing in spec[self.things]]

    def _names(self, spec: Spec) -> dict[str, str]:
        return {thing["id"]: thing["name"] for thing in self.shown(spec)}

    def _targets(self, spec: Spec) -> list[dict[str, str]]:
        """As a form lists them."""
        names = handles(spec[self.targets])
        found = [
            {"id": each["id"], "name": names[each["id"]], "text": each["text"]}
            for each in spec[self.targets]
        ]
        if self.sorted_targets:
            found.sort(key=lambda target: folded(target["text"]))
        if self._with_none(spec):
            found.append({"id": NONE, "name": NONE, "text": _("None of these")})
        return found

    def _with_none(self, spec: Spec) -> bool:
        return bool(self.none_allowed and spec.get(self.none_allowed, False))
