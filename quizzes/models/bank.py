"""The bank of questions and their versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..exchange.digest import LONGEST_STEM, Lack, digest, folded
from ..kinds import Kind, kinds
from .content import Course, Lesson, Status
from .frozen import Frozen, FrozenQuerySet


class Tag(models.Model):
    """A word by which an author finds questions of a course, and quizzes draw them."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["course", "name"]
        constraints = [models.UniqueConstraint(fields=["course", "name"], name="tag_in_course")]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    """Gates to questions."""

    def open_to_learners(self) -> QuestionQuerySet:
        """Published questions that have a version, in the order of their lesson."""
        return self.filter(status=Status.PUBLISHED, current__isnull=False).order_by(
            "position", "pk"
        )

    def asked(self) -> QuestionQuerySet:
        """Those with something to answer: no mere statements, and no kind that is unknown."""
        return self.filter(current__kind__in=[name for name, kind in kinds.items() if kind.asked])

    def found_by(self, words: str) -> QuestionQuerySet:
        """Those with every one of the words in stem, options or identifier, in any form."""
        found = self
        for word in words.split():
            # Not icontains: both sides are folded, and PostgreSQL would fold each text again.
            sought = folded(word) or word
            found = found.filter(Q(search__contains=sought) | Q(uid__icontains=word))
        return found

    def lacking(self) -> QuestionQuerySet:
        """Those that could not be published, whatever their lesson's text says."""
        return self.filter(lack__gt=Lack.NOTHING).exclude(lack=Lack.QUOTE, lesson=None)


class Question(models.Model):
    """A question's identity. What it asks is in its versions; ``current`` is the newest."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    lesson = models.ForeignKey(
        Lesson, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    uid = models.CharField(_("identifier"), max_length=100)
    """Stays the same through export and import; unique in the course."""
    position = models.PositiveIntegerField(_("position"), default=0)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    current = models.OneToOneField(
        "quizzes.QuestionVersion", models.RESTRICT, null=True, editable=False, related_name="+"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="questions", verbose_name=_("tags"))
    quote_lost = models.BooleanField(
        _("its quote is gone"), default=False, db_default=False, editable=False
    )
    """Whether the lesson, at the last change of either, did not have the quoted words."""
    created_at = models.DateTimeField(editable=False)
    kind = models.CharField(
        _("kind"), max_length=40, default="", db_default="", blank=True, editable=False
    )
    """This and the next three say what the current version does: see ``exchange.digest``. The
    list of questions would have to read all specs without them. "" until they are made."""
    stem = models.CharField(
        _("stem"), max_length=LONGEST_STEM, default="", db_default="", blank=True, editable=False
    )
    search = models.TextField(default="", db_default="", blank=True, editable=False)
    lack = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["course", "lesson", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "uid"], name="question_uid_in_course")
        ]
        indexes = [
            models.Index(fields=["course", "lesson", "position"], name="question_in_order"),
            models.Index(fields=["kind"], name="question_kind"),
            models.Index(fields=["status"], name="question_status"),
            models.Index(fields=["lack"], name="question_lack"),
            models.Index(Lower("stem"), name="question_stem"),
        ]

    def __str__(self) -> str:
        return self.uid

    @property
    def lacks_something(self) -> bool:
        """Whether it could not be published: see QuestionQuerySet.lacking."""
        return self.lack == Lack.MORE or (self.lack == Lack.QUOTE and self.lesson_id is not None)

    def ask(self, version: QuestionVersion) -> None:
        """Make ``version`` the current one; ASKED names the fields that are to be saved."""
        self.current = version
        self.describe(version.kind, version.spec)

    def describe(self, kind: str, spec: Any) -> None:
        """Set what is kept of such a version, without saving."""
        found = digest(kind, spec)
        self.kind, self.stem = found.kind, found.stem
        self.search, self.lack = found.search, found.lack


ASKED = ("current", "kind", "stem", "search", "lack")
"""Fields that change with the current version."""


class QuestionVersionQuerySet(FrozenQuerySet["QuestionVersion"]):
    """Gates to versions."""

    def shown_in(self, lesson_id: int) -> QuestionVersionQuerySet:
        """Every version, old ones too, of the lesson's published questions."""
        return self.filter(question__lesson=lesson_id, question__status=Status.PUBLISHED)


class QuestionVersion(Frozen):
    """What a question asked at one time: its kind and spec, never changed."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    edition = models.PositiveIntegerField(_("edition"))
    """The number of the version that last changed the meaning.

    Versions of one edition differ in typing errors only: answers to one hold for all.
    """
    kind = models.CharField(_("kind"), max_length=40)
    spec = models.JSONField(_("content"))
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        "quizzes.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"

    def marks_like(self, kind: str, spec: Mapping[str, Any]) -> bool:
        """Whether another spec marks every response as this version does.

        False where one of the two lacks something and can mark nothing.
        """
        if self.kind != kind or kind not in kinds:
            return False
        if self.grader.problems(self.spec) or self.grader.problems(spec):
            return False
        return self.grader.marks_alike(self.spec, spec)

    @property
    def grader(self) -> Kind:
        """The kind that draws, reads and grades this version. KeyError if it was removed."""
        return kinds[self.kind]
