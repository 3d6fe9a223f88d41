"""The secret address under which a calendar program finds what a learner has to do."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Learner


def new_key() -> str:
    """What nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class CalendarLink(models.Model):
    """Whoever has the key may read the learner's dates, and nothing else.

    It is kept as it is: learners come back for it with every new device.
    """

    learner = models.OneToOneField(Learner, models.CASCADE, related_name="calendar")
    key = models.CharField(max_length=32, unique=True, default=new_key)

    class Meta:
        verbose_name = _("link to a calendar")
        verbose_name_plural = _("links to calendars")
        default_permissions = ()

    def __str__(self) -> str:
        return f"calendar {self.pk}"
