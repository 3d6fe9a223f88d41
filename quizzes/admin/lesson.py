"""Lessons in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ..actions.lesson import save_lesson
from ..forms.lesson import LessonForm
from ..forms.picture import PictureForm
from ..models import Lesson
from ..reports.lesson import writing
from ..reports.picture import shown_pictures
from .deleting import TouchOnDelete
from .lesson_preview import LessonPreview
from .suggestions import SuggestionPages


@admin.register(Lesson)
class LessonAdmin(SuggestionPages, LessonPreview, TouchOnDelete):
    """Lessons: their text with a preview, and their questions at its side."""

    form = LessonForm
    list_display = ["title", "course", "position", "status", "words"]
    list_filter = ["course", "status"]
    list_select_related = ["course"]
    search_fields = ["title", "slug"]
    # Named, or the course would go to the end where it can only be read. What is hidden is
    # drawn by change_form.html.
    fieldsets = [(None, {"fields": ["course", "title", "slug", "status", "body"]})]
    prepopulated_fields = {"slug": ["title"]}

    class Media:
        css = {"all": ["quizzes/admin.css", "quizzes/writing.css"]}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Lesson | None:
        """The lesson; held while it is saved, so that two authors come one after the other."""
        lesson = super().get_object(request, object_id, from_field)
        if lesson is not None and request.method == "POST":
            # Without the key: learners go on with what is being edited.
            lesson = Lesson.objects.select_for_update(no_key=True).filter(pk=lesson.pk).first()
        return lesson

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Lesson | None = None,
    ) -> HttpResponse:
        """The form, and what belongs to the lesson beside it."""
        context |= _beside(obj) if obj else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, lesson: Lesson, form: ModelForm, change: bool
    ) -> None:
        """Save what was written, and say which questions lost their quote by it."""
        lesson.source = form.source  # type: ignore[attr-defined]
        changed = {*form.changed_data, "body", "source"}
        self.tell_lost(request, save_lesson(lesson, changed=changed, now=timezone.now()))

    def get_readonly_fields(self, request: HttpRequest, lesson: Lesson | None = None) -> list[str]:
        """A lesson stays in its course: its questions and what learners did hang on it."""
        return ["course"] if lesson else []


def _beside(lesson: Lesson) -> dict[str, Any]:
    """The lesson's questions and sentences, and the pictures of its course."""
    return {
        "writing": writing(lesson),
        "course": lesson.course,
        "picture_form": PictureForm(),
        "pictures": shown_pictures(lesson.course_id),
    }
