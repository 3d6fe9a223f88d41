"""Marking: the queue of what people mark, and the page on which one answer is marked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.marking import mark_answer
from ..actions.quiz import hand_in
from ..forms.marking import MarkForm
from ..models import Answer, Mark, Question
from ..reports.marking import marked_lately, next_to_mark, queues, to_mark, waiting_count
from ..reports.quiz import overdue_texts

MAY_MARK = "quizzes.change_question"


@admin.register(Mark)
class MarkAdmin(admin.ModelAdmin):
    """Marks are given here and never changed, so the admin's own lists and forms stay closed."""

    def get_urls(self) -> list[URLPattern]:
        """The queue in place of the list, and a page for each question."""
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.queue), name="quizzes_mark_changelist"),
            path("<int:pk>/", wrap(self.mark), name="quizzes_mark_question"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Who may change questions may mark answers to them."""
        return request.user.has_perm(MAY_MARK)

    def has_view_permission(self, request: HttpRequest, obj: Mark | None = None) -> bool:
        """As for the module."""
        return request.user.has_perm(MAY_MARK)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Marks are given on their own page."""
        return False

    def queue(self, request: HttpRequest) -> HttpResponse:
        """What waits, question by question, with what was chosen when a quiz closed."""
        self._gate(request)
        _hand_in_overdue()
        return self._page(request, "queue", _("Marking"), {"queues": queues()})

    def mark(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark one answer, then go on to the next. ``?answer=ID`` opens a marked one again."""
        self._gate(request)
        question = Question.objects.select_related("current", "course").filter(pk=pk).first()
        if question is None:
            raise Http404
        answer = _chosen(request, question)
        if answer is None:
            return self._page(request, "done", _("Marking"), _done(question))
        before = Mark.objects.in_force().filter(answer=answer, regrade=None).last()
        data = request.POST if request.method == "POST" else None
        form = MarkForm(
            data,
            rubric=answer.version.spec.get("rubric", []),
            given=before.given if before else None,
        )
        if form.is_valid():
            return self._give(request, question, answer, form)
        context = {
            "question": question,
            "answer": answer,
            "form": form,
            "spec": answer.version.spec,
            "view": answer.version.grader.review(answer.version.spec, answer.response),
            "part": f"quizzes/kinds/{answer.version.kind}.html#review",
            "waiting": waiting_count(question),
            "before": before,
            "marking": True,
        }
        status = 422 if form.is_bound else 200
        return self._page(request, "answer", _("Marking"), context, status)

    def _give(
        self, request: HttpRequest, question: Question, answer: Answer, form: MarkForm
    ) -> HttpResponse:
        mark_answer(
            answer,
            form.fraction,
            points=form.points,
            comment=form.cleaned_data["comment"],
            by=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        name = str(answer.item.attempt.learner)
        messages.success(request, _("Marked: %(name)s.") % {"name": name})
        url = reverse("admin:quizzes_mark_question", args=[question.pk])
        return HttpResponseRedirect(f"{url}?after={answer.pk}")

    def _page(
        self,
        request: HttpRequest,
        name: str,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/quizzes/mark/{name}.html"
        return TemplateResponse(request, template, shared | context, status=status)

    def _gate(self, request: HttpRequest) -> None:
        if not request.user.has_perm(MAY_MARK):
            raise PermissionDenied


def _hand_in_overdue() -> None:
    """Hand in what learners wrote in quizzes that have closed since, or nobody would mark it."""
    now = timezone.now()
    for attempt in overdue_texts(now):
        hand_in(attempt, now=now)


def _chosen(request: HttpRequest, question: Question) -> Answer | None:
    """The answer that the address or the form names, else the next one that waits."""
    named = request.POST.get("answer") or request.GET.get("answer")
    if named is not None:
        found = to_mark(question, _number(named))
        if found is None:
            raise Http404
        return found
    return next_to_mark(question, after=_number(request.GET.get("after", "")))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _done(question: Question) -> dict[str, Any]:
    return {"question": question, "marks": marked_lately(question)}
