"""Around a question's form: comments, steps to publication, and what is not saved yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import review as actions
from ..actions import unsaved
from ..forms.authoring import missing_of
from ..forms.review import CommentForm
from ..models import Question, Status, UnsavedForm, User

MAY_REVIEW = "quizzes.add_comment"
RECENT = timedelta(minutes=10)
"""How long somebody counts as writing after their last key."""
MOST_KEPT = 300_000
"""Characters of a form."""
NOT_KEPT = ("csrfmiddlewaretoken", "do", "_save", "_continue", "_addanother")


class ReviewPages(admin.ModelAdmin):
    """Comments and steps below the form; above it what was written and not saved."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/review/", wrap(require_POST(self.review)), name="quizzes_question_review"
            ),
            path("unsaved/", wrap(require_POST(self.unsaved)), name="quizzes_question_unsaved"),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """With what stands around the form."""
        question = self.get_object(request, unquote(object_id)) if object_id else None
        context = {**self._kept(request, question), **_review(request, question)}
        return super().changeform_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say something, settle what was said, or take the question a step on."""
        question = self.get_object(request, str(pk))
        if question is None:
            raise Http404
        if not (self.has_view_permission(request, question) and request.user.has_perm(MAY_REVIEW)):
            raise PermissionDenied
        by: User = request.user  # type: ignore[assignment]
        form, now = CommentForm(request.POST), timezone.now()
        do, _blank, number = request.POST.get("do", "").partition(" ")
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["text"])))
            return HttpResponseRedirect(_address(question))
        text = form.cleaned_data["text"]
        if text and actions.comment(question, text, by=by, now=now):
            messages.success(request, _("Your comment stands below the question."))
        if do == "settle" and number.isdecimal():
            actions.settle(question, int(number[:15]), by=by, now=now)
        elif do in actions.STEPS:
            _step(request, question, do)
        elif do == "comment" and not text:
            messages.error(request, _("There is no comment: write what should change."))
        return HttpResponseRedirect(_address(question))

    def unsaved(self, request: HttpRequest) -> HttpResponse:
        """Keep a form that is being written, or drop what was kept of it."""
        number = request.POST.get("unsaved", "")
        question = self.get_object(request, number) if number else None
        if number and question is None:
            raise Http404
        may = (
            self.has_change_permission(request, question)
            if question
            else self.has_add_permission(request)
        )
        if not may:
            raise PermissionDenied
        user: User = request.user  # type: ignore[assignment]
        if request.POST.get("do") == "drop":
            unsaved.drop(user, question)
            page = _address(question) if question else reverse("admin:quizzes_question_add")
            return HttpResponseRedirect(page)
        fields = request.POST.copy()
        for name in (*NOT_KEPT, "unsaved"):
            fields.pop(name, None)
        text = fields.urlencode()
        if len(text) > MOST_KEPT:
            return HttpResponse(status=413)
        unsaved.keep(user, question, text, now=timezone.now())
        return HttpResponse(status=204)

    def _kept(self, request: HttpRequest, question: Question | None) -> dict[str, Any]:
        """What this author has not saved, and who else is writing."""
        user: User = request.user  # type: ignore[assignment]
        own = UnsavedForm.objects.of(user, question).first() if request.method == "GET" else None
        others = question.unsaved.exclude(owner=user) if question else UnsavedForm.objects.none()
        recent = others.filter(updated_at__gt=timezone.now() - RECENT).select_related("owner")
        pairs = QueryDict(own.fields).lists() if own else ()
        return {
            "kept": own,
            "kept_fields": [(name, value) for name, values in pairs for value in values],
            "others": list(recent),
        }


def _review(request: HttpRequest, question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    comments = question.comments.select_related("author", "settled_by", "version")
    missing = missing_of(question)
    steps = [
        name
        for name, (before, _after) in actions.STEPS.items()
        if before == question.status and not (name == "publish" and missing)
    ]
    return {
        "may_review": request.user.has_perm(MAY_REVIEW),
        "comments": list(comments),
        "comment_form": CommentForm(),
        "steps": steps,
        "in_review": question.status == Status.IN_REVIEW,
    }


def _step(request: HttpRequest, question: Question, step: str) -> None:
    if step == "publish" and (missing := missing_of(question)):
        words = _("Not published. Before it can be: %(missing)s")
        messages.error(request, words % {"missing": " ".join(missing)})
    elif actions.move(question, step, now=timezone.now()):
        done = {
            "submit": _("Sent to review."),
            "publish": _("Published: learners are asked it now."),
            "return": _("Given back to its author."),
        }
        messages.success(request, done[step])
    else:
        messages.warning(request, _("Nothing was done: the question's status had changed."))


def _address(question: Question) -> str:
    return reverse("admin:quizzes_question_change", args=[question.pk])
