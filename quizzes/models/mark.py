"""Marks that replace the one an answer got from the key: by a regrade, or by a person.

Appended, never changed. The latest counts, but for those of a regrade that was undone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..kinds import BadResponse, Response
from ..scoring.answering import Confidence, Try
from ..scoring.grading import Marked
from ..scoring.readings import Given
from .attempt import Answer
from .bank import Question, QuestionVersion
from .frozen import Frozen, FrozenQuerySet


class RegradeQuerySet(models.QuerySet["Regrade"]):
    """Gates to regrades."""

    def in_force(self) -> RegradeQuerySet:
        """Those that were not undone, the oldest first."""
        return self.filter(undone_at=None).order_by("pk")

    def by_version(self, question_ids: Iterable[int]) -> dict[int, Regrade]:
        """The one that marks answers to each version that has one, by its id. One query."""
        found = self.in_force().filter(question__in=list(question_ids))
        return {
            version_id: regrade
            for regrade in found.select_related("version")
            for version_id in regrade.versions
        }


class Regrade(models.Model):
    """A decision to mark answers to a question otherwise: who, why, how, and what came of it."""

    class Policy(models.TextChoices):
        """How the answers are marked."""

        RECOMPUTE = "recompute", _("mark again with the new key")
        FULL = "full", _("full mark for everyone")
        DROP = "drop", _("does not count for anyone")
        ACCEPT = "accept", _("accept further answers")

    question = models.ForeignKey(Question, models.PROTECT, related_name="regrades")
    policy = models.CharField(_("policy"), max_length=12, choices=Policy.choices)
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    """The current one when it was decided; its key marks where the policy is RECOMPUTE."""
    versions = models.JSONField()
    """Ids of the versions whose answers are marked, those handed in later too."""
    accepted = models.JSONField(default=list)
    """Responses that earn the full mark where the policy is ACCEPT."""
    reason = models.CharField(_("reason"), max_length=300)
    """For the learners to read."""
    created_by = models.ForeignKey(
        "quizzes.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("decided"))
    risen = models.PositiveIntegerField(default=0)
    fallen = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    """Learners by what became of their mark when it was decided."""
    undone_by = models.ForeignKey("quizzes.User", models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["question", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"regrade {self.pk}"

    @property
    def for_unanswered(self) -> float | None:
        """What those get in a quiz who left the question open; None where it does not count."""
        if self.policy == self.Policy.DROP:
            return None
        return 1.0 if self.policy == self.Policy.FULL else 0.0

    def fraction(self, kind: str, response: Response, before: float | None) -> float | None:
        """What an answer earns now; ``before`` is what it earned, and ``kind`` its version's.

        None where it no longer counts. An answer that the new version cannot read keeps its
        mark.
        """
        if self.policy == self.Policy.FULL:
            return 1.0
        if self.policy == self.Policy.DROP:
            return None
        if self.policy == self.Policy.ACCEPT:
            return 1.0 if response in self.accepted else before
        if not self.reads(kind, response):
            return before
        return self.version.grader.grade(self.version.spec, response).fraction

    def reads(self, kind: str, response: Response) -> bool:
        """Whether the new key marks that response to a version of ``kind``."""
        if self.policy != self.Policy.RECOMPUTE or kind != self.version.kind:
            return False
        try:
            self.version.grader.grade(self.version.spec, response)
        except BadResponse:
            return False
        return True


class MarkQuerySet(FrozenQuerySet["Mark"]):
    """Gates to marks."""

    def in_force(self) -> MarkQuerySet:
        """All but those of regrades that were undone, the oldest first."""
        return self.filter(Q(regrade=None) | Q(regrade__undone_at=None)).order_by("pk")


class Mark(Frozen):
    """A mark in place of the key's."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="marks")
    fraction = models.FloatField(null=True)
    """Share of the question's mark, 0 to 1; None where the answer does not count."""
    regrade = models.ForeignKey(Regrade, models.PROTECT, null=True, related_name="marks")
    """None where a person marked this very answer."""
    points = models.JSONField(null=True)
    """What a person gave for each criterion of the rubric, in its order; None without one."""
    comment = models.TextField(blank=True)
    """What the person said to the learner."""
    marked_by = models.ForeignKey("quizzes.User", models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField()

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["answer", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["answer", "regrade"], name="mark_once_in_regrade")
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"

    @property
    def given(self) -> Given:
        """As it is compared with others."""
        return Given(self.fraction, self.points, self.comment)


def latest_in_force(marks: Iterable[Mark]) -> Mark | None:
    """The mark that counts, of all those of one answer; None where the key's does.

    For marks that were fetched with their regrades.
    """
    good = [mark for mark in marks if mark.regrade is None or mark.regrade.undone_at is None]
    return max(good, key=lambda mark: mark.pk, default=None)


def marked(share: float | None, points: float, answers: int, regrade: Regrade | None) -> Marked:
    """A question's part in the grade of an attempt at a quiz or an assignment.

    ``share`` is the item's mark, ``answers`` how many it has, ``regrade`` the one in force for its
    version: it decides for a question that was left open, too.
    """
    if regrade and not answers:
        share = regrade.for_unanswered
    dropped = regrade is not None and regrade.policy == Regrade.Policy.DROP
    return Marked(share, points, counts=not dropped)


def as_try(answer: Answer, mark: Mark | None) -> Try:
    """An answer as policies see it, with the mark in force; None where the key's counts."""
    return Try(
        fraction=mark.fraction if mark else answer.fraction,
        confidence=Confidence(answer.confidence) if answer.confidence else None,
        for_all=bool(mark and mark.regrade and mark.regrade.policy == Regrade.Policy.FULL),
    )
