"""Courses and their lessons."""

from __future__ import annotations

from hashlib import sha256

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a course, lesson or question stands between its author and the learners."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class CourseQuerySet(models.QuerySet["Course"]):
    """Gates to courses."""

    def open_to_learners(self) -> CourseQuerySet:
        """What anyone may read."""
        return self.filter(status=Status.PUBLISHED)

    def in_order(self) -> CourseQuerySet:
        """As they stand on the home page."""
        return self.order_by("position", "title", "pk")


class Course(models.Model):
    """An article turned into lessons."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    source_title = models.CharField(_("source"), max_length=300, blank=True)
    source_author = models.CharField(_("source's author"), max_length=200, blank=True)
    source_url = models.URLField(_("source's address"), max_length=1000, blank=True)
    source_date = models.DateField(_("source's date"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    position = models.PositiveIntegerField(_("position"), default=0, db_default=0, editable=False)
    """Place on the home page; courses of one place stand by title."""
    revision = models.PositiveIntegerField(default=1, editable=False)
    """Raised by every change that learners can see; caches are keyed on it."""
    created_by = models.ForeignKey(
        "quizzes.User", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page with the course's lessons."""
        return reverse("course", args=[self.slug])


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Gates to lessons."""

    def open_to_learners(self) -> LessonQuerySet:
        """Published lessons of published courses, in reading order."""
        return self.filter(status=Status.PUBLISHED, course__status=Status.PUBLISHED).order_by(
            "position", "pk"
        )


class Lesson(models.Model):
    """One section of an article: a text and the questions that follow it."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="lessons")
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), help_text=_("Clean HTML, sanitised when it was saved."))
    source = models.TextField(default="", db_default="", blank=True, editable=False)
    """The Markdown that an author typed; "" where it can be made from ``body`` as well.

    It counts only while it still reads as ``body``.
    """
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    updated_at = models.DateTimeField(editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["course", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="lesson_slug_in_course")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The lesson's page."""
        return reverse("lesson", args=[self.course.slug, self.slug])

    @property
    def state(self) -> str:
        """Short for what authors write of it: another one after each change, its place aside."""
        written = "\0".join((self.title, self.slug, self.status, self.body))
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]
