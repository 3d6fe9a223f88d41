"""Whole courses taken out of the site and into it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.course_archive import CourseRefused, restore_course
from ..exchange.course import SUFFIX, write_course
from ..forms.course_archive import CourseArchiveForm
from ..models import Course
from ..reports.course_archive import spec_of

READS = [f"quizzes.view_{name}" for name in ("course", "lesson", "question", "quiz")]
WRITES = [f"quizzes.add_{name}" for name in ("course", "lesson", "question", "quiz")]
MOST_REMARKS = 50


class CourseArchivePages(admin.ModelAdmin):
    """A course's archive to download, and a page to bring one in."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path("archive/", wrap(self.bring_course_in), name="quizzes_course_bring_in"),
            path("<int:pk>/archive/", wrap(self.download), name="quizzes_course_archive"),
            *super().get_urls(),
        ]

    def download(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The whole course, with its keys, as it is now."""
        if not request.user.has_perms(READS):
            raise PermissionDenied
        course = get_object_or_404(Course, pk=pk)
        pieces = write_course(spec_of(course))
        response = StreamingHttpResponse(pieces, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{course.slug}{SUFFIX}"'
        return response

    def bring_course_in(self, request: HttpRequest) -> HttpResponse:
        """A new course from an archive."""
        if not request.user.has_perms(WRITES):
            raise PermissionDenied
        posted = request.method == "POST"
        form = CourseArchiveForm(request.POST, request.FILES) if posted else CourseArchiveForm()
        if form.is_valid() and form.spec:
            try:
                restored = restore_course(
                    form.spec,
                    slug=form.cleaned_data["slug"],
                    by=request.user,  # type: ignore[arg-type]
                    now=timezone.now(),
                )
            except CourseRefused as refused:
                form.add_error(None, _first(str(refused).splitlines()))
            else:
                _tell(request, restored.course, restored.remarks)
                url = reverse("admin:quizzes_lesson_changelist")
                return HttpResponseRedirect(f"{url}?course__id__exact={restored.course.pk}")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring a course in"),
            "opts": self.opts,
            "form": form,
        }
        template = "admin/quizzes/course/bring_course_in.html"
        status = 422 if form.errors else 200
        return TemplateResponse(request, template, context, status=status)


def _tell(request: HttpRequest, course: Course, remarks: tuple[str, ...]) -> None:
    messages.success(request, _("The course “%(course)s” is there.") % {"course": course})
    for remark in _first(remarks):
        messages.warning(request, remark)


def _first(lines: Sequence[str]) -> list[str]:
    """As many as somebody reads, and how many more there are."""
    left = len(lines) - MOST_REMARKS
    more = [_("… and %(count)d more") % {"count": left}] if left > 0 else []
    return [*lines[:MOST_REMARKS], *more]
