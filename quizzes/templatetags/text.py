"""Authors' text and figures in templates."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..articles import inline_html

register = template.Library()


@lru_cache(maxsize=4096)
def _inline(text: str) -> SafeString:
    return mark_safe(inline_html(text))  # noqa: S308 -- sanitised by inline_html


@register.filter
def inline(text: str) -> SafeString:
    """Inline Markdown and formulas as clean HTML."""
    return _inline(text)


@register.filter
def percent(fraction: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; "–" where there is none.

    All and nothing are not reached by rounding.
    """
    if fraction is None:
        return "–"
    figure = round(100 * fraction)
    if 0 < fraction < 1:
        figure = min(max(figure, 1), 99)
    return _("%(figure)d%%") % {"figure": figure}
