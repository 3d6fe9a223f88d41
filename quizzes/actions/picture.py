"""Pictures of a course."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

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
            defaults={
                "ending": made.ending,
                "name": name[-120:],
                "alt": alt,
                "width": made.width,
                "height": made.height,
                "size": len(made.content),
                "content": made.content,
                "created_by": by,
                "created_at": now,
            },
        )
        if not new and picture.alt != alt:
            Picture.objects.filter(pk=picture.pk).update(alt=alt)
            picture.alt = alt
    return picture, new


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
