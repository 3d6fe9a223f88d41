"""Pictures that authors put into lessons and questions."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .content import Course, Status

KINDS = {"webp": "image/webp", "png": "image/png"}
"""The endings of addresses, and what each is sent as."""


NAMED = re.compile(r"/media/pictures/([0-9a-f]{64})\.")
"""The digests in the addresses of pictures, as urls.py has them."""


class PictureQuerySet(models.QuerySet["Picture"]):
    """Gates to pictures."""

    def open_to(self, *, author: bool) -> PictureQuerySet:
        """Those of published courses; for an author, all."""
        return self.filter(Q() if author else Q(course__status=Status.PUBLISHED))

    def listed(self) -> PictureQuerySet:
        """Without their content, the newest first."""
        return self.defer("content").order_by("-pk")

    def sizes_in(self, text: str) -> dict[str, tuple[int, int]]:
        """Width and height, by address, of the pictures that a text names; at most one query."""
        named = set(NAMED.findall(text))
        if not named:
            return {}
        rows = self.filter(digest__in=named).values_list("digest", "ending", "width", "height")
        return {address_of(digest, ending): (w, h) for digest, ending, w, h in rows}


class KeptPicture(models.Model):
    """A picture as it was made from a file: small, upright, without what cameras add.

    The content stands in the database: every web node has it, and one backup holds all.
    """

    digest = models.CharField(max_length=64, editable=False)
    """SHA-256 of the content, in hexadecimal."""
    ending = models.CharField(max_length=4, editable=False)
    """A key of KINDS."""
    name = models.CharField(_("name"), max_length=120, editable=False)
    """That of the file it came in, for authors to know it by."""
    alt = models.CharField(
        _("text alternative"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    """Empty for a picture that only decorates."""
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    content = models.BinaryField(editable=False)

    class Meta:
        abstract = True


class Picture(KeptPicture):
    """A picture of a course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="pictures")
    created_by = models.ForeignKey(
        "quizzes.User", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["course", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "digest"], name="picture_in_course")
        ]
        indexes = [models.Index(fields=["digest"], name="picture_digest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the picture itself is."""
        return address_of(self.digest, self.ending)


def address_of(digest: str, ending: str) -> str:
    """Where a picture is, on the site."""
    return reverse("picture", args=[digest, ending])
