"""A page on which many questions get what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.completing import Completed, Completion, complete
from ..forms.completing import CompletingForm
from ..forms.kind import kind_label
from ..models import Course, Lesson, Question, User
from ..reports.completing import Incomplete, around, completing, incomplete

PAGE = 20
PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Row:
    """A question on the page, with its form."""

    found: Incomplete
    kind: str
    form: CompletingForm


class CompletingPages(admin.ModelAdmin):
    """For those who may change questions."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path("complete/", wrap(self.choose_course), name="quizzes_question_complete"),
            path("complete/<int:pk>/", wrap(self.complete), name="quizzes_question_complete_in"),
            *super().get_urls(),
        ]

    def choose_course(self, request: HttpRequest) -> HttpResponse:
        """The course whose questions are to be completed; straight to it where it is plain."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        courses = list(Course.objects.filter(questions__isnull=False).distinct().order_by("title"))
        if len(courses) == 1:
            return HttpResponseRedirect(_address(courses[0]))
        context = {"title": _("Complete questions"), "courses": courses}
        return self._page(request, "complete_course", context, 200)

    def complete(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of questions; what was filled in is saved all together."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        course = get_object_or_404(Course, pk=pk)
        page = Paginator(incomplete(course), PAGE).get_page(request.GET.get("page"))
        if request.method != "POST":
            return self._questions(
                request, course, page, _rows(course, page.object_list, None), 200
            )
        rows = _rows(course, _sent(request, course), request)
        _tell_stale(request, [row.found.question for row in rows if row.form.is_stale])
        rows = [row for row in rows if not row.form.is_stale]
        faultless = [row.form.is_valid() for row in rows]
        if not all(faultless):
            return self._questions(request, course, page, rows, 422)
        lessons = Lesson.objects.in_bulk([row.form.lesson for row in rows if row.form.lesson])
        assert isinstance(request.user, User)
        done = complete(
            course,
            [_completion(row, lessons) for row in rows],
            publish=request.POST.get("do") == PUBLISH,
            by=request.user,
            now=timezone.now(),
        )
        _tell(request, done)
        return HttpResponseRedirect(request.get_full_path())

    def _questions(
        self,
        request: HttpRequest,
        course: Course,
        page: Page[Question],
        rows: list[Row],
        status: int,
    ) -> HttpResponse:
        context = {
            "title": _("Complete questions of “%(course)s”") % {"course": course},
            "course": course,
            "rows": rows,
            "faulty": any(row.form.errors for row in rows),
            "page": page,
        }
        return self._page(request, "complete", context, status)

    def _page(
        self, request: HttpRequest, name: str, context: Mapping[str, object], status: int
    ) -> HttpResponse:
        site = self.admin_site.each_context(request)
        template = f"admin/quizzes/question/{name}.html"
        return TemplateResponse(
            request, template, {**site, "opts": self.opts, **context}, status=status
        )


def _address(course: Course) -> str:
    return reverse("admin:quizzes_question_complete_in", args=[course.pk])


def _sent(request: HttpRequest, course: Course) -> QuerySet[Question]:
    """The questions that the page had, as far as they still lack something."""
    named = [each for each in request.POST.getlist("shown")[:PAGE] if each.isdecimal()]
    keys = [int(each) for each in named if len(each) < 19]
    return incomplete(course).filter(pk__in=keys)


def _rows(course: Course, questions: Iterable[Question], request: HttpRequest | None) -> list[Row]:
    lessons = around(course)
    rows = []
    for found in completing(questions, lessons):
        question = found.question
        assert question.current is not None
        form = CompletingForm(
            request.POST if request else None,
            prefix=f"q{question.pk}",
            initial={"seen": question.current.number, "explanation": found.explanation},
            places=found.places,
            titles=lessons.titles,
            having=partial(lessons.places.having, lesson=question.lesson_id),
            placed=bool(found.quote),
        )
        rows.append(Row(found, kind_label(question.current.kind), form))
    return rows


def _completion(row: Row, lessons: dict[int, Lesson]) -> Completion:
    form = row.form
    return Completion(
        question_id=row.found.question.pk,
        seen=form.cleaned_data["seen"],
        lesson=lessons.get(form.lesson) if form.lesson else None,
        quote=form.quote,
        explanation=form.cleaned_data["explanation"],
    )


def _tell(request: HttpRequest, done: Completed) -> None:
    """How many were changed and published, and which were left as they were."""
    changed, published = len(done.changed), len(done.published)
    if not changed and not done.stale:
        messages.info(request, _("Nothing was changed."))
        return
    words = ngettext("%(count)d question was changed", "%(count)d questions were changed", changed)
    said = _("%(changed)s; %(published)d newly published.") % {
        "changed": words % {"count": changed},
        "published": published,
    }
    messages.success(request, said)
    _tell_stale(request, done.stale)


def _tell_stale(request: HttpRequest, questions: Iterable[Question]) -> None:
    for question in questions:
        stale = _("“%(uid)s” was changed meanwhile and stays as it is. Look at it again.")
        messages.warning(request, stale % {"uid": question.uid})
