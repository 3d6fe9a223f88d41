"""The inbox: problems with questions that learners reported."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..actions.problem import reply
from ..forms.problem import ReplyForm
from ..kinds import kinds
from ..models import Problem
from ..reports.problem import open_count, stem_of

MAY_LOOK, MAY_REPLY = "quizzes.view_question", "quizzes.change_question"

NAME, MARK = "learner_name", "based_on"
COLUMNS: list[Any] = ["excerpt", "state", "of_question", NAME, "created_at"]
SAID = ["note", "created_at", NAME, "course", "stem", "asked", "answered", "links"]
DECIDED = ["state", "reply", "replied", MARK]


class StateFilter(admin.SimpleListFilter):
    """What became of reports, and whether anybody has replied."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Open first: these wait."""
        return [
            (Problem.State.OPEN, _("open")),
            ("answered", _("answered")),
            (Problem.State.ACCEPTED, _("accepted")),
            (Problem.State.DECLINED, _("declined")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Problem]) -> QuerySet[Problem]:
        """Those in the chosen state, or those with a reply, in whatever state."""
        chosen = self.value()
        if chosen == "answered":
            return queryset.filter(replied_at__isnull=False)
        return queryset.filter(state=chosen) if chosen else queryset


@admin.register(Problem)
class ProblemAdmin(admin.ModelAdmin):
    """Reports are read and answered here, neither written nor deleted.

    Rights come from those on questions: who may see them sees what is said of them; who may
    change them replies, and sees who said it.
    """

    form = ReplyForm
    list_display = COLUMNS
    list_filter = [
        StateFilter,
        ("question__course", admin.RelatedOnlyFieldListFilter),
        ("question", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["learner__user", "version", "question__course"]
    list_per_page = 50
    search_fields = ["note", "question__uid", "version__spec__stem"]
    fields = [*SAID, *DECIDED]
    readonly_fields = [*SAID, "replied"]

    class Media:
        css = {"all": ["quizzes/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Problem]:
        """With all that a row and a report's page show, in the same query."""
        found = super().get_queryset(request) & Problem.objects.counted()
        return found.select_related(
            "learner__user", "version", "question__course", "answer__version", "replied_by"
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the inbox is listed at all."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, problem: Problem | None = None) -> bool:
        """Who may see questions."""
        may = request.user.has_perm
        return may(MAY_LOOK) or may(MAY_REPLY)

    def has_change_permission(self, request: HttpRequest, problem: Problem | None = None) -> bool:
        """Who may change questions."""
        return request.user.has_perm(MAY_REPLY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: learners report at the question."""
        return False

    def has_delete_permission(self, request: HttpRequest, problem: Problem | None = None) -> bool:
        """Nobody: the learner's page would lose it."""
        return False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Without names for those who may only look."""
        return self._allowed(request, COLUMNS)

    def get_fields(self, request: HttpRequest, problem: Problem | None = None) -> list[Any]:
        """Likewise; a form that cannot be sent needs no mark of what it is based on."""
        return self._allowed(request, [*SAID, *DECIDED])

    def _allowed(self, request: HttpRequest, names: list[str]) -> list[str]:
        if self.has_change_permission(request):
            return names
        return [name for name in names if name not in (NAME, MARK)]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, its title saying how much waits."""
        count = open_count()
        title = _("Reported problems: none is open")
        if count:
            title = ngettext(
                "Reported problems: %(count)d is open",
                "Reported problems: %(count)d are open",
                count,
            ) % {"count": count}
        context = {"title": title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def save_model(
        self, request: HttpRequest, problem: Problem, form: ModelForm, change: bool
    ) -> None:
        """Keep the decision, and tell the learner."""
        new = form.cleaned_data
        reply(problem, new["state"], new["reply"], by=request.user, now=timezone.now())  # type: ignore[arg-type]

    @admin.display(description=gettext_lazy("note"), ordering="note")
    def excerpt(self, problem: Problem) -> str:
        """The beginning of the note."""
        return problem.note if len(problem.note) <= 120 else f"{problem.note[:119]}…"

    @admin.display(description=gettext_lazy("question"))
    def of_question(self, problem: Problem) -> SafeString:
        """The stem, and below it where to go with the question."""
        return format_html("{}<br>{}", stem_of(problem), self.links(problem))

    @admin.display(description=gettext_lazy("question"))
    def stem(self, problem: Problem) -> str:
        """What the version asks that was reported."""
        return stem_of(problem)

    @admin.display(description=gettext_lazy("course"))
    def course(self, problem: Problem) -> str:
        """Where the question belongs."""
        return problem.question.course.title

    @admin.display(description=gettext_lazy("learner"))
    def learner_name(self, problem: Problem) -> str:
        """The account's name, or the guest's number."""
        return str(problem.learner)

    @admin.display(description=gettext_lazy("version"))
    def asked(self, problem: Problem) -> str:
        """Which version the learner had before them, and whether it is still the one asked."""
        where = {"number": problem.version.number}
        if problem.question.current_id == problem.version_id:
            return _("Version %(number)d, the current one") % where
        return _("Version %(number)d; the question was changed since") % where

    @admin.display(description=gettext_lazy("the learner’s answer"))
    def answered(self, problem: Problem) -> str | SafeString:
        """Their latest answer by then, as the learner saw it marked."""
        answer = problem.answer
        if answer is None:
            return _("None: they had not answered the question.")
        version = answer.version
        if version.kind not in kinds:
            raw = json.dumps(answer.response, ensure_ascii=False)
            return _("%(answer)s (to a question of an unknown kind)") % {"answer": raw}
        context = {
            "version": version.number,
            "other": answer.version_id != problem.version_id,
            "fraction": answer.fraction,
            "spec": version.grader.with_values(
                version.spec, version.grader.seed_of(answer.response)
            ),
            "view": version.grader.review(version.spec, answer.response),
            "part": f"quizzes/kinds/{version.kind}.html#review",
        }
        return render_to_string("admin/quizzes/problem/answer.html", context)

    @admin.display(description=gettext_lazy("to do"))
    def links(self, problem: Problem) -> SafeString:
        """Where the question is mended, and what it was before."""
        to = [problem.question_id]
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:quizzes_question_change", args=to),
            _("Edit the question"),
            reverse("admin:quizzes_question_regrade", args=to),
            _("Mark the answers otherwise"),
            reverse("admin:quizzes_question_history", args=to),
            _("Its history"),
        )

    @admin.display(description=gettext_lazy("last reply"))
    def replied(self, problem: Problem) -> str:
        """Who replied and whether the learner has seen it."""
        if problem.replied_at is None:
            return _("None yet.")
        words = {
            "name": problem.replied_by or "–",
            "at": date_format(localtime(problem.replied_at), "DATETIME_FORMAT"),
        }
        if problem.seen_at:
            return _("%(name)s, %(at)s; seen by the learner") % words
        return _("%(name)s, %(at)s; not yet seen by the learner") % words
