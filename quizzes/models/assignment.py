"""Assignments: what a class is to do, by when and by which rules, and what single learners have
beyond the others."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..scoring.answering import Policy, Way
from ..scoring.deadlines import Allowance, Counts, Dates, Late, factor
from ..scoring.disclosure import USUAL, Matrix
from .bank import Tag
from .classroom import Classroom, Enrolment
from .content import Course, Lesson
from .frozen import Frozen, FrozenQuerySet
from .people import Learner, User
from .quiz import Quiz

LONGEST_PASSWORD = 40


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Gates to assignments. Whoever sees one belongs to its class."""

    def taught_by(self, user: User) -> AssignmentQuerySet:
        """Those of classes where the account is a teacher or an assistant."""
        return self.filter(classroom__in=Classroom.objects.taught_by(user).values("pk"))

    def led_by(self, user: User) -> AssignmentQuerySet:
        """Those that the account may change: where it is a teacher."""
        return self.filter(classroom__in=Classroom.objects.led_by(user).values("pk"))

    def given_to(self, learner: Learner) -> AssignmentQuerySet:
        """Those that are published in classes that the learner belongs to, opened or not."""
        mine = Classroom.objects.attended_by(learner).values("pk")
        return self.published().filter(classroom__in=mine)

    def published(self) -> AssignmentQuerySet:
        """Those that learners are told of."""
        return self.exclude(published_at=None)

    def in_order(self) -> AssignmentQuerySet:
        """As classes list them: by when they are due, those without a date last."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "pk")


class Assignment(models.Model):
    """Questions that a class is to answer: those of a quiz, of lessons, or drawn from a pool.

    The pool is the course's published questions with ``tag``, or those of ``lessons``; ``count``
    of them are drawn, or all. With ``quiz`` the quiz says which questions, and all rules are the
    assignment's own.
    """

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="assignments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="assignments")
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("what to do"), blank=True, help_text=_("Inline Markdown."))
    quiz = models.ForeignKey(
        Quiz, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    lessons = models.ManyToManyField(Lesson, blank=True, related_name="assignments")
    tag = models.ForeignKey(Tag, models.PROTECT, null=True, blank=True, related_name="assignments")
    count = models.PositiveSmallIntegerField(
        _("draw"), null=True, blank=True, help_text=_("How many questions; empty for all.")
    )

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    late = models.CharField(_("work that comes late"), max_length=8, default=Late.ACCEPT.value)
    """A value of scoring.deadlines.Late."""
    percent = models.FloatField(_("percent per day"), default=10.0)
    """Of the full mark, for each day late where that is the policy; 0 to 100."""
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    """From the start of an attempt; None for as long as it is open."""
    most_attempts = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, default=1
    )
    """None for as many as one likes."""
    counts = models.CharField(_("which counts"), max_length=5, default=Counts.BEST.value)
    """A value of scoring.deadlines.Counts."""

    way = models.CharField(_("way of answering"), max_length=12, default=Way.DEFERRED.value)
    tries = models.PositiveSmallIntegerField(_("tries"), default=3)
    penalty = models.FloatField(_("penalty for each further try"), default=1 / 3)
    """Share of the question's mark, 0 to 1."""
    shown = models.JSONField(_("what learners see"), default=dict, blank=True)
    """As Matrix.as_json has it; empty for what is usual for the way of answering."""
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=False)
    password = models.CharField(_("password"), max_length=LONGEST_PASSWORD, blank=True)
    """For the teacher to say when it is to begin. Not a secret of anybody: kept as it is."""
    weight = models.FloatField(_("weight"), default=1.0)
    """In the class's grade; 0 for what is not part of it."""
    anonymous = models.BooleanField(_("mark without names"), default=False)
    double = models.BooleanField(_("mark twice"), default=False)
    """Whether two people mark each answer that people mark, before it has a mark."""

    published_at = models.DateTimeField(null=True, editable=False)
    """None while only those who teach the class see it."""
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["classroom", "due_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(quiz=None) | Q(tag=None), name="assignment_quiz_or_pool"
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="assignment_weight"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which learners begin, and teachers see how it goes."""
        return reverse("assignment", args=[self.pk])

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

    @property
    def dates(self) -> Dates:
        """When it may be worked on by those who have no allowance. Needs the classroom."""
        return Dates(
            zone=self.classroom.time_zone,
            opens_at=self.opens_at,
            due_at=self.due_at,
            closes_at=self.closes_at,
            minutes=self.minutes,
            late=Late(self.late),
            percent=self.percent,
        )


class Exemption(models.Model):
    """What one learner has in one assignment beyond the others."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="exemptions")
    place = models.ForeignKey(Enrolment, models.CASCADE, related_name="exemptions")
    days = models.PositiveSmallIntegerField(
        _("extra days"), default=0, validators=[MaxValueValidator(366)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("extra attempts"), default=0, validators=[MaxValueValidator(100)]
    )
    excused = models.BooleanField(_("excused"), default=False)
    """Need not do it: it counts in no grade of theirs."""
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    """For those who teach the class."""
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assignment", "place"], name="exemption_once")
        ]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


def allowance(place: Enrolment, exemption: Exemption | None) -> Allowance:
    """What a learner has beyond the others: needs the place's learner.

    The time factor is the greater of the one for the person and the one in this class.
    """
    person = place.learner.time_percent if place.learner else 100
    return Allowance(
        days=exemption.days if exemption else 0,
        attempts=exemption.attempts if exemption else 0,
        factor=factor(max(person, place.time_percent)),
    )


class Override(Frozen):
    """A grade that a teacher gave in place of the one from the marks, and why.

    Appended, never changed: the latest counts.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="overrides")
    place = models.ForeignKey(Enrolment, models.CASCADE, related_name="overrides")
    fraction = models.FloatField(null=True, validators=[MinValueValidator(0)])
    """0 to 1, more for extra work; None to let the marks count again."""
    reason = models.CharField(_("reason"), max_length=300)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    objects = FrozenQuerySet["Override"].as_manager()

    class Meta:
        verbose_name = _("grade given by a person")
        verbose_name_plural = _("grades given by a person")
        ordering = ["assignment", "place", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"override {self.pk}"
