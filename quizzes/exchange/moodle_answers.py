"""What the answers of a Moodle question say, wherever they stand, to fields of a spec."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .effort import spend
from .gift_answers import GiftFault, letters, number_in, plain_number

SHARE = 0.01
"""By how many per cent weights may differ and still be the same, as they are rounded."""
A_REMARK = 8
"""Effort to say something of one."""
MOST_SHOWN = 6
FULL = 100.0
ANY = "*"

Lost = Callable[[str], None]
Spec = dict[str, Any]


class MoodleFault(ValueError):
    """A question that cannot be read: the line where it shows (0 for its first), and why."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.line = line


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, its weight in per cent, its text as inline Markdown or ``plain``.

    A number may have its tolerance in its text, as ``3:0.5``, or apart.
    """

    weight: float
    plain: str
    feedback: str
    prose: str = ""
    tolerance: str = ""
    tolerance_type: str = ""
    line: int = 0

    @property
    def right(self) -> bool:
        return abs(self.weight - FULL) < SHARE


def weight_in(typed: str, line: int = 0) -> float:
    """A weight in per cent. Raises MoodleFault."""
    try:
        weight = float(typed.replace(",", ".") or 0)
    except ValueError:
        weight = float("nan")
    if not -FULL - SHARE <= weight <= FULL + SHARE:
        words = _("The weight of an answer is no number from -100 to 100: “%(typed)s”.")
        raise MoodleFault(words % {"typed": typed[:40]}, line)
    return weight


def choose(answers: Sequence[Answer], single: bool, lost: Lost) -> tuple[str, list[Spec]]:
    """The kind of a choice and its options. Raises MoodleFault."""
    if len(answers) < 2:
        raise MoodleFault(_("A choice needs two options or more."))
    options = [
        {"id": letters(at), "text": each.prose, "correct": each.weight > 0}
        | {"feedback": each.feedback}
        for at, each in enumerate(answers)
    ]
    full = sum(each.right for each in answers)
    if not single:
        _tell_of_several(answers, lost)
        return "multiple_choice", options
    if full > 1:
        words = _(
            "Each of %(count)d options is right on its own in the file; here all of them are to be"
            " chosen."
        )
        lost(words % {"count": full})
        return "multiple_choice", options
    for each, option in zip(answers, options, strict=True):
        option["correct"] = each.right
        tell_of_share(each, each.prose, lost)
    return "single_choice", options


def tell_of_share(each: Answer, text: str, lost: Lost) -> None:
    if each.weight and not each.right:
        spend(A_REMARK)
        words = _("“%(text)s” is worth %(weight)g %% in the file and nothing here.")
        lost(words % {"text": text, "weight": each.weight})


def _tell_of_several(answers: Sequence[Answer], lost: Lost) -> None:
    """Says how weights were taken where several options may be right."""
    right = [each.weight for each in answers if each.weight > 0]
    wrong = [each.weight for each in answers if each.weight <= 0]
    if not right or not wrong:
        return
    if not all(abs(each - FULL / len(right)) < SHARE for each in right):
        words = _("The right options are worth %(weights)s in the file and the same each here.")
        lost(words % {"weights": _few(right)})
    if not all(abs(each + FULL / len(wrong)) < SHARE for each in wrong):
        words = _(
            "The wrong options are worth %(weights)s in the file; here each takes off %(share)g %%."
        )
        lost(words % {"weights": _few(wrong), "share": round(FULL / len(wrong), 2)})


def _few(weights: Sequence[float]) -> str:
    shown = [f"{each:g} %" for each in dict.fromkeys(weights)]
    return ", ".join(shown[:MOST_SHOWN] + ["…"] * (len(shown) > MOST_SHOWN))


def one_of(answers: Sequence[Answer], lost: Lost) -> Spec:
    """The fields of a gap with a list to choose from. Raises MoodleFault."""
    right = next((each for each in answers if each.right), None)
    if right is None:
        raise MoodleFault(_("No option of a gap is worth 100 per cent."))
    for each in answers:
        tell_of_share(each, each.plain, lost)
        if each is not right and each.right:
            words = _("“%(text)s” counts in full, too, in the file; here one option is right.")
            lost(words % {"text": each.plain})
        if each is not right and each.feedback:
            words = _("The feedback on “%(text)s” stays out: “%(feedback)s”")
            lost(words % {"text": each.plain, "feedback": each.feedback})
    return {
        "options": [each.plain for each in answers],
        "answer": right.plain,
        "feedback": right.feedback,
    }


def short_text(answers: Sequence[Answer], spec: Spec, lost: Lost) -> None:
    """Fill in the fields of a short text; those on right answers: see ``praise``."""
    spec["accepted"] = [_wild(each, lost) for each in answers if each.right]
    wrong = [
        {"text": _wild(each, lost), "feedback": each.feedback} for each in answers if not each.right
    ]
    if wrong:
        spec["wrong"] = wrong
    for each in answers:
        tell_of_share(each, each.plain, lost)


def _wild(each: Answer, lost: Lost) -> str:
    if "\\*" in each.plain:
        lost(_("An asterisk stands for any text here, never for itself."))
    return each.plain.replace("\\*", "*")


def praise(answers: Sequence[Answer], lost: Lost) -> str:
    """The feedback on the first right answer that has some; that on others is lost."""
    told = [each for each in answers if each.right and each.feedback]
    for each in told[1:]:
        _tell_of_praise(each, lost)
    return told[0].feedback if told else ""


def explain(answers: Sequence[Answer], spec: Spec, lost: Lost) -> None:
    """Feedback of a right answer explains it, where nothing else does; else it is lost."""
    told = [each for each in answers if each.right and each.feedback]
    if len(told) == 1 and "explanation" not in spec:
        spec["explanation"] = told[0].feedback
        return
    for each in told:
        _tell_of_praise(each, lost)


def _tell_of_praise(each: Answer, lost: Lost) -> None:
    words = _("The feedback on the right answer “%(text)s” stays out: “%(feedback)s”")
    lost(words % {"text": each.plain, "feedback": each.feedback})


def numeric(answers: Sequence[Answer], spec: Spec, lost: Lost) -> None:
    """Fill in the fields of a number. Raises MoodleFault."""
    right = next((each for each in answers if each.right and each.plain != ANY), None)
    if right is None:
        raise MoodleFault(_("No number is worth 100 per cent."))
    answer, margin = number_of(right)
    spec["answer"] = plain_number(answer)
    if margin:
        spec["tolerance"] = plain_number(margin)
    for each in answers:
        if each is not right and (near := _near(each, answer, margin, lost)):
            spec.setdefault("near", []).append(near)


def number_of(each: Answer) -> tuple[Decimal, Decimal]:
    """A number and its tolerance. Raises MoodleFault."""
    try:
        return number_in(f"{each.plain}:{each.tolerance}" if each.tolerance else each.plain)
    except GiftFault as fault:
        raise MoodleFault(str(fault), each.line) from fault


def _near(each: Answer, answer: Decimal, margin: Decimal, lost: Lost) -> Spec | None:
    """What becomes of a number after the right one: foreseen as wrong, or lost."""
    if is_other(each, lost):
        return None
    value, tolerance = number_of(each)
    if abs(value - answer) <= margin:
        words = _("The feedback on %(number)s stays out, as that counts as right: “%(text)s”")
        lost(words % {"number": each.plain, "text": each.feedback})
        return None
    near: Spec = {"value": plain_number(value), "feedback": each.feedback}
    return near | ({"tolerance": plain_number(tolerance)} if tolerance else {})


def is_other(each: Answer, lost: Lost) -> bool:
    """Whether an answer after the right one says nothing of a wrong number; what it says is
    lost then."""
    if each.plain == ANY:
        if each.feedback:
            words = _("The feedback on all other numbers stays out: “%(text)s”")
            lost(words % {"text": each.feedback})
        return True
    if each.right:
        words = _("%(number)s counts in full, too, in the file; here one number is right.")
        lost(words % {"number": each.plain})
        return True
    tell_of_share(each, each.plain, lost)
    return not each.feedback
