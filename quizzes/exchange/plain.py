"""Plain text, as formats without mark-up have it, to inline Markdown and back.

In a time proportional to its length, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.token import Token

from ..articles.decode import CONTROL, composed
from ..articles.formula import Formula, formula_at
from ..articles.inline import PARSER
from .effort import spend

BREAK = "  \n"
"""A line break in inline Markdown."""
MEANT = re.compile(
    r"(?=\\(?=[!-/:-@\[-`{-~\n])"  # an escape, a hard line break
    r"|`|\((?<=\]\()|~(?=~)|<(?=[^\s<>]*[:@])|&(?=#?\w{1,32};)"
    r"|\*(?:(?=\S)|(?<=\S\*))|_(?:(?<![^\W_]_)(?=\S)|(?<=\S_)(?![^\W_])))"
)
"""Before each character at which Markdown reads something else than what stands there."""
RUNS = {"*": re.compile(r"\*+"), "_": re.compile("_+")}
"""Of these signs it takes two runs to make mark-up."""
OPENING = re.compile(r"\$\$?|\\[(\[]")
SIGNS = re.compile(r"[$\\`(~<&*_\n]")
"""What no mark-up, formula or line break can begin without."""
CLOSED = re.compile(
    r"\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,500}\$"
    r"|\\\((?:[^\\]|\\(?![()])){1,2000}\\\)|\\\[(?:[^\\]|\\(?![\[\]])){1,2000}\\\]"
)
"""What may be a formula. Each form ends at the next opening, so that many in a row cost little."""
TO_LOOK, A_FORMULA, SIGNS_A_UNIT = 2, 15, 10
"""Effort for each sign that may open a formula, and for one."""
BESIDE = re.compile(r"[\w$\\]")
"""Beside a dollar sign these keep it from being a formula's."""


def markdown_of(text: str, edge: str = "") -> str:
    """Inline Markdown that shows ``text`` as it stands; formulas in it become ``$…$``.

    ``edge`` is a sign to take for the mark-up that ``text`` stands between.
    """
    if not SIGNS.search(text):
        return text
    spend(TO_LOOK + len(text) // SIGNS_A_UNIT)
    lone = {sign for sign, runs in RUNS.items() if not edge and len(runs.findall(text)) < 2}

    def escaped(plain: str) -> str:
        return MEANT.sub(lambda found: "" if plain[found.end()] in lone else "\\", plain)

    shown = joined(f"{edge}{text}{edge}", escaped, in_dollars)
    return _broken(shown[len(edge) : len(shown) - len(edge)])


def _broken(text: str) -> str:
    """``text`` with each line break as one of inline Markdown, without blanks around it."""
    first, *others = text.split("\n")
    if not others:
        return text
    *between, last = others
    lines = [first.rstrip(" \t"), *(line.strip(" \t") for line in between), last.lstrip(" \t")]
    return BREAK.join(lines)


def joined(text: str, plain: Callable[[str], str], formula: Callable[[Formula, str], str]) -> str:
    """``text`` with what is no formula and each formula put otherwise.

    ``formula`` gets the characters beside it as well.
    """
    found: list[str] = []
    done = at = 0
    while opening := OPENING.search(text, at):
        spend(TO_LOOK)
        start = opening.start()
        there = _formula(text, start)
        at = start + (len(there.typed) if there else 1)
        if there:
            spend(A_FORMULA)
            beside = text[max(0, start - 1) : start] + text[at : at + 1]
            found += plain(text[done:start]), formula(there, beside)
            done = at
    return "".join([*found, plain(text[done:])])


def _formula(text: str, at: int) -> Formula | None:
    closed = CLOSED.match(text, at)
    return formula_at(text[max(0, at - 1) : closed.end() + 1], min(at, 1)) if closed else None


def in_dollars(formula: Formula, beside: str) -> str:
    """The formula between dollar signs, where it is read as the same one there."""
    if formula.display:
        return f"$${formula.tex}$$"
    typed = f"${formula.tex}$"
    again = None if BESIDE.search(beside) else formula_at(typed, 0)
    return typed if again and again.typed == typed else formula.typed


def plain_of(text: str) -> str:
    """What inline Markdown says, on one line and without its mark-up; formulas in ``\\(…\\)``."""
    tokens = PARSER.parseInline(text.strip())
    words = "".join(_said(token) for parent in tokens for token in parent.children or ())
    return " ".join(words.split())


def _said(token: Token) -> str:
    if token.type == "formula":
        return f"$${token.content}$$" if token.meta["formula"].display else f"\\({token.content}\\)"
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content


def as_read(text: str) -> str:
    """The text as it comes back from a file: see ``text_in``. No halves of surrogate pairs."""
    text = text.encode("utf-8", "replace").decode()
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed(text)


def is_plain(text: str) -> bool:
    """Whether nothing of inline Markdown is lost when it is written as plain text and read."""
    return markdown_of(as_read(plain_of(text))) == text
