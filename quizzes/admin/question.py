"""Questions in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions.question import place, revise
from ..forms.authoring import QuestionForm
from ..kinds import kinds
from ..models import Question
from .deleting import TouchOnDelete

PLACE = ("lesson", "uid", "position", "status")


@admin.register(Question)
class QuestionAdmin(TouchOnDelete):
    """Questions; saving a changed one makes a new version."""

    form = QuestionForm
    list_display = ["uid", "stem", "kind", "lesson", "position", "status"]
    list_filter = ["course", "status", "current__kind"]
    list_select_related = ["lesson", "current"]
    search_fields = ["uid", "current__spec"]
    fields = [
        ("course", "lesson"),
        ("uid", "position", "status"),
        "kind",
        "spec",
        ("typo_only", "note"),
        "based_on",
    ]

    @admin.display(description=_("stem"))
    def stem(self, question: Question) -> str:
        """What it asks now."""
        return question.current.spec["stem"] if question.current else "–"

    @admin.display(description=_("kind"))
    def kind(self, question: Question) -> str:
        """The kind's name for authors."""
        return str(kinds[question.current.kind].label) if question.current else "–"

    def has_delete_permission(self, request: HttpRequest, question: Question | None = None) -> bool:
        """Used questions are retired, not deleted: answers to them stay."""
        allowed = super().has_delete_permission(request, question)
        return allowed and (question is None or not question.items.exists())

    def save_model(
        self, request: HttpRequest, question: Question, form: ModelForm, change: bool
    ) -> None:
        """Save the question's place, and a version if what it asks has changed."""
        now = timezone.now()
        new = form.cleaned_data
        with transaction.atomic():
            if change:
                fields = [name for name in form.changed_data if name in PLACE]
                place(question, fields, from_lesson=form.initial.get("lesson"), now=now)
            else:
                question.created_at = now
                question.save()
            revise(
                question,
                new["kind"],
                new["spec"],
                typo_only=new["typo_only"],
                note=new["note"],
                by=request.user,  # type: ignore[arg-type]
                now=now,
            )

    def get_readonly_fields(
        self, request: HttpRequest, question: Question | None = None
    ) -> list[str]:
        """A question stays in its course: answers to it hang on it."""
        return ["course"] if question else []
