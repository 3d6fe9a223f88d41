"""One question on the big screen, answered by a class from its phones."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bank import QuestionVersion
from .classroom import Classroom
from .people import Learner, User


class Shown(StrEnum):
    """How far it is."""

    ASKING = "asking"
    """Answers come in, and may be changed."""
    STOPPED = "stopped"
    """What was answered is shown, and not what is right."""
    REVEALED = "revealed"
    ENDED = "ended"


class ProjectionQuerySet(models.QuerySet["Projection"]):
    """Gates to projections: through their class."""

    def running(self) -> ProjectionQuerySet:
        """Those on the screen; a class has one at most."""
        return self.filter(ended_at=None)


class Projection(models.Model):
    """A question asked of a whole class at once. There are no points, least of all for speed."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="projections")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    """Fixes what is drawn in the question: the same for everybody."""
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question on the screen")
        verbose_name_plural = _("questions on the screen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["classroom"], condition=Q(ended_at=None), name="one_on_the_screen"
            )
        ]

    def __str__(self) -> str:
        return f"projection {self.pk}"

    @property
    def shown(self) -> Shown:
        """How far it is."""
        if self.ended_at is not None:
            return Shown.ENDED
        if self.revealed_at is not None:
            return Shown.REVEALED
        return Shown.ASKING if self.stopped_at is None else Shown.STOPPED


class Vote(models.Model):
    """What a learner answered; until it is stopped, the last thing counts."""

    projection = models.ForeignKey(Projection, models.CASCADE, related_name="votes")
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="votes")
    response = models.JSONField()
    voted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["projection", "learner"], name="vote_once")]

    def __str__(self) -> str:
        return f"vote {self.pk}"
