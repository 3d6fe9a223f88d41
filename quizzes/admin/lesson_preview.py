"""A lesson as its learners would see it, while it is being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from ..articles import ArticleError
from ..forms.lesson import MarkdownField, written
from ..models import Course
from .pictures import MOST_DIGITS


class LessonPreview(admin.ModelAdmin):
    """A page that stands in a frame beside the text. Nothing is saved by it."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        framed = xframe_options_sameorigin(
            csp_replace({"frame-ancestors": [SELF]})(require_POST(self.preview))
        )
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(framed), name="quizzes_lesson_preview"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What the text would be for learners, and what of it would be left out."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        course_id = request.POST.get("of_course") or request.POST.get("course", "")
        chosen = int(course_id) if course_id.isdecimal() and len(course_id) < MOST_DIGITS else None
        course = Course.objects.filter(pk=chosen).first() if chosen else None
        context: dict[str, Any] = {"title": request.POST.get("title", ""), "course": course}
        try:
            typed = MarkdownField(required=False).to_python(request.POST.get("body", ""))
            text = written(typed)
            context["dropped"] = text.dropped
            context["prose"] = mark_safe(text.html)  # noqa: S308 -- cleaned by written
        except ArticleError as error:
            context["problem"] = str(error)
        return TemplateResponse(request, "admin/quizzes/lesson/preview.html", context)

    def tell_lost(self, request: HttpRequest, lost: Sequence[str]) -> None:
        """Name the questions whose quote the saved text does not have."""
        if lost:
            words = ngettext(
                "The text no longer has the quote of one question: %(names)s. Its page proposes"
                " another.",
                "The text no longer has the quotes of %(count)d questions: %(names)s. Their pages"
                " propose others.",
                len(lost),
            )
            names = {"count": len(lost), "names": ", ".join(lost)}
            messages.warning(request, words % names)
