"""The types of questions that Moodle has, to kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from .gift_answers import letters
from .moodle_answers import MoodleFault, choose, explain, numeric, short_text
from .moodle_calculated import read_calculated, refuse_computed_choice
from .moodle_cloze import read_cloze
from .moodle_gaps import read_drag_words, read_select_words
from .moodle_pictures import read_drag_onto_picture, read_markers
from .moodle_source import TRUE, Source, whole_number
from .moodle_units import read_units
from .moodle_xml import Element, line_of, text_of

TRUTHS = ("true", "false")


def read_question(source: Source) -> str:
    """The kind of a question; its fields go into the source's spec.

    Raises MoodleFault, or ExchangeError for its HTML.
    """
    named = source.element.get("type", "")
    reader = READERS.get(named)
    if reader is None:
        words = _("The type “%(type)s” is not known here.")
        raise MoodleFault(words % {"type": named[:60]})
    spec, text = source.spec, source.child("questiontext")
    if named not in GAPPED:
        spec["stem"] = source.prose(text)
    if explanation := source.prose(source.child("generalfeedback")):
        spec["explanation"] = explanation
    _read_hints(source)
    kind = reader(source)
    spec["stem"] = spec.get("stem", "")
    return kind


def _read_hints(source: Source) -> None:
    hints = source.children("hint")
    texts = [text for each in hints if (text := source.prose(each))]
    if texts:
        source.spec["hint"] = texts[0]
    for text in texts[1:]:
        words = _("Of several hints the first is kept; this one stays out: “%(text)s”")
        source.lost(words % {"text": text})


def _choice(source: Source) -> str:
    single = (source.value("single") or "true") in TRUE
    kind, source.spec["options"] = choose(source.answers(), single, source.lost)
    return kind


def _all_or_nothing(source: Source) -> str:
    source.lost(_("Right and wrong options count one by one here, not all or nothing."))
    return _right_or_wrong(source)


def _right_or_wrong(source: Source) -> str:
    """Options are marked as right or not; how they count is not said."""
    _kind, options = choose(source.answers(), False, lambda _words: None)
    source.spec["options"] = options
    return "multiple_choice"


def _true_false(source: Source) -> str:
    answers = source.answers()
    named = [each.plain.lower() for each in answers]
    if len(answers) != 2 or sum(each.right for each in answers) != 1:
        raise MoodleFault(_("True or false needs two answers, one of them worth 100 per cent."))
    if sorted(named) != ["false", "true"]:
        words = _("“%(first)s” is taken for true, “%(second)s” for false.")
        source.lost(words % {"first": answers[0].plain, "second": answers[1].plain})
        named = list(TRUTHS)
    by_name = dict(zip(named, answers, strict=True))
    source.spec["answer"] = by_name["true"].right
    source.spec["feedback"] = {name: by_name[name].feedback for name in TRUTHS}
    return "true_false"


def _short_text(source: Source) -> str:
    answers = source.answers()
    if not answers:
        raise MoodleFault(_("There is no answer."))
    short_text(answers, source.spec, source.lost)
    if source.value("usecase") in TRUE:
        source.spec["case_sensitive"] = True
    explain(answers, source.spec, source.lost)
    return "short_text"


def _numerical(source: Source) -> str:
    answers = source.answers()
    numeric(answers, source.spec, source.lost)
    read_units(source)
    explain(answers, source.spec, source.lost)
    return "numeric"


def _matching(source: Source) -> str:
    prompts: list[dict[str, str]] = []
    choices: dict[str, str] = {}
    for pair in source.children("subquestion"):
        choice = " ".join(text_of(pair.find("answer")).split())
        if not choice:
            raise MoodleFault(_("A pair has no answer."), line_of(pair))
        key = choices.setdefault(choice, letters(len(choices)))
        if text := source.prose(pair):
            number = str(len(prompts) + 1)
            prompts.append({"id": number, "text": text, "choice": key, "feedback": ""})
    if len(prompts) < 2:
        raise MoodleFault(_("A matching needs two pairs or more."))
    source.spec["prompts"] = prompts
    source.spec["choices"] = [{"id": key, "text": text} for text, key in choices.items()]
    return "matching"


def _ordering(source: Source) -> str:
    answers = sorted(source.children("answer"), key=_position)
    if len(answers) < 2:
        raise MoodleFault(_("There must be items to bring into order."))
    source.spec["items"] = [
        {"id": letters(at), "text": source.prose(each), "feedback": ""}
        for at, each in enumerate(answers)
    ]
    for each in answers:
        if feedback := source.prose(each.find("feedback")):
            source.lost(_("The feedback on an item stays out: “%(text)s”") % {"text": feedback})
    return "ordering"


def _position(answer: Element) -> float:
    """Where an item stands: its weight says it."""
    typed = answer.get("fraction", "")
    try:
        return float(typed)
    except ValueError as error:
        words = _("“%(typed)s” is no position of an item.")
        raise MoodleFault(words % {"typed": typed[:40]}, line_of(answer)) from error


def _essay(source: Source) -> str:
    limits = {
        "lines": "responsefieldlines",
        "min_words": "minwordlimit",
        "max_words": "maxwordlimit",
    }
    for field, name in limits.items():
        typed = source.value(name)
        if typed not in ("", "0"):
            source.spec[field] = whole_number(typed, source.element)
    if info := source.prose(source.child("graderinfo")):
        source.lost(_("What is meant for markers stays out: “%(text)s”") % {"text": info})
    if template := source.prose(source.child("responsetemplate")):
        source.lost(_("The text to begin with stays out: “%(text)s”") % {"text": template})
    return "essay"


def _description(source: Source) -> str:
    return "statement"


READERS: Mapping[str, Callable[[Source], str]] = {
    "multichoice": _choice,
    "multichoiceset": _all_or_nothing,
    "oumultiresponse": _right_or_wrong,
    "truefalse": _true_false,
    "shortanswer": _short_text,
    "numerical": _numerical,
    "match": _matching,
    "matching": _matching,
    "ordering": _ordering,
    "gapselect": read_select_words,
    "ddwtos": read_drag_words,
    "cloze": read_cloze,
    "multianswer": read_cloze,
    "calculated": read_calculated,
    "calculatedsimple": read_calculated,
    "calculatedmulti": refuse_computed_choice,
    "ddmarker": read_markers,
    "ddimageortext": read_drag_onto_picture,
    "essay": _essay,
    "description": _description,
}
GAPPED = ("gapselect", "ddwtos", "cloze", "multianswer")
"""Types with gaps in their text, which are looked for before it is read."""
