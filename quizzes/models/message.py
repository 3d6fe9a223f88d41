"""Messages to learners, each noted once and sent by mail, and what learners want of them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .assignment import Assignment
from .attempt import Attempt
from .classroom import Enrolment
from .mark import Regrade
from .people import Learner

USUAL_HOUR = 17
"""By the clock of the class: after school, with an evening left for what is due tomorrow."""


class Message(models.Model):
    """Something that happened in a class and that one of its learners is to hear of.

    It hangs on the place in the class, and so on the learner who has it now. It waits until it
    was sent, or until nobody needs it any more.
    """

    class Kind(models.TextChoices):
        """What messages are about; each can be switched off. A field of Mailing has the name."""

        DUE = "due", _("something is due tomorrow")
        MARKED = "marked", _("your work was marked")
        CORRECTED = "corrected", _("a mark was corrected")
        JOINED = "joined", _("you are in a new class")

    place = models.ForeignKey(Enrolment, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    key = models.CharField(max_length=80)
    """What happened, so that it is one message however often somebody looks."""
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="+")
    attempt = models.ForeignKey(Attempt, models.CASCADE, null=True, related_name="+")
    regrade = models.ForeignKey(Regrade, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    """When it was found that it need not be sent any more."""

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="message_once")]
        indexes = [
            models.Index(
                fields=["place"],
                condition=models.Q(sent_at=None, dropped_at=None),
                name="message_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Mailing(models.Model):
    """Which messages a learner wants by mail and when, and how sending them went.

    Without a row everything is as usual: see the defaults.
    """

    learner = models.OneToOneField(Learner, models.CASCADE, related_name="mailing")
    due = models.BooleanField(
        _("due tomorrow"), default=True, help_text=_("The day before something is due.")
    )
    marked = models.BooleanField(
        _("marked"), default=True, help_text=_("When all you wrote has its mark.")
    )
    corrected = models.BooleanField(
        _("corrected"), default=True, help_text=_("When one of your marks was changed.")
    )
    joined = models.BooleanField(
        _("joined"), default=True, help_text=_("When you are in a new class.")
    )
    hour = models.PositiveSmallIntegerField(
        _("from"), default=USUAL_HOUR, validators=[MaxValueValidator(23)]
    )
    """Full hour from which on the day's mail is sent, by the clock of the learner's class."""
    language = models.CharField(max_length=10, blank=True)
    """That in which they were last here; empty for the site's."""

    mailed_on = models.DateField(null=True)
    """The last day, in the zone of the learner's class, that has its mail."""
    failures = models.PositiveSmallIntegerField(default=0)
    """How often the mail that waits could not be sent."""
    retry_at = models.DateTimeField(null=True)
    """When to try again; None for whenever there is something."""
    refused = models.EmailField(blank=True)
    """An address that takes no mail for good: nothing is sent there any more."""

    class Meta:
        verbose_name = _("mail to a learner")
        verbose_name_plural = _("mail to learners")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="mailing_hour")
        ]

    def __str__(self) -> str:
        return f"mailing {self.pk}"

    def wants(self, kind: str) -> bool:
        """Whether messages of that kind are to be sent."""
        return bool(getattr(self, kind))
