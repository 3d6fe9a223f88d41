"""Dates as articles write them."""

from __future__ import annotations

import re
from datetime import date, datetime

MAX_CHARS = 40
FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%d.%m.%Y", "%Y.%m.%d")


def iso_date(text: str) -> str:
    """The ISO date ``text`` stands for, or "" where it is none or can be read two ways."""
    if len(text) > MAX_CHARS or not any(letter.isdigit() for letter in text):
        return ""
    text = " ".join(text.replace(",", " ").split())
    iso = re.match(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", text)
    if iso:
        try:
            return date(*(int(part) for part in iso.groups())).isoformat()
        except ValueError:
            return ""
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""
