"""Quizzes: questions chosen or drawn from the bank, and the rules for answering them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..scoring.answering import Policy, Way
from ..scoring.disclosure import USUAL, Matrix
from .bank import Question, Tag
from .content import Course, Lesson, Status


class QuizQuerySet(models.QuerySet["Quiz"]):
    """Gates to quizzes."""

    def open_to_learners(self) -> QuizQuerySet:
        """Published ones of published courses."""
        return self.filter(status=Status.PUBLISHED, course__status=Status.PUBLISHED)


class Quiz(models.Model):
    """A set of questions that is answered as a whole, as often as it allows.

    Rules that an attempt began under are kept with the attempt.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="quizzes")
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Inline Markdown."))
    position = models.PositiveIntegerField(_("position"), default=0)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    way = models.CharField(_("way of answering"), max_length=12, default=Way.IMMEDIATE.value)
    tries = models.PositiveSmallIntegerField(_("tries"), default=3)
    penalty = models.FloatField(_("penalty for each further try"), default=1 / 3)
    """Share of the question's mark, 0 to 1."""
    shown = models.JSONField(_("what learners see"), default=dict, blank=True)
    """As Matrix.as_json has it; empty for what is usual for the way of answering."""
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=False)
    most_attempts = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, help_text=_("Empty for as many as one likes.")
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("From then on nobody can answer, and all that is to be shown is shown."),
    )
    created_at = models.DateTimeField(editable=False)

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["course", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="quiz_slug_in_course")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which it is begun."""
        return reverse("quiz", args=[self.course.slug, self.slug])

    @property
    def policy(self) -> Policy:
        """How its questions are answered and marked."""
        return Policy(Way(self.way), self.tries, self.penalty)

    @property
    def rules(self) -> dict[str, Any]:
        """What an attempt keeps of the rules: see Attempt.rules."""
        return {
            "way": self.way,
            "tries": self.tries,
            "penalty": self.penalty,
            "shuffle_options": self.shuffle_options,
        }

    @property
    def matrix(self) -> Matrix:
        """What learners see, and when."""
        return Matrix.from_json(self.shown) if self.shown else USUAL[Way(self.way)]


class QuizPart(models.Model):
    """One question of a quiz, or a pool from which questions are drawn.

    Exactly one of ``question``, ``lesson`` and ``tag`` is set: the question itself, or the pool
    of the published questions of that lesson or with that tag.
    """

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField(_("position"), default=0)
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="quiz_parts"
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, null=True, blank=True, related_name="quiz_parts"
    )
    tag = models.ForeignKey(Tag, models.PROTECT, null=True, blank=True, related_name="quiz_parts")
    count = models.PositiveSmallIntegerField(
        _("draw"), null=True, blank=True, help_text=_("How many of the pool; empty for all.")
    )
    points = models.FloatField(_("points"), default=1.0)
    """The mark of each question; above 0."""

    class Meta:
        verbose_name = _("part of a quiz")
        verbose_name_plural = _("parts of a quiz")
        ordering = ["quiz", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, lesson=None, tag=None)
                | Q(question=None, lesson__isnull=False, tag=None)
                | Q(question=None, lesson=None, tag__isnull=False),
                name="quiz_part_one_source",
            ),
            models.CheckConstraint(condition=Q(points__gt=0), name="quiz_part_points"),
        ]

    def __str__(self) -> str:
        return str(self.question or self.lesson or self.tag)
