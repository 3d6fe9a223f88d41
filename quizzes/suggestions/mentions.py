"""The numbers in a text: years, percentages, amounts with a unit, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .english import WORDS, bare
from .material import Sentence

YEAR, PERCENTAGE, AMOUNT, COUNT = "year", "percentage", "amount", "number"

NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<currency>[$€£¥]?)"
    r"(?P<number>\d{1,3}(?:[  ]\d{3}){1,4}(?:[.,]\d{1,9})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?"
    r"|\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,9})?|\d{1,15}(?:[.,]\d{1,9})?)"
    r"(?![\w:/]|[.,]\d)(?P<percent> ?%)?"
    r"|(?<![\w-])(?P<word>" + "|".join(WORDS) + r")(?![\w-])",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d{1,9}(?:[.,]\d{1,6})?)(?P<unit>°C|°F|km|kg|kWh|kW|MW|GW|GHz|MHz|Hz"
    r"|mm|cm|nm|mg|ml|GB|MB|TB|ms|bn|m|g|V|W)(?![\w/])"
)
"""A number with its unit written close."""
PER_CENT = re.compile(r" (?:per ?cent|pour ?cent|Prozent|por ciento|per cento|procent)\b")
UNITS = frozenset(
    "km m cm mm nm kg g mg t l ml kw mw gw kwh mwh twh wh w v a hz khz mhz ghz °c °f k s ms min h"
    " ha km² m² km/h mph rpm nm n j kj kcal cal pa hpa bar psi db gb mb tb kb bit byte bytes"
    " million billion trillion thousand millions milliards bn"
    " metre metres meter meters kilometre kilometres kilometer kilometers mile miles inch inches"
    " foot feet yard yards acre acres hectare hectares tonne tonnes ton tons kilogram kilograms"
    " gram grams pound pounds ounce ounces litre litres liter liters gallon gallons second seconds"
    " minute minutes hour hours day days week weeks month months year years century centuries"
    " decade decades degree degrees volt volts watt watts kilowatt kilowatts megawatt megawatts"
    " gigawatt gigawatts dollar dollars euro euros cent cents mètre mètres kilomètre kilomètres"
    " heures jours mois ans années siècles degrés tonnes minutes secondes".split()
)
PLURAL = ("s", "x")
NO_PLURALS = frozenset("is was has its this as us others kinds".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
BEFORE_YEAR = frozenset(
    "in since by until till from before after of around about circa early late mid between and for"
    " en depuis dès vers avant après jusqu’en de seit im jahr bis ab".split()
)
AFTER_YEAR = ("", ".", ",", ";", ":", ")", "—", "–", "!", "?")
FIRST_YEAR, LAST_YEAR = 1000, 2100
SURE_YEAR = 1700
CLAUSE = re.compile(r"[,;:()—–]| and (?=\d)")
LONGEST_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a sentence.

    ``sort`` is one of those above; ``unit`` what it is counted in, "" for a year and a bare
    count. ``start`` and ``end`` are where the number stands, without its unit. ``shown`` is the
    number with its unit as the text has them.
    """

    sentence: Sentence
    sort: str
    value: int | float
    unit: str
    start: int
    end: int
    shown: str

    @property
    def gapped(self) -> str:
        """The sentence with a gap in the number's place."""
        text = self.sentence.text
        gap = Sentence(f"{text[: self.start]}____{text[self.end :]}", self.sentence.context)
        return gap.whole

    def excerpt(self, without: str) -> str:
        """Words around the number that say what it is of; "" where ``without`` is among them."""
        text = self.sentence.text
        if without not in text and len(text) <= LONGEST_EXCERPT:
            return self.sentence.whole
        cuts = [found.start() for found in CLAUSE.finditer(text)]
        start = max((at for at in cuts if at < self.start), default=0)
        end = min((at for at in cuts if at >= self.end), default=len(text))
        clause = text[start:end].strip(" ,;:()—–").removeprefix("and ")
        return clause if without not in clause and " " in clause else ""


