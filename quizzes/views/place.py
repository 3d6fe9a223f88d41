"""Where in a course a request is, and the hidden fields that belong to that request alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html

from ..models import first_seed
from ..reports.outline import CourseOutline, LessonLink
from .learner import identity, known_as

OWN = "<!--own-->"
"""Stands in kept parts of pages where each request puts its own hidden fields. Authors' text
cannot hold it: their angle brackets are escaped and their HTML comments removed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson, and the fields of this request that its forms carry."""

    course: CourseOutline
    lesson: LessonLink
    own: str
    seed: int = 0
    """Of what is drawn in the lesson."""

    @property
    def url(self) -> str:
        """The lesson's page."""
        return reverse("lesson", args=[self.course.slug, self.lesson.slug])

    @property
    def count(self) -> int:
        """Questions in the lesson."""
        return len(self.lesson.question_ids)

    def fill(self, kept: str) -> str:
        """A kept part of a page with this request's own fields in its forms."""
        return kept.replace(OWN, self.own)


def place(
    request: HttpRequest, course: CourseOutline, lesson: LessonLink, seed: int | None = None
) -> Place:
    """Where this request is; ``seed`` is that of the attempt, None before there is one."""
    if seed is None:
        seed = first_seed(known_as(request), lesson.id)
    own = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="for" value="{}">',
        get_token(request),
        identity(request),
    )
    return Place(course, lesson, own, seed)
