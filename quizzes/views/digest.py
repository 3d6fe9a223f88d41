"""A learner's mail of the day, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Learner, Message
from ..reports.digest import Digest, Item

SALT = "messages"
Kind = Message.Kind
PAGES = "quizzes/message/"


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one thing, and where to see it."""

    text: str
    url: str


def mail_of(digest: Digest, items: Iterable[Item]) -> EmailMultiAlternatives:
    """The mail, in the learner's language, with times by the clocks of their classes."""
    with translation.override(digest.mailing.language or settings.LANGUAGE_CODE):
        lines = [_line(item) for item in items]
        off = _absolute(reverse("messages_off", args=[token(digest.learner)]))
        context = {
            "lines": lines,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "wishes_url": _absolute(reverse("messages")),
            "off_url": off,
        }
        made = EmailMultiAlternatives(
            subject=f"{settings.SITE_NAME}: {_subject(lines)}",
            body=render_to_string(f"{PAGES}digest.txt", context),
            to=[digest.address],
            headers={
                "List-Unsubscribe": f"<{off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        made.attach_alternative(render_to_string(f"{PAGES}digest.html", context), "text/html")
    return made


def _subject(lines: list[Line]) -> str:
    """The first line, and how many there are beside it. No line break gets into a head."""
    first = " ".join(lines[0].text.split())
    more = len(lines) - 1
    if not more:
        return first
    words = ngettext("%(first)s and %(more)d more", "%(first)s and %(more)d more", more)
    return words % {"first": first, "more": more}


def _line(item: Item) -> Line:
    named = {"title": item.title, "class": item.classroom, "when": _when(item)}
    if item.kind == Kind.DUE:
        words = _("“%(title)s” is due today, %(when)s (%(class)s)")
        if not item.today:
            words = _("“%(title)s” is due tomorrow, %(when)s (%(class)s)")
        return Line(words % named, _assignment(item))
    if item.kind == Kind.MARKED:
        return Line(_("“%(title)s” is marked (%(class)s)") % named, _assignment(item))
    if item.kind == Kind.CORRECTED:
        words = _("a mark in “%(title)s” was corrected (%(class)s)")
        return Line(words % named, _assignment(item))
    url = _absolute(reverse("class", args=[item.classroom_id]))
    return Line(_("you are in the class “%(class)s”") % named, url)


def _when(item: Item) -> str:
    """The moment by the clock of the class, with its zone."""
    if item.due_at is None:
        return ""
    zone = ZoneInfo(item.zone)
    place = item.zone.rpartition("/")[2].replace("_", " ")
    return f"{date_format(item.due_at.astimezone(zone), _('D j M Y, H:i'))} {place}"


def _assignment(item: Item) -> str:
    return _absolute(reverse("assignment", args=[item.assignment_id]))


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def token(learner: Learner) -> str:
    """By which mail to the learner can be switched off without signing in."""
    return signing.dumps(learner.pk, salt=SALT)


def learner_of(given: str) -> Learner | None:
    """Whose token it is; None for one that this site has not made."""
    try:
        pk = signing.loads(given, salt=SALT)
    except signing.BadSignature:
        return None
    return Learner.objects.filter(pk=pk, merged_into=None).first()
