"""Matching, ordering and pictures of QTI."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .effort import spend
from .qti_model import Asked, Choice, Item, ids_of, joined
from .qti_xml import QtiFault

Spec = dict[str, Any]
Pairs = list[tuple[str, str]]
NONE = "evlearn-none"
"""Identifies the group for what belongs to none."""


def matched(item: Item, asked: Asked, spec: Spec) -> str:
    """Pairs of two sets: matching, or sorting into groups."""
    pairs = _pairs(asked)
    if "evlearn-classify" in asked.style:
        return _classified(item, asked, pairs, spec)
    firsts = [one for one, _other in pairs]
    seconds = [other for _one, other in pairs]
    names = {each.id for each in asked.choices}
    if len(set(seconds)) == len(seconds) and (
        len(set(firsts)) < len(firsts) or set(firsts) != names
    ):
        # Each of the second set has one partner, not each of the first.
        asked.choices, asked.targets = asked.targets, asked.choices
        pairs = [(other, one) for one, other in pairs]
    _put(item, asked, pairs, spec)
    return "matching"


def _put(item: Item, asked: Asked, pairs: Pairs, spec: Spec) -> None:
    partner = _partners(item, pairs)
    targets = ids_of([each.id for each in asked.targets])
    prompts = ids_of([each.id for each in asked.choices])
    spec["prompts"] = [
        {
            "id": prompts[each.id],
            "text": each.text,
            "choice": targets.get(partner.get(each.id, ""), ""),
            "feedback": _said(item, asked, each),
        }
        for each in asked.choices
    ]
    spec["choices"] = [{"id": targets[each.id], "text": each.plain} for each in asked.targets]


def _partners(item: Item, pairs: Pairs) -> dict[str, str]:
    partner: dict[str, str] = {}
    for one, other in pairs:
        if partner.setdefault(one, other) != other:
            item.lost(_("Something goes with several others in the file; here with the first."))
    return partner


def _said(item: Item, asked: Asked, each: Choice) -> str:
    """The feedback on what is placed: that on its right place, or on it alone."""
    found, right = [each.feedback], asked.right()
    spend(len(asked.worth) // 2 + len(right) // 4)
    values = [value for value in right if each.id in value.split()]
    for when in ("option", "unless"):
        found += [item.said(asked.id, when, value) for value in dict.fromkeys([*values, each.id])]
    return joined(found)


def _pairs(asked: Asked) -> Pairs:
    """The right pairs, what is placed first. Raises QtiFault where there is none."""
    one, other = ({each.id for each in found} for found in (asked.choices, asked.targets))
    pairs: Pairs = []
    for value in asked.right():
        names = value.split()
        if len(names) == 2 and names[0] in other and names[1] in one and names[0] not in one:
            names.reverse()
        if len(names) != 2 or names[0] not in one or names[1] not in other:
            words = _("The right pair “%(pair)s” names what is not there.")
            raise QtiFault(words % {"pair": value[:80]}, asked.line)
        pairs.append((names[0], names[1]))
    if not pairs:
        raise QtiFault(_("No right pairs are named."), asked.line)
    return list(dict.fromkeys(pairs))


def _classified(item: Item, asked: Asked, pairs: Pairs, spec: Spec) -> str:
    groups = [each for each in asked.targets if each.id != NONE]
    keys = {**ids_of([each.id for each in groups]), NONE: "-"}
    things = ids_of([each.id for each in asked.choices])
    partner = _partners(item, pairs)
    spec["groups"] = [{"id": keys[each.id], "text": each.plain} for each in groups]
    spec["items"] = [
        {
            "id": things[each.id],
            "text": each.text,
            "group": keys.get(partner.get(each.id, ""), ""),
            "feedback": _said(item, asked, each),
        }
        for each in asked.choices
    ]
    if len(groups) < len(asked.targets):
        spec["none"] = True
    return "classify"


def associated(item: Item, asked: Asked, spec: Spec) -> str:
    """Pairs within one set: the first of each is asked, the others are to choose from."""
    asked.targets = asked.choices
    pairs = _pairs(asked)
    firsts = {one for one, _other in pairs}
    if firsts & {other for _one, other in pairs}:
        raise QtiFault(_("Its pairs hang together and cannot be asked one by one."), asked.line)
    asked.targets = [each for each in asked.choices if each.id not in firsts]
    asked.choices = [each for each in asked.choices if each.id in firsts]
    item.lost(_("Pairs of one set are now asked from one side."))
    _put(item, asked, pairs, spec)
    return "matching"


def ordered(item: Item, asked: Asked, spec: Spec) -> str:
    """Items in their right order."""
    found = {each.id: each for each in asked.choices}
    right = [name for name in dict.fromkeys(asked.correct) if name in found]
    if not right or len(right) < len(asked.correct):
        raise QtiFault(_("Its right order is not named, or names what is not there."), asked.line)
    for name in found:
        if name not in right:
            item.lost(_("An item that belongs nowhere stays out: “%s”.") % found[name].plain)
    ids = ids_of(list(found))
    spec["items"] = [
        {"id": ids[name], "text": found[name].text, "feedback": _said(item, asked, found[name])}
        for name in right
    ]
    return "ordering"


def pointed(item: Item, asked: Asked, spec: Spec) -> str:
    """Regions of a picture, some of them right."""
    right = set(asked.right())
    if asked.multiple and len(right) > 1:
        item.lost(_("In the file all right places are to be found; here one is enough."))
    ids = ids_of([each.id for each in asked.choices])
    spec["picture"] = asked.picture
    spec["regions"] = [
        {
            "id": ids[each.id],
            **each.place,
            "text": each.plain,
            "correct": each.id in right,
            "feedback": joined([each.feedback, item.said(asked.id, "option", each.id)]),
        }
        for each in asked.choices
    ]
    spec["feedback"] = item.said(asked.id, "option", "") or ""
    return "hotspot"


def labelled(item: Item, asked: Asked, spec: Spec) -> str:
    """Pins in a picture that labels belong to."""
    partner = _partners(item, [(place, label) for label, place in _pairs(asked)])
    labels = ids_of([each.id for each in asked.choices])
    pins = ids_of([each.id for each in asked.targets])
    spec["picture"] = asked.picture
    spec["pins"] = []
    for each in asked.targets:
        if each.id not in partner:
            item.lost(_("A place in the picture that nothing belongs to stays out."))
            continue
        place = {name: each.place.get(name, 0) for name in ("x", "y")}
        label, said = labels[partner[each.id]], _said(item, asked, each)
        spec["pins"].append({"id": pins[each.id], **place, "label": label, "feedback": said})
    spec["labels"] = [{"id": labels[each.id], "text": each.plain} for each in asked.choices]
    return "labels"
