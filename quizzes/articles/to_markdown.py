"""A lesson's clean HTML as the Markdown an author edits.

Each block is read back. Where its Markdown does not give the very same HTML (joined cells, a
formula without its TeX, an attribute that Markdown cannot say), the block stays HTML, which
Markdown may hold too. So nothing is lost between what is stored and what is edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from .clean import clean_blocks
from .fragment import Sizes, blocks_of, read_markdown
from .md_inline import inline, raw

APART = "<!-- -->"
"""What keeps two lists from becoming one: a comment, of which the cleaning leaves nothing."""
ALIGNMENT = {None: "---", "centred": ":-:", "at-end": "--:"}


class Inexpressible(Exception):
    """Markdown has no way to write this block."""


def to_markdown(body: str, *, sizes: Sizes | None = None) -> str:
    """Markdown that ``read_markdown`` with the same ``sizes`` reads as ``body``, clean HTML.

    For HTML that is not clean, it reads as ``clean_html`` of it. Raises ArticleError as that
    does.
    """
    blocks, sizes = blocks_of(body), sizes or {}
    written = [_block(block, sizes) for block in blocks]
    wanted = clean_blocks(blocks)
    for joined in (_joined(written), _apart(blocks, written, sizes)):
        if _reads_as(joined, wanted, sizes):
            return joined
    return "\n\n".join(raw(block) for block in blocks)


def _reads_as(markdown: str, wanted: str, sizes: Sizes) -> bool:
    return read_markdown(markdown, sizes=sizes).html == wanted


def _joined(written: list[str]) -> str:
    return "\n\n".join(written)


def _apart(blocks: list[HtmlElement], written: list[str], sizes: Sizes) -> str:
    """The blocks with a comment between those that would become one."""
    out = written[:1]
    for at in range(1, len(written)):
        pair = _joined(written[at - 1 : at + 1])
        if not _reads_as(pair, clean_blocks(blocks[at - 1 : at + 1]), sizes):
            out.append(APART)
        out.append(written[at])
    return _joined(out)


def _block(block: HtmlElement, sizes: Sizes) -> str:
    """The block as plain as it can be written and still be read as the same."""
    wanted = clean_blocks([block])
    for sure in (False, True):
        try:
            markdown = WRITERS[str(block.tag)](block, sure)
        except (Inexpressible, KeyError):
            break
        if _reads_as(markdown, wanted, sizes):
            return markdown
    return raw(block)


def _paragraph(block: HtmlElement, sure: bool) -> str:
    if block.attrib:
        raise Inexpressible
    return inline(block, sure=sure)


def _heading(block: HtmlElement, sure: bool) -> str:
    words = inline(block, sure=sure)
    if "\n" in words:
        raise Inexpressible
    return f"{'#' * int(str(block.tag)[1])} {words}"


def _list(block: HtmlElement, sure: bool) -> str:
    numbered = block.tag == "ol"
    if set(block.attrib) - {"start"}:
        raise Inexpressible
    first = int(block.get("start") or 1)
    items = []
    for number, item in enumerate(block, start=first):
        marker = f"{number}. " if numbered else "- "
        items.append(marker + _indented(_flow(item, sure), len(marker)))
    loose = any(child.tag == "p" for item in block for child in item)
    return ("\n\n" if loose else "\n").join(items)


def _flow(holder: HtmlElement, sure: bool) -> str:
    """An item or the like: words, then blocks below them."""
    if holder.attrib:
        raise Inexpressible
    blocks = [child for child in holder if child.tag in WRITERS]
    if not blocks:
        return inline(holder, sure=sure)
    first = holder.index(blocks[0])
    if any(child.tag not in WRITERS for child in holder[first:]):
        raise Inexpressible
    if any((child.tail or "").strip() for child in blocks):
        raise Inexpressible
    head = _head(holder, first)
    words = inline(head, sure=sure).strip(" ")
    parts = [WRITERS[str(child.tag)](child, sure) for child in blocks]
    if not words:
        return "\n\n".join(parts)
    listed = all(child.tag in ("ul", "ol") for child in blocks)
    return ("\n" if listed else "\n\n").join([words, *parts])


def _head(holder: HtmlElement, count: int) -> HtmlElement:
    """A copy of an item with the words before its first block."""
    copy = _copied(holder)
    for child in list(copy)[count:]:
        copy.remove(child)
    return copy


def _copied(element: HtmlElement) -> HtmlElement:
    """A copy that may be cut without harm to the original."""
    copy: HtmlElement = element.__copy__()
    return copy


def _indented(text: str, by: int) -> str:
    return re.sub(r"\n(?=[^\n])", "\n" + " " * by, text)


def _definitions(block: HtmlElement, sure: bool) -> str:
    out: list[str] = []
    for child in block:
        words = _flow(child, sure)
        if child.tag == "dt":
            out.append(("\n" if out else "") + words)
        else:
            out.append(": " + _indented(words, 2))
    return "\n".join(out)


def _quotation(block: HtmlElement, sure: bool) -> str:
    inner = "\n\n".join(WRITERS[str(child.tag)](child, sure) for child in block)
    return re.sub(r"^> $", ">", re.sub(r"^", "> ", inner, flags=re.M), flags=re.M)


def _code(block: HtmlElement, sure: bool) -> str:
    code = block[0]
    text = code.text or ""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    language = (code.get("class") or "").removeprefix("language-")
    return f"{fence}{language}\n{text}\n{fence}"


def _rule(block: HtmlElement, sure: bool) -> str:
    return "---"


def _table(block: HtmlElement, sure: bool) -> str:
    """A table of one head row and plain cells, each column placed in one way."""
    table = block[0]
    rows = [row for part in table for row in part if row.tag == "tr"]
    if [part.tag for part in table][:1] != ["thead"] or len(table[0]) != 1:
        raise Inexpressible
    places = [ALIGNMENT.get(cell.get("class")) for cell in rows[0]]
    lines = [_row(row, sure) for row in rows]
    lines.insert(1, f"| {' | '.join(place or '---' for place in places)} |")
    return "\n".join(lines)


def _row(row: HtmlElement, sure: bool) -> str:
    cells = []
    for cell in row:
        words = inline(cell, sure=sure).replace("\\\n", "<br>")
        cells.append(words if sure else words.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


def _figure(block: HtmlElement, sure: bool) -> str:
    """A picture with a plain caption, which Markdown writes as the picture's title."""
    if [child.tag for child in block] != ["img", "figcaption"] or len(block[1]):
        raise Inexpressible
    picture = _picture(block)
    caption = re.sub(r'(["\\&])', r"\\\1", block[1].text or "")
    return f'{picture[:-1]} "{caption}")'


def _picture(block: HtmlElement) -> str:
    """The Markdown of a figure's picture."""
    holder = _copied(block)
    holder.remove(holder[1])
    return inline(holder).strip()


Writer = Callable[[HtmlElement, bool], str]
WRITERS: dict[str, Writer] = {
    "p": _paragraph,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "blockquote": _quotation,
    "pre": _code,
    "hr": _rule,
    "div": _table,
    "figure": _figure,
} | {f"h{level}": _heading for level in range(1, 7)}
"""For each block its way into Markdown, from the block and whether to be sure."""
