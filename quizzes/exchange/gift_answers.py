"""What stands between the braces of a GIFT question, to a kind and its fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from ..kinds.base import BadResponse
from ..kinds.numbers import is_number, read_quantity
from .effort import spend
from .gift_lines import released
from .plain import markdown_of
from .prose import by_code, from_markdown
from .prose_html import from_html

AN_ANSWER, A_PAIR, A_NUMBER = 7, 6, 15
"""Effort to read each."""
WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,8})?)%")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\w{1,7}|[A-Za-z]\w{1,31});")
BESIDE_TAGS = re.compile(r"\n?(</?(?:p|div|br|ul|ol|li|table|tr|td|th|h\d|pre)\b[^<>]*>)\n?", re.I)
BLOCK = re.compile(r"^(?:#{1,6} |[-*+] |\d{1,9}[.)] |>|```|\||={3,}$|-{3,}$)", re.MULTILINE)
TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
GENERAL = "####"
ARROW = "->"
MOST_SHOWN = 6
SHARE = 0.01
"""By how many per cent weights may differ and still be the same, as they are rounded."""


class GiftFault(ValueError):
    """A question that cannot be read; the message says why."""


@dataclass(slots=True)
class Reading:
    """One question while it is read. ``form`` is the text format that its parts inherit."""

    spec: dict[str, Any]
    lost: Callable[[str], None]
    form: str = "moodle"

    def format_of(self, typed: str) -> tuple[str, str]:
        """The text format that ``typed`` names or inherits, and the rest of it."""
        named = FORMAT.match(typed)
        return (named[1], typed[named.end() :]) if named else (self.form, typed)

    def prose(self, typed: str) -> str:
        """A held text as inline Markdown."""
        if not typed:
            return ""
        form, rest = self.format_of(typed)
        return self.inline(released(rest), form)

    def inline(self, text: str, form: str) -> str:
        """``text`` in a text format as inline Markdown."""
        if form == "markdown":
            outside = "".join(part for part, code in by_code(text) if not code)
            if TAG.search(outside):
                self.lost(_("HTML within Markdown is shown as it is typed."))
            if BLOCK.search(outside):
                self.lost(_("Lists, headings and tables of Markdown are running text here."))
            return from_markdown(text)
        if form == "html":
            return from_html(text, self.lost)
        if form == "moodle" and MARKUP.search(text):
            lines = "\n".join(line for line in text.split("\n") if line.strip())
            return from_html(BESIDE_TAGS.sub(r"\1", lines).replace("\n", "<br>"), self.lost)
        return markdown_of(text)

    def plain(self, typed: str) -> str:
        """A held text that is compared or listed, and so has no mark-up."""
        return " ".join(released(self.format_of(typed)[1]).split())


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was typed, its weight in per cent; ``sign`` is ``=`` or ``~``."""

    sign: str
    weight: float
    typed: str
    feedback: str


def answers_in(typed: str, signs: str, lead: str) -> list[Answer]:
    """The answers of a held text, which begin with one of ``signs``; text before the first has
    the sign ``lead``.

    One with ``=`` and no weight is wholly right, one with ``~`` is wrong. Raises GiftFault for a
    weight beyond 100 per cent.
    """
    spend(AN_ANSWER * sum(map(typed.count, signs)))
    parts = re.split(f"([{signs}])", typed)
    pairs = [*zip(parts[1::2], parts[2::2], strict=True)]
    found = []
    for sign, rest in [(lead, parts[0]), *pairs] if parts[0].strip() else pairs:
        rest = rest.strip()
        weight = 100.0 if sign == "=" else 0.0
        if stated := WEIGHT.match(rest):
            weight, rest = float(stated[1].replace(",", ".")), rest[stated.end() :]
        if abs(weight) > 100:
            raise GiftFault(_("A weight is beyond 100 %%: %(weight)g.") % {"weight": weight})
        text, _sign, feedback = rest.partition("#")
        if not text.strip():
            raise GiftFault(_("Nothing stands after a “%(sign)s”.") % {"sign": sign})
        found.append(Answer(sign, weight, text.strip(), feedback.strip()))
    return found


def read_answers(typed: str, reading: Reading) -> str:
    """The kind of the question; its fields go into the spec. ``typed`` is a held text.

    Raises GiftFault for what is no question.
    """
    if not typed:
        return "essay"
    if typed.startswith("#"):
        return _numeric(typed[1:], reading)
    if "~" in typed:
        return _choice(typed, reading)
    if "=" in typed and ARROW in typed:
        return _matching(typed, reading)
    if released(typed.partition("#")[0]).upper() in TRUTHS:
        return _true_false(typed, reading)
    return _short_text(typed, reading)


