"""Questions as Moodle XML. A kind that Moodle has not is written as the nearest type it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from ..kinds.assigning import NONE
from ..kinds.picture import in_words, is_percent
from .moodle_fields import (
    Spec,
    html_answer,
    listed,
    margin,
    number,
    paragraphs,
    plain_answer,
    stem_node,
    text,
    texts,
    weights,
)
from .moodle_units import units_written
from .moodle_write_cloze import gaps_written, parts_written, table_written
from .moodle_write_formula import calculated_written
from .moodle_xml import html_node, html_of, node, text_node, written
from .plain import plain_of
from .spec import QuestionSpec

LONGEST_NAME = 80
LINES = (2, 3, 5, 10, 15, 20, 25, 30, 35, 40)
"""Heights of a field that Moodle offers."""

Written = tuple[str, str, list[str]]
"""The type that Moodle has, the text of the question as HTML, and further elements."""


def visible(question: QuestionSpec, kind: str) -> str:
    """The element of a question, without a comment, written as one of ``kind``.

    Fields of a wrong type are left out.
    """
    spec = question.spec
    named, html, further = KINDS[kind](spec)
    tags = [node("tag", text_node(tag)) for tag in question.tags]
    explanation, hint = text(spec, "explanation"), text(spec, "hint")
    lines = [
        node("name", text_node(name_of(question))),
        stem_node(html),
        *([html_node("generalfeedback", explanation)] if explanation.strip() else []),
        *([node("idnumber", written(question.uid))] if question.uid else []),
        *further,
        *([html_node("hint", hint)] if hint.strip() else []),
        *([node("tags", *tags)] if tags else []),
    ]
    inner = "".join(f"    {line}\n" for line in lines)
    return f'  <question type="{named}">\n{inner}  </question>\n'


def name_of(question: QuestionSpec) -> str:
    """What the question is called in Moodle: how it begins."""
    words = plain_of(text(question.spec, "stem")) or question.uid
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"


def _stem(spec: Spec) -> str:
    return paragraphs(text(spec, "stem"))


def _single_choice(spec: Spec) -> Written:
    options = listed(spec, "options")
    answers = [html_answer(bool(each.get("correct")), each) for each in options]
    return "multichoice", _stem(spec), [node("single", "true"), *answers]


def _multiple_choice(spec: Spec) -> Written:
    options = listed(spec, "options")
    pairs = zip(weights(options), options, strict=True)
    answers = [html_answer(weight, each) for weight, each in pairs]
    return "multichoice", _stem(spec), [node("single", "false"), *answers]


def _true_false(spec: Spec) -> Written:
    value = spec.get("feedback")
    feedback = value if isinstance(value, Mapping) else {}
    answers = [
        plain_answer(bool(spec.get("answer")) == truth, name, {"feedback": text(feedback, name)})
        for name, truth in (("true", True), ("false", False))
    ]
    return "truefalse", _stem(spec), answers


def _short_text(spec: Spec) -> Written:
    answers = [plain_answer(1, each, {}) for each in texts(spec, "accepted")]
    answers += [plain_answer(0, text(each, "text"), each) for each in listed(spec, "wrong")]
    case = "1" if spec.get("case_sensitive") is True else "0"
    return "shortanswer", _stem(spec), [node("usecase", case), *answers]


def _numeric(spec: Spec) -> Written:
    right = plain_answer(1, number(spec.get("answer")), {}, node("tolerance", margin(spec)))
    near = [
        plain_answer(
            0, number(each.get("value")), each, node("tolerance", number(each.get("tolerance", 0)))
        )
        for each in listed(spec, "near")
    ]
    return "numerical", _stem(spec), [right, *near, *units_written(spec)]


def _calculated(spec: Spec) -> Written:
    html, further = calculated_written(spec)
    return "calculated", html, further


def _pair(html: str, choice: str) -> str:
    answer = node("answer", text_node(choice))
    return node("subquestion", text_node(html), answer, format="html")


def _assigned(spec: Spec, things: list[tuple[str, str]], targets: str) -> list[str]:
    """Pairs of things, as HTML with the ids of their targets, and targets of nothing."""
    names = {text(each, "id"): text(each, "text") for each in listed(spec, targets)}
    if spec.get("none") is True:
        names[NONE] = _("None of these")
    used = {key for _html, key in things}
    others = [name for key, name in names.items() if key not in used]
    return [_pair(html, names.get(key, "")) for html, key in things] + [
        _pair("", name) for name in others
    ]


def _things(spec: Spec, name: str, target: str) -> list[tuple[str, str]]:
    return [(html_of(text(each, "text")), text(each, target)) for each in listed(spec, name)]


def _matching(spec: Spec) -> Written:
    pairs = _assigned(spec, _things(spec, "prompts", "choice"), "choices")
    return "match", _stem(spec), [node("shuffleanswers", "true"), *pairs]


def _classify(spec: Spec) -> Written:
    pairs = _assigned(spec, _things(spec, "items", "group"), "groups")
    return "match", _stem(spec), [node("shuffleanswers", "true"), *pairs]


def _with_picture(spec: Spec) -> str:
    value = spec.get("picture")
    picture = value if isinstance(value, Mapping) else {}
    named = {"src": text(picture, "src"), "alt": text(picture, "alt")}
    return _stem(spec) + (f"<p>{node('img', **named)}</p>" if named["src"] else "")


def _labels(spec: Spec) -> Written:
    """Pins are told in words, as Moodle shows no pins in a picture that it does not have."""
    pins = [(_place(each), text(each, "label")) for each in listed(spec, "pins")]
    pairs = _assigned(spec, pins, "labels")
    return "match", _with_picture(spec), [node("shuffleanswers", "true"), *pairs]


def _place(pin: Spec) -> str:
    x, y = pin.get("x", -1), pin.get("y", -1)
    return html_of(in_words(x, y)) if is_percent(x) and is_percent(y) else ""


def _hotspot(spec: Spec) -> Written:
    """The names of the regions, each right one of which is worth the full mark."""
    kind, _html, further = _single_choice({"options": listed(spec, "regions")})
    return kind, _with_picture(spec), further


def _ordering(spec: Spec) -> Written:
    items = [
        html_node("answer", text(each, "text"), fraction=str(at))
        for at, each in enumerate(listed(spec, "items"), start=1)
    ]
    settings = [
        node("layouttype", "VERTICAL"),
        node("selecttype", "ALL"),
        node("selectcount", "0"),
        node("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
    ]
    return "ordering", _stem(spec), [*settings, *items]


def _essay(spec: Spec) -> Written:
    lines = spec.get("lines", 8)
    lines = lines if isinstance(lines, int) else 8
    limits = {"min_words": "minwordlimit", "max_words": "maxwordlimit"}
    written = [
        node(name, str(spec[field]))
        for field, name in limits.items()
        if isinstance(spec.get(field), int) and spec[field] > 0
    ]
    fitting = min(LINES, key=lambda offered: abs(offered - lines))
    rubric = [f"{text(each, 'text')} ({number(each.get('points'))})" for each in _rubric(spec)]
    info = paragraphs(*rubric, text(spec, "model_answer"))
    return (
        "essay",
        _stem(spec),
        [
            node("responseformat", "editor"),
            node("responserequired", "1"),
            node("responsefieldlines", str(fitting)),
            *written,
            node("graderinfo", text_node(info), format="html"),
        ],
    )


def _rubric(spec: Spec) -> list[Spec]:
    return listed(spec, "rubric")


def _statement(spec: Spec) -> Written:
    return "description", _stem(spec), []


def _cloze(written: Callable[[Spec], str]) -> Callable[[Spec], Written]:
    return lambda spec: ("cloze", written(spec), [])


KINDS: Mapping[str, Callable[[Spec], Written]] = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "calculated": _calculated,
    "matching": _matching,
    "classify": _classify,
    "labels": _labels,
    "hotspot": _hotspot,
    "ordering": _ordering,
    "gaps": _cloze(gaps_written),
    "table": _cloze(table_written),
    "parts": _cloze(parts_written),
    "essay": _essay,
    "statement": _statement,
}
"""How each kind is written."""
