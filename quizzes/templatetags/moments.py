"""Moments and spans of time in pages."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A moment in the reader's zone with the day of the week, for people and for programs."""
    if at is None:
        return ""
    shown = date_format(localtime(at), _("D j M Y, H:i"))
    iso = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return format_html('<time datetime="{}">{}</time>', iso, shown)


@register.simple_tag
def zone_name() -> str:
    """The zone that times are shown in, as people know it: its place."""
    name = str(localtime().tzinfo)
    return name.rpartition("/")[2].replace("_", " ")
