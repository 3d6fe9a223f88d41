"""Markdown: CommonMark with tables, footnotes, definition lists and formulas."""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .base import LIKELY, Draft, Format, Source
from .contents import remove_contents
from .frontmatter import front_matter
from .mdrules import REPORT, formulas
from .prune import prune
from .report import Report
from .tree import parse_body, remove

SIGNS = (
    (re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE), 3, 2),
    (re.compile(r"^(```|~~~)", re.MULTILINE), 2, 2),
    (re.compile(r"^\S.*\n(=|-){3,}[ \t]*$", re.MULTILINE), 2, 1),
    (re.compile(r"!?\[[^\]\n]{1,200}\]\([^)\s]{1,500}[^)\n]{0,100}\)"), 2, 1),
    (re.compile(r"\*\*\S[^*\n]{0,200}\*\*|(?<!\w)__\S[^_\n]{0,200}__"), 1, 1),
    (re.compile(r"^\|?[ \t]*:?-{2,}:?[ \t]*\|", re.MULTILINE), 1, 1),
    (re.compile(r"\A\s*---[ \t]*\n[A-Za-z]\w*:"), 3, 1),
)
"""Marks of Markdown, what each is worth, and how many of one count."""
ENOUGH = 2
SAMPLE = 200_000


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin).use(formulas)


PARSER = _parser()


def markdown_body(text: str, report: Report) -> HtmlElement:
    """The body element of the HTML that ``text`` stands for, nothing of it cleaned yet."""
    body = parse_body(PARSER.render(text, {REPORT: report}))
    for back in list(body.iter("a")):
        if "footnote-backref" in (back.get("class") or ""):
            remove(back)
    return body


class Markdown(Format):
    """Markdown with or without front matter."""

    extensions = (".md", ".markdown", ".mdown", ".mkd", ".mdwn")

    def confidence(self, source: Source) -> float:
        """Likely where enough marks stand; a pipe table alone is found in plain text too."""
        sample = source.text[:SAMPLE]
        score = sum(
            worth * min(most, sum(1 for _match, _n in zip(sign.finditer(sample), range(most))))  # noqa: B905
            for sign, worth, most in SIGNS
        )
        return LIKELY if score >= ENOUGH else 0.0

    def read(self, source: Source, report: Report) -> Draft:
        """The draft; raw HTML in the text is taken over and cleaned later."""
        facts, text = front_matter(source.text, report)
        body = markdown_body(text, report)
        prune(body, report)
        remove_contents(body, report)
        base_url = source.base_url or facts.get("url", "")
        return Draft(body=body, base_url=base_url, report=report, **facts)
