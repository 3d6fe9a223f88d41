"""What a browser goes on to fetch after a page, a style sheet or a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

FOLLOWED_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?([^"')\s;]+)""")
FONT_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
UNICODE_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
JS_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"']*["']([^"']+)["']""", re.MULTILINE)
SLANTED = {"em", "i", "cite", "dfn", "var", "address"}


class Page(HTMLParser):
    """A page's links to files and the text it shows, upright and slanted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.upright: set[str] = set()
        self.slanted: set[str] = set()
        self._slants = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element loads."""
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and FOLLOWED_RELS & set(found.get("rel", "").split()):
            self.links.append(found["href"])
        elif "src" in found:
            self.links.append(found["src"])
        self._slants += tag in SLANTED

    def handle_endtag(self, tag: str) -> None:
        """Leave slanted text."""
        self._slants -= tag in SLANTED

    def handle_data(self, data: str) -> None:
        """Note the letters."""
        (self.slanted if self._slants else self.upright).update(data.strip())


def of_style_sheet(css: str, page: Page) -> Iterator[str]:
    """Imported sheets, and the fonts with letters that the page shows."""
    css = COMMENT.sub("", css)
    yield from CSS_IMPORT.findall(css)
    for face in FONT_FACE.findall(css):
        letters = page.slanted if "italic" in face else page.upright
        source = CSS_URL.search(face)
        if source and any(_covers(face, letter) for letter in letters):
            yield source[1]
    rest = FONT_FACE.sub("", CSS_IMPORT.sub("", css))
    yield from (url for url in CSS_URL.findall(rest) if not url.startswith("data:"))


def of_script(script: str) -> Iterator[str]:
    """Modules that it imports."""
    yield from JS_IMPORT.findall(COMMENT.sub("", script))


def _covers(face: str, letter: str) -> bool:
    ranges = UNICODE_RANGE.findall(face)
    code = ord(letter)
    return not ranges or any(
        int(first, 16) <= code <= int(last or first, 16) for first, last in ranges
    )
