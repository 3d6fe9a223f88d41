"""Titles and tags of other programs, against the id and the tags that a question has here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .base import LONGEST_UID

LONGEST_TAG = 60
START = 12
"""Letters from which a title that begins the stem says nothing of its own."""


def fits_uid(title: str) -> bool:
    """Whether a uid made of the title says as much."""
    plain = unicodedata.normalize("NFKD", title)
    return len(title) <= LONGEST_UID - 20 and all(
        char.isascii() for char in plain if char.isalnum()
    )


def begins(stem: str, title: str) -> bool:
    """Whether the title is the beginning of the stem, as programs make one up."""
    return len(title) >= START and stem.startswith(title.rstrip(".… "))


def tags_in(found: Iterable[str], said: dict[str, None]) -> tuple[str, ...]:
    """Tags as they can be kept, each once; that one was cut is added to ``said``."""
    tags = list(found)
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            words = _("The tag “%(tag)s” is cut to %(most)d characters.")
            said[words % {"tag": tag[:100], "most": LONGEST_TAG}] = None
    cut = (tag[:LONGEST_TAG].strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cut if tag))
