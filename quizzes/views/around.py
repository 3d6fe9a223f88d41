"""What stands around a lesson and shows the learner's progress: bar, list of lessons, end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..reports.kept import kept
from ..reports.outline import CourseOutline, LessonLink
from ..reports.study import Begun, Stage
from .place import OWN, Place

TEMPLATE = "quizzes/lesson/around.html"


@dataclass(frozen=True, slots=True)
class Around:
    """The three parts, ready to stand in the page."""

    steps: SafeString
    rail: SafeString
    end: SafeString


def around(place: Place, begun: Mapping[int, Begun], *, fragment: bool = False) -> Around:
    """The parts for a learner who has ``begun`` these lessons, by their id.

    With ``fragment`` they are marked to replace those in a page that htmx holds. Learners at
    the same stages share what was rendered once.
    """
    course = place.course
    at = tuple(
        begun[lesson.id].stage if lesson.id in begun else Stage.NEW for lesson in course.lessons
    )
    steps, rail, end = _parts(course, place.lesson, at, get_language(), fragment)
    # All of it comes from templates.
    return Around(mark_safe(steps), mark_safe(rail), mark_safe(place.fill(end)))  # noqa: S308


@kept(2048)
def _parts(
    course: CourseOutline,
    link: LessonLink,
    at: tuple[Stage, ...],
    language: str | None,
    fragment: bool,
) -> tuple[str, str, str]:
    lessons = course.lessons
    context = {
        "course": course,
        "link": link,
        "steps": list(zip(lessons, at, strict=True)),
        "finished": at.count(Stage.DONE),
        "stage": at[link.number - 1],
        "next_lesson": lessons[link.number] if link.number < len(lessons) else None,
        "previous_lesson": lessons[link.number - 2] if link.number > 1 else None,
        "fragment": fragment,
        "own": mark_safe(OWN),  # noqa: S308 -- a constant
    }
    steps, rail, end = (
        render_to_string(f"{TEMPLATE}#{part}", context) for part in ("steps", "rail", "end")
    )
    return steps, rail, end
