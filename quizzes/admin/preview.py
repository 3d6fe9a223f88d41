"""A question as its learner would see it, while it is being written."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from ..forms.content import Content, written
from ..forms.kind import unknown_kind_help
from ..forms.spec import SpecField
from ..kinds import BadResponse, Kind, Response, kinds
from ..scoring.verdict import verdict

SEED = 1
"""Of what is drawn or shuffled in a preview."""


class PreviewPages(admin.ModelAdmin):
    """A page that stands in a frame beside the form. Nothing is saved by it."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        framed = xframe_options_sameorigin(
            csp_replace({"frame-ancestors": [SELF]})(require_POST(self.preview))
        )
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(framed), name="quizzes_question_preview"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The card of what the form holds: to be answered here, or with the key filled in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name, text, faults = _posted(request)
        context: dict[str, Any] = {"kind": name, "text": text, "missing": faults}
        kind = kinds.get(name)
        if kind is None:
            context["missing"] = [unknown_kind_help(name)]
        elif not faults:
            spec = SpecField().clean(text)
            context["missing"] = kind.problems(spec)
            if not context["missing"]:
                context |= _card(request, kind, spec)
        return TemplateResponse(request, "admin/quizzes/question/preview.html", context)


def _posted(request: HttpRequest) -> tuple[str, str, list[str]]:
    """The kind, the content as text, and what of it cannot be read."""
    if "previewed" in request.POST:
        name, text = request.POST.get("kind", ""), request.POST["previewed"]
    else:
        content = Content.sent(dict(request.POST.lists()))
        name, text = content.kind, content.text
        if content.draft is not None:
            spec, unread = content.read()
            if unread:
                return name, "", [_("Something cannot be read: look at the form.")]
            text = written(spec)
    try:
        SpecField().clean(text)
    except ValidationError as error:
        return name, "", error.messages
    return name, text, []


def _card(request: HttpRequest, kind: Kind, spec: dict[str, Any]) -> dict[str, Any]:
    do = request.POST.get("do", "")
    response: Response = None
    error = ""
    if do == "key":
        response = kind.key(spec)
    elif do == "check":
        try:
            response = kind.read(spec, dict(request.POST.lists()))
            error = "" if response is not None else _("Nothing is chosen or typed yet.")
        except BadResponse as bad:
            error = str(bad)
    if response is None:
        return {
            "spec": kind.with_values(spec, SEED),
            "view": kind.prepare(spec, SEED),
            "part": f"quizzes/kinds/{kind.name}.html#answer",
            "asked": kind.asked,
            "by_rule": kind.by_rule,
            "error": error,
        }
    grade = kind.grade(spec, response)
    return {
        "spec": kind.with_values(spec, kind.seed_of(response)),
        "view": kind.review(spec, response),
        "part": f"quizzes/kinds/{kind.name}.html#review",
        "verdict": verdict(grade.fraction),
        "tally": grade.tally,
        "feedback": [words for words in grade.feedback if words != spec["explanation"]],
    }
