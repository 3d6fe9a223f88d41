"""Answers to both kinds of request: whole pages, and fragments for htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page (and not for a whole one out of its history)."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to ``address`` as a whole page, whoever asked."""
    if is_fragment(request):
        return HttpResponseClientRedirect(address)
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
