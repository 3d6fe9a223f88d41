"""A question whose lesson no longer says what it quotes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from ..models import Question
from ..reports.lesson import instead_of_quote


class LostQuote(admin.ModelAdmin):
    """Proposes another quote on the page of a question that lost its own."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; for a flagged question with the nearest sentence of its lesson."""
        flagged = Question.objects.filter(pk=unquote(object_id), quote_lost=True)
        question = flagged.select_related("lesson", "current").first()
        found = {"instead": instead_of_quote(question)} if question else {}
        return super().change_view(request, object_id, form_url, found | (extra_context or {}))
