"""An article of 200 sections and 2 MB, the same each time, in each format."""

from __future__ import annotations

import random
from collections.abc import Callable

SECTIONS = 200
BYTES = 2_000_000
PARAGRAPH = 90
"""Words."""
FIRST = "motor rotor stator winding magnet copper torque current field shaft bearing".split()
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi".split()


def make(extension: str) -> str:
    """The article as "txt", "md" or "html"."""
    write = {"txt": _plain, "md": _markdown, "html": _html}[extension]
    source = random.Random(1)  # noqa: S311 -- the same text each time
    words = FIRST + [
        "".join(source.choices(SYLLABLES, k=source.randint(2, 4))) for _ in range(3000)
    ]
    sections = [_section(write, source, words, number) for number in range(1, SECTIONS + 1)]
    body = "".join(sections)
    if extension == "html":
        head = "<html lang='en'><head><title>A long article</title></head>"
        return f"<!doctype html>{head}<body><article>{body}</article></body></html>"
    return body


Write = Callable[[str, list[str], list[str]], str]


def _section(write: Write, source: random.Random, words: list[str], number: int) -> str:
    """A heading, paragraphs and a list of about BYTES / SECTIONS bytes."""
    paragraphs: list[str] = []
    size = 0
    while size < BYTES // SECTIONS:
        text = " ".join(source.choices(words, k=PARAGRAPH)).capitalize() + "."
        paragraphs.append(text)
        size += len(text)
    points = [" ".join(source.choices(words, k=6)) for _ in range(4)]
    title = " ".join(source.choices(words, k=3)).title()
    return write(f"{title} {number}", paragraphs, points)


def _plain(title: str, paragraphs: list[str], points: list[str]) -> str:
    blocks = [title, *paragraphs, "\n".join(f"- {point}" for point in points)]
    return "\n\n".join(blocks) + "\n\n"


def _markdown(title: str, paragraphs: list[str], points: list[str]) -> str:
    marked = [text.replace(" ", " *", 1).replace(" ", "* ", 2) for text in paragraphs[:1]]
    table = "| Part | Turns |\n|---|---|\n" + "".join(f"| {point} | no |\n" for point in points)
    listed = "\n".join(f"- **{point}**" for point in points)
    return "\n\n".join([f"## {title}", *marked, *paragraphs[1:], listed, table]) + "\n\n"


def _html(title: str, paragraphs: list[str], points: list[str]) -> str:
    text = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    listed = "".join(f"<li><strong>{point}</strong></li>" for point in points)
    rows = "".join(f"<tr><td>{point}</td><td>no</td></tr>" for point in points)
    return f"<h2>{title}</h2>\n{text}<ul>{listed}</ul>\n<table>{rows}</table>\n"