def mentions(sentence: Sentence, language: str) -> Iterator[Mention]:
    """The numbers of a sentence of which one can be asked, in order."""
    text = sentence.text
    for found in sorted([*NUMBER.finditer(text), *GLUED.finditer(text)], key=re.Match.start):
        parts = found.groupdict()
        if parts.get("word"):
            mention = _written_out(sentence, found) if language == "en" else None
        elif "unit" in parts:
            value = number_of(parts["number"], language)
            span = found.start("number"), found.end("number")
            mention = Mention(sentence, AMOUNT, value, parts["unit"], *span, found[0])
        else:
            mention = _in_digits(sentence, found, language)
        if mention:
            yield mention


def _in_digits(sentence: Sentence, found: re.Match[str], language: str) -> Mention | None:
    text, number = sentence.text, found["number"]
    start, end = found.span("number")
    value = number_of(number, language)
    behind = text[end : end + 40]
    if found["percent"] or PER_CENT.match(behind):
        return Mention(sentence, PERCENTAGE, value, "%", start, end, f"{number}%")
    if found["currency"]:
        scale = _unit(behind) if _unit(behind) in ("million", "billion", "bn") else ""
        unit = f"{found['currency']} {scale}".strip()
        shown = f"{found['currency']}{number} {scale}".strip()
        return Mention(sentence, AMOUNT, value, unit, start, end, shown)
    if number.isdigit() and len(number) == 4 and _is_year(text, start, end, int(number)):
        return Mention(sentence, YEAR, value, "", start, end, number)
    if unit := _unit(behind):
        return Mention(sentence, AMOUNT, value, unit, start, end, f"{number} {unit}")
    return Mention(sentence, COUNT, value, "", start, end, number) if _counts(behind) else None


def _written_out(sentence: Sentence, found: re.Match[str]) -> Mention | None:
    """A number in letters, where something is counted."""
    start, end = found.span()
    text, value = sentence.text, WORDS[found["word"].casefold()]
    behind = text[end : end + 40]
    if unit := _unit(behind):
        return Mention(sentence, AMOUNT, value, unit, start, end, f"{found[0]} {unit}")
    return Mention(sentence, COUNT, value, "", start, end, found[0]) if _counts(behind) else None


def _counts(behind: str) -> bool:
    """Whether things follow that are counted; in other languages than English most plurals end
    so, too."""
    word = bare(behind[1:].split(" ", 1)[0]) if behind.startswith(" ") else ""
    return word[-1:] in PLURAL and word[:1].islower() and word not in NO_PLURALS


def _is_year(text: str, start: int, end: int, value: int) -> bool:
    if not FIRST_YEAR <= value <= LAST_YEAR:
        return False
    before = text[max(0, start - 20) : start].split()
    word = bare(before[-1]) if before else ""
    if word in MONTHS:
        return False
    # “Outlook 2024” is a title.
    plain = not before or text[start - 1] == "(" or before[-1][0].islower()
    behind = text[end : end + 30].split(" ", 2)
    following = bare(behind[1]) if len(behind) > 1 else ""
    closed = text[end : end + 1] in AFTER_YEAR or text[end : end + 2] in ("’s", "'s")
    if closed or not before:
        return word in BEFORE_YEAR or (plain and value >= SURE_YEAR and not _counts(text[end:]))
    return word in BEFORE_YEAR and (not following.endswith("s") or following in NO_PLURALS)


def _unit(behind: str) -> str:
    if not behind.startswith(" "):
        return ""
    word = behind[1:].split(" ", 1)[0].rstrip(".,;:)!?—–")
    return word if word.casefold() in UNITS else ""


def number_of(number: str, language: str) -> int | float:
    """The number. One sign before three digits parts thousands where the language does so."""
    digits = re.sub(r"\s", "", number)
    signs = re.sub(r"\d", "", digits)
    thousands = "," if language == "en" else "."
    if len(set(signs)) == 2:
        digits = digits.replace(signs[0], "").replace(signs[-1], ".")
    elif len(signs) > 1 or (signs == thousands and re.fullmatch(r"\d{1,3}\D\d{3}", digits)):
        digits = digits.replace(signs[0], "")
    digits = digits.replace(",", ".")
    return int(digits) if digits.isdigit() else float(digits)
