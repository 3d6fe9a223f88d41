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


def _shown(picture: Picture) -> Shown:
    address = picture.get_absolute_url()
    return Shown(picture, address, picture_markdown(picture.alt, address))
