"""Front matter: named fields before a Markdown article."""

from __future__ import annotations

import re

from .dates import iso_date
from .report import Report

BLOCK = re.compile(
    r"\A\s*(?:---[ \t]*\n(?!\s*\n)(?P<yaml>.*?)\n(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+)"
    r"[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*[:=][ \t]*(.*)$")
NAMES = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "date": "date",
    "published": "date",
    "url": "url",
    "source": "url",
    "source_url": "url",
    "canonical": "url",
    "canonical_url": "url",
    "link": "url",
    "source_title": "source_title",
    "publication": "source_title",
    "publisher": "source_title",
    "summary": "summary",
    "description": "summary",
    "lang": "language",
    "language": "language",
}


def front_matter(text: str, report: Report) -> tuple[dict[str, str], str]:
    """The known fields (keys as in Draft) and the text after the block.

    Fields without a use here are noted. A text without front matter comes back whole.
    """
    match = BLOCK.match(text)
    if not match:
        return {}, text
    values = _fields(match["yaml"] or match["toml"] or "")
    if not values:
        return {}, text
    known: dict[str, str] = {}
    for name, value in values.items():
        field = NAMES.get(name.lower())
        value = iso_date(value) if field == "date" else value
        if field == "url" and not value.startswith(("http://", "https://")):
            field = "source_title"
        if field and value:
            known.setdefault(field, value)
        else:
            report.note("front_matter", name)
    return known, text[match.end() :]


def _fields(block: str) -> dict[str, str]:
    """Names and values of the block's lines; lists become comma-separated text."""
    values: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        match = FIELD.match(line)
        item = re.match(r"^\s*-\s+(?:name:\s*)?(.+)$", line)
        if match:
            name = match[1]
            values[name] = _value(match[2])
        elif item and name:
            values[name] = ", ".join(filter(None, [values[name], _value(item[1])]))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return {}
    return values


def _value(text: str) -> str:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return ", ".join(_value(part) for part in text[1:-1].split(","))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text
