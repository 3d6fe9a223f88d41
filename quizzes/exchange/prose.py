"""Markdown of other programs to inline Markdown with ``$TeX$``, and back.

In a time proportional to its length, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..articles.formula import Formula, formula_at
from .effort import spend
from .plain import A_FORMULA, in_dollars, joined

ESCAPABLE = r"[\\`*_{}\[\]()#+\-.!]"
"""What a backslash stands before in every Markdown."""
TEX_IN_MARKDOWN = re.compile(rf"\\(?={ESCAPABLE})|[*_`]")
ESCAPED_IN_MARKDOWN = re.compile(rf"\\({ESCAPABLE})")
DOUBLED = re.compile(
    r"\\\\\(((?:(?!\\\\[(\[]).){1,2000}?)\\\\\)|\\\\\[((?:(?!\\\\[(\[]).){1,2000}?)\\\\\]",
    re.DOTALL,
)
"""Formulas as they stand in Markdown, which takes one backslash off before they are looked for."""
TAG = re.compile(r"<(?=[A-Za-z/!?])")


def from_markdown(text: str) -> str:
    """Inline Markdown of other programs with formulas between dollars."""
    if "\\" not in text:
        return text
    return "".join(part if code else _dollars_in(part) for part, code in by_code(text))


def _dollars_in(text: str) -> str:
    return joined(DOUBLED.sub(_single, text), str, in_dollars)


def _single(doubled: re.Match[str]) -> str:
    """The formula without what was escaped for Markdown, in the first form it is read in."""
    spend(A_FORMULA)
    tex = " ".join(ESCAPED_IN_MARKDOWN.sub(r"\1", doubled[1] or doubled[2]).split())
    tex = tex.replace("&lt;", "<")
    forms = [f"\\({tex}\\)", f"${tex}$"] if doubled[1] else [f"\\[{tex}\\]", f"$${tex}$$"]
    for typed in forms:
        found = formula_at(typed, 0)
        if found and found.typed == typed:
            return typed
    return doubled[0]


def by_code(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` cut into spans of code, which are True, and what is between them."""
    if "`" not in text:
        yield text, False
        return
    runs = [(run.start(), run.end()) for run in re.finditer("`+", text)]
    last = {end - start: start for start, end in runs}
    done, opened = 0, (0, 0)
    for start, end in runs:
        if opened[1]:
            if end - start == opened[1]:
                yield text[done : opened[0]], False
                yield text[opened[0] : end], True
                done, opened = end, (0, 0)
        elif last[end - start] > start:
            opened = start, end - start
    yield text[done:], False


def to_markdown(text: str) -> str:
    """Inline Markdown of ours as other programs read it: formulas between ``\\\\(`` and ``\\\\)``.

    What is shown as it is typed here and would be a tag there is escaped.
    """
    parts = by_code(text)
    return "".join(part if code else joined(part, _tagless, _doubled) for part, code in parts)


def _tagless(text: str) -> str:
    return TAG.sub("&lt;", text)


def _doubled(formula: Formula, _beside: str) -> str:
    """The formula so that Markdown leaves it as it is."""
    opening, closing = "[]" if formula.display else "()"
    tex = TEX_IN_MARKDOWN.sub(r"\\\g<0>", formula.tex).replace("<", "&lt;")
    return f"\\\\{opening}{tex}\\\\{closing}"
