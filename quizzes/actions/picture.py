"""Pictures of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from ..articles.embedded import Embedded
from ..articles.pictures import Made
from ..models import Course, Lesson, Picture, QuestionVersion, User


def add_picture(
    course: Course, made: Made, *, name: str, alt: str, by: User | None, now: datetime
) -> tuple[Picture, bool]:
    """Keep a picture for the course; the same one once only. Returns it and whether it is new.

    Of one that is there already the text alternative is replaced.
    """
    digest = sha256(made.content).hexdigest()
    with transaction.atomic():
        picture, new = Picture.objects.get_or_create(
            course=course,
            digest=digest,
            defaults=columns_of(made, name, alt) | {"created_by": by, "created_at": now},
        )
        if not new and picture.alt != alt:
            Picture.objects.filter(pk=picture.pk).update(alt=alt)
            picture.alt = alt
    return picture, new


def columns_of(made: Made, name: str, alt: str) -> dict[str, Any]:
    """What a row says of a picture, its digest aside."""
    return {
        "ending": made.ending,
        "name": name[-120:],
        "alt": alt[:500],
        "width": made.width,
        "height": made.height,
        "size": len(made.content),
        "content": made.content,
    }


def keep_pictures(
    course: Course, pictures: Sequence[Embedded], *, by: User | None, now: datetime
) -> int:
    """Keep what an article brought along for the course; returns how many are new to it.

    One that is there already stays as it is: its text alternative may have been mended.
    """
    if not pictures:
        return 0
    known = course.pictures.filter(digest__in=[each.digest for each in pictures])
    there = set(known.values_list("digest", flat=True))
    new = [each for each in pictures if each.digest not in there]
    for each in new:
        add_picture(course, each.made, name=each.name, alt=each.alt, by=by, now=now)
    return len(new)


def remove_picture(picture: Picture) -> bool:
    """Delete a picture that nothing shows; False for one that something does, which stays.

    A question's old versions count: their answers are still looked at.
    """
    with transaction.atomic():
        if is_used(picture):
            return False
        picture.delete()
    return True


def is_used(picture: Picture) -> bool:
    """Whether a lesson, or a version of a question, of any course shows the picture."""
    lessons = Lesson.objects.filter(body__contains=picture.digest)
    versions = QuestionVersion.objects.filter(spec__icontains=picture.digest)
    return lessons.exists() or versions.exists()
