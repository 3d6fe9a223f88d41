"""Attempts, the questions in them, and answers.

Answers are appended, never changed: each figure anywhere can be recomputed from them. What an
item remembers of its answers is such a figure, kept for speed.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..scoring.answering import Policy, Way
from .assignment import Assignment
from .bank import Question, QuestionVersion
from .content import Lesson
from .frozen import Frozen, FrozenQuerySet
from .people import Learner
from .quiz import Quiz


def first_seed(who: str, lesson_id: int) -> int:
    """The seed of somebody's study of a lesson, known before there is an attempt.

    So what is drawn is the same when they look, when they answer, and ever after.
    """
    digest = hashlib.sha256(f"{who} {lesson_id}".encode()).digest()
    return int.from_bytes(digest[:4]) >> 1


def of_learners(path: str = "") -> Q:
    """Of attempts, or of what belongs to one by ``path``: those that count anywhere.

    Not those of a guest whose work went over to an account, nor teachers' trials.
    """
    merged, mode = f"{path}learner__merged_into", f"{path}mode"
    return Q(**{merged: None}) & ~Q(**{mode: "preview"})


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Gates to attempts."""

    def of(self, learner: Learner | None) -> AttemptQuerySet:
        """The learner's own; nothing for someone who has not answered yet."""
        return self.filter(learner=learner) if learner else self.none()

    def study(self) -> AttemptQuerySet:
        """Self-study only."""
        return self.filter(mode=Attempt.Mode.STUDY)

    def assigned(self) -> AttemptQuerySet:
        """At assignments, by learners: those that grades are made of."""
        return self.filter(mode=Attempt.Mode.ASSIGNMENT, learner__merged_into=None)

    def overdue(self, now: datetime) -> AttemptQuerySet:
        """Those whose time is over and that nobody handed in."""
        return self.filter(finished_at=None, ends_at__lte=now)


class Attempt(models.Model):
    """A learner's work on one lesson, or one go at a quiz or an assignment.

    Studying a lesson is one attempt that goes on for as long as the learner likes.
    """

    class Mode(models.TextChoices):
        """Why the attempt was begun."""

        STUDY = "study", _("self-study")
        QUIZ = "quiz", _("quiz")
        ASSIGNMENT = "assignment", _("assignment")
        PREVIEW = "preview", _("preview")
        """A teacher's look at an assignment as a learner has it. It counts nowhere."""

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="attempts")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.PROTECT, null=True, related_name="attempts")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="attempts")
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.STUDY)
    number = models.PositiveIntegerField(default=1)
    """1 for the learner's first attempt of this mode at this lesson, quiz or assignment."""
    seed = models.PositiveIntegerField()
    """Fixes whatever is drawn or shuffled in this attempt."""
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    """When every question that the lesson then had was answered, or the quiz was handed in;
    stays once set."""
    rules = models.JSONField(default=dict, db_default={})
    """The quiz's rules as they were when the attempt began: way, tries, penalty and
    shuffle_options. Empty in study."""
    ends_at = models.DateTimeField(null=True)
    """When it is over whether it was handed in or not: what is chosen by then counts. None for
    never, and at quizzes, whose closing time says so."""
    earned = models.FloatField(null=True)
    """Points, once it is over: with ``possible`` and ``waiting`` a figure made from the items, kept
    for gradebooks. None before that, and at quizzes."""
    possible = models.FloatField(null=True)
    """Points that there are, those that wait for a mark included."""
    waiting = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Answers that a person has to mark."""

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "lesson", "mode", "number"], name="attempt_number"
            ),
            models.UniqueConstraint(fields=["learner", "quiz", "number"], name="attempt_at_quiz"),
            models.UniqueConstraint(
                fields=["learner", "assignment", "mode", "number"], name="attempt_at_assignment"
            ),
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, quiz=None, assignment=None)
                | Q(lesson=None, quiz__isnull=False, assignment=None)
                | Q(lesson=None, quiz=None, assignment__isnull=False),
                name="attempt_at_one_thing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(finished_at=None, ends_at__isnull=False),
                name="attempt_overdue",
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    @property
    def policy(self) -> Policy | None:
        """How its answers are marked, by the rules it began under; None in study."""
        if not self.rules:
            return None
        return Policy(Way(self.rules["way"]), self.rules["tries"], self.rules["penalty"])


class AttemptItem(models.Model):
    """A question in an attempt: the version the learner is on, the draft, the figures."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="items")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    draft = models.JSONField(null=True)
    """A response that was chosen and not yet handed in; None where there is none."""
    draft_saved_at = models.DateTimeField(null=True)
    answer_count = models.PositiveIntegerField(default=0)
    last_ordinal = models.PositiveIntegerField(default=0)
    """Ordinal of the latest answer by time. It is not always the highest: a guest's answers
    join an account's after them, and may be older."""
    first_fraction = models.FloatField(null=True)
    """Mark in force of the first answer by time, 0 to 1."""
    last_fraction = models.FloatField(null=True)
    """Mark in force of the latest answer by time, 0 to 1."""
    last_at = models.DateTimeField()
    """When the learner last answered it or chose something."""
    regrade = models.ForeignKey(
        "quizzes.Regrade", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The regrade that the mark of the latest answer comes from."""
    reported_at = models.DateTimeField(null=True)
    """When the learner last reported a problem with it; kept here for the card's sake."""
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Place in the quiz, from 1; 0 in study, where the lesson has the order."""
    points = models.FloatField(default=1.0, db_default=1.0)
    """What the full mark is worth in the quiz."""
    mark = models.FloatField(null=True)
    """Share of the points that the answers earn by the quiz's rules; below 0 only for a confident
    wrong one. None in study, without marks, and while a person has to mark."""
    draft_confidence = models.CharField(max_length=8, blank=True, default="", db_default="")
    """How sure the learner is of the draft, where the quiz asks."""
    flagged = models.BooleanField(default=False, db_default=False)
    """Whether the learner wants to look at it again."""

    class Meta:
        verbose_name = _("question in an attempt")
        verbose_name_plural = _("questions in an attempt")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="item_once_in_attempt")
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @property
    def seed(self) -> int:
        """Fixes what is drawn or shuffled in this question of a quiz; others have another."""
        return first_seed(str(self.attempt.seed), self.question_id)


class Answer(Frozen):
    """One response, handed in.

    ``ordinal`` counts the answers to the item from 1. A form says after how many answers it was
    drawn, which gives its answer's ordinal: of a form posted twice, or in two tabs, the unique
    constraint lets one through, whatever else may fail.
    """

    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="answers")
    ordinal = models.PositiveIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="answers")
    response = models.JSONField()
    fraction = models.FloatField(null=True)
    """Share of the question's mark that it earned when it was handed in, 0 to 1; None where a
    person has to mark it."""
    confidence = models.CharField(max_length=8, blank=True, default="", db_default="")
    """How sure the learner said they were (scoring.answering.Confidence), where it was asked."""
    answered_at = models.DateTimeField()

    objects = FrozenQuerySet["Answer"].as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["item", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["item", "ordinal"], name="answer_ordinal")]

    def __str__(self) -> str:
        return f"answer {self.ordinal} to item {self.item_id}"
