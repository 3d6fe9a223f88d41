"""Items of QTI to kinds of questions and their fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from .qti_assign import associated, labelled, matched, ordered, pointed
from .qti_gaps import GAP, around, gapped, typed_alone
from .qti_model import (
    MARK,
    SHARE,
    Asked,
    Choice,
    Feedback,
    Grid,
    Item,
    ids_of,
    joined,
    stays_out,
    weights_of,
)
from .qti_typed import typed
from .qti_xml import QtiFault

Spec = dict[str, Any]
TRUTHS = ({"true", "false"}, {"t", "f"}, {"answer_true", "answer_false"})


def question_of(item: Item) -> tuple[str, Spec]:
    """The kind and the spec of an item. Raises QtiFault where evlearn cannot ask it."""
    kind, spec = item.made or _asked(item)
    if item.hint:
        spec["hint"] = item.hint
    always = joined(each.text for each in item.feedback if each.when == "always")
    right = _left(item.feedback, "right")
    for each in item.feedback:
        each.taken = each.taken or each.when == "always"
    if not always and right:
        always = joined(each.text for each in right)
        for each in right:
            each.taken = True
    if always and kind != "statement":
        spec["explanation"] = always
    elif always:
        stays_out(_("The feedback of a statement"), always, item.lost)
    for each in item.feedback:
        if not each.taken and each.text:
            stays_out(WHEN.get(each.when, WHEN["other"])(), each.text, item.lost)
    return kind, spec


WHEN: dict[str, Callable[[], str]] = {
    "right": lambda: _("The feedback on right answers"),
    "wrong": lambda: _("The feedback on wrong answers"),
    "unless": lambda: _("The feedback on a certain answer"),
    "option": lambda: _("The feedback on a certain answer"),
    "other": lambda: _("The feedback under a certain condition"),
}


def _left(feedback: list[Feedback], when: str) -> list[Feedback]:
    return [each for each in feedback if each.when == when and not each.taken]


def _asked(item: Item) -> tuple[str, Spec]:
    blocks = [each for each in item.flow if isinstance(each, Asked)]
    if not blocks and not item.inline:
        return _unasked(item)
    if "evlearn-calculated" in item.style:
        return "calculated", {
            "stem": joined(text for text in texts_of(item) if not MARK.search(text))
        }
    if not blocks:
        alone = typed_alone(item)
        return alone if alone else gapped(item)
    if len(blocks) == 1 and not item.inline:
        spec = {"stem": joined([*texts_of(item), blocks[0].stem])}
        return _block(item, blocks[0], spec), spec
    return _several(item)


def texts_of(item: Item) -> list[str]:
    """What is said outside of interactions."""
    flow = [each for each in item.flow if not isinstance(each, Asked)]
    return [each.text if isinstance(each, Grid) else each for each in flow]


def _unasked(item: Item) -> tuple[str, Spec]:
    stem = joined(texts_of(item))
    if not stem:
        raise QtiFault(_("There is nothing in it."), item.line)
    return "statement", {"stem": stem}


def _block(item: Item, asked: Asked, spec: Spec) -> str:
    """The kind of the one interaction; its fields go into ``spec``."""
    if asked.sort == "text":
        kind, fields = typed(item, asked)
        spec |= fields
        return kind
    if asked.sort == "essay":
        return _essay(item, asked, spec)
    if asked.sort == "choice":
        kind, fields = choice(item, asked)
        spec |= fields
        return kind
    makers = {
        "match": matched,
        "associate": associated,
        "order": ordered,
        "hotspot": pointed,
        "labels": labelled,
    }
    return makers[asked.sort](item, asked, spec)


def _essay(item: Item, asked: Asked, spec: Spec) -> str:
    if 1 <= asked.lines <= 40:
        spec["lines"] = asked.lines
    answer = item.model_answer or joined(asked.correct)
    if answer:
        spec["model_answer"] = answer
    return "essay"


def choice(item: Item, asked: Asked) -> tuple[str, Spec]:
    """A choice between options, its kind and own fields."""
    names = [each.id for each in asked.choices]
    if len(set(names)) < len(names):
        raise QtiFault(_("Two of its choices have the same identifier."), asked.line)
    right = set(asked.right())
    for name in right - set(names):
        words = _("The right answer “%(id)s” is none of the choices.")
        raise QtiFault(words % {"id": name[:60]}, asked.line)
    _remark_on_worth(item, asked, right)
    if not asked.multiple and _is_truth(asked.choices) and len(right) == 1:
        return "true_false", _truth(item, asked, right)
    ids = ids_of(names)
    options = [
        {
            "id": ids[each.id],
            "text": each.text,
            "correct": each.id in right,
            "feedback": joined([each.feedback, item.said(asked.id, "option", each.id)]),
        }
        for each in asked.choices
    ]
    single = not asked.multiple and len(right) < 2
    return ("single_choice" if single else "multiple_choice"), {"options": options}


def _remark_on_worth(item: Item, asked: Asked, right: set[str]) -> None:
    """Say where the file counts choices otherwise than evlearn does."""
    if not asked.multiple:
        if len(right) > 1:
            item.lost(_("Any one right choice is enough in the file, here all are to be chosen."))
        best = max(asked.worth.values(), default=0)
        for each in asked.choices:
            if 0 < asked.worth.get(each.id, 0) < best:
                words = _("“%(text)s” is worth %(share)g %% in the file and nothing here.")
                share = round(100 * asked.worth[each.id] / best, 2)
                item.lost(words % {"text": each.text, "share": share})
        return
    wrong = [each.id for each in asked.choices if each.id not in right]
    if not asked.worth:
        if len(right) > 1 or wrong:
            item.lost(
                _(
                    "In the file it counts in full or not at all; here each right choice earns its"
                    " share."
                )
            )
        return
    gains = [asked.worth.get(each, 0) for each in right]
    whole = sum(gains)
    takes = [-asked.worth.get(each, 0) for each in wrong]
    even = all(abs(each * len(right) - whole) <= SHARE * whole for each in gains)
    fair = all(abs(each * len(wrong) - whole) <= SHARE * whole for each in takes)
    if not (even and fair):
        item.lost(
            _(
                "Its choices weigh otherwise in the file: here right ones count alike, and wrong"
                " ones take off as much."
            )
        )


def _is_truth(choices: list[Choice]) -> bool:
    names = {each.id.casefold() for each in choices}
    texts = {each.plain.casefold() for each in choices}
    return len(choices) == 2 and (names in TRUTHS or texts == {"true", "false"})


def _truth(item: Item, asked: Asked, right: set[str]) -> Spec:
    said = {}
    answer = True
    for each in asked.choices:
        truth = each.id.casefold().removeprefix("answer_").startswith("t")
        if {one.plain.casefold() for one in asked.choices} == {"true", "false"}:
            truth = each.plain.casefold() == "true"
        feedback = joined([each.feedback, item.said(asked.id, "option", each.id)])
        said["true" if truth else "false"] = feedback
        if each.id in right:
            answer = truth
    return {"answer": answer, "feedback": {name: said.get(name, "") for name in ("true", "false")}}


PARTS = ("choice", "text")


def _several(item: Item) -> tuple[str, Spec]:
    """Several interactions: parts of one question."""
    stems, pairs = _parts_of(item)
    other = [asked.sort for asked, _text in pairs if asked.sort not in PARTS]
    if other:
        words = _("It asks several things at once, and not each by a choice or a typed answer.")
        raise QtiFault(words, item.line)
    spec: Spec = {"stem": joined(stems)}
    if "evlearn-reasons" in item.style and len(pairs) == 2:
        return _with_reasons(item, [asked for asked, _text in pairs], spec)
    ids = ids_of([asked.id for asked, _text in pairs])
    weights = weights_of([asked for asked, _text in pairs], item.lost)
    spec["parts"] = []
    for (asked, text), weight in zip(pairs, weights, strict=True):
        kind, fields = choice(item, asked) if asked.sort == "choice" else typed(item, asked)
        part = {"id": ids[asked.id], "kind": kind, "stem": text, **fields}
        if asked.unit and kind == "numeric":
            part["units"] = [{"name": asked.unit}]
        said = joined(item.said(asked.id, when) for when in ("explained", "right", "wrong"))
        if said:
            part["explanation"] = said
        spec["parts"].append(part | ({"weight": weight} if weight != 1 else {}))
    return "parts", spec


def _parts_of(item: Item) -> tuple[list[str], list[tuple[Asked, str]]]:
    """The common stem's texts, and each interaction with the text that belongs to it."""
    common: list[str] = []
    pairs: list[tuple[Asked, str]] = []
    waiting: list[str] = []
    for each in item.flow:
        own = ""
        if isinstance(each, Asked):
            found, own = [each], each.stem
        else:
            text = each.text if isinstance(each, Grid) else each
            found = [item.inline[int(number)] for number in MARK.findall(text)]
            if not found:
                waiting.append(text)
            elif len(found) == 1:
                own, found[0].unit = around(text)
            else:
                own = MARK.sub(GAP, text)
        for asked in found:
            if not pairs:
                # The last text before the first field is its own, those before it are common.
                cut = len(waiting) if own else max(0, len(waiting) - 1)
                common, waiting = waiting[:cut], waiting[cut:]
            pairs.append((asked, joined([*waiting, own])))
            waiting = []
    return [*common, *waiting], pairs


def _with_reasons(item: Item, found: list[Asked], spec: Spec) -> tuple[str, Spec]:
    (kind, fields), (_kind, more) = (choice(item, asked) for asked in found)
    if kind != "true_false" or "options" not in more:
        raise QtiFault(_("There is no true or false with reasons in it."), item.line)
    spec |= fields
    return "true_false", {**spec, "reasons": more["options"]}
