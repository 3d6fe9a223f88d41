"""Quizzes and tags in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.course import touch
from ..forms.quiz import QuizForm, part_form
from ..models import Quiz, QuizPart, Status, Tag
from .deleting import TouchOnDelete


class PartsInline(admin.TabularInline):
    """What a quiz asks, in its order."""

    model = QuizPart
    verbose_name = gettext_lazy("part")
    verbose_name_plural = gettext_lazy("what the quiz asks")
    extra = 3
    fields = ["position", "source", "count", "points"]
    ordering = ["position", "pk"]

    def has_delete_permission(self, request: HttpRequest, obj: Quiz | None = None) -> bool:
        """Who may choose what is asked may take it out again; attempts keep their questions."""
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuizPart]:
        """With what names each part."""
        return super().get_queryset(request).select_related("question", "lesson", "tag")

    def get_formset(self, request: HttpRequest, obj: Quiz | None = None, **options: Any) -> Any:
        """The lists offer what belongs to the quiz's course."""
        self.form = part_form(obj.course if obj else None)
        return super().get_formset(request, obj, **options)


@admin.register(Quiz)
class QuizAdmin(TouchOnDelete):
    """Quizzes: their rules first, then what they ask."""

    form = QuizForm
    list_display = ["title", "course", "position", "status", "attempt_count"]
    list_filter = ["course", "status"]
    list_select_related = ["course"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["course", "title", "slug", "position", "status", "intro"]}),
        (
            gettext_lazy("Answering"),
            {
                "description": gettext_lazy("An attempt keeps the rules that it began under."),
                "fields": [
                    "way",
                    ("tries", "penalty"),
                    ("shuffle_questions", "shuffle_options"),
                    "most_attempts",
                    "closes_at",
                ],
            },
        ),
        (
            gettext_lazy("What learners see"),
            {
                "description": gettext_lazy(
                    "It holds at once, for attempts made before, too. Nothing is shown of a"
                    " question that can still earn points."
                ),
                "fields": ["own_matrix", "during", "submitted", "closed"],
            },
        ),
    ]

    class Media:
        css = {"all": ["quizzes/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        """With the counts of the list, in the same query."""
        return super().get_queryset(request).annotate(total=Count("attempts"))

    @admin.display(description=gettext_lazy("attempts"))
    def attempt_count(self, quiz: Quiz) -> int:
        """Begun or handed in."""
        return quiz.total  # type: ignore[attr-defined]

    def get_inlines(self, request: HttpRequest, obj: Quiz | None) -> list[Any]:
        """What can be asked depends on the course, so that is saved first."""
        return [PartsInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, quiz: Quiz | None = None) -> list[str]:
        """A quiz stays in its course: its parts and attempts hang on it."""
        return ["course"] if quiz else []

    def has_delete_permission(self, request: HttpRequest, quiz: Quiz | None = None) -> bool:
        """One that was begun is retired, not deleted: attempts stay."""
        allowed = super().has_delete_permission(request, quiz)
        return allowed and (quiz is None or not quiz.attempts.exists())

    def save_model(self, request: HttpRequest, quiz: Quiz, form: ModelForm, change: bool) -> None:
        """Save the rules."""
        if not change:
            quiz.created_at = timezone.now()
        quiz.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts, and tell the caches."""
        super().save_related(request, form, formsets, change)
        touch(form.instance.course_id, now=timezone.now())
        quiz = form.instance
        if change and quiz.status == Status.PUBLISHED and not quiz.parts.exists():
            messages.warning(request, _("This quiz is published, but it asks nothing yet."))

    def response_post_save_add(self, request: HttpRequest, obj: Quiz) -> HttpResponseRedirect:
        """On to the page with the parts, and say what comes next."""
        words = _("Now choose {link} at the foot of this page.")
        link = format_html('<a href="#parts-group">{}</a>', _("what the quiz asks"))
        messages.info(request, format_html(words, link=link))
        return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[obj.pk]))


@admin.register(Tag)
class TagAdmin(TouchOnDelete):
    """Words by which questions are found and drawn."""

    list_display = ["name", "course", "question_count"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["name"]
    fields = ["course", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """With the counts of the list, in the same query."""
        return super().get_queryset(request).annotate(total=Count("questions"))

    @admin.display(description=gettext_lazy("questions"))
    def question_count(self, tag: Tag) -> int:
        """In any state."""
        return tag.total  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, tag: Tag | None = None) -> list[str]:
        """A tag stays in its course."""
        return ["course"] if tag else []
