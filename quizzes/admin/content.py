"""Courses in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db.models import Count, QuerySet, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions.course import publish, touch
from ..models import Course
from .article import ArticlePages
from .course_archive import CourseArchivePages
from .order import OrderPages
from .pictures import PicturePages


@admin.register(Course)
class CourseAdmin(ArticlePages, CourseArchivePages, OrderPages, PicturePages, admin.ModelAdmin):
    """Courses: described, published, retired."""

    list_display = ["title", "slug", "status", "lesson_count", "question_count", "updated_at"]
    list_filter = ["status"]
    search_fields = ["title", "slug"]
    fields = [
        "title",
        "slug",
        "status",
        "summary",
        "language",
        "source_title",
        "source_author",
        "source_url",
        "source_date",
    ]
    prepopulated_fields = {"slug": ["title"]}
    actions = ["publish_all"]
    formfield_overrides = {URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Course]:
        """With the counts of the list, in the same query."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                lesson_total=Count("lessons", distinct=True),
                question_total=Count("questions", distinct=True),
            )
        )

    @admin.display(description=_("lessons"))
    def lesson_count(self, course: Course) -> int:
        """Lessons in any state."""
        return course.lesson_total  # type: ignore[attr-defined]

    @admin.display(description=_("questions"))
    def question_count(self, course: Course) -> int:
        """Questions in any state."""
        return course.question_total  # type: ignore[attr-defined]

    @admin.action(description=_("Publish with all draft lessons"), permissions=["change"])
    def publish_all(self, request: HttpRequest, courses: QuerySet[Course]) -> None:
        """Open the chosen courses to everyone."""
        for course in courses:
            publish(course, now=timezone.now())

    def save_model(
        self, request: HttpRequest, course: Course, form: ModelForm, change: bool
    ) -> None:
        """Save what was changed, and tell the caches.

        Nothing else is written: the revision may have been raised meanwhile.
        """
        now = timezone.now()
        course.updated_at = now
        if change:
            course.save(update_fields=form.changed_data)
        else:
            course.created_by, course.created_at = request.user, now  # type: ignore[assignment]
            course.save()
        touch(course.pk, now=now)
