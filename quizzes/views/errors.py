"""Pages for what went wrong: they say what to do and keep what was typed."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .attempt import keep_address
from .render import go_to, is_fragment


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is damaged or too large, or for a host name that is not the site's."""
    host = isinstance(exception, DisallowedHost)
    html = render_to_string("400.html", {"foreign_host": host})
    return HttpResponseBadRequest(html)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was drawn before the last sign-in, or whose cookie is gone.

    An answer is not lost, nor is a note on a problem: the address of the link fills it in again.
    """
    match = request.resolver_match
    name = match.url_name if match else None
    if name == "draft":
        text = _("This page is out of date. Load it again and choose there.")
        return JsonResponse({"saved": False, "reason": text}, status=403)
    back = request.path
    if match and name == "read":
        back = reverse("lesson", kwargs=match.kwargs)
    if match and name in ("answer", "report"):
        back = keep_address(request, match.kwargs["question_id"])
        if is_fragment(request):
            return go_to(request, back)
    return render(request, "403_csrf.html", {"back": back}, status=403)
