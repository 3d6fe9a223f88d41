"""What each of two people gave an answer that is marked twice, before it has its mark.

Appended, never changed. The latest of each of them counts.

A teacher may switch this way of marking on and off at any time. Switched on, marks that are there
stay, and what has none waits for two. Switched off, one person's mark does; readings are shown
beside the answer and make no mark. Switched on again, they count as if nothing had been.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..scoring.readings import Given
from .attempt import Answer
from .frozen import Frozen, FrozenQuerySet


class Reading(Frozen):
    """One person's mark of an answer, given without knowing of another's."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="readings")
    marker = models.ForeignKey("quizzes.User", models.SET_NULL, null=True, related_name="+")
    """None once the account is deleted. It then counts no longer: nobody could be asked about it,
    and somebody else marks in their place."""
    fraction = models.FloatField()
    """Share of the question's mark, 0 to 1."""
    points = models.JSONField(null=True)
    """For each criterion of the rubric, in its order; None without one."""
    comment = models.TextField(blank=True)
    read_at = models.DateTimeField()

    objects = FrozenQuerySet["Reading"].as_manager()

    class Meta:
        verbose_name = _("mark of one of two")
        verbose_name_plural = _("marks of one of two")
        ordering = ["answer", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="reading_fraction"
            )
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"

    @property
    def given(self) -> Given:
        """As it is compared with others."""
        return Given(self.fraction, self.points, self.comment)


def latest_of_each(readings: Iterable[Reading]) -> list[Reading]:
    """Those that count, of all those of one answer: the latest of each marker, in the order in
    which the markers began."""
    latest: dict[int, Reading] = {}
    for reading in sorted(readings, key=lambda each: each.pk):
        if reading.marker_id is not None:
            latest[reading.marker_id] = reading
    return list(latest.values())
