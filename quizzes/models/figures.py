"""What learners made of each question, kept for the list of questions.

Figures only: each can be recomputed from answers and marks, and a row may be missing.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .bank import Question


class QuestionFigures(models.Model):
    """Of one question, over lessons and quizzes. No row: nobody answered it, as far as is known.

    A learner counts by their first answer to the question, wherever they gave it.
    """

    question = models.OneToOneField(
        Question, models.CASCADE, primary_key=True, related_name="figures"
    )
    learners = models.PositiveIntegerField(_("answers"), default=0)
    """Learners who answered it."""
    marked = models.PositiveIntegerField(default=0)
    """Those of them whose first answer has a mark that counts."""
    facility = models.FloatField(_("facility"), null=True)
    """Mean mark in force of these first answers, 0 to 1; None where they are too few."""
    stale = models.BooleanField(default=False)
    """Whether something happened since."""

    class Meta:
        verbose_name = _("figures of a question")
        verbose_name_plural = _("figures of questions")
        default_permissions = ()
        indexes = [
            models.Index(fields=["learners"], name="figures_learners"),
            models.Index(fields=["facility"], name="figures_facility"),
            models.Index(fields=["question"], name="figures_stale", condition=models.Q(stale=True)),
        ]

    def __str__(self) -> str:
        return f"figures of {self.question_id}"


class Seen(models.Model):
    """How far the appended rows of a table have found their way into the figures.

    Rows are looked at twice. An id is given out before its row can be seen, so a row may turn up
    behind one that was looked at already; once some time has passed, the rows up to ``cut`` are
    looked at again. Each is an id of the table's.
    """

    table = models.CharField(max_length=12, primary_key=True)
    cursor = models.BigIntegerField(default=0)
    """Looked at once."""
    cut = models.BigIntegerField(default=0)
    """Where the cursor stood at ``cut_at``."""
    cut_at = models.DateTimeField()
    settled = models.BigIntegerField(default=0)
    """Looked at for good."""

    class Meta:
        verbose_name = _("rows seen")
        verbose_name_plural = _("rows seen")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.table} up to {self.cursor}"
