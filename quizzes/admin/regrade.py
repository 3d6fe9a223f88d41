"""The pages on which answers to a question are marked otherwise."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import regrade as actions
from ..forms.regrade import RegradeForm
from ..kinds import kinds
from ..models import Question, Regrade
from ..reports.regrade import Preview, decided, preview, responses_given, versions_answered

APPLY = "apply"


class RegradePages(admin.ModelAdmin):
    """A question's page for regrades, and the address that undoes one."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/regrade/", wrap(self.regrade), name="quizzes_question_regrade"),
            path(
                "<int:pk>/regrade/<int:regrade>/undo/",
                wrap(require_POST(self.undo_regrade)),
                name="quizzes_question_undo_regrade",
            ),
            *super().get_urls(),
        ]

    def regrade(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose, look at what would change, apply. What was decided before stands below."""
        question = self._gate(request, pk)
        versions = versions_answered(question)
        given = responses_given(question, [version.pk for version, _count in versions])
        form = RegradeForm(
            request.POST if request.method == "POST" else None,
            by_rule=_by_rule(question),
            versions=versions,
            responses=[(each.response, each.words, each.learners) for each in given],
        )
        found, seen, changed = None, "", False
        if form.is_valid():
            wanted = actions.new(question, **form.cleaned_data)
            found = preview(wanted)
            seen = _fingerprint(wanted, found)
            if request.POST.get("do") == APPLY and request.POST.get("seen") == seen:
                return self._apply(request, question, wanted, found)
            changed = request.POST.get("do") == APPLY
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Mark the answers otherwise"),
            "opts": self.opts,
            "question": question,
            "form": form,
            "answered": bool(versions),
            "preview": found,
            "fingerprint": seen,
            "changed": changed,
            "decided": decided(question),
        }
        status = 422 if form.is_bound and not form.is_valid() else 200
        template = "admin/quizzes/question/regrade.html"
        return TemplateResponse(request, template, context, status=status)

    def undo_regrade(self, request: HttpRequest, pk: int, regrade: int) -> HttpResponse:
        """Give every answer the mark back that it would have without the regrade."""
        question = self._gate(request, pk)
        row = question.regrades.filter(pk=regrade).first()
        if row is None:
            raise Http404
        if actions.undo(row, by=request.user, now=timezone.now()):  # type: ignore[arg-type]
            messages.success(request, _("Undone. Every answer has the mark it had without it."))
        else:
            messages.info(request, _("It was undone before."))
        return HttpResponseRedirect(reverse("admin:quizzes_question_regrade", args=[pk]))

    def _apply(
        self, request: HttpRequest, question: Question, wanted: Regrade, found: Preview
    ) -> HttpResponse:
        wanted.risen, wanted.fallen = found.rises, found.falls
        wanted.unchanged = found.unchanged
        actions.decide(wanted, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Done: %(counts)s.") % {"counts": in_words(found)})
        return HttpResponseRedirect(reverse("admin:quizzes_question_regrade", args=[question.pk]))

    def _gate(self, request: HttpRequest, pk: int) -> Question:
        """The question, for those who may change it."""
        question = Question.objects.select_related("current", "course").filter(pk=pk).first()
        if not self.has_change_permission(request, question):
            raise PermissionDenied
        if question is None or question.current is None:
            raise Http404
        return question


def in_words(found: Preview) -> str:
    """Such as "12 rise, 0 fall, 18 unchanged"."""
    counts = {"rises": found.rises, "falls": found.falls, "same": found.unchanged}
    words = _("%(rises)d rise, %(falls)d fall, %(same)d unchanged") % counts
    if found.dropped:
        words += ", " + _("%(count)d no longer count") % {"count": found.dropped}
    return words


def _fingerprint(wanted: Regrade, found: Preview) -> str:
    """What was looked at, and what was seen: it is applied only while both hold."""
    what = [wanted.policy, wanted.versions, wanted.accepted]
    seen = [found.rises, found.falls, found.unchanged, found.dropped]
    return hashlib.sha256(json.dumps([what, seen]).encode()).hexdigest()[:16]


def _by_rule(question: Question) -> bool:
    version = question.current
    kind = kinds.get(version.kind) if version else None
    # A draft may lack the key.
    return bool(version and kind and kind.by_rule and not kind.problems(version.spec))
