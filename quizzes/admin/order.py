"""Pages on which courses, and the lessons of one, are put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.order import MoveRefused, move_course, move_lesson
from ..models import Course, Lesson
from .pictures import MOST_DIGITS

Move = Callable[[int, int | None], int]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the list: ``up`` and ``down`` are what it would come to stand in front of.

    "" stands for the end, None for a button that would do nothing.
    """

    row: Course | Lesson
    page: str
    up: int | None
    down: int | str | None


class OrderPages(admin.ModelAdmin):
    """Lists with buttons to move what stands in them, and to drag it where scripts run."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path("order/", wrap(self.order_of_courses), name="quizzes_course_order"),
            path(
                "<int:course_id>/order/", wrap(self.order_of_lessons), name="quizzes_lesson_order"
            ),
            *super().get_urls(),
        ]

    def order_of_courses(self, request: HttpRequest) -> HttpResponse:
        """Every course, in whatever state, as the home page has them."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        here = reverse("admin:quizzes_course_order")
        if request.method == "POST":
            return _move(request, here, move_course)
        rows = list(Course.objects.in_order())
        title = _("Order of the courses on the home page")
        return self._page(request, rows, "admin:quizzes_course_change", title, None)

    def order_of_lessons(self, request: HttpRequest, course_id: int) -> HttpResponse:
        """The lessons of a course, in whatever state."""
        if not request.user.has_perm("quizzes.change_lesson"):
            raise PermissionDenied
        course = get_object_or_404(Course, pk=course_id)
        here = reverse("admin:quizzes_lesson_order", args=[course_id])
        if request.method == "POST":
            return _move(request, here, partial(move_lesson, course, now=timezone.now()))
        rows = list(course.lessons.order_by("position", "pk").defer("body", "source"))
        title = _("Order of the lessons of “%(course)s”") % {"course": course.title}
        return self._page(request, rows, "admin:quizzes_lesson_change", title, course)

    def _page(
        self,
        request: HttpRequest,
        rows: Sequence[Course | Lesson],
        page: str,
        title: str,
        course: Course | None,
    ) -> HttpResponse:
        moved = _number(request.GET.get("moved", ""))
        at = next((at for at, row in enumerate(rows, start=1) if row.pk == moved), 0)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "course": course,
            "places": _places(rows, page),
            "moved": moved,
            "down_first": request.GET.get("did") == "down",
        }
        if at:
            words = _("“%(title)s” stands at place %(place)d of %(total)d now.")
            names = {"title": rows[at - 1].title, "place": at, "total": len(rows)}
            context["said"] = words % names
        elif "refused" in request.GET:
            context["said"] = _("Nothing was moved: the list has changed meanwhile.")
        return TemplateResponse(request, "admin/quizzes/course/order.html", context)


def _places(rows: Sequence[Course | Lesson], page: str) -> list[Place]:
    keys = [row.pk for row in rows]
    found = []
    for at, row in enumerate(rows):
        up = keys[at - 1] if at else None
        last = at == len(keys) - 1
        down = None if last else keys[at + 2] if at + 2 < len(keys) else ""
        found.append(Place(row, reverse(page, args=[row.pk]), up, down))
    return found


def _move(request: HttpRequest, here: str, move: Move) -> HttpResponse:
    """Move what the form names, and show the list with it in its new place."""
    moved = _number(request.POST.get("moved", ""))
    did = "down" if "down" in request.POST else "up"
    target = request.POST.get("before", request.POST.get("down"))
    try:
        if moved is None or target is None or (target and _number(target) is None):
            raise MoveRefused
        move(moved, _number(target))
    except MoveRefused:
        return _see(f"{here}?refused=1")
    return _see(f"{here}?moved={moved}&did={did}")


def _see(address: str) -> HttpResponse:
    """Send the browser on, so that loading the page again moves nothing."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _number(text: str) -> int | None:
    """A key from a form or address; None for what can be none."""
    return int(text) if text.isdecimal() and len(text) < MOST_DIGITS else None
