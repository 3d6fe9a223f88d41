"""Many questions changed at once, from their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..actions import bulk
from ..forms.bulk import MoveForm, SureForm, TagsForm
from ..models import Course, Question

APPLY = "apply"
MOST = 10_000
"""Questions that are changed at once: it is one transaction, and somebody waits for it."""
MOST_REASONS = 20
"""Questions that were left as they are and are named."""


class BulkActions(admin.ModelAdmin):
    """Tags, moving, retiring and publishing for the questions that are ticked."""

    actions = ["retag", "move", "publish", "retire"]

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *where: Any
    ) -> HttpResponse | None:
        """What the chosen action says; nothing for what no list ever sent."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(pk.isascii() and pk.isdigit() and len(pk) < 19 for pk in ticked):
            messages.warning(request, _("Nothing was changed. Tick the questions again."))
            return None
        return super().response_action(request, queryset, *where)

    @admin.action(description=gettext_lazy("Give or take off tags"), permissions=["change"])
    def retag(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        """Ask which, then do it."""
        form = TagsForm(_posted(request))
        return self._asked(
            request,
            questions,
            form,
            title=_("Give or take off tags"),
            words="",
            work=lambda ids: bulk.retag(ids, now=timezone.now(), **form.cleaned_data),
        )

    @admin.action(description=gettext_lazy("Move to a lesson"), permissions=["change"])
    def move(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        """Ask which, then do it. For questions of one course only."""
        courses = list(Course.objects.filter(questions__in=questions.order_by()).distinct()[:2])
        if len(courses) != 1:
            words = _("These belong to several courses. Choose questions of one course.")
            messages.warning(request, words)
            return None
        form = MoveForm(courses[0], _posted(request))
        return self._asked(
            request,
            questions,
            form,
            title=_("Move to a lesson"),
            words=_("They come after the lesson’s other questions. Attempts that run keep theirs."),
            work=lambda ids: bulk.move(ids, form.cleaned_data["lesson"], now=timezone.now()),
        )

    @admin.action(description=gettext_lazy("Retire"), permissions=["change"])
    def retire(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        """Ask whether it is meant, then do it."""
        return self._asked(
            request,
            questions,
            SureForm(_posted(request)),
            title=_("Retire questions"),
            words=_(
                "Nobody is asked them any more. Answers stay, and attempts that run keep them."
            ),
            work=lambda ids: bulk.retire(ids, now=timezone.now()),
        )

    @admin.action(description=gettext_lazy("Publish what lacks nothing"), permissions=["change"])
    def publish(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        """Publish those that can be, and say what the others lack."""
        return self._asked(
            request,
            questions,
            SureForm(_posted(request)),
            title=_("Publish questions"),
            words=_("Those that lack something stay as they are, and you will see what it is."),
            work=lambda ids: bulk.publish(ids, now=timezone.now()),
        )

    def _asked(
        self,
        request: HttpRequest,
        questions: QuerySet[Question],
        form: forms.Form,
        *,
        title: str,
        words: str,
        work: Callable[[Sequence[int]], bulk.Done],
    ) -> HttpResponse | None:
        """The page with the form; once that is filled in, the work and back to the list."""
        ids = list(questions.values_list("pk", flat=True)[: MOST + 1])
        if len(ids) > MOST:
            warning = _("Choose at most %(count)d questions at once.") % {"count": MOST}
            messages.warning(request, warning)
            return None
        if form.is_valid():
            self._say(request, title, len(ids), work(ids))
            return HttpResponseRedirect(request.get_full_path())
        shown = Question.objects.filter(pk__in=ids[:10]).order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "words": words,
            "form": form,
            "count": len(ids),
            "stems": [stem or uid for stem, uid in shown.values_list("stem", "uid")],
            "more": max(0, len(ids) - 10),
            "sent": _sent_again(request),
            "back": request.get_full_path(),
        }
        status = 422 if form.is_bound else 200
        template = "admin/quizzes/question/bulk.html"
        return TemplateResponse(request, template, context, status=status)

    def _say(self, request: HttpRequest, title: str, chosen: int, done: bulk.Done) -> None:
        """How many were changed, how many were so already, and why others were not."""
        if done.changed:
            LogEntry.objects.log_actions(
                request.user.pk,  # type: ignore[arg-type]
                Question.objects.filter(pk__in=done.changed).only("uid"),
                CHANGE,
                title,
            )
        count, same = len(done.changed), chosen - len(done.changed) - len(done.refused)
        text = ngettext("%(count)d question changed", "%(count)d questions changed", count)
        told = text % {"count": count}
        if same:
            told += ", " + _("%(count)d as it was to be already") % {"count": same}
        messages.success(request, f"{title}: {told}.")
        for question, reasons in done.refused[:MOST_REASONS]:
            words = {"question": question.stem or question.uid, "reasons": " ".join(reasons)}
            messages.warning(request, _("Left as it is: “%(question)s”. %(reasons)s") % words)
        if (left := len(done.refused) - MOST_REASONS) > 0:
            messages.warning(request, _("… and %(count)d more") % {"count": left})


def _posted(request: HttpRequest) -> Any:
    """What was filled in; None where the page is yet to be shown."""
    return request.POST if request.POST.get("do") == APPLY else None


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What makes the same choice of questions and of what to do with them."""
    index = request.POST.get("index", "0")
    actions = request.POST.getlist("action")
    action = actions[int(index)] if index.isdigit() and int(index) < len(actions) else ""
    ticked = [(ACTION_CHECKBOX_NAME, pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)]
    across = request.POST.getlist("select_across")
    return [("action", action), ("select_across", "1" if "1" in across else "0"), *ticked]