def letters(number: int) -> str:
    """The id of an entry by its place from 0: a to z, then a2 and so on."""
    turn, letter = divmod(number, 26)
    return ascii_lowercase[letter] + (str(turn + 1) if turn else "")


def _choice(typed: str, reading: Reading) -> str:
    found = answers_in(typed, "=~", "~")
    if len(found) < 2:
        raise GiftFault(_("A choice needs two options or more."))
    reading.spec["options"] = [
        {
            "id": letters(at),
            "text": reading.prose(each.typed),
            "correct": each.weight > 0,
            "feedback": reading.prose(each.feedback),
        }
        for at, each in enumerate(found)
    ]
    full = [each for each in found if each.sign == "=" and each.weight == 100]
    if len(full) != 1:
        _told_of_several(found, len(full), reading)
        return "multiple_choice"
    for each, option in zip(found, reading.spec["options"], strict=True):
        option["correct"] = each is full[0]
        if each.weight and each is not full[0]:
            words = _("“%(text)s” is worth %(weight)g %% in the file and nothing here.")
            reading.lost(words % {"text": option["text"], "weight": each.weight})
    return "single_choice"


def _told_of_several(found: list[Answer], full: int, reading: Reading) -> None:
    """Says how weights were taken where several options may be right."""
    if full > 1:
        reading.lost(
            _(
                "%(count)d options are marked “=”: each counts in full in the file, here all"
                " of them are to be chosen."
            )
            % {"count": full}
        )
        return
    right = [each.weight for each in found if each.weight > 0]
    wrong = [each.weight for each in found if each.weight <= 0]
    if not right or not wrong:
        return
    even = all(abs(each - 100 / len(right)) < SHARE for each in right)
    if not even:
        weights = _few(right)
        words = _("The right options are worth %(weights)s in the file and the same each here.")
        reading.lost(words % {"weights": weights})
    if not all(abs(each + 100 / len(wrong)) < SHARE for each in wrong):
        weights = _few(wrong)
        words = _(
            "The wrong options are worth %(weights)s in the file; here each takes off %(share)g %%."
        )
        reading.lost(words % {"weights": weights, "share": round(100 / len(wrong), 2)})


def _few(weights: list[float]) -> str:
    """The weights, each once, as far as a sentence holds them."""
    shown = [f"{each:g} %" for each in dict.fromkeys(weights)]
    return ", ".join(shown[:MOST_SHOWN] + ["…"] * (len(shown) > MOST_SHOWN))


def _matching(typed: str, reading: Reading) -> str:
    spend(A_PAIR * typed.count("="))
    pairs = [part.strip() for part in typed.split("=")]
    pairs = pairs[0 if pairs[0] else 1 :]
    if len(pairs) < 2:
        raise GiftFault(_("A matching needs two pairs or more."))
    prompts: list[dict[str, Any]] = []
    choices: dict[str, str] = {}
    for pair in pairs:
        prompt, arrow, choice = pair.partition(ARROW)
        if not arrow:
            raise GiftFault(_("“%(pair)s” has no “->”.") % {"pair": released(pair)[:60]})
        # Choices are shown without mark-up.
        choice = reading.plain(choice)
        key = choices.setdefault(choice, letters(len(choices)))
        if prompt.strip():
            text = reading.prose(prompt.strip())
            number = str(len(prompts) + 1)
            prompts.append({"id": number, "text": text, "choice": key, "feedback": ""})
    reading.spec["prompts"] = prompts
    reading.spec["choices"] = [{"id": key, "text": text} for text, key in choices.items()]
    return "matching"


def _true_false(typed: str, reading: Reading) -> str:
    answer, _sign, rest = typed.partition("#")
    said = released(answer)
    truth = TRUTHS[said.upper()]
    if said not in TRUTHS:
        words = _("“%(said)s” is taken for true or false; other programs want capitals.")
        reading.lost(words % {"said": said})
    wrong, _sign, right = rest.partition("#")
    wrong, right = reading.prose(wrong.strip()), reading.prose(right.strip())
    reading.spec["answer"] = truth
    reading.spec["feedback"] = {
        "true": right if truth else wrong,
        "false": wrong if truth else right,
    }
    return "true_false"


