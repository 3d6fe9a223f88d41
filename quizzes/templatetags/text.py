"""Authors' text and figures in templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..articles import inline_html
from ..scoring.grading import percentage

register = template.Library()


@lru_cache(maxsize=4096)
def _inline(text: str) -> SafeString:
    return mark_safe(inline_html(text))  # noqa: S308 -- sanitised by inline_html


@register.filter
def inline(text: str) -> SafeString:
    """Inline Markdown and formulas as clean HTML."""
    return _inline(text)


TAG_OR_GAP = re.compile(r"(<[^>]*>)|\[\[([A-Za-z0-9_-]{1,20})\]\]")


@register.filter
def around_gaps(text: str, gaps: Mapping[str, Any]) -> list[tuple[SafeString, Any]]:
    """Inline Markdown with gaps as ``[[id]]``: pieces of HTML, each with the gap behind it.

    The last piece has None behind it. Markers within a tag are left alone.
    """
    found: list[tuple[SafeString, Any]] = []
    html, start = _inline(text), 0
    for match in TAG_OR_GAP.finditer(html):
        if match[2] in gaps:
            piece = html[start : match.start()]
            found.append((mark_safe(piece), gaps[match[2]]))  # noqa: S308 -- of clean HTML
            start = match.end()
    return [*found, (mark_safe(html[start:]), None)]  # noqa: S308 -- of clean HTML


@register.filter
def percent(fraction: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; "–" where there is none."""
    if fraction is None:
        return "–"
    return _("%(figure)d%%") % {"figure": percentage(fraction)}
