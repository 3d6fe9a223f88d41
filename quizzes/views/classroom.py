"""Classes: one's own, a new one, and each for those who teach it or learn in it.

Every class is fetched through a gate: what is not one's own is not there.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import classroom as actions
from ..forms.classroom import ClassForm, CodeForm, CopyForm, TeacherForm, code_in, grouped
from ..models import Classroom, User
from ..reports.assignment import assigned_in, todo_in
from ..reports.class_marking import waiting_in
from ..reports.classroom import attended_by, roster_of, taught_by, teachers_of
from .learner import current_learner
from .notices import board, notice_board
from .render import go_to
from .zone import show_times_of

PAGES = "quizzes/classroom/"
MAY_OPEN = "quizzes.add_classroom"


@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """The classes that one teaches or learns in, and a way into another."""
    user = request.user
    teaches = isinstance(user, User)
    context = {
        "taught": taught_by(user) if isinstance(user, User) else [],
        "archived": taught_by(user, archived=True) if isinstance(user, User) else [],
        "attended": attended_by(current_learner(request)),
        "may_open": teaches and user.has_perm(MAY_OPEN),
        "form": CodeForm(),
    }
    return render(request, f"{PAGES}classes.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_class(request: HttpRequest) -> HttpResponse:
    """Open a class, for those who may."""
    user = account(request)
    if not user.has_perm(MAY_OPEN):
        raise PermissionDenied
    form = ClassForm(
        request.POST or None,
        initial={"time_zone": timezone.get_current_timezone_name(), "joining": "account"},
    )
    if form.is_valid():
        made = actions.open_class(**form.cleaned_data, by=user, now=timezone.now())
        return go_to(request, address(made))
    return _form(request, form, _("New class"), _("Open the class"))


@require_safe
def classroom(request: HttpRequest, pk: int) -> HttpResponse:
    """The class: its roster for those who teach it, a greeting for those who learn in it."""
    user = request.user
    found = Classroom.objects.filter(pk=pk)
    if isinstance(user, User) and (taught := found.taught_by(user).first()):
        return _for_teachers(request, taught, user)
    learner = current_learner(request)
    attended = found.attended_by(learner).first() if learner else None
    if attended is None:
        raise _none()
    place = attended.enrolments.select_related("learner").get(learner=learner)
    context = {
        "classroom": attended,
        "place": place,
        "teachers": teachers_of(attended),
        "guest": not user.is_authenticated,
        "own_code": grouped(place.code),
        "todo": todo_in(attended, place, timezone.now()),
        "asked_now": attended.projections.running().exists(),
        **board(attended),
    }
    show_times_of(request, attended.time_zone)
    return render(request, f"{PAGES}attended.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the class is called and who may join."""
    found = led(request, pk)
    form = ClassForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_class(found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go_to(request, address(found))
    return _form(request, form, _("Settings of the class"), _("Save"), found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def teachers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who teaches the class; one more, or one less."""
    found = led(request, pk)
    form = TeacherForm()
    if request.method == "POST":
        form = TeacherForm(request.POST) if "email" in request.POST else form
        try:
            if _changed_teachers(request, found, form):
                return go_to(request, reverse("class_teachers", args=[found.pk]))
        except actions.LastTeacher as refused:
            messages.error(request, str(refused))
            return go_to(request, reverse("class_teachers", args=[found.pk]))
    context = {"classroom": found, "teachers": teachers_of(found), "form": form}
    return render(request, f"{PAGES}teachers.html", context, status=422 if form.errors else 200)


def _changed_teachers(request: HttpRequest, found: Classroom, form: TeacherForm) -> bool:
    """Whether the post was understood, and done."""
    if form.is_bound:
        if not form.is_valid() or form.user is None:
            return False
        actions.set_teacher(found, form.user, form.cleaned_data["role"])
        messages.success(request, _("%(who)s is in.") % {"who": form.user})
        return True
    member = found.teachers.filter(pk=number(request.POST.get("drop", ""))).first()
    if member is not None:
        actions.drop_teacher(found, member.user)
        messages.success(request, _("%(who)s is out.") % {"who": member.user})
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The class once more, without its learners."""
    found = led(request, pk)
    form = CopyForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        made = actions.copy_class(
            found, form.cleaned_data["name"], by=account(request), now=timezone.now()
        )
        return go_to(request, address(made))
    return _form(request, form, _("Copy the class"), _("Make the copy"), found)


@login_required
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the class away, or take it back out."""
    found = led(request, pk)
    if "reopen" in request.POST:
        actions.reopen(found)
        messages.success(request, _("The class goes on."))
        return go_to(request, address(found))
    actions.archive(found, now=timezone.now())
    messages.success(request, _("The class is archived. Everything is kept."))
    return go_to(request, reverse("classes"))


@login_required
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another code for the class."""
    found = led(request, pk)
    if actions.renew_code(found, seen=code_in(request.POST.get("seen", ""))):
        messages.success(request, _("The class has a new code. The old one lets nobody in."))
    return go_to(request, address(found))


def led(request: HttpRequest, pk: int) -> Classroom:
    """The class, for those who may change it. Raises Http404 for others."""
    found = Classroom.objects.led_by(account(request)).filter(pk=pk).first()
    if found is None:
        raise _none()
    return found


def account(request: HttpRequest) -> User:
    """The account of a request that has one."""
    assert isinstance(request.user, User)
    return request.user


def address(found: Classroom) -> str:
    """The class's page."""
    return reverse("class", args=[found.pk])


def number(typed: str) -> int:
    """A key that a form sent; 0, which none has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def _none() -> Http404:
    return Http404(_("There is no such class, or you are not in it."))


def _for_teachers(request: HttpRequest, found: Classroom, user: User) -> HttpResponse:
    show_times_of(request, found.time_zone)
    context: dict[str, Any] = {
        "classroom": found,
        "assignments": assigned_in(found),
        "to_mark": sum(waiting_in(found).values()),
        **notice_board(found),
        "leads": found.teachers.filter(user=user, role="teacher").exists(),
        "roster": roster_of(found),
        "code": grouped(found.code),
        "link": request.build_absolute_uri(reverse("join_class", args=[found.code])),
    }
    return render(request, f"{PAGES}taught.html", context)


def _form(
    request: HttpRequest, form: Any, title: str, button: str, found: Classroom | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "classroom": found}
    return render(request, f"{PAGES}form.html", context, status=422 if form.errors else 200)
