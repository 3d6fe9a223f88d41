"""Equations of word processors (Office MathML) as TeX.

Each structure is one function here. What none of them knows leaves its text, and is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from .omml_signs import (
    ACCENTS,
    ARROWS,
    BRACES,
    ENVIRONMENTS,
    FENCES,
    FUNCTIONS,
    INTEGRALS,
    LARGE,
    LIMITS,
    SIGNS,
    STYLES,
    WIDE,
)

MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
MOST_DEPTH = 40
SINGLE = re.compile(r"[^\W_]|\d+(?:\.\d+)?|\\[a-zA-Z]+")
"""TeX that needs no braces before an exponent."""
STRUCTURED = re.compile(r"[\^_{]|\\(?:left|begin)|" + "|".join(map(re.escape, LARGE.values())))
"""TeX that is higher than a line."""
LONGEST_NAME = 30
WORD = re.compile(r"([^\W\d_]+)")
UPRIGHT = re.compile(r"(\\mathrm\{[a-zA-Z]+)\}\\mathrm\{(?=[a-zA-Z]+\})")
"""Between two words that are one."""
TABLE = re.compile(r"\\begin\{(?:matrix\}|array\}\{\w+\})((?:(?!\\begin).)*)\\end\{\w+\}")
"""One and nothing beside it, nor another in it."""
IDLE_BLANK = re.compile(r"(\\[a-zA-Z]+) +(?=[^a-zA-Z ]|$)")
BELOW = r" \\ "
ALIGNED = "\ue000"
"""Stands for the place at which the rows of an array stand below each other."""


class TooDeep(ValueError):
    """An equation that nests deeper than anybody writes one."""


@dataclass
class Equation:
    """TeX of an equation, and names of what in it is not known."""

    tex: str = ""
    unknown: list[str] = field(default_factory=list)


def to_tex(equation: etree._Element) -> Equation:
    """TeX of an ``m:oMath``. Raises TooDeep."""
    reader = _Reader()
    tex = reader.children(equation).replace(ALIGNED, r"\&")
    tex = IDLE_BLANK.sub(r"\1", re.sub(" {2,}", " ", tex))
    return Equation(UPRIGHT.sub(r"\1", tex).strip(), reader.unknown)


def text_of_equation(equation: etree._Element) -> str:
    """The bare signs of an equation."""
    return "".join(each.text or "" for each in equation.iter("{*}t"))


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((each for each in element if local(each) == name), None)


def _property(element: etree._Element, name: str, default: str) -> str:
    """The value of a property; ``default`` where it is not stated, "1" where it is without one."""
    space, own = etree.QName(element).namespace, f"{local(element)}Pr"
    held = element.find(f"{{{space}}}{own}")
    stated = None if held is None else _child(held, name)
    if stated is None:
        return default
    values = {etree.QName(key).localname: str(value) for key, value in stated.attrib.items()}
    return values.get("val", "1")


def _is_on(element: etree._Element, name: str, *, default: str = "0") -> bool:
    return _property(element, name, default) in ("1", "on", "true")


def _group(tex: str) -> str:
    """TeX that an exponent or index may follow."""
    return tex if SINGLE.fullmatch(tex) else f"{{{tex}}}"


def _index(sign: str, tex: str) -> str:
    """An exponent or index; nothing for an empty one."""
    return f"{sign}{{{tex}}}" if tex else ""


def _joined(pieces: Iterable[str]) -> str:
    """Pieces of TeX side by side: neither names nor numbers run together."""
    out = ""
    for piece in pieces:
        names = piece[:1].isalpha() and re.search(r"\\[a-zA-Z]+$", out[-LONGEST_NAME:])
        numbers = out[-1:].isdigit() and piece[:1].isdigit()
        out += f" {piece}" if names or numbers else piece
    return out


def _sign(character: str) -> str:
    tex = SIGNS.get(character, character)
    return f"{tex} " if tex.startswith("\\") and tex[-1].isalpha() else tex


class _Reader:
    """Goes through an equation; ``unknown`` are elements it has no structure for."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self._depth = 0
        self._makers: dict[str, Callable[[etree._Element], str]] = {
            "r": self._run,
            "f": self._fraction,
            "sSup": self._scripted,
            "sSub": self._scripted,
            "sSubSup": self._scripted,
            "sPre": self._before,
            "rad": self._root,
            "nary": self._large,
            "d": self._fenced,
            "func": self._function,
            "acc": self._accent,
            "bar": self._bar,
            "groupChr": self._brace,
            "limLow": self._limit,
            "limUpp": self._limit,
            "m": self._matrix,
            "eqArr": self._array,
            "borderBox": lambda each: rf"\boxed{{{self._part(each, 'e')}}}",
            "box": lambda each: self._part(each, "e"),
            "phant": self._phantom,
            "del": lambda _each: "",
        } | dict.fromkeys(("e", "ins", "smartTag", "oMath", "sdt", "sdtContent"), self.children)

    def children(self, parent: etree._Element) -> str:
        """TeX of all that stands in an element."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise TooDeep
        tex = _joined(self._tex(each) for each in parent)
        self._depth -= 1
        return tex

    def _tex(self, element: etree._Element) -> str:
        name = local(element)
        maker = self._makers.get(name)
        if maker:
            return maker(element)
        if not name or name.endswith("Pr") or not text_of_equation(element):
            return ""
        self.unknown.append(name)
        return _plain(text_of_equation(element))

    def _part(self, element: etree._Element, name: str) -> str:
        found = _child(element, name)
        return "" if found is None else self.children(found).strip()

    def _run(self, run: etree._Element) -> str:
        text = "".join(each.text or "" for each in run if local(each) == "t")
        if etree.QName(run).namespace not in MATHS or _is_on(run, "nor"):
            return _plain(text)
        text = "".join(_upright(each) for each in text)
        style, script = _property(run, "sty", "i"), _property(run, "scr", "roman")
        if script in STYLES and text.strip().isalpha():
            return f"{STYLES[script]}{{{text.strip()}}}"
        if style == "p":
            return "".join(_word(each) for each in WORD.split(text))
        bold = {"b": r"\mathbf", "bi": r"\boldsymbol"}.get(style)
        tex = _typed(text)
        return f"{bold}{{{tex.strip()}}}" if bold and any(map(str.isalnum, text)) else tex

    def _fraction(self, fraction: etree._Element) -> str:
        above, below = self._part(fraction, "num"), self._part(fraction, "den")
        kind = _property(fraction, "type", "bar")
        if kind in ("lin", "skw"):
            return f"{_group(above)}/{_group(below)}"
        if kind == "noBar":
            return rf"{{{above} \atop {below}}}"
        return rf"\frac{{{above}}}{{{below}}}"

    def _scripted(self, element: etree._Element) -> str:
        sub, sup = self._part(element, "sub"), self._part(element, "sup")
        return _group(self._part(element, "e")) + _index("_", sub) + _index("^", sup)

    def _before(self, element: etree._Element) -> str:
        sub, sup = self._part(element, "sub"), self._part(element, "sup")
        return "{}" + _index("_", sub) + _index("^", sup) + _group(self._part(element, "e"))

    def _root(self, root: etree._Element) -> str:
        degree = "" if _is_on(root, "degHide") else self._part(root, "deg")
        return rf"\sqrt{f'[{degree}]' if degree else ''}{{{self._part(root, 'e')}}}"

    def _large(self, element: etree._Element) -> str:
        """A sum, an integral or the like, with its limits and what it is taken of."""
        sign = _property(element, "chr", "∫")
        sub = "" if _is_on(element, "subHide") else self._part(element, "sub")
        sup = "" if _is_on(element, "supHide") else self._part(element, "sup")
        tex = LARGE.get(sign) or _sign(sign).strip()
        if sign in INTEGRALS and _property(element, "limLoc", "subSup") == "undOvr":
            tex += r"\limits"
        return f"{tex}{_index('_', sub)}{_index('^', sup)} {self._part(element, 'e')}"

    def _fenced(self, element: etree._Element) -> str:
        opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
        parts = [self.children(each).strip() for each in element if local(each) == "e"]
        inner = parts[0] if len(parts) == 1 else ""
        named = ENVIRONMENTS.get((opening, closing))
        table = TABLE.fullmatch(inner)
        if named and table:
            return rf"\begin{{{named}}}{table[1]}\end{{{named}}}"
        choice = re.fullmatch(r"\{([^{}]+) \\atop ([^{}]+)\}", inner)
        if choice and (opening, closing) == ("(", ")"):
            return rf"\binom{{{choice[1]}}}{{{choice[2]}}}"
        separator = _property(element, "sepChr", "|")
        between = _fence(separator) if separator else ""
        plain = opening + closing in ("()", "[]", "||") and not STRUCTURED.search("".join(parts))
        if plain and (len(parts) == 1 or between in ",;|"):
            return f"{opening}{between.join(parts)}{closing}"
        # What stands between brackets is only stretched with them where TeX has a way to say so.
        joined = (rf"\middle{between} " if between not in ",;." else between).join(parts)
        return rf"\left{_fence(opening)} {joined} \right{_fence(closing)}"

    def _function(self, element: etree._Element) -> str:
        name, of = self._part(element, "fName"), self._part(element, "e")
        word = re.fullmatch(r"(?:\\mathrm\{)?([a-zA-Z]+)\}?", name)
        if word:
            known = word[1] in FUNCTIONS
            name = f"\\{word[1]}" if known else rf"\operatorname{{{word[1]}}}"
        return f"{name} {of}"

    def _accent(self, element: etree._Element) -> str:
        of, sign = self._part(element, "e"), _property(element, "chr", "\u0302")
        name = ACCENTS.get(sign)
        if name is None:
            return rf"\overset{{{_sign(sign).strip()}}}{{{of}}}"
        return f"{name if SINGLE.fullmatch(of) else WIDE.get(name, name)}{{{of}}}"

    def _bar(self, element: etree._Element) -> str:
        top = _property(element, "pos", "bot") == "top"
        return rf"\{'over' if top else 'under'}line{{{self._part(element, 'e')}}}"

    def _brace(self, element: etree._Element) -> str:
        """A brace or an arrow, below or above what it belongs to."""
        of, sign = self._part(element, "e"), _property(element, "chr", "⏟")
        below = _property(element, "pos", "bot") == "bot"
        if sign in BRACES:
            return f"{BRACES[sign]}{{{of}}}"
        tex = _sign(sign).strip()
        # An arrow that stands on the line is what the words belong to.
        aligned = _property(element, "vertJc", "top" if below else "bot")
        if sign in ARROWS and aligned == ("bot" if below else "top"):
            return rf"\{'over' if below else 'under'}set{{{of}}}{{{tex}}}"
        return rf"\{'under' if below else 'over'}set{{{tex}}}{{{of}}}"

    def _limit(self, element: etree._Element) -> str:
        of, limit = self._part(element, "e"), self._part(element, "lim")
        below = local(element) == "limLow"
        if limit in BRACES:
            return f"{BRACES[limit]}{{{of}}}"
        word = re.fullmatch(r"(?:\\mathrm\{)?([a-zA-Z]+)\}?", of)
        if word and f"\\{word[1]}" in LIMITS:
            of = f"\\{word[1]}"
        if (below and of in LIMITS) or of.startswith(r"\underbrace" if below else r"\overbrace"):
            return f"{of}{_index('_' if below else '^', limit)} "
        return rf"\{'under' if below else 'over'}set{{{limit}}}{{{of}}}"

    def _matrix(self, matrix: etree._Element) -> str:
        rows = [
            " & ".join(self.children(each).strip() for each in row if local(each) == "e")
            for row in matrix
            if local(row) == "mr"
        ]
        return rf"\begin{{matrix}}{BELOW.join(rows)}\end{{matrix}}"

    def _array(self, element: etree._Element) -> str:
        """Equations below each other, at the first place where each says so."""
        rows = [self.children(each).strip() for each in element if local(each) == "e"]
        aligned = any(ALIGNED in row for row in rows)
        joined = BELOW.join(
            row.replace(ALIGNED, " & ", 1).replace(ALIGNED, "").strip() for row in rows
        )
        return rf"\begin{{array}}{{{'rl' if aligned else 'l'}}}{joined}\end{{array}}"

    def _phantom(self, element: etree._Element) -> str:
        inner = self._part(element, "e")
        return inner if _is_on(element, "show", default="1") else rf"\phantom{{{inner}}}"


def _upright(character: str) -> str:
    """An italic letter as the plain one that equations show in italics anyway."""
    italic = unicodedata.name(character, "").startswith("MATHEMATICAL ITALIC")
    return unicodedata.normalize("NFKC", character) if italic else character


def _typed(text: str) -> str:
    """TeX of signs: blanks that part words or numbers stay, a comma in a number is no list's."""
    text = re.sub(r"(?<=[^\W_])[ ]+(?=[^\W_])", "\u00a0", text)
    tex = "".join(ALIGNED if each == "&" else _sign(each) for each in text)
    return re.sub(r"(?<=\d),(?=\d)", "{,}", tex)


def _word(text: str) -> str:
    """TeX of a word that stands upright, or of the signs between such words."""
    if not WORD.fullmatch(text):
        return _typed(text)
    return f"\\{text} " if text in FUNCTIONS else rf"\mathrm{{{_typed(text).strip()}}}"


def _plain(text: str) -> str:
    """TeX of words within an equation."""
    words = re.sub(r"[\\{}$]", "", text)
    return rf"\text{{{words}}}" if words.strip() else (r"\ " if words else "")


def _fence(sign: str) -> str:
    return FENCES.get(sign, sign)
