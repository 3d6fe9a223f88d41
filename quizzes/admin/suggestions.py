"""The page that proposes questions on a lesson. Whatever is taken becomes a draft."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.suggestions import take
from ..articles import text_of
from ..exchange.spec import ExchangeError
from ..forms.kind import kind_label
from ..models import Lesson, Question, Status
from ..outside import assistant
from ..reports.suggestions import Proposal, beside, proposals
from ..suggestions import Suggestion
from ..suggestions.written import Reading, draft_of

TAKE, ASK = "take", "ask"


class SuggestionPages(admin.ModelAdmin):
    """A lesson's page of proposals, for those who may add questions."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        own = path("<int:pk>/suggestions/", wrap(self.suggest), name="quizzes_lesson_suggestions")
        return [own, *super().get_urls()]

    def suggest(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look at what could be asked, and take some of it."""
        lesson = self._gate(request, pk)
        found, written = proposals(lesson), Reading()
        do = request.POST.get("do")
        if do == TAKE:
            chosen, written.remarks = _chosen(request, lesson, found)
            if chosen and not written.remarks:
                return _take(request, lesson, chosen)
            if not chosen:
                messages.warning(request, _("Nothing is ticked, so nothing was taken."))
        elif do == ASK and assistant.is_on():
            try:
                written = assistant.drafts(text_of(lesson.body))
            except assistant.AssistantError as error:
                messages.error(request, str(error))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Suggested questions"),
            "opts": self.opts,
            "lesson": lesson,
            "found": _rows(found),
            "written": _rows(beside(lesson, written.suggestions)) if written.suggestions else [],
            "remarks": written.remarks,
            "assistant": assistant.host() if assistant.is_on() else "",
        }
        return TemplateResponse(request, "admin/quizzes/lesson/suggestions.html", context)

    def _gate(self, request: HttpRequest, pk: int) -> Lesson:
        """The lesson, for those who see it here and may add questions."""
        lesson = Lesson.objects.select_related("course").filter(pk=pk).first()
        may_add = self.admin_site.get_model_admin(Question).has_add_permission(request)
        if not may_add or not self.has_view_permission(request, lesson):
            raise PermissionDenied
        if lesson is None:
            raise Http404
        return lesson


def _rows(found: list[Proposal]) -> list[dict[str, Any]]:
    """Proposals as the page draws them. What a machine wrote is carried in the form."""
    return [
        {
            "proposal": each,
            "suggestion": each.suggestion,
            "kind": kind_label(each.suggestion.kind),
            "carried": json.dumps({"kind": each.suggestion.kind, "spec": each.suggestion.spec}),
        }
        for each in found
    ]


def _chosen(
    request: HttpRequest, lesson: Lesson, found: list[Proposal]
) -> tuple[dict[str, list[Suggestion]], list[str]]:
    """What was ticked, by where it comes from, and why some of it cannot be taken."""
    ticked = set(request.POST.getlist("chosen"))
    own = [each.suggestion for each in found if each.uid in ticked]
    missing = ticked - {each.uid for each in found}
    remarks = [_("The lesson has changed. Look at the suggestions again.")] if missing else []
    text, written = text_of(lesson.body), []
    for carried in request.POST.getlist("written"):
        try:
            written.append(draft_of(json.loads(carried), text))
        except (ExchangeError, ValueError, RecursionError) as error:
            reason = error if isinstance(error, ExchangeError) else _("it cannot be read.")
            remarks.append(_("A draft was refused: %(reason)s") % {"reason": reason})
    return ({"own": own, "written": written} if own or written else {}), remarks


def _take(
    request: HttpRequest, lesson: Lesson, chosen: dict[str, list[Suggestion]]
) -> HttpResponse:
    who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    made = take(lesson, chosen["own"], **who)
    tag = _("drafted by a machine")
    made += take(lesson, chosen["written"], tags=(tag,), **who)
    count = len(made)
    words = ngettext(
        "%(count)d draft was made. Add what it lacks, then publish it.",
        "%(count)d drafts were made. Add what they lack, then publish them.",
        count,
    )
    if made:
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("These had been taken before. Nothing was changed."))
    url = reverse("admin:quizzes_question_changelist")
    return HttpResponseRedirect(
        f"{url}?lesson__id__exact={lesson.pk}&status__exact={Status.DRAFT.value}"
    )
