"""Matching, sorting, ordering and pictures as QTI."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from ..kinds.numbers import is_number
from .qti_assign import NONE
from .qti_sheet import (
    Inside,
    Sheet,
    Spec,
    Unwritable,
    base,
    el,
    identifiers,
    listed,
    plain,
    prose,
    put,
    text_of,
    variable,
    when,
)
from .qti_xml import Element

RESPONSE, FEEDBACK = "RESPONSE", "FEEDBACK"
SMALL = 400
"""Pixels that a picture has at least, so that places in it are kept well enough."""
PIN = 3
"""Percent of the picture's width that a pin measures."""


def matching(sheet: Sheet, spec: Spec) -> None:
    """Each prompt has its choice."""
    targets = [(each, text_of(each, "id")) for each in listed(spec, "choices")]
    _paired(sheet, listed(spec, "prompts"), "choice", targets)


def classify(sheet: Sheet, spec: Spec) -> None:
    """Each item has its group."""
    targets = [(each, text_of(each, "id")) for each in listed(spec, "groups")]
    if spec.get("none") is True:
        targets.append(({"id": NONE, "text": _("None of these")}, "-"))
    _paired(sheet, listed(spec, "items"), "group", targets, "evlearn-classify")


def _paired(
    sheet: Sheet,
    things: list[Spec],
    place: str,
    targets: list[tuple[Spec, str]],
    style: str | None = None,
) -> None:
    keys = identifiers(things)
    entries = [each for each, _key in targets]
    places = [each["id"] if each["id"] == NONE else "" for each in entries]
    others = identifiers([each for each in entries if each["id"] != NONE], keys)
    others += [each for each in places if each]
    found = {key: name for (_each, key), name in zip(targets, others, strict=True)}
    pairs = [f"{key} {found[each[place]]}" for key, each in zip(keys, things, strict=True)]
    _declare(sheet, pairs)
    sheet.body.append(
        el(
            "matchInteraction",
            _set(keys, [prose(text_of(each, "text")) for each in things], 1),
            _set(others, [[plain(text_of(each, "text"))] for each in entries], 0),
            responseIdentifier=RESPONSE,
            shuffle="false",
            maxAssociations=0,
            class_=style,
        )
    )
    _said(sheet, keys, things, pairs)


def _declare(sheet: Sheet, pairs: Sequence[str]) -> None:
    """Each pair earns its share."""
    if len(pairs) < 2:
        raise Unwritable(_("it has fewer than two pairs"))
    worth = dict.fromkeys(pairs, 1 / len(pairs))
    sheet.response(RESPONSE, pairs, worth, cardinality="multiple", base="directedPair")
    sheet.map_response(RESPONSE)


def _set(keys: Sequence[str], texts: Sequence[Sequence[Inside]], most: int) -> Element:
    choices = [
        el("simpleAssociableChoice", *text, identifier=key, matchMax=most)
        for key, text in zip(keys, texts, strict=True)
    ]
    return el("simpleMatchSet", *choices)


def _said(sheet: Sheet, keys: Sequence[str], things: list[Spec], pairs: Sequence[str]) -> None:
    """What is said on a thing that is not where it belongs."""
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, things, strict=True)]
    if not sheet.feedback(FEEDBACK, texts, many=True):
        return
    for key, pair in zip(keys, pairs, strict=True):
        right = el("member", base("directedPair", pair), variable(RESPONSE))
        sheet.rules.append(when((el("not", right), [_also(key)])))


def _also(key: str) -> Element:
    """A rule that adds one more feedback."""
    return put(FEEDBACK, el("multiple", variable(FEEDBACK), base("identifier", key)))


def ordering(sheet: Sheet, spec: Spec) -> None:
    """Pairs in the right order less pairs in the wrong one, over all pairs.

    An outcome has the position of each item, by which pairs are compared.
    """
    items = listed(spec, "items")
    keys = identifiers(items)
    if len(keys) < 2:
        raise Unwritable(_("it has fewer than two items"))
    sheet.response(RESPONSE, keys, cardinality="ordered")
    shown = sorted(zip(keys, items, strict=True), key=lambda pair: plain(text_of(pair[1], "text")))
    sheet.body.append(
        el(
            "orderInteraction",
            *(
                el("simpleChoice", *prose(text_of(each, "text")), identifier=key)
                for key, each in shown
            ),
            responseIdentifier=RESPONSE,
            shuffle="false",
        )
    )
    for key in keys:
        sheet.outcome(f"AT_{key}", "integer", value="0")
        branches = [
            (_stands(at, key), [put(f"AT_{key}", base("integer", at))])
            for at in range(1, len(keys) + 1)
        ]
        sheet.rules.append(when(*branches))
    _compared(sheet, keys)
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, items, strict=True)]
    if sheet.feedback(FEEDBACK, texts, many=True):
        for at, key in enumerate(keys, start=1):
            sheet.rules.append(when((el("not", _stands(at, key)), [_also(key)])))


