"""A question whose lesson no longer says what it quotes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from ..models import Question
from ..reports.lesson import instead_of_quote


class LostQuote(admin.ModelAdmin):
    """Proposes another quote on the page of a question that lost its own."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Question | None = None,
    ) -> HttpResponse:
        """The form; for a flagged question with the nearest sentence of its lesson."""
        if obj is not None and obj.quote_lost:
            context["instead"] = instead_of_quote(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
