"""Questions in and out of the admin as files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.bank import QuestionsRefused, plan, save_questions
from ..exchange.base import Format
from ..exchange.registry import formats
from ..exchange.spec import QuestionSpec
from ..forms.exchange import ImportForm
from ..forms.kind import kind_label
from ..models import Question, Status
from ..reports.bank import specs_of
from ..reports.completing import incomplete
from ..reports.picture import content_of

TAKE = "take"
MOST_LOSSES = 20
TEMPLATES = ("csv", "xlsx")
"""Formats of which an empty file can be filled in."""


class ExchangePages(admin.ModelAdmin):
    """A page to bring questions in, and an action for each format to take them out."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(self.bring_in), name="quizzes_question_import"),
            path("template/<slug:name>/", wrap(self.template), name="quizzes_question_template"),
        ]
        return [*own, *super().get_urls()]

    def template(self, request: HttpRequest, name: str) -> StreamingHttpResponse:
        """An empty table to fill in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if name not in TEMPLATES:
            raise Http404
        return _attached(formats()[name], [])

    def bring_in(self, request: HttpRequest) -> HttpResponse:
        """Look at what would become of a file's questions, then take them."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        posted = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
        planned, bad = [], []
        if form.is_valid() and form.form:
            rules = _rules(form)
            planned = plan(form.cleaned_data["course"], form.batch.questions, **rules)
            bad = [each for each in planned if each.faults]
            skip = form.cleaned_data["skip_bad"]
            at_fault = bool(bad or form.batch.faults)
            if request.POST.get("do") == TAKE and (skip or not at_fault):
                return self._take(request, form, rules)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring questions in"),
            "opts": self.opts,
            "form": form,
            "batch": form.batch,
            "planned": [(each, kind_label(each.question.kind)) for each in planned],
            "at_fault": len(bad) + len(form.batch.faults),
            "good": len(planned) - len(bad),
            "templates": [formats()[name] for name in TEMPLATES],
        }
        status = 422 if form.is_bound and not form.is_valid() else 200
        template = "admin/quizzes/question/import.html"
        return TemplateResponse(request, template, context, status=status)

    def _take(self, request: HttpRequest, form: ImportForm, rules: dict[str, Any]) -> HttpResponse:
        course = form.cleaned_data["course"]
        try:
            done = save_questions(
                course,
                form.batch.questions,
                by=request.user,  # type: ignore[arg-type]
                now=timezone.now(),
                skip_bad=form.cleaned_data["skip_bad"],
                pictures=form.batch.pictures,
                **rules,
            )
        except QuestionsRefused as refused:  # changed by somebody else since it was planned
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:quizzes_question_import"))
        words = _(
            "%(added)d added, of these %(drafts)d drafts; %(changed)d changed, %(unchanged)d"
            " unchanged, %(skipped)d left out."
        )
        skipped = done["skipped"] + len(form.batch.faults)
        names = ("added", "drafts", "changed", "unchanged")
        counts = {name: done[name] for name in names}
        messages.success(request, words % {**counts, "skipped": skipped})
        if kept := done["pictures"]:
            more = ngettext("%(count)d picture is new.", "%(count)d pictures are new.", kept)
            messages.success(request, more % {"count": kept})
        for remark in form.batch.remarks[:50]:
            messages.warning(request, str(remark))
        if incomplete(course).exists():
            return HttpResponseRedirect(
                reverse("admin:quizzes_question_complete_in", args=[course.pk])
            )
        url = reverse("admin:quizzes_question_changelist")
        return HttpResponseRedirect(f"{url}?course__id__exact={course.pk}")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The admin's, and one for each format."""
        found = super().get_actions(request)
        for name, form in formats().items():
            words = _("Export as: %(format)s") % {"format": form.label}
            action: Any = partial(_export, form)
            found[f"export_{name}"] = (action, f"export_{name}", words)
        return found


def _rules(form: ImportForm) -> dict[str, Any]:
    assert form.form is not None
    lesson = form.cleaned_data["lesson"]
    publish = form.form.whole or form.cleaned_data["publish"]
    return {
        "whole": form.form.whole,
        "status": Status.PUBLISHED if publish else Status.DRAFT,
        "lesson": lesson.slug if lesson else "",
    }


def _export(
    form: Format,
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    questions: QuerySet[Question],
) -> StreamingHttpResponse:
    """The chosen questions as a file. What it cannot hold is told on the next page."""
    losses = [
        f"{question.uid}: {loss}"
        for question in specs_of(questions)
        for loss in form.losses(question)
    ]
    for loss in losses[:MOST_LOSSES]:
        messages.warning(request, loss)
    if (left := len(losses) - MOST_LOSSES) > 0:
        messages.warning(request, _("… and %(count)d more") % {"count": left})
    return _attached(form, specs_of(questions))


def _attached(form: Format, questions: Iterable[QuestionSpec]) -> StreamingHttpResponse:
    """A file to download."""
    response = StreamingHttpResponse(
        form.write_with(questions, content_of), content_type="application/octet-stream"
    )
    name = f"questions{form.suffixes[0]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
