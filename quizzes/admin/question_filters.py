"""What the list of questions can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..forms.kind import kind_label
from ..models import Course, Lesson, Question, Status, Tag
from ..reports.question_list import FLAGS, Band, in_band

COURSE, LESSON, TAG = "course__id__exact", "lesson__id__exact", "tag"
NO_LESSON = "none"
Choices = list[tuple[str, str]]


class SelectFilter(admin.SimpleListFilter):
    """Values in a list to choose from, however many, without a script and on a phone.

    It takes only what it offers; a list narrowed by anything else is refused.
    """

    template = "admin/quizzes/question/filter_select.html"
    resets: Iterable[str] = ()
    """Parameters that mean nothing once another value is chosen."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """The rows of the chosen value, all where none is chosen."""
        value = self.value()
        if not value:
            return queryset
        if value not in {str(offered) for offered, _words in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.chosen(queryset, value)

    def chosen(self, questions: Any, value: str) -> Any:
        """The rows of a value that was offered."""
        raise NotImplementedError

    def has_output(self) -> bool:
        """Also where the value is not among those offered: it is then refused, not ignored."""
        return bool(self.lookup_choices or self.value())

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The values; and what the form sends beside the chosen one."""
        dropped = {self.parameter_name, PAGE_VAR, *self.resets}
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name not in dropped
        ]
        value = self.value()
        for offered, words in self.lookup_choices:
            yield {"value": offered, "display": words, "selected": str(offered) == value}


class CourseFilter(SelectFilter):
    """One course."""

    title = gettext_lazy("course")
    parameter_name = COURSE
    resets = (LESSON, TAG)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """All of them, by title."""
        courses = Course.objects.order_by("title", "pk").values_list("pk", "title")
        return [(str(pk), title) for pk, title in courses]

    def chosen(self, questions: Any, value: str) -> Any:
        """The course's."""
        return questions.filter(course=int(value))


class LessonFilter(SelectFilter):
    """One lesson of the chosen course; which lessons there are elsewhere would be too many."""

    title = gettext_lazy("lesson")
    parameter_name = LESSON

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """The lessons of the chosen course, or of the chosen lesson's, in their order."""
        course, lesson = _number(request, COURSE), _number(request, LESSON)
        if course is None and lesson is None:
            return []
        lessons = Lesson.objects.filter(
            **{"course": course} if course is not None else {"course__lessons": lesson}
        )
        rows = lessons.order_by("position", "pk").values_list("pk", "position", "title")
        found = [(str(pk), f"{position}. {title}") for pk, position, title in rows]
        return [*found, (NO_LESSON, _("in no lesson"))]

    def chosen(self, questions: Any, value: str) -> Any:
        """The lesson's."""
        return questions.filter(lesson=None if value == NO_LESSON else int(value))


class TagFilter(SelectFilter):
    """A tag by its name: courses that have the same word mean the same."""

    title = gettext_lazy("tag")
    parameter_name = TAG

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Those of the chosen course, or of all."""
        course = _number(request, COURSE)
        tags = Tag.objects.filter(**{"course": course} if course is not None else {})
        names = tags.order_by("name").values_list("name", flat=True).distinct()
        return [(name, name) for name in names]

    def chosen(self, questions: Any, value: str) -> Any:
        """Those that have the tag."""
        return questions.filter(tags__name=value)


class KindFilter(SelectFilter):
    """The kinds that there are questions of, by the names that authors know."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Each kind with its name; one that was removed is said to be unknown."""
        names = Question.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(
            ((name, kind_label(name)) for name in names if name),
            key=lambda each: each[1].casefold(),
        )

    def chosen(self, questions: Any, value: str) -> Any:
        """Those whose current version is of the kind."""
        return questions.filter(kind=value)


class StatusFilter(SelectFilter):
    """Draft, in review, published or retired."""

    title = gettext_lazy("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """All four."""
        return [(status.value, str(status.label)) for status in Status]

    def chosen(self, questions: Any, value: str) -> Any:
        """Those of the status."""
        return questions.filter(status=value)


class FacilityFilter(SelectFilter):
    """How easy the question is."""

    title = gettext_lazy("facility")
    parameter_name = "facility"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """The bands, the hard ones first."""
        return [
            (Band.HARD, _("hard: under 30 %")),
            (Band.MIDDLE, _("30 to 80 %")),
            (Band.EASY, _("easy: over 80 %")),
            (Band.FEW, _("too few answers")),
        ]

    def chosen(self, questions: Any, value: str) -> Any:
        """Those in the band."""
        return in_band(questions, Band(value))


class FlagFilter(SelectFilter):
    """What needs an author's attention."""

    title = gettext_lazy("needs attention")
    parameter_name = "flag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Every reason that there is."""
        return [(flag.name, str(flag.label)) for flag in FLAGS]

    def chosen(self, questions: Any, value: str) -> Any:
        """Those for which the reason holds."""
        return next(flag for flag in FLAGS if flag.name == value).of(questions)


def _number(request: HttpRequest, name: str) -> int | None:
    """An id in the address; None where there is none, or something else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