def _short_text(typed: str, reading: Reading) -> str:
    found = answers_in(typed, "=", "=")
    if not found:
        raise GiftFault(_("There is no answer after “=”."))
    accepted, wrong, praise = [], [], []
    for each in found:
        text, feedback = reading.plain(each.typed), reading.prose(each.feedback)
        if "\\*" in text:
            reading.lost(_("An asterisk stands for any text here, never for itself."))
            text = text.replace("\\*", "*")
        if each.weight == 100:
            accepted.append(text)
            praise.append((text, feedback))
            continue
        wrong.append({"text": text, "feedback": feedback})
        if each.weight:
            words = _("“%(text)s” is worth %(weight)g %% in the file and nothing here.")
            reading.lost(words % {"text": text, "weight": each.weight})
    reading.spec["accepted"] = accepted
    if wrong:
        reading.spec["wrong"] = wrong
    _explained([pair for pair in praise if pair[1]], reading)
    return "short_text"


def _explained(praise: list[tuple[str, str]], reading: Reading) -> None:
    """Feedback of right answers explains them, where nothing else does; else it is lost."""
    if len(praise) == 1 and "explanation" not in reading.spec:
        reading.spec["explanation"] = praise[0][1]
        return
    for text, feedback in praise:
        words = _("The feedback on the right answer “%(text)s” stays out: “%(feedback)s”")
        reading.lost(words % {"text": text, "feedback": feedback})


def _numeric(typed: str, reading: Reading) -> str:
    typed, _sign, rest = typed.partition("~")
    found = answers_in(typed, "=", "=")
    right = next((each for each in found if each.weight == 100 and each.typed != "*"), None)
    if right is None:
        raise GiftFault(_("There is no right number between the braces."))
    answer, margin = number_in(right.typed)
    reading.spec["answer"] = plain_number(answer)
    if margin:
        reading.spec["tolerance"] = plain_number(margin)
    praise = [(released(right.typed), reading.prose(right.feedback))]
    for each in found:
        if each is not right:
            praise += _further_number(each, answer, margin, reading)
    other = reading.prose(rest.partition("#")[2].strip())
    if other:
        reading.lost(_("The feedback on all other numbers stays out: “%(text)s”") % {"text": other})
    _explained([pair for pair in praise if pair[1]], reading)
    return "numeric"


def _further_number(
    each: Answer, answer: Decimal, margin: Decimal, reading: Reading
) -> list[tuple[str, str]]:
    """What becomes of a number after the right one: foreseen as wrong, or lost."""
    feedback, typed = reading.prose(each.feedback), released(each.typed)
    if each.typed == "*":
        words = _("The feedback on all other numbers stays out: “%(text)s”")
        reading.lost(words % {"text": feedback})
        return []
    value, tolerance = number_in(each.typed)
    if each.weight == 100:
        words = _("%(number)s counts in full, too, in the file; here one number is right.")
        reading.lost(words % {"number": typed})
        return [(typed, feedback)]
    if each.weight:
        words = _("%(number)s is worth %(weight)g %% in the file and nothing here.")
        reading.lost(words % {"number": typed, "weight": each.weight})
    if abs(value - answer) <= margin:
        if feedback:
            words = _("The feedback on %(number)s stays out, as that counts as right: “%(text)s”")
            reading.lost(words % {"number": typed, "text": feedback})
        return []
    near: dict[str, Any] = {"value": plain_number(value), "feedback": feedback}
    if tolerance:
        near["tolerance"] = plain_number(tolerance)
    reading.spec.setdefault("near", []).append(near)
    return []


def number_in(typed: str) -> tuple[Decimal, Decimal]:
    """A number and how far off is still right, of ``3:2``, ``1..5`` or ``3``.

    Raises GiftFault for what is none.
    """
    low, dots, high = typed.partition("..")
    if dots and low.strip():
        least, most = _number(low), _number(high)
        if least > most:
            raise GiftFault(_("The range %(range)s runs backwards.") % {"range": released(typed)})
        middle = (least + most) / 2
        return middle, most - middle
    value, colon, margin = typed.partition(":")
    tolerance = _number(margin) if colon else Decimal(0)
    if tolerance < 0:
        raise GiftFault(_("A tolerance is below 0: %(number)s.") % {"number": margin.strip()})
    return _number(value), tolerance


def _number(typed: str) -> Decimal:
    spend(A_NUMBER)
    text = released(typed)
    try:
        number, unit = read_quantity(text)
        if not unit and is_number(float(number)):
            return number
    except (BadResponse, InvalidOperation):
        # What was typed is named below.
        pass
    raise GiftFault(_("“%(text)s” is not a number.") % {"text": text[:60]})


def plain_number(number: Decimal) -> int | float:
    """A number as JSON has it."""
    whole = number == number.to_integral_value() and abs(number) < 10**15
    return int(number) if whole else float(number)
