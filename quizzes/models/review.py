"""What is said of a question before it is published, and what is written and not yet saved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .bank import Question, QuestionVersion
from .people import User


class CommentQuerySet(models.QuerySet["Comment"]):
    """Gates to comments."""

    def open(self) -> CommentQuerySet:
        """Those that nobody has settled."""
        return self.filter(settled_at=None)


class Comment(models.Model):
    """A reviewer's or author's remark on a version of a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="comments")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, null=True, related_name="+")
    """What it was said of."""
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("comment"), max_length=2000)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return self.text[:60]


class UnsavedFormQuerySet(models.QuerySet["UnsavedForm"]):
    """Gates to what is not saved."""

    def of(self, user: User, question: Question | None) -> UnsavedFormQuerySet:
        """The author's own, of a question; of a new one without."""
        return self.filter(owner=user, question=question)


class UnsavedForm(models.Model):
    """A question's form as its author has left it, kept until it is saved or dropped."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="unsaved")
    """None for a question that is not there yet."""
    fields = models.TextField()
    """As a browser sends them."""
    updated_at = models.DateTimeField()

    objects = UnsavedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form that is not saved")
        verbose_name_plural = _("forms that are not saved")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "question"], name="unsaved_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(question=None), name="unsaved_new_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.question}"
