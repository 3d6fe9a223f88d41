"""Articles that an author has brought in and not yet made a course of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import User
from .picture import KeptPicture


class ArticleDraftQuerySet(models.QuerySet["ArticleDraft"]):
    """Gates to drafts."""

    def of(self, user: User) -> ArticleDraftQuerySet:
        """The author's own, the latest first."""
        return self.filter(owner=user).order_by("-updated_at", "-pk")


class ArticleDraft(models.Model):
    """An article in sections, as its author has put them together so far."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    facts = models.JSONField(default=dict)
    """What the article says of itself: author, date, source_url, source_title, summary, language.
    """
    sections = models.JSONField(default=list)
    """In order, each with title, html (clean) and dropped: whether it becomes no lesson."""
    losses = models.JSONField(default=list)
    """What reading it left out, a sentence each."""
    revision = models.PositiveIntegerField(default=1)
    """Raised by every change; a change that was meant for an earlier one is not made."""
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ArticleDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("article being brought in")
        verbose_name_plural = _("articles being brought in")
        # Who may add courses may bring articles in, each their own.
        default_permissions = ()
        indexes = [models.Index(fields=["owner", "-updated_at"], name="article_draft_of_owner")]

    def __str__(self) -> str:
        return self.title


class DraftPicture(KeptPicture):
    """A picture that stood in the file of an article; it goes with the draft."""

    draft = models.ForeignKey(ArticleDraft, models.CASCADE, related_name="pictures")

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "digest"], name="picture_in_draft")]
        indexes = [models.Index(fields=["digest"], name="draft_picture_digest")]

    def __str__(self) -> str:
        return self.name
