"""Questions in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import unsaved
from ..actions.finishing import finish_complete
from ..actions.question import place, revise, tag
from ..exchange.difference import Change, whole
from ..forms.authoring import QuestionForm
from ..forms.kind import kind_label
from ..models import Question
from ..reports.question import Entry, history
from .completing import CompletingPages
from .deleting import TouchOnDelete
from .exchange import ExchangePages
from .lost_quote import LostQuote
from .pictures import PictureChoices
from .preview import PreviewPages
from .question_bulk import BulkActions
from .question_list import QuestionListPage
from .regrade import RegradePages
from .review import ReviewPages

PLACE = ("lesson", "uid", "position", "status")


def _versions(question: Question) -> list[dict[str, Any]]:
    """What the history shows of each version, the newest first."""
    return [
        {
            "entry": entry,
            "kind": kind_label(entry.version.kind),
            "changes": [*_kind_change(entry), *entry.changes],
        }
        for entry in history(question)
    ]


def _kind_change(entry: Entry) -> list[Change]:
    """The version's kind in place of the one before it, by the names that authors know."""
    if not entry.kind_before:
        return []
    pieces = whole(kind_label(entry.kind_before), kind_label(entry.version.kind))
    return [Change((), _("Kind"), pieces)]


@admin.register(Question)
class QuestionAdmin(
    QuestionListPage,
    BulkActions,
    CompletingPages,
    LostQuote,
    PictureChoices,
    PreviewPages,
    ExchangePages,
    RegradePages,
    ReviewPages,
    TouchOnDelete,
):
    """Questions; saving a changed one makes a new version."""

    form = QuestionForm
    # What the question asks stands between the two, drawn by change_form.html.
    fieldsets = [
        (None, {"fields": [("course", "lesson"), ("uid", "position", "status"), "tag_names"]}),
        (None, {"fields": [("typo_only", "note"), "based_on"]}),
    ]

    class Media:
        css = {"all": ["quizzes/admin.css"]}

    def get_fieldsets(self, request: HttpRequest, question: Question | None = None) -> Any:
        """What a change was is asked only where there is something to change."""
        place, change = super().get_fieldsets(request, question)
        return [place, change] if question else [place, (None, {"fields": ["based_on"]})]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who did what in the admin, and every version, wherever it came from."""
        question = self.get_object(request, unquote(object_id))
        versions = _versions(question) if question else []
        return super().history_view(
            request, object_id, {"versions": versions, **(extra_context or {})}
        )

    def has_delete_permission(self, request: HttpRequest, question: Question | None = None) -> bool:
        """Used questions are retired, not deleted: answers to them stay."""
        allowed = super().has_delete_permission(request, question)
        return allowed and (question is None or not question.items.exists())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete; one of them may have been the last open question of its lesson."""
        lessons = set(queryset.exclude(lesson=None).values_list("lesson", flat=True))
        super().delete_queryset(request, queryset)
        for lesson_id in lessons:
            finish_complete(lesson_id, now=timezone.now())

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
            tag(question, new["tag_names"], now=now)
            revise(
                question,
                new["kind"],
                new["spec"],
                typo_only=new["typo_only"],
                note=new["note"],
                by=request.user,  # type: ignore[arg-type]
                now=now,
            )
            unsaved.drop(request.user, question if change else None)  # type: ignore[arg-type]
        if form.missing:  # type: ignore[attr-defined]
            words = _("Kept. Before it can be published: %(missing)s")
            messages.warning(request, words % {"missing": " ".join(form.missing)})  # type: ignore[attr-defined]

    def get_readonly_fields(
        self, request: HttpRequest, question: Question | None = None
    ) -> list[str]:
        """A question stays in its course: answers to it hang on it."""
        return ["course"] if question else []
