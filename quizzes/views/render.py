"""Answers to both kinds of request: whole pages, and fragments for htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page (and not for a whole one out of its history)."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to ``address`` as a whole page, whoever asked."""
    if is_fragment(request):
        return HttpResponseClientRedirect(address)
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
