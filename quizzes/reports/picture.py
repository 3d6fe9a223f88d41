"""The pictures of a course, as authors put them into texts."""

from __future__ import annotations

from dataclasses import dataclass

from ..articles.md_inline import picture_markdown
from ..models import Picture


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, where it is, and the Markdown that shows it."""

    picture: Picture
    address: str
    markdown: str


def shown_pictures(course_id: int | None) -> tuple[Shown, ...]:
    """The course's pictures, the newest first. One query, without their content."""
    found = Picture.objects.filter(course=course_id).listed() if course_id else ()
    return tuple(_shown(picture) for picture in found)


def content_of(digest: str, ending: str) -> bytes | None:
    """The content of a picture of any course, for files that take it along."""
    found = Picture.objects.filter(digest=digest, ending=ending)
    content = found.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def _shown(picture: Picture) -> Shown:
    address = picture.get_absolute_url()
    return Shown(picture, address, picture_markdown(picture.alt, address))
