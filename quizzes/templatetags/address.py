"""Addresses that templates need beyond ``url``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

register = template.Library()


@register.simple_tag(takes_context=True)
def then_back(context: dict[str, Any]) -> str:
    """``?next=…`` that leads from the account pages back to where the reader is; or "".

    An answer that was refused is shown at an address that only takes posts: the way back is
    to its lesson. Among the account pages the way back stays what it was.
    """
    request: HttpRequest = context["request"]
    match = request.resolver_match
    name = (match and match.url_name) or ""
    back = request.path
    if match and name in ("answer", "read", "report"):
        back = reverse("lesson", args=[match.kwargs["course_slug"], match.kwargs["lesson_slug"]])
    elif name.startswith("account_"):
        back = request.POST.get("next") or request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(back, None):
            return ""
    return f"?{urlencode({'next': back})}"
