"""Messages by mail and the calendar: what a learner wants of them."""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import calendar as calendars
from ..actions import message as actions
from ..exchange.calendar import Entry, feed
from ..forms.message import MailingForm
from ..models import CalendarLink, Learner, Mailing, Message
from ..reports.calendar import Deadline, deadlines_of, learner_of_calendar
from .digest import learner_of
from .learner import current_learner, learner_to_write
from .render import go_to

PAGES = "quizzes/message/"


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Which messages are sent, and the link to one's calendar."""
    learner = current_learner(request)
    mailing = Mailing.objects.filter(learner=learner).first() if learner else None
    form = None
    if request.user.is_authenticated:
        posted = request.POST if "wishes" in request.POST else None
        form = MailingForm(posted, instance=mailing)
    if request.method == "POST" and (form is None or not form.is_bound or form.is_valid()):
        _do(request, form)
        return go_to(request, reverse("messages"))
    link = CalendarLink.objects.filter(learner=learner).first() if learner else None
    context = {
        "form": form,
        "link": link,
        "address": request.build_absolute_uri(_path(link)) if link else "",
        "learner": learner,
        "refused": mailing.refused if mailing else "",
    }
    return render(
        request, f"{PAGES}wishes.html", context, status=422 if form and form.errors else 200
    )


def _path(link: CalendarLink) -> str:
    return reverse("calendar", args=[link.key])


def _do(request: HttpRequest, form: MailingForm | None) -> None:
    """What a button of the page says."""
    learner = learner_to_write(request)
    if form is not None and form.is_bound:
        actions.save_wishes(learner, form.wishes())
        messages.success(request, _("Saved."))
    elif "calendar" in request.POST:
        calendars.open_calendar(learner)
    elif calendars.renew_calendar(learner, seen=request.POST.get("renew", "").replace("\0", "")):
        messages.success(request, _("The calendar has a new link. The old one leads nowhere."))


@csrf_exempt  # the token is in the address, and mail programs post here by themselves
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Switch all mail off, by the link in a mail. Looking at the page changes nothing."""
    learner = learner_of(token)
    if learner is None:
        raise Http404(_("This link is damaged. Sign in and look under “Messages”."))
    if request.method == "POST":
        actions.switch_off(learner, [kind.value for kind in Message.Kind])
    context = {"done": request.method == "POST"}
    return render(request, f"{PAGES}off.html", context)


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A learner's deadlines, for whoever has the secret link."""
    learner = learner_of_calendar(key)
    if learner is None:
        raise Http404(_("There is no such calendar. It may have a new link."))
    content = feed(settings.SITE_NAME, [_entry(each) for each in _deadlines(learner)])
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _deadlines(learner: Learner) -> list[Deadline]:
    return deadlines_of(learner, timezone.now())


def _entry(each: Deadline) -> Entry:
    row, dates = each.todo.assignment, each.todo.dates
    said = [str(row.classroom)]
    shown = ZoneInfo(dates.zone)
    if dates.opens_at:
        opens = date_format(dates.opens_at.astimezone(shown), _("D j M Y, H:i"))
        said.append(_("Opens: %(when)s") % {"when": opens})
    if dates.last_moment and dates.last_moment != each.at:
        closes = date_format(dates.last_moment.astimezone(shown), _("D j M Y, H:i"))
        said.append(_("Closes: %(when)s") % {"when": closes})
    return Entry(
        uid=f"assignment-{row.pk}@{settings.SITE_URL.partition('://')[2]}",
        title=row.title,
        at=each.at,
        changed_at=each.changed_at,
        description="\n".join(said),
        url=f"{settings.SITE_URL}{row.get_absolute_url()}",
    )
