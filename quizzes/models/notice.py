"""What those who teach tell a whole class, for instance in the middle of a test."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .classroom import Classroom
from .people import User

LONGEST_NOTICE = 500


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Gates to notices: through their class."""

    def in_force(self) -> NoticeQuerySet:
        """Those that were not taken back, the latest first."""
        return self.filter(ended_at=None).order_by("-pk")


class Notice(models.Model):
    """A few words to everybody in a class, until they are taken back."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="notices")
    text = models.CharField(_("notice"), max_length=LONGEST_NOTICE)
    token = models.CharField(max_length=32)
    """Of the form that it was typed into: the same form sent twice is one notice."""
    posted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    posted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["classroom", "token"], name="notice_once_a_form")
        ]

    def __str__(self) -> str:
        return self.text
