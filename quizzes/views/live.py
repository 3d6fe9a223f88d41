"""A class at work: the teacher's live view, and notices to everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import notice as actions
from ..forms.notice import NoticeForm
from ..models import Assignment, Classroom, User
from ..reports.live import live
from .classroom import account, number
from .classroom import address as class_address
from .gradebook import taught
from .learner import current_learner
from .notices import board, notice_board
from .render import go_to, is_fragment
from .venue import none
from .zone import show_times_of

PAGES = "quizzes/live/"


@login_required
@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is on which question, and who seems stuck. The page asks for it again by itself."""
    found = Assignment.objects.taught_by(account(request)).select_related("classroom")
    row = found.filter(pk=pk).first()
    if row is None:
        raise none()
    show_times_of(request, row.classroom.time_zone)
    now = timezone.now()
    context = {"assignment": row, "classroom": row.classroom, "live": live(row, now), "now": now}
    if is_fragment(request):
        return render(request, f"{PAGES}live.html#now", context)
    return render(request, f"{PAGES}live.html", context | notice_board(row.classroom))


@login_required
@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the class something, or take a notice back: ``end`` names it."""
    found = taught(request, pk)
    if "end" in request.POST:
        actions.end_notice(found, number(request.POST["end"]), now=timezone.now())
        messages.success(request, _("Taken back."))
        return go_to(request, _back(request, found))
    form = NoticeForm(request.POST)
    if not form.is_valid():
        context = {"classroom": found, **notice_board(found, form)}
        return render(request, f"{PAGES}notice.html", context, status=422)
    actions.post_notice(found, **form.cleaned_data, by=account(request), now=timezone.now())
    messages.success(request, _("The class is told."))
    return go_to(request, _back(request, found))


def _back(request: HttpRequest, found: Classroom) -> str:
    """To the live view that the form stood in, or to the class."""
    pk = number(request.POST.get("assignment", ""))
    row = found.assignments.filter(pk=pk).first()
    return reverse("assignment_live", args=[row.pk]) if row else class_address(found)


@require_safe
def notices(request: HttpRequest, pk: int) -> HttpResponse:
    """The notices of a class for those in it; nothing (204) where ``seen`` says it is the same."""
    found = Classroom.objects.filter(pk=pk)
    learner, user = current_learner(request), request.user
    classroom = found.attended_by(learner).first() if learner else None
    if classroom is None and isinstance(user, User):
        classroom = found.taught_by(user).first()
    if classroom is None:
        raise Http404(_("There is no such class, or you are not in it."))
    context = board(classroom)
    if is_fragment(request) and request.GET.get("seen") == context["notices_seen"]:
        return HttpResponse(status=204)
    if is_fragment(request):
        return render(request, f"{PAGES}notices.html", context)
    return go_to(request, class_address(classroom))
