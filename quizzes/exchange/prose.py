"""Text of other programs, in the mark-up they use, to inline Markdown with ``$TeX$``, and back.

Everything here takes time in proportion to the length of the text, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..articles.formula import Formula, formula_at

BREAK = "  \n"
"""A line break in inline Markdown."""
LONGEST_FORMULA = 2000
MARKS: Mapping[str, str] = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
"""What opens a formula for other programs, and what closes it."""
MARKDOWN_MARKS: Mapping[str, str] = {"\\\\(": "\\\\)", "\\\\[": "\\\\]", **MARKS}
"""The same in Markdown, which takes one backslash off before the formula is looked for."""
SIGNS = "*_`[~"
"""What may begin mark-up in inline Markdown, depending on what else there is."""
RUN = re.compile(r"\*+|_+")
TO_ESCAPE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|\Z)|&(?=#?\w{1,32};)|<(?=[A-Za-z0-9][^\s<>]*[:@])|[*_`\[~$]"
)
ESCAPABLE = r"[\\`*_{}\[\]()#+\-.!]"
"""What a backslash stands before in every Markdown."""
TEX_IN_MARKDOWN = re.compile(rf"\\(?={ESCAPABLE})|[*_`]")
ESCAPED_IN_MARKDOWN = re.compile(rf"\\({ESCAPABLE})")
TAG = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(slots=True)
class _Closers:
    """Where the next closing mark of each sort stands, looked up once."""

    text: str
    marks: Mapping[str, str]
    known: dict[str, int]

    def after(self, opening: str, start: int) -> int:
        """The place of what closes ``opening``, or -1."""
        closing = self.marks[opening]
        if self.known.get(closing, -1) < start:
            found = self.text.find(closing, start)
            self.known[closing] = found if found >= 0 else len(self.text) + 1
        return self.known[closing] if self.known[closing] < len(self.text) else -1


def pieces(
    text: str, marks: Mapping[str, str] = MARKS, dollars: bool = True
) -> Iterator[str | Formula]:
    """``text`` cut into plain runs and formulas, in order; joined it is ``text`` again.

    ``marks`` say what formulas stand between; ``dollars`` whether single dollars are marks too.
    """
    done = 0
    closers = _Closers(text, marks, {})
    openings = sorted(marks, key=len, reverse=True) + (["$"] if dollars else [])
    for opening in re.finditer("|".join(map(re.escape, openings)), text):
        if opening.start() < done:
            continue
        if opening[0] == "$":
            found, end = formula_at(text, opening.start()), 0
        else:
            end = closers.after(opening[0], opening.end())
            found = _between(text, opening, end, marks)
        if found:
            if opening.start() > done:
                yield text[done : opening.start()]
            yield found
            done = opening.start() + len(found.typed)
        elif opening.start() < end <= opening.start() + LONGEST_FORMULA:
            # No formula, and none within it: what is between is looked at once.
            yield text[done:end]
            done = end
    if done < len(text):
        yield text[done:]


def _between(
    text: str, opening: re.Match[str], end: int, marks: Mapping[str, str]
) -> Formula | None:
    if not 0 <= end - opening.end() <= LONGEST_FORMULA:
        return None
    inner = text[opening.end() : end]
    tex = " ".join(markdown_out_of(inner) if opening[0] not in MARKS else inner.split())
    display = opening[0] not in ("\\(", "\\\\(")
    checked = formula_at(f"$${tex}$$" if display else f"\\({tex}\\)", 0)
    typed = opening[0] + inner + marks[opening[0]]
    return Formula(tex, display, typed) if checked else None


def markdown_out_of(tex: str) -> list[str]:
    """The words of a formula that stood in Markdown, without what was escaped for it."""
    return ESCAPED_IN_MARKDOWN.sub(r"\1", tex).replace("&lt;", "<").split()


def markdown_into(tex: str) -> str:
    """A formula so that Markdown leaves it as it is."""
    return TEX_IN_MARKDOWN.sub(r"\\\g<0>", tex).replace("<", "&lt;")


def in_dollars(found: Formula, before: str, after: str) -> str:
    """A formula as inline Markdown has it, between the characters next to it."""
    typed = f"${found.tex}$"
    beside = re.search(r"[\\$\w]", before) or re.search(r"[\w$]", after)
    if not beside and formula_at(typed, 0):
        return typed
    return f"\\({found.tex}\\)" if formula_at(f"\\({found.tex}\\)", 0) else found.typed


def with_formulas(parts: list[str | Formula], plain: Mapping[int, str]) -> str:
    """The parts as one text; ``plain`` has those that are no formula, by their place."""
    out = []
    for place, part in enumerate(parts):
        if isinstance(part, str):
            out.append(plain[place])
            continue
        before = parts[place - 1] if place else ""
        after = parts[place + 1] if place + 1 < len(parts) else ""
        out.append(
            in_dollars(
                part,
                before[-1:] if isinstance(before, str) else "$",
                after[:1] if isinstance(after, str) else "$",
            )
        )
    return "".join(out)


def harmful(text: str, least: int = 2) -> set[str]:
    """Signs that would be taken for mark-up if ``text`` were inline Markdown.

    ``least`` is how many of a sign it takes: two make a pair.
    """
    counts = {"*": 0, "_": 0, "`": text.count("`"), "~": text.count("~~")}
    for run in RUN.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        alone = (not before or before.isspace()) and (not after or after.isspace())
        within = run[0][0] == "_" and before.isalnum() and after.isalnum()
        counts[run[0][0]] += not (alone or within)
    found = {sign for sign, count in counts.items() if count >= least}
    return found | ({"["} if "](" in text else set())


def escaped(text: str, signs: Collection[str]) -> str:
    """Plain text as inline Markdown that shows it as it is; ``signs`` as from ``harmful``."""

    def escape(match: re.Match[str]) -> str:
        typed = match[0]
        return typed if typed in SIGNS + "$" and typed not in signs else f"\\{typed}"

    return TO_ESCAPE.sub(escape, text)


def from_plain(text: str, signs: Collection[str] | None = None) -> str:
    """Inline Markdown that shows plain text as it is, but for formulas, which are read."""
    if not re.search(r"[\\$&<*_`\[~\n]", text):
        return text
    parts = list(pieces(text))
    signs = set(harmful(text) if signs is None else signs)
    plain = {at: escaped(part, signs) for at, part in enumerate(parts) if isinstance(part, str)}
    if _reads_dollars(plain, len(parts)):
        plain = {at: escaped(parts[at], {*signs, "$"}) for at in plain}  # type: ignore[arg-type]
    return re.sub(r"[ \t]*\n[ \t]*", BREAK, with_formulas(parts, plain))


def _reads_dollars(plain: Mapping[int, str], count: int) -> bool:
    """Whether a dollar sign that is none would begin a formula."""
    with_sign = [part for part in plain.values() if "$" in part]
    if count > len(plain) and with_sign:
        return True
    return any(
        formula_at(part, sign.start()) for part in with_sign for sign in re.finditer(r"\$", part)
    )


def from_markdown(text: str) -> str:
    """Inline Markdown of other programs with formulas between dollars."""
    if "\\" not in text and "$$" not in text:
        return text
    return "".join(part if code else _dollars_in(part) for part, code in by_code(text))


def _dollars_in(text: str) -> str:
    parts = list(pieces(text, MARKDOWN_MARKS, dollars=False))
    return with_formulas(
        parts, {at: part for at, part in enumerate(parts) if isinstance(part, str)}
    )


def by_code(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` cut into spans of code, which are True, and what is between them."""
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
    return "".join(part if code else _not_code(part) for part, code in by_code(text))


def _not_code(text: str) -> str:
    out = []
    for part in pieces(text):
        if isinstance(part, str):
            out.append(TAG.sub("&lt;", part))
        elif part.display:
            out.append(f"\\\\[{markdown_into(part.tex)}\\\\]")
        else:
            out.append(f"\\\\({markdown_into(part.tex)}\\\\)")
    return "".join(out)
