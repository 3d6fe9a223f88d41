"""The pictures of a course: a page of their own, and a part of each lesson's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.picture import add_picture, remove_picture
from ..forms.picture import PictureForm
from ..models import Course, Picture, Question
from ..reports.picture import shown_pictures

PAGE = "admin/quizzes/course/pictures.html"
PANEL = "admin/quizzes/course/picture_panel.html"
MOST_DIGITS = 19
"""Longer numbers are no keys."""


class PicturePages(admin.ModelAdmin):
    """Uploads for a course. Who may change lessons may do so."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        view = self.admin_site.admin_view(self.pictures)
        return [
            path("<int:course_id>/pictures/", view, name="quizzes_course_pictures"),
            *super().get_urls(),
        ]

    def pictures(self, request: HttpRequest, course_id: int) -> HttpResponse:
        """The list; a picture uploaded, or one that nothing shows deleted."""
        if not request.user.has_perm("quizzes.change_lesson"):
            raise PermissionDenied
        course = get_object_or_404(Course, pk=course_id)
        form, said = PictureForm(), ""
        new: Picture | None = None
        if request.method == "POST" and "remove" in request.POST:
            said = _remove(course, request.POST["remove"])
        elif request.method == "POST":
            form = PictureForm(request.POST, request.FILES)
            if form.is_valid() and form.made:
                new, said = _add(request, course, form)
                form = PictureForm()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pictures of “%(course)s”") % {"course": course.title},
            "opts": self.opts,
            "course": course,
            "picture_form": form,
            "pictures": shown_pictures(course.pk),
            "new": new,
            "said": said,
        }
        htmx = bool(request.htmx)  # type: ignore[attr-defined]
        # htmx shows a panel with its messages only as an answer without fault.
        status = 200 if htmx or not form.errors else 422
        return TemplateResponse(request, PANEL if htmx else PAGE, context, status=status)


class PictureChoices(admin.ModelAdmin):
    """Offers the pictures of a question's course wherever it asks for the address of one."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Question | None = None,
    ) -> HttpResponse:
        """The form, with the pictures to choose from."""
        sent = request.POST.get("course") or request.GET.get("course", "")
        chosen = int(sent) if sent.isdecimal() and len(sent) < MOST_DIGITS else None
        context["pictures"] = shown_pictures(obj.course_id if obj else chosen)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _add(request: HttpRequest, course: Course, form: PictureForm) -> tuple[Picture, str]:
    assert form.made is not None  # of a valid form
    cleaned: dict[str, Any] = form.cleaned_data
    picture, new = add_picture(
        course,
        form.made,
        name=cleaned["file"].name or "",
        alt=cleaned["alt"],
        by=request.user,  # type: ignore[arg-type]
        now=timezone.now(),
    )
    if new:
        return picture, _("“%(name)s” is uploaded.") % {"name": picture.name}
    return picture, _("“%(name)s” was there already.") % {"name": picture.name}


def _remove(course: Course, number: str) -> str:
    found = (
        course.pictures.filter(pk=number).first()
        if number.isdecimal() and len(number) < MOST_DIGITS
        else None
    )
    if found is None:
        return _("This picture is not there any more.")
    if remove_picture(found):
        return _("“%(name)s” is deleted.") % {"name": found.name}
    return _("“%(name)s” stays: a lesson or a question shows it.") % {"name": found.name}
