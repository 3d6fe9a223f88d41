"""Assignments for those who teach the class: given, changed, tried; and single learners' leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import assignment as actions
from ..forms.assignment import AssignmentForm, ExemptionForm, TimeForm
from ..models import Assignment, Classroom, Course, Enrolment, User
from ..reports import assignment as reports
from ..reports.class_marking import waiting_in
from . import quiz
from .classroom import account, led
from .classroom import address as class_address
from .render import go_to
from .venue import none

PAGES = "quizzes/assignment/"
USUAL_DAYS = 7
USUAL_HOUR = 17


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """The assignment: how it goes for those who teach the class, the way in for learners."""
    user = request.user
    if isinstance(user, User):
        found = Assignment.objects.taught_by(user).filter(pk=pk)
        if row := found.select_related("classroom", "course", "quiz", "tag").first():
            return _for_teachers(request, row, user)
    return quiz.quiz(request, assignment=pk)


def _for_teachers(request: HttpRequest, row: Assignment, user: User) -> HttpResponse:
    now = timezone.now()
    with timezone.override(ZoneInfo(row.classroom.time_zone)):
        context = {
            "assignment": row,
            "classroom": row.classroom,
            "leads": row.classroom.teachers.filter(user=user, role="teacher").exists(),
            "standing": reports.standing(row, now),
            "lessons": list(row.lessons.all()),
            "to_mark": waiting_in(row.classroom).get(row.pk, 0),
        }
        return render(request, f"{PAGES}taught.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a course, then say what the class is to do."""
    found = led(request, pk)
    courses = list(Course.objects.open_to_learners().in_order())
    slug = request.GET.get("course") or (courses[0].slug if len(courses) == 1 else "")
    course = next((each for each in courses if each.slug == slug), None)
    if course is None:
        context = {"classroom": found, "courses": courses}
        return render(request, f"{PAGES}course.html", context)
    with timezone.override(ZoneInfo(found.time_zone)):
        form = AssignmentForm(
            request.POST or None,
            course=course,
            instance=Assignment(classroom=found, course=course),
            initial={"due_at": _usual_due()},
        )
        if form.is_valid():
            made = actions.assign(
                found,
                course,
                form.written,
                form.cleaned_data["lessons"],
                publish="publish" in request.POST,
                by=account(request),
                now=timezone.now(),
            )
            messages.success(request, _given(made))
            return go_to(request, made.get_absolute_url())
        return _form(request, form, found, None)


def _usual_due() -> datetime:
    """In a week, in the afternoon, by the clock of the class."""
    day = timezone.localtime() + timedelta(days=USUAL_DAYS)
    return day.replace(hour=USUAL_HOUR, minute=0, second=0, microsecond=0)


def _given(made: Assignment) -> str:
    if made.published_at:
        return _("The class has it now.")
    return _("Saved as a draft: the class does not see it yet.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it; once learners have begun, only after it was said whom that touches."""
    row = led_assignment(request, pk)
    with timezone.override(ZoneInfo(row.classroom.time_zone)):
        seen = row.changed_at
        form = AssignmentForm(
            request.POST or None,
            course=row.course,
            instance=row,
            initial={"seen": seen.isoformat()},
        )
        if not form.is_valid():
            return _form(request, form, row.classroom, row)
        touched = reports.affected(row)
        if touched and "sure" not in request.POST and any(form.changed_labels()):
            return _form(request, form, row.classroom, row, touched)
        drawn = parse_datetime(form.cleaned_data["seen"]) or seen
        lessons = form.cleaned_data["lessons"]
        if actions.change(row, form.written, lessons, seen=drawn, now=timezone.now()):
            messages.success(request, _("Saved."))
            return go_to(request, reverse("assignment", args=[pk]))
        form.add_error(None, _overtaken())
        return _form(request, form, row.classroom, row)


def _overtaken() -> str:
    return _(
        "Somebody else has changed it meanwhile, so nothing was saved. Open it in another tab to"
        " see that, then send this once more."
    )


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the class see it, hide it again, or delete it: ``do`` says which."""
    row = led_assignment(request, pk)
    do = request.POST.get("do", "")
    try:
        if do == "delete":
            actions.delete(row)
            messages.success(request, _("Deleted: %(title)s.") % {"title": row.title})
            return go_to(request, class_address(row.classroom))
        if do == "back":
            actions.take_back(row)
            messages.success(request, _("The class does not see it any more."))
        elif do == "publish":
            actions.publish(row, now=timezone.now())
            messages.success(request, _("The class has it now."))
    except actions.HasWork as refused:
        messages.error(request, str(refused))
    return go_to(request, reverse("assignment", args=[pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int, place_id: int) -> HttpResponse:
    """What one learner has beyond the others in this assignment."""
    row = led_assignment(request, pk)
    place = _place(row.classroom, place_id)
    there = row.exemptions.filter(place=place).first()
    form = ExemptionForm(request.POST or None, instance=there)
    if form.is_valid():
        actions.exempt(row, place, **form.cleaned_data, by=account(request), now=timezone.now())
        messages.success(request, _("Saved for %(name)s.") % {"name": place.name})
        return go_to(request, reverse("assignment", args=[pk]))
    context = {
        "assignment": row,
        "classroom": row.classroom,
        "place": place,
        "form": form,
        "time_form": TimeForm(initial={"percent": place.time_percent}),
        "person_percent": place.learner.time_percent if place.learner else 100,
    }
    return render(request, f"{PAGES}person.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def time(request: HttpRequest, pk: int, place_id: int) -> HttpResponse:
    """How much time a learner has in every test of the class."""
    found = led(request, pk)
    place = _place(found, place_id)
    form = TimeForm(request.POST or None, initial={"percent": place.time_percent})
    if form.is_valid():
        actions.give_time(place, form.cleaned_data["percent"], now=timezone.now())
        messages.success(request, _("Saved for %(name)s.") % {"name": place.name})
        return go_to(request, class_address(found))
    context = {"classroom": found, "place": place, "form": form}
    return render(request, f"{PAGES}time.html", context, status=422 if form.errors else 200)


def led_assignment(request: HttpRequest, pk: int) -> Assignment:
    """The assignment with its class, for those who may change it. Raises Http404 for others."""
    found = Assignment.objects.led_by(account(request)).select_related("classroom", "course")
    row = found.filter(pk=pk).first()
    if row is None:
        raise none()
    return row


def _place(found: Classroom, place_id: int) -> Enrolment:
    place = found.enrolments.select_related("learner").filter(pk=place_id).first()
    if place is None:
        raise Http404(_("There is no such learner in this class."))
    return place


def _form(
    request: HttpRequest,
    form: AssignmentForm,
    found: Classroom,
    row: Assignment | None,
    touched: reports.Affected | None = None,
) -> HttpResponse:
    at_once, later = form.changed_labels() if touched else ([], [])
    context: dict[str, Any] = {
        "form": form,
        "classroom": found,
        "assignment": row,
        "touched": touched,
        "at_once": at_once,
        "later": later,
    }
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}form.html", context, status=status)
