"""Parsing HTML with limits, and small helpers on its tree."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

import lxml.html
from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement

from .errors import ArticleError
from .report import no_text

MAX_DEPTH = 120
"""Deepest nesting that is read; the functions that walk the tree recurse that far."""

BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table figure blockquote pre hr div section article main aside"
    " header footer nav address details summary form fieldset center hgroup li dt dd figcaption"
    " tr td th thead tbody tfoot caption body html noscript dir menu listing search".split()
)
CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_VALUE = 10_000_000
"""Characters of an attribute; of a page with a longer one the parser leaves the rest out."""
LONG_DATA = re.compile(rf"data:image/[\w.+-]{{1,40}};base64,[\w+/=]{{{LONGEST_VALUE - 100},}}")
REFERENCE = re.compile(r"&#(?:[xX]([\da-fA-F]+)|(\d+));?")
HEAD = frozenset("title meta link style script base noscript template".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parse(markup: str) -> HtmlElement:
    """The html element of ``markup``, a page or a fragment, without comments.

    Raises ArticleError where there is nothing in it or it nests too deep.
    """
    markup = CONTROL.sub("", markup.replace("\f", "\n"))
    if len(markup) > LONGEST_VALUE:
        markup = LONG_DATA.sub("data:", markup)
    if "&#" in markup:
        markup = REFERENCE.sub(_readable_reference, markup)
    parser = lxml.html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise no_text() from error
    # Past its own limit the parser leaves the rest of the page out without an error.
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if cut or _deeper_than(root, MAX_DEPTH):
        raise ArticleError(
            _("The page nests its elements too deep to be read: save it as plain text instead.")
        )
    return root


def _readable_reference(match: re.Match[str]) -> str:
    """A character reference, or a blank for one to a character that no text may hold."""
    digits = match[1] or match[2]
    code = int(digits, 16 if match[1] else 10) if len(digits) < 9 else sys.maxunicode + 1
    if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF or CONTROL.match(chr(code)):
        return " "
    return match[0]


def body_of(root: HtmlElement) -> HtmlElement:
    """The body of a parsed page. Raises ArticleError where there is none."""
    body = root.find("body")
    if body is None:
        body = _unsaid_body(root)
        if not len(body):
            raise no_text()
    return body


def _unsaid_body(root: HtmlElement) -> HtmlElement:
    """The body of a page that leaves its tag out.

    The parser knows that from older elements; newer ones such as article it leaves in the head.
    """
    head = root.find("head")
    seen = [each for each in root if each is not head]
    seen += [each for each in (head if head is not None else ()) if tag_of(each) not in HEAD]
    body = lxml.html.Element("body")
    body.extend(seen)
    root.append(body)
    return body


def parse_body(markup: str) -> HtmlElement:
    """The body element of an HTML fragment; an empty one for an empty fragment."""
    return body_of(parse(f"<html><body>{markup}</body></html>"))


def _deeper_than(root: HtmlElement, limit: int) -> bool:
    level: list[HtmlElement] = [root]
    for _depth in range(limit):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def tag_of(element: HtmlElement) -> str:
    """The tag in lower case without a namespace prefix; "" for what is not an element."""
    tag = element.tag
    return tag.rsplit(":", 1)[-1].lower() if isinstance(tag, str) else ""


def new(tag: str, text: str = "") -> HtmlElement:
    """A detached element."""
    element = lxml.html.Element(tag)
    if text:
        element.text = text
    return element


def text_in(element: HtmlElement) -> str:
    """All text of an element with white space folded; blocks and line breaks part words."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if tag_of(node) in BLOCKS or tag_of(node) == "br":
            parts.append(" ")
        if event == "start":
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return " ".join("".join(parts).split())


def letters_in(elements: Iterable[HtmlElement]) -> int:
    """Number of characters that are not white space, outside formulas."""
    total = 0
    for element in elements:
        total += _letters(element)
        total -= sum(
            _letters(formula) for formula in element.iter("math") if formula is not element
        )
    return total


def _letters(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext()).split()))


def find_all(root: HtmlElement, *tags: str) -> list[HtmlElement]:
    """Descendants with one of these tags, as a list, so that the tree may change."""
    return [element for element in root.iter(*tags) if element is not root]


def add_text(parent: HtmlElement, text: str) -> None:
    """Append text at the end of an element's content."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_children(parent: HtmlElement, source: HtmlElement) -> None:
    """Move the whole content of ``source`` to the end of ``parent``."""
    add_text(parent, source.text or "")
    parent.extend(list(source))


def is_blank(element: HtmlElement) -> bool:
    """Whether nothing in an element can be seen."""
    if next(element.iter("img", "math", "hr"), None) is not None:
        return False
    return not any(text.strip() for text in element.itertext())


def remove(element: HtmlElement) -> None:
    """Take an element with its content out of the tree; the text after it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def classes_of(element: HtmlElement) -> Iterator[str]:
    """The element's classes and id in lower case."""
    yield from (element.get("class") or "").lower().split()
    if element.get("id"):
        yield element.get("id").lower()


def is_attached(element: HtmlElement, root: HtmlElement) -> bool:
    """Whether an element is still below ``root``."""
    return any(ancestor is root for ancestor in element.iterancestors())


def holds(element: HtmlElement, *tags: str) -> bool:
    """Whether an element has a descendant with one of these tags."""
    return any(found is not element for found in element.iter(*tags))


WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")


def folded(text: str | None) -> str:
    """``text`` with each run of breaking white space as one blank."""
    return WHITE_SPACE.sub(" ", text) if text else ""


def add_folded(parent: HtmlElement, text: str | None) -> None:
    """Append text with its white space folded, also into what stands before it."""
    text = folded(text)
    before = parent[-1].tail if len(parent) else parent.text
    add_text(parent, text.lstrip(" ") if before and before.endswith(" ") else text)
