"""The list of questions: columns, search, order, pages. Made for 100,000 of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.figures import catch_up
from ..forms.kind import kind_label
from ..models import Question, Status
from ..reports.question_list import ANY, BY, READING, SCANNED, SPARSE, ids_by, rows_of, sorted_by
from .question_filters import (
    COURSE,
    CourseFilter,
    FacilityFilter,
    FlagFilter,
    KindFilter,
    LessonFilter,
    StatusFilter,
    TagFilter,
)


def columns_of(order: str, names: Sequence[Any]) -> list[tuple[str, bool]]:
    """The columns that an address sorts by, each with whether it falls; unknown ones left out."""
    found = []
    for part in order.split("."):
        number = part.removeprefix("-")
        if number.isascii() and number.isdigit() and int(number) < len(names):
            found.append((str(names[int(number)]), part.startswith("-")))
    return [(column, falling) for column, falling in found if column in BY]


class QuestionList(ChangeList):
    """First which questions are on the page, by what indexes have; then their rows."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Question]) -> list[Any]:
        """By the columns chosen, else as learners meet them.

        Every part falls or rises as its column does, so that an index has the whole order.
        """
        chosen = columns_of(self.params.get(ORDER_VAR, ""), self.list_display)
        if not chosen:
            across = SCANNED if self.query else ANY
            return list(READING if self.params.get(COURSE) else across)
        found: list[Any] = []
        for column, falling in chosen:
            # What tells rows apart that are equal so far is wanted once, at the end.
            found = found[:-1] + sorted_by(column, falling=falling)
        return found

    def get_results(self, request: HttpRequest) -> None:
        """Sorting ids and reading the page's rows only costs a fraction of sorting wide rows."""
        paginator = Paginator(self._ids(), self.list_per_page)
        self.paginator, self.result_count = paginator, paginator.count
        # Unknown: that would count the bank once more.
        self.show_full_result_count, self.full_result_count = False, None
        self.show_admin_actions = True
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        ids = paginator.object_list
        if self.multi_page and not (self.show_all and self.can_show_all):
            try:
                ids = paginator.page(self.page_num).object_list
            except InvalidPage as error:
                raise IncorrectLookupParameters from error
        self.result_list = rows_of(ids)

    def _ids(self) -> Any:
        """The ids in their order. For a search all at once: counting them reads as much."""
        if self.query:
            return list(self.queryset.values_list("pk", flat=True))
        columns = columns_of(self.params.get(ORDER_VAR, ""), self.list_display)
        if len(columns) == 1 and columns[0][0] in SPARSE:
            [(column, falling)] = columns
            return ids_by(self.queryset, column, falling=falling)
        return self.queryset.values_list("pk", flat=True)


class QuestionListPage(admin.ModelAdmin):
    """The list's part of the questions' admin."""

    list_display = [
        "question",
        "kind_name",
        "lesson_title",
        "state",
        "learners",
        "facility",
        "reports",
        "attention",
    ]
    list_filter = [
        CourseFilter,
        LessonFilter,
        TagFilter,
        StatusFilter,
        FlagFilter,
        FacilityFilter,
        KindFilter,
    ]
    list_per_page = 50
    list_max_show_all = 200
    # Either would count the whole bank, once more or for every choice of every filter.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["uid"]
    search_help_text = gettext_lazy(
        "Looks in stems, options and identifiers, whatever the case and the accents."
    )

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """The one that reads narrow rows."""
        return QuestionList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Questions with every word. None stands twice."""
        return queryset.found_by(search_term), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with figures as new as a moment's work makes them."""
        may = request.method == "GET" and self.has_view_permission(request)
        if may and catch_up(now=timezone.now()):
            messages.info(request, _("Some figures are still being counted. Look again soon."))
        return super().changelist_view(request, extra_context)

    @admin.display(description=gettext_lazy("question"), ordering="stem")
    def question(self, question: Question) -> str:
        """What it asks now; the identifier where it asks nothing."""
        return question.stem or question.uid

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, question: Question) -> SafeString:
        """The kind's name for authors."""
        return _labelled(_("Kind"), kind_label(question.kind) if question.kind else "–")

    @admin.display(description=gettext_lazy("lesson"), ordering="lesson__title")
    def lesson_title(self, question: Question) -> SafeString:
        """The lesson, and its course below."""
        lesson = question.lesson.title if question.lesson else _("in no lesson")
        words = '{} <span class="quiet">{}</span>'
        return format_html(words, lesson, question.course.title)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, question: Question) -> SafeString:
        """Draft, in review, published or retired."""
        return _labelled(_("Status"), question.get_status_display())

    @admin.display(description=gettext_lazy("answers"), ordering="figures__learners")
    def learners(self, question: Question) -> SafeString:
        """Learners who answered it."""
        figures = getattr(question, "figures", None)
        return _labelled(_("Answers"), figures.learners if figures else 0)

    @admin.display(description=gettext_lazy("facility"), ordering="figures__facility")
    def facility(self, question: Question) -> SafeString:
        """What first answers earned on average."""
        figures = getattr(question, "figures", None)
        words = _("too few")
        if figures and figures.facility is not None:
            words = _("%(percent)d %%") % {"percent": round(100 * figures.facility)}
        return _labelled(_("Facility"), words)

    @admin.display(description=gettext_lazy("open reports"), ordering="problems")
    def reports(self, question: Question) -> SafeString:
        """Problems that learners reported and nobody has decided on."""
        return _labelled(_("Open reports"), question.reports)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("needs attention"), empty_value="")
    def attention(self, question: Question) -> str:
        """Why an author should look at it, in words."""
        reasons = [_("reported")] if question.reports else []  # type: ignore[attr-defined]
        if question.quote_lost:
            reasons.append(_("its quote is gone"))
        if question.lacks_something:
            published = question.status == Status.PUBLISHED
            words = _("published, but something is missing")
            reasons.append(words if published else _("something is missing"))
        return ", ".join(reasons)


def _labelled(label: str, value: object) -> SafeString:
    """A value with its column's name, which shows where narrow screens have no columns."""
    return format_html('<span class="label">{}: </span>{}', label, value)
