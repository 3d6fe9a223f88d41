"""Marking in a class: what waits, and one answer after the other.

For everybody who teaches the class, assistants included. Where two people mark each answer and
do not agree, a teacher settles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.assignment import close_overdue
from ..actions.marking import MarkedMeanwhile, Outcome, ReadByTwo, mark_answer, read_answer
from ..forms.marking import MarkForm
from ..models import Assignment, Classroom, Mark, User
from ..reports.class_marking import (
    Case,
    Entry,
    Pile,
    State,
    case_of,
    class_queues,
    lists_of,
    pile_of,
    question_queues,
)
from ..scoring.grading import percentage
from ..scoring.readings import Given, difference
from .classroom import account, number
from .render import go_to
from .venue import none
from .zone import show_times_of

PAGES = "quizzes/marking/"


@login_required
@require_safe
def class_marking(request: HttpRequest, pk: int) -> HttpResponse:
    """The assignments of a class with something to mark."""
    found = Classroom.objects.taught_by(account(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such class, or you do not teach it."))
    close_overdue(now=timezone.now())
    context = {"classroom": found, "queues": class_queues(found)}
    return render(request, f"{PAGES}class.html", context)


@login_required
@require_safe
def assignment_marking(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of an assignment with something to mark."""
    row = _taught(request, pk)
    close_overdue(now=timezone.now())
    queues = question_queues(row, account(request))
    context = {"assignment": row, "classroom": row.classroom, "queues": queues}
    return render(request, f"{PAGES}assignment.html", context)


@dataclass(frozen=True)
class Desk:
    """Somebody at the answers to one question."""

    request: HttpRequest
    user: User
    assignment: Assignment
    question_id: int
    leads: bool

    def pile(self) -> Pile:
        """The answers, as they are now."""
        return pile_of(self.assignment, self.question_id, self.user)

    def case(self, pile: Pile, entry: Entry) -> Case:
        """One of them."""
        return case_of(self.assignment, pile, entry, leads=self.leads)

    @property
    def address(self) -> str:
        """The page of the question."""
        return reverse("assignment_mark", args=[self.assignment.pk, self.question_id])

    def page(
        self, template: str, pile: Pile, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """Rendered, with what all its pages have."""
        shared = {
            "assignment": self.assignment,
            "classroom": self.assignment.classroom,
            "address": self.address,
            "pile": pile,
            "lists": lists_of(self.assignment, pile),
            "leads": self.leads,
        }
        return render(self.request, f"{PAGES}{template}.html", shared | context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_mark(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Mark one answer, then go on to the next. ``?answer=TOKEN`` opens a marked one again."""
    row, user = _taught(request, pk), account(request)
    show_times_of(request, row.classroom.time_zone)
    leads = row.classroom.teachers.filter(user=user, role="teacher").exists()
    desk = Desk(request, user, row, question_id, leads)
    pile = desk.pile()
    if not pile.entries:
        raise Http404(_("Nothing that a person marks was handed in to this question."))
    entry = _chosen(request, pile)
    if entry is None:
        return desk.page("done", pile, {})
    case = desk.case(pile, entry)
    spec = case.answer.version.spec
    form = MarkForm(request.POST or None, rubric=spec.get("rubric", []), given=case.before)
    if not form.is_valid():
        return _answer_page(desk, pile, case, form, status=422 if form.is_bound else 200)
    try:
        told = _give(desk, case, form)
    except (MarkedMeanwhile, ReadByTwo):
        pile = desk.pile()
        case = desk.case(pile, pile.named(entry.token) or entry)
        unsaved = Given(form.fraction, form.points, form.cleaned_data["comment"])
        return _answer_page(desk, pile, case, form, unsaved, status=409)
    messages.success(request, told)
    return go_to(request, f"{desk.address}?after={entry.token}")


def _taught(request: HttpRequest, pk: int) -> Assignment:
    found = Assignment.objects.taught_by(account(request)).filter(pk=pk)
    row = found.select_related("classroom").first()
    if row is None:
        raise none()
    return row


def _chosen(request: HttpRequest, pile: Pile) -> Entry | None:
    """The answer that the form or the address names, else the next one that waits."""
    named = request.GET.get("answer")
    if request.method == "POST":
        named = request.POST.get("answer", "")
    if named is None:
        return pile.next(after=request.GET.get("after", ""))
    entry = pile.named(named)
    if entry is None:
        raise Http404(_("This answer is not there, or not any more. Go back to the marking."))
    return entry


def _give(desk: Desk, case: Case, form: MarkForm) -> str:
    """Keep what the form says; what to tell of it. Raises MarkedMeanwhile and ReadByTwo."""
    given: dict[str, Any] = {
        "points": form.points,
        "comment": form.cleaned_data["comment"],
        "by": desk.user,
        "now": timezone.now(),
    }
    post = desk.request.POST
    settles = case.state is State.SETTLE and post.get("do") == "mark"
    words = {
        "answer": case.name or _("Answer %(number)d") % {"number": case.entry.number},
        "percent": percentage(form.fraction),
    }
    if settles or case.state is State.MARK:
        mark_answer(case.answer, form.fraction, seen=number(post.get("seen", "")), **given)
        return _("%(answer)s: marked with %(percent)d%%.") % words
    told = {
        Outcome.KEPT: _(
            "%(answer)s: your mark of %(percent)d%% is saved. A second person marks it, too."
        ),
        Outcome.AGREED: _(
            "%(answer)s: you gave %(percent)d%%, and the other one nearly the same. It is marked."
        ),
        Outcome.DIFFERS: _(
            "%(answer)s: you gave %(percent)d%%, and the other one something else. A teacher"
            " settles it."
        ),
    }
    return told[read_answer(case.answer, form.fraction, **given)] % words


@dataclass(frozen=True, slots=True)
class Column:
    """What one person gave, in a comparison."""

    heading: str
    given: Given


def _answer_page(
    desk: Desk,
    pile: Pile,
    case: Case,
    form: MarkForm,
    unsaved: Given | None = None,
    status: int = 200,
) -> HttpResponse:
    version = case.answer.version
    columns = _columns(desk, case, unsaved)
    context = {
        "case": case,
        "more": any(each.token != case.entry.token for each in pile.left),
        "form": form,
        "spec": version.spec,
        "view": version.grader.review(version.spec, case.answer.response),
        "part": f"quizzes/kinds/{version.kind}.html#review",
        "marking": True,
        "columns": columns,
        "lines": difference(version.spec.get("rubric", ()), [each.given for each in columns]),
        "unsaved": unsaved,
        "latest": case.marks[-1] if case.marks else None,
    }
    return desk.page("answer", pile, context, status)


def _columns(desk: Desk, case: Case, unsaved: Given | None) -> Sequence[Column]:
    """What is compared: the two marks of an answer that is marked twice, the mark in force, and
    what could not be saved. Nothing where there is but one."""
    found = []
    if case.state is not State.READ:
        found = [
            Column(_("You") if each.marker_id == desk.user.pk else str(each.marker), each.given)
            for each in case.readings
        ]
    if case.marks and (found or unsaved):
        found.append(Column(_heading(case.marks[-1]), case.marks[-1].given))
    if unsaved:
        found.append(Column(_("You, not saved"), unsaved))
    return found


def _heading(mark: Mark) -> str:
    if mark.regrade_id:
        return _("Given to everyone")
    return _("The mark, by %(who)s") % {"who": mark.marked_by or _("nobody named")}
