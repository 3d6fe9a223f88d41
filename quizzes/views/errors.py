"""Pages for what went wrong: they say what to do and keep what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .attempt import keep_address
from .render import go_to, is_fragment


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was drawn before the last sign-in, or whose cookie is gone.

    An answer is not lost: the address of the link fills it in again.
    """
    back = request.path
    match = request.resolver_match
    if match is not None and match.url_name == "answer":
        back = keep_address(request, match.kwargs["question_id"])
        if is_fragment(request):
            return go_to(request, back)
    return render(request, "403_csrf.html", {"back": back}, status=403)
