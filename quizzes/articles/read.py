"""The way from bytes to sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml.html import HtmlElement

from .base import Draft, Source
from .clean import clean_blocks
from .embedded import embed
from .model import Article, Section
from .rebuild import Builder
from .registry import format_of
from .report import Report, no_text
from .split import Part, first_words, split, title_heading
from .tree import is_blank, letters_in, tag_of, text_in

COUNTED = {"tables": ("table",), "lists": ("ul", "ol", "dl"), "images": ("img",),
           "formulas": ("math",)}  # fmt: skip
EXPLAINED = {
    "tables": ("layout",),
    "images": (
        "image_missing",
        "image_relative",
        "image_refused",
        "image_embedded",
        "image_unfit",
        "image_beyond",
        "pixel",
    ),
}
LETTERS_A_WORD = 5


def read_article(raw: bytes, *, filename: str = "", title: str = "", base_url: str = "") -> Article:
    """An article of any known format as sections of clean HTML.

    ``filename`` helps to know the format. ``title`` wins over the article's own.
    ``base_url`` is what relative addresses in it are relative to. Raises ArticleError for
    what is empty, binary, too deeply nested or without text.
    """
    source = Source(raw, filename, base_url)
    report = Report()
    draft = format_of(source).read(source, report)
    before = _measure([draft.body])
    unreadable = "".join(draft.body.itertext()).count("\ufffd")
    if unreadable:
        report.note("unreadable", count=unreadable)
    embed(draft.body, draft.album, report)
    pictures = draft.album.pictures(source.stem)
    own = {each.address for each in pictures}
    blocks = Builder(draft.body, draft.base_url, report, own).blocks(draft.body)
    if all(block.tag == "hr" or is_blank(block) for block in blocks):
        raise no_text()
    name = _take_title(blocks, draft, title.strip(), report)
    parts = split(blocks, report)
    _note_unexplained(before, name, parts, report)
    article = _article(parts, name, draft, report)
    return replace(article, pictures=replace(article, pictures=pictures).shown)


def _take_title(blocks: list[HtmlElement], draft: Draft, given: str, report: Report) -> str:
    """The article's title, or ""; the heading it stands in is taken out of ``blocks``."""
    heading = title_heading(blocks)
    stated = given or draft.title
    if heading is None:
        return stated or draft.fallback_title
    blocks.remove(heading)
    own = text_in(heading)
    if stated and stated.casefold() != own.casefold():
        report.note("other_title", own, letters=letters_in([heading]))
        return stated
    # What is counted as kept later is the title's text, formulas and all.
    report.letters += letters_in([heading]) - len(own.replace(" ", ""))
    return own


def _measure(elements: list[HtmlElement]) -> Counter[str]:
    """Letters, and elements of each counted kind that have something in them."""
    found = Counter(letters=letters_in(elements))
    for name, tags in COUNTED.items():
        found[name] = sum(
            tag_of(item) == "img" or not is_blank(item)
            for element in elements
            for item in element.iter(*tags)
        )
    return found


def _note_unexplained(before: Counter[str], title: str, parts: list[Part], report: Report) -> None:
    """Note what is gone although nothing above meant to drop it."""
    kept = [block for part in parts for block in part.blocks]
    headings = [part.heading for part in parts if part.heading is not None]
    after = _measure([*kept, *headings])
    after["letters"] += report.letters
    for name in COUNTED:
        lost = before[name] - after[name] - report.count(*EXPLAINED.get(name, ()))
        if lost > 0:
            report.note(name, count=lost)
    own = len(title.replace(" ", "")) if title else 0
    lost = before["letters"] - after["letters"] - own
    if lost > 0:
        report.note("words", count=max(1, round(lost / LETTERS_A_WORD)))


def _article(parts: list[Part], title: str, draft: Draft, report: Report) -> Article:
    sections = tuple(_section(part, title) for part in parts)
    url = draft.url if draft.url.startswith(("http://", "https://")) else ""
    return Article(
        title=title or sections[0].title,
        sections=sections,
        dropped=report.lines(),
        author=draft.author,
        date=draft.date,
        source_url=url or draft.base_url,
        source_title=draft.source_title,
        summary=draft.summary,
        language=draft.language,
    )


def _section(part: Part, title: str) -> Section:
    if part.heading is None:
        return Section(title or first_words(part.blocks), clean_blocks(part.blocks))
    heading = text_in(part.heading)
    # A heading with nothing below it is all there is: it is shown as text too.
    if not part.blocks:
        part.heading.tag = "p"
        return Section(heading, clean_blocks([part.heading]))
    return Section(heading, clean_blocks(part.blocks))
