"""HTML of other programs to inline Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from ..articles.errors import ArticleError
from ..articles.tree import BLOCKS, parse_body
from ..kinds.fields import is_address
from .effort import spend
from .plain import BREAK, markdown_of
from .spec import ExchangeError

ONE_PARAGRAPH = re.compile(r"(?:<p(?:\s[^<>]*)?>)?([^<]*)(?:</p>)?")
MARKED = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
}
CODE = frozenset(("code", "kbd", "samp", "tt"))
UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "meta", "link"))
FOREIGN = frozenset(
    "iframe video audio object embed svg canvas form input select textarea button map".split()
)
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SHIFTED = {"sup": (RAISED, "^"), "sub": (LOWERED, "_")}
SPECIAL = frozenset("br hr a img pre li table tr u sup sub math".split())
"""Elements that ``_Walk`` has a method for."""
EDGE = "."
"""Stands for an element beside a text: what may begin mark-up there is escaped."""
STOPS = ".,:;!?"
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+")

A_TEXT, A_TREE, AN_ELEMENT, A_WORD = 3, 60, 4, 8
"""Effort for a text without mark-up, for one that is parsed, for each tag, for what is said."""
SIGNS_A_UNIT = 100
"""Characters that are copied once for each element around them."""

Lost = Callable[[str], None]


def from_html(markup: str, lost: Lost) -> str:
    """Inline Markdown of ``markup``; ``lost`` is told in words what it cannot hold.

    Raises ExchangeError where it nests too deep.
    """
    simple = ONE_PARAGRAPH.fullmatch(markup.strip())
    if simple:
        spend(A_TEXT)
        return markdown_of(" ".join(unescape(simple[1]).split()))
    spend(A_TREE + AN_ELEMENT * markup.count("<"))
    try:
        body = parse_body(markup)
    except ArticleError as error:
        raise ExchangeError(_("Its HTML nests too deep.")) from error
    text = _Walk(lost).inside(body)
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return BREAK.join(line for line in lines if line)


class _Walk:
    """Turns one tree into text in which ``\\n`` is a line break.

    As deep as the tree, which is limited when it is parsed.
    """

    def __init__(self, lost: Lost) -> None:
        self.lost = lost
        self.numbers: Counter[HtmlElement] = Counter()

    def inside(self, element: HtmlElement) -> str:
        """What an element holds."""
        out = [self.text(element.text)]
        for child in element:
            out.append(self.element(child))
            out.append(self.text(child.tail))
        return "".join(out)

    def text(self, text: str | None) -> str:
        """Plain text between tags, its white space as one blank."""
        if not text:
            return ""
        return markdown_of(re.sub(r"\s+", " ", text), EDGE)

    def element(self, element: HtmlElement) -> str:
        """An element with what it holds."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in UNSEEN:
            return ""
        if tag in FOREIGN:
            self.lost(
                _("An element “%(tag)s” has no place in a question; its text stays.") % {"tag": tag}
            )
            return self.inside(element)
        if tag in SPECIAL:
            spend(A_WORD)
            return str(getattr(self, f"_{tag}")(element))
        if tag in CODE:
            return _code(str(element.text_content()))
        inner = self.inside(element)
        spend(len(inner) // SIGNS_A_UNIT)
        if tag in MARKED:
            # Between a stop and a letter Markdown takes no mark for an end.
            stops = STOPS if (element.tail or "")[:1].isalnum() else ""
            kept = len(inner.rstrip(stops)) if stops else len(inner)
            return marked(inner[:kept], MARKED[tag]) + inner[kept:]
        return f"\n{inner}\n" if tag in BLOCKS else inner

    def _br(self, element: HtmlElement) -> str:
        return "\n"

    def _hr(self, element: HtmlElement) -> str:
        return "\n"

    def _a(self, element: HtmlElement) -> str:
        inner, address = self.inside(element), (element.get("href") or "").strip()
        if not ADDRESS.fullmatch(address):
            if address:
                self.lost(_("A link to “%(address)s” stays out.") % {"address": address[:100]})
            return inner
        address = address.replace("(", "%28").replace(")", "%29")
        return f"[{inner.strip()}]({address})" if inner.strip() else ""

    def _img(self, element: HtmlElement) -> str:
        address = (element.get("src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        if not is_address(address):
            words = _("The picture “%(address)s” stays out: it has no address on the web.")
            self.lost(words % {"address": address[:100]})
            return self.text(alt)
        safe = re.sub(r"[\[\]\\]", "", alt)
        return f"![{safe}]({address.replace('(', '%28').replace(')', '%29')})"

    def _pre(self, element: HtmlElement) -> str:
        lines = str(element.text_content()).split("\n")
        return "\n" + "\n".join(_code(line) for line in lines if line.strip()) + "\n"

    def _li(self, element: HtmlElement) -> str:
        parent = element.getparent()
        if parent is not None and parent.tag == "ol":
            self.numbers[parent] += 1
            number = self.numbers[parent]
            return f"\n{number}. {self.inside(element).strip()}\n"
        return f"\n- {self.inside(element).strip()}\n"

    def _table(self, element: HtmlElement) -> str:
        self.lost(_("A table is now lines of text."))
        return f"\n{self.inside(element)}\n"

    def _tr(self, element: HtmlElement) -> str:
        found = [self.inside(cell) for cell in element.iterchildren("td", "th")]
        spend(sum(map(len, found)) // 10)
        cells = [" ".join(cell.split()) for cell in found]
        return "\n" + " | ".join(cells) + "\n"

    def _u(self, element: HtmlElement) -> str:
        self.lost(_("Underlining stays out."))
        return self.inside(element)

    def _sup(self, element: HtmlElement) -> str:
        return self._shifted(element)

    def _sub(self, element: HtmlElement) -> str:
        return self._shifted(element)

    def _shifted(self, element: HtmlElement) -> str:
        """Raised and lowered text, in the characters that there are for it."""
        table, sign = SHIFTED[str(element.tag)]
        text = " ".join(str(element.text_content()).split())
        if all(ord(char) in table for char in text):
            return text.translate(table)
        self.lost(_("“%(text)s” is no longer raised or lowered.") % {"text": text[:60]})
        return self.text(f"{sign}({text})")

    def _math(self, element: HtmlElement) -> str:
        notes = [str(note.text_content()) for note in element.iter("annotation")]
        tex = " ".join((notes[0] if notes else element.get("alttext") or "").split())
        if tex:
            return self.text(f"\\({tex}\\)")
        self.lost(_("A formula without TeX is now plain text."))
        return self.text(str(element.text_content()))


def marked(inner: str, mark: str) -> str:
    """``inner`` between marks, line by line, with the blanks around it outside of them."""
    return "\n".join(
        line.replace(line.strip(), f"{mark}{line.strip()}{mark}", 1) if line.strip() else line
        for line in inner.split("\n")
    )


def _code(text: str) -> str:
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""
