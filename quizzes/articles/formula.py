"""Formulas: telling TeX from prices, and TeX to MathML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

import latex2mathml.converter
from lxml import etree

from .report import Report

MAX_CHARS = 2000
MAX_DEPTH = 40
DELIMITED = re.compile(
    r"(?<!\\)\$\$(?P<display>[^$]{1,2000}?)\$\$"
    r"|(?<!\\)\\\[(?P<bracket>.{1,2000}?)\\\]"
    r"|(?<!\\)\\\((?P<paren>.{1,2000}?)\\\)"
    r"|(?<![\\$\w])\$(?P<dollar>(?![\s$])[^$]{0,499}?(?<![\s\\]))\$(?![\w$])",
    re.DOTALL,
)
DELIMITER = re.compile(r"\$|\\[(\[]")
WORDING = re.compile(r"\\(?:text|mathrm|operatorname|mbox|textbf|textit)\s*\{[^{}]*\}|\\[a-zA-Z]+")
PROSE = re.compile(r"(?:^|[\s(])[^\W\d_]{2,}[,.]?\s+[^\W\d_]{2,}")
ARITY = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mroot": 2,
         "msubsup": 3, "munderover": 3}  # fmt: skip


class FormulaError(ValueError):
    """TeX that cannot be read."""


@dataclass(frozen=True)
class Formula:
    """A formula found in a text: its TeX, whether it stands on its own, and how it was typed."""

    tex: str
    display: bool
    typed: str


def formula_at(text: str, position: int) -> Formula | None:
    """The formula whose opening delimiter stands at ``position``, if there is one."""
    match = DELIMITED.match(text, position)
    if match is None:
        return None
    tex = match[match.lastgroup or 0]
    display = match.lastgroup in ("display", "bracket")
    if not tex.strip() or re.search(r"\n\s*\n", tex):
        return None
    if match.lastgroup != "display" and not _reads_as_tex(tex, numbers=match.lastgroup == "dollar"):
        return None
    return Formula(tex.strip(), display, match[0])


def _reads_as_tex(tex: str, *, numbers: bool) -> bool:
    """Whether ``tex`` is a formula and not prose between two prices or escaped brackets."""
    bare = WORDING.sub("", tex)
    if PROSE.search(bare):
        return False
    if re.search(r"[\\^_={}<>+*/|]", tex):
        return True
    if re.fullmatch(r"[\d.,%\s]+", tex):
        return numbers
    return not re.search(r"[^\W\d_]{2,}", bare)


def pieces(text: str) -> Iterator[str | Formula]:
    """``text`` cut into plain runs and formulas, in order."""
    done = 0
    for opening in DELIMITER.finditer(text):
        if opening.start() < done:
            continue
        found = formula_at(text, opening.start())
        if found:
            if opening.start() > done:
                yield text[done : opening.start()]
            yield found
            done = opening.start() + len(found.typed)
    if done < len(text):
        yield text[done:]


def formula_html(formula: Formula, report: Report | None = None) -> str:
    """MathML of a formula; TeX that cannot be read stays visible as code and is reported."""
    try:
        return to_mathml(formula.tex, display=formula.display)
    except FormulaError:
        if report is not None:
            report.note("bad_formula", formula.typed)
        return f"<code>{escape(formula.typed, quote=False)}</code>"


@lru_cache(maxsize=1024)
def to_mathml(tex: str, *, display: bool = False) -> str:
    """MathML of ``tex``, with the TeX as its text alternative. Raises FormulaError."""
    _check_shape(tex)
    try:
        converted = latex2mathml.converter.convert(tex, display="block" if display else "inline")
    except Exception as error:
        # The converter's errors share no base class, and it also fails with IndexError.
        raise FormulaError(tex) from error
    root = _parsed(converted)
    root.set("alttext", tex)
    markup = etree.tostring(root, encoding="unicode")
    return re.sub(r"\sxmlns(:\w+)?=\"[^\"]*\"", "", markup)


def _check_shape(tex: str) -> None:
    """Refuse what the converter would take too long over, or take without a word."""
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", tex.replace("\\\\", "")):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= MAX_DEPTH:
            raise FormulaError(tex)
    if depth or len(tex) > MAX_CHARS or tex.count("\\left") > MAX_DEPTH:
        raise FormulaError(tex)


def _parsed(markup: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(unescape_names(markup), parser)
    except etree.XMLSyntaxError as error:
        raise FormulaError(markup) from error
    for element in root.iter():
        name = etree.QName(element).localname
        if len(element) != ARITY.get(name, len(element)):
            raise FormulaError(markup)
        # Commands that the converter does not know come out as they went in.
        if name != "mtext" and "\\" in (element.text or ""):
            raise FormulaError(markup)
    return root


def unescape_names(markup: str) -> str:
    """``markup`` with named HTML references, which XML does not know, as characters."""
    return re.sub(
        r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z]\w*);", lambda match: unescape(match[0]), markup
    )
