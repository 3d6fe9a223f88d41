"""The roster of a class: people one by one, a file of them, and a sheet to hand out."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import enrolment as actions
from ..forms.classroom import RosterForm, code_in, grouped
from ..models import Classroom, Enrolment
from ..reports.classroom import roster_of
from .classroom import PAGES, account, address, led
from .render import go_to

TAKE = "take"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what becomes of each line of a roster, then take them all."""
    found = led(request, pk)
    form = RosterForm(request.POST or None, request.FILES or None)
    planned: list[actions.Planned] = []
    if form.is_valid():
        roster = form.roster
        fit = form.cleaned_data["skip_bad"] or not roster.faults
        if request.POST.get("do") == TAKE and fit:
            done = actions.save_roster(found, roster.entries, now=timezone.now())
            _tell(request, done)
            return go_to(request, address(found))
        planned = actions.plan_roster(found, roster.entries)
    context = {
        "classroom": found,
        "form": form,
        "planned": planned,
        "faults": form.roster.faults,
        "new": sum(each.what == "new" for each in planned),
        "changed": sum(each.what == "changed" for each in planned),
    }
    return render(request, f"{PAGES}roster.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def person(request: HttpRequest, pk: int, place_id: int) -> HttpResponse:
    """Take a learner out, let them back in, call them otherwise, give them another code."""
    found = led(request, pk)
    place = found.enrolments.filter(pk=place_id).first()
    if place is None:
        raise Http404(_("There is no such learner in this class."))
    do = request.POST.get("do")
    if do == "out":
        actions.take_out(place, now=timezone.now())
        words = _("%(name)s is out of the class. All they did is kept.")
    elif do == "back":
        actions.give_back(place)
        words = _("%(name)s is back, with all they did.")
    elif do == "renew" and actions.renew_own_code(
        place, seen=code_in(request.POST.get("seen", ""))
    ):
        words = _("%(name)s has a new code.")
    else:
        words = ""
    if words:
        messages.success(request, words % {"name": place.name})
    return go_to(request, address(found))


@login_required
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The way in, to be put on the wall; and a card for each place that waits, to be cut out."""
    found = Classroom.objects.taught_by(account(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such class, or you are not in it."))
    waiting = [place for place in roster_of(found).present if place.learner_id is None]
    link = _link(request, found.code)
    context: dict[str, Any] = {
        "classroom": found,
        "code": grouped(found.code),
        "link": link,
        "drawing": _drawn(link),
        "join": request.build_absolute_uri(reverse("classes")),
        "cards": [_card(request, place) for place in waiting],
    }
    return render(request, f"{PAGES}sheet.html", context)


def _card(request: HttpRequest, place: Enrolment) -> dict[str, Any]:
    link = _link(request, place.code)
    return {"name": place.name, "code": grouped(place.code), "link": link, "drawing": _drawn(link)}


def _link(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("join_class", args=[code]))


def _drawn(link: str) -> SafeString:
    """The address as a QR code; beside it stands the same in words, so it is hidden from
    those who cannot see it."""
    drawn = segno.make(link, error="m", micro=False)
    markup = drawn.svg_inline(scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(markup.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308 -- drawn here


def _tell(request: HttpRequest, done: list[actions.Planned]) -> None:
    count = sum(each.what == "new" for each in done)
    words = ngettext("%(count)d learner was added.", "%(count)d learners were added.", count)
    messages.success(request, words % {"count": count})