def _stands(at: int, key: str) -> Element:
    return el("match", el("index", variable(RESPONSE), n=at), base("identifier", key))


def _compared(sheet: Sheet, keys: Sequence[str]) -> None:
    pairs = list(combinations(keys, 2))
    for one, other in pairs:
        before = el("lt", variable(f"AT_{one}"), variable(f"AT_{other}"))
        after = el("gt", variable(f"AT_{one}"), variable(f"AT_{other}"))
        more = put("SCORE", el("sum", variable("SCORE"), base("float", 1)))
        less = put("SCORE", el("subtract", variable("SCORE"), base("float", 1)))
        sheet.rules.append(when((before, [more]), (after, [less])))
    above = put("SCORE", el("divide", variable("SCORE"), base("float", len(pairs))))
    none = put("SCORE", base("float", 0))
    below = el("lt", variable("SCORE"), base("float", 0))
    rule = when((below, [none]))
    rule.append(el("responseElse", above))
    sheet.rules.append(rule)


def _object(spec: Spec) -> tuple[Element, float, float]:
    """The picture, its width and its height in pixels."""
    picture = spec["picture"]
    wide, high = picture["width"], picture["height"]
    factor = max(1, -(-SMALL // wide))
    wide, high = wide * factor, high * factor
    ending = str(picture["src"]).rpartition(".")[2].lower()
    sort = {"svg": "svg+xml", "jpg": "jpeg"}.get(ending, ending if ending.isalpha() else "png")
    made = el(
        "object",
        plain(text_of(picture, "alt")),
        data=text_of(picture, "src"),
        type=f"image/{sort}",
        width=wide,
        height=high,
    )
    return made, wide, high


def _place(each: Spec, wide: float, high: float) -> dict[str, str]:
    """Shape and coordinates in pixels."""
    x, y = each["x"] * wide / 100, each["y"] * high / 100
    if "r" in each:
        return {"shape": "circle", "coords": _pixels(x, y, each["r"] * wide / 100)}
    right = x + each["width"] * wide / 100
    return {"shape": "rect", "coords": _pixels(x, y, right, y + each["height"] * high / 100)}


def _pixels(*lengths: float) -> str:
    return ",".join(str(max(0, round(length))) for length in lengths)


def _size(each: Spec) -> float:
    sides = [each.get(name) for name in ("r", "width", "height")]
    return sum(side for side in sides if is_number(side))


def hotspot(sheet: Sheet, spec: Spec) -> None:
    """Smaller regions come first: of several at one place the first is taken."""
    picture, wide, high = _object(spec)
    regions = sorted(listed(spec, "regions"), key=_size)
    keys = identifiers(regions)
    right = [key for key, each in zip(keys, regions, strict=True) if each.get("correct") is True]
    worth = dict.fromkeys(right, 1.0) if len(right) > 1 else None
    sheet.response(RESPONSE, right[:1], worth)
    spots = [
        el(
            "hotspotChoice",
            identifier=key,
            hotspotLabel=plain(text_of(each, "text")),
            **_place(each, wide, high),
        )
        for key, each in zip(keys, regions, strict=True)
    ]
    made = el("hotspotInteraction", picture, *spots, responseIdentifier=RESPONSE, maxChoices=1)
    sheet.body.append(made)
    if worth:
        sheet.map_response(RESPONSE)
    else:
        sheet.match_correct(RESPONSE)
    texts = [(key, text_of(each, "feedback")) for key, each in zip(keys, regions, strict=True)]
    if sheet.feedback(FEEDBACK, texts):
        sheet.rules.append(put(FEEDBACK, variable(RESPONSE)))


def labels(sheet: Sheet, spec: Spec) -> None:
    """Each pin has its label."""
    picture, wide, high = _object(spec)
    pins, words = listed(spec, "pins"), listed(spec, "labels")
    keys = identifiers(pins)
    others = identifiers(words, keys)
    found = {text_of(each, "id"): key for key, each in zip(others, words, strict=True)}
    pairs = [f"{found[each['label']]} {key}" for key, each in zip(keys, pins, strict=True)]
    _declare(sheet, pairs)
    texts = [
        el("gapText", plain(text_of(each, "text")), identifier=key, matchMax=0)
        for key, each in zip(others, words, strict=True)
    ]
    spots = [
        el(
            "associableHotspot",
            identifier=key,
            matchMax=1,
            **_place({**each, "r": PIN}, wide, high),
        )
        for key, each in zip(keys, pins, strict=True)
    ]
    sheet.body.append(
        el(
            "graphicGapMatchInteraction",
            picture,
            *texts,
            *spots,
            responseIdentifier=RESPONSE,
            maxAssociations=0,
        )
    )
    _said(sheet, keys, pins, pairs)
