"""The list of questions: columns, search, order, pages. Made for 100,000 of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.figures import catch_up
from ..exchange.digest import Lack
from ..forms.kind import kind_label
from ..models import Question, Status
from ..reports.question_list import ANY, BY, READING, rows_of, sorted_by
from .question_filters import (
    COURSE,
    CourseFilter,
    FacilityFilter,
    FlagFilter,
    KindFilter,
    LessonFilter,
    TagFilter,
)


class QuestionList(ChangeList):
    """First which questions are on the page, by what indexes have; then their rows."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Question]) -> list[Any]:
        """By the columns chosen, else as learners meet them.

        Every part falls or rises as its column does, so that an index has the whole order.
        """
        chosen = [
            (column, part.startswith("-"))
            for part in self.params.get(ORDER_VAR, "").split(".")
            if (column := self._column(part.removeprefix("-"))) in BY
        ]
        if not chosen:
            return list(READING if COURSE in self.params else ANY)
        found: list[Any] = []
        for column, falling in chosen:
            # What tells rows apart that are equal so far is wanted once, at the end.
            found = found[:-1] + sorted_by(column, falling=falling)
        return found

    def _column(self, number: str) -> str:
        known = number.isascii() and number.isdigit() and int(number) < len(self.list_display)
        return str(self.list_display[int(number)]) if known else ""

    def get_results(self, request: HttpRequest) -> None:
        """Sorting narrow rows and reading the page's only costs a fraction of sorting wide ones."""
        super().get_results(request)
        self.result_list = rows_of(list(self.result_list.values_list("pk", flat=True)))


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
        "status",
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
    def kind_name(self, question: Question) -> str:
        """The kind's name for authors."""
        return kind_label(question.kind) if question.kind else "–"

    @admin.display(description=gettext_lazy("lesson"), ordering="lesson__title")
    def lesson_title(self, question: Question) -> SafeString | str:
        """The lesson, and its course below."""
        lesson = question.lesson.title if question.lesson else _("in no lesson")
        return format_html('{}<br><span class="quiet">{}</span>', lesson, question.course.title)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, question: Question) -> str:
        """Draft, in review, published or retired."""
        return question.get_status_display()

    @admin.display(description=gettext_lazy("answers"), ordering="figures__learners")
    def learners(self, question: Question) -> int:
        """Learners who answered it."""
        figures = getattr(question, "figures", None)
        return figures.learners if figures else 0

    @admin.display(description=gettext_lazy("facility"), ordering="figures__facility")
    def facility(self, question: Question) -> str:
        """What first answers earned on average."""
        figures = getattr(question, "figures", None)
        if figures is None or figures.facility is None:
            return _("too few")
        return _("%(percent)d %%") % {"percent": round(100 * figures.facility)}

    @admin.display(description=gettext_lazy("open reports"), ordering="pk")
    def reports(self, question: Question) -> int:
        """Problems that learners reported and nobody has decided on."""
        return question.reports  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("needs attention"), empty_value="")
    def attention(self, question: Question) -> SafeString | str:
        """Why an author should look at it, in words."""
        reasons = []
        if question.reports:  # type: ignore[attr-defined]
            reasons.append(_("reported"))
        if question.lack == Lack.MORE or (question.lack == Lack.QUOTE and question.lesson_id):
            published = question.status == Status.PUBLISHED
            reasons.append(
                _("published, but something is missing") if published else _("something is missing")
            )
        return format_html_join(", ", "{}", ((reason,) for reason in reasons))
