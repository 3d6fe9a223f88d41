"""Coming into a class, by its code or by one's own."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ..actions import enrolment as actions
from ..actions import learner as learners
from ..forms.classroom import CodeForm, NameForm, code_in
from ..models import Classroom, Enrolment, Learner, User
from .classroom import PAGES, address
from .learner import current_learner, go_on_as, learner_to_write
from .render import go_to


@require_GET
def by_code(request: HttpRequest) -> HttpResponse:
    """To the page of a code that was typed."""
    form = CodeForm(request.GET)
    if form.is_valid():
        return HttpResponseRedirect(reverse("join_class", args=[form.cleaned_data["code"]]))
    return render(request, f"{PAGES}code.html", {"form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Say which class it is, and let the visitor in."""
    kept = code_in(code)
    place = Enrolment.objects.select_related("classroom", "learner").filter(code=kept).first()
    found = place.classroom if place else Classroom.objects.filter(code=kept).first()
    if found is None:
        raise Http404(_("There is no class with this code. Ask for it once more."))
    learner = current_learner(request)
    if learner and Classroom.objects.attended_by(learner).filter(pk=found.pk).exists():
        return go_to(request, address(found))
    by_name = found.joining == Classroom.Joining.NAME
    sign_in = not by_name and not request.user.is_authenticated
    form = None if place or request.user.is_authenticated else NameForm(request.POST or None)
    refused = ""
    if request.method == "POST":
        try:
            if place and not sign_in:
                return _taken(request, place)
            if request.user.is_authenticated:
                return _joined(request, found, str(request.user))
            if by_name and form and form.is_valid():
                return _joined(request, found, form.cleaned_data["name"])
        except actions.JoinRefused as error:
            refused = str(error)
    context: dict[str, Any] = {
        "classroom": found,
        "place": place,
        "form": form,
        "refused": refused,
        "sign_in": sign_in,
    }
    status = 422 if refused or (form and form.errors) else 200
    return render(request, f"{PAGES}join.html", context, status=status)


def _joined(request: HttpRequest, found: Classroom, name: str) -> HttpResponse:
    learner = learner_to_write(request)
    actions.join(found, learner, name, now=timezone.now())
    messages.success(request, _("You are in."))
    return go_to(request, address(found))


def _taken(request: HttpRequest, place: Enrolment) -> HttpResponse:
    """The place of an own code. A guest who has it already goes on as themselves here."""
    held = place.learner
    if held is not None and held.user_id is None and place.removed_at is None:
        _go_on(request, held)
    else:
        actions.take_place(place, learner_to_write(request), now=timezone.now())
    messages.success(request, _("You are in."))
    return go_to(request, address(place.classroom))


def _go_on(request: HttpRequest, guest: Learner) -> None:
    """Be the guest on this device, too; with an account, take over what the guest did."""
    if isinstance(request.user, User):
        learners.adopt(guest.pk, request.user, now=timezone.now())
    else:
        go_on_as(request, guest, secrets.token_urlsafe(24))
