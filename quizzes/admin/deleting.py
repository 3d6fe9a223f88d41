"""Deleting in the admin, known to the caches."""

from __future__ import annotations

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ..actions.course import touch


class TouchOnDelete(admin.ModelAdmin):
    """Raises the revision of the course whose lesson or question is deleted."""

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete one."""
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        """Delete those chosen in the list."""
        with transaction.atomic():
            courses = set(queryset.values_list("course", flat=True))
            super().delete_queryset(request, queryset)
            for course_id in courses:
                touch(course_id, now=timezone.now())
