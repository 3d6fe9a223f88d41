"""An article becomes a course, and an article that comes again brings its course up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..articles import Article, Section
from ..models import Course, Lesson, Status, User
from .course import publish as publish_course
from .course import touch
from .picture import keep_pictures
from .quotes import flag_lost
from .reimport import ArticleRefused, course_of, match_lessons

MAX_SLUG = 80
DESCRIBED = [
    "title",
    "language",
    "summary",
    "source_title",
    "source_author",
    "source_url",
    "source_date",
    "updated_at",
]
"""What an import writes of a course that is there already; its revision and status are not."""


@dataclass(frozen=True, slots=True)
class LessonChange:
    """What the import did to one lesson: "added", "changed", "unchanged" or "kept".

    "kept" is a lesson that the article no longer has; it stays with its questions and with
    what learners did in it. ``lost_quotes`` are questions whose quote the new text lacks.
    """

    lesson: Lesson
    what: str
    renamed_from: str = ""
    lost_quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The course after an import, its title before, and what happened to each lesson in order.

    ``opened`` says that it or a lesson of it was closed to learners before and is open now.
    """

    course: Course
    created: bool
    renamed_from: str = ""
    opened: bool = False
    new_pictures: int = 0
    """Of those that came with the article; the others were there."""
    changes: list[LessonChange] = field(default_factory=list)


def save_article(
    article: Article,
    *,
    course_slug: str = "",
    new: bool = False,
    publish: bool,
    by: User | None,
    now: datetime,
) -> Imported:
    """Write the article's sections as lessons with its pictures, all or nothing.

    The course is the one named ``course_slug``, made if it is not there; without a name the
    one that an earlier import made of this article, else a new one. With ``new`` it is a new
    one in any case. Lessons are matched by title and text, then by title, then by likeness of
    text, and updated in place: their questions and progress stay. Raises ArticleRefused, and
    CourseInDoubt where the course cannot be told.
    """
    with transaction.atomic():
        course = _course(article, course_slug, new)
        created = course is None
        if course is None:
            slug = course_slug or _free_course_slug(article.title)
            course = Course(slug=slug, created_by=by, created_at=now)
        before = course.title
        _describe(course, article, now)
        _validate(course)
        course.save(update_fields=None if created else DESCRIBED)
        opened = publish and _is_closed(course)
        pictures = keep_pictures(course, article.shown, by=by, now=now)
        changes = _save_lessons(course, article.sections, publish, now)
        if publish:
            publish_course(course, now=now)
        else:
            touch(course.pk, now=now)
    course.refresh_from_db()
    renamed_from = before if before != course.title else ""
    return Imported(course, created, renamed_from, opened, pictures, changes)


def _course(article: Article, slug: str, new: bool) -> Course | None:
    """The course to update; None for a new one."""
    if not slug:
        return None if new else course_of(article)
    course = Course.objects.select_for_update().filter(slug=slug).first()
    if new and course is not None:
        raise ArticleRefused(
            _("There is a course “%(slug)s” already: choose another short name.") % {"slug": slug}
        )
    return course


def _is_closed(course: Course) -> bool:
    """Whether the course or a lesson of it is still to be published."""
    waiting = course.lessons.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])
    return course.status != Status.PUBLISHED or waiting.exists()


def _free_course_slug(title: str) -> str:
    taken = set(Course.objects.values_list("slug", flat=True))
    return _free_slug(title, taken, fallback="course")


def _validate(course: Course) -> None:
    try:
        course.full_clean(exclude=["created_at", "updated_at"], validate_unique=False)
    except ValidationError as error:
        reasons = [
            f"{name.replace('_', ' ')}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        ]
        raise ArticleRefused(" ".join(reasons)) from error


def _describe(course: Course, article: Article, now: datetime) -> None:
    """Bring what the article says of itself into the course; what it leaves out stays."""
    course.title = article.title[:200]
    course.language = article.language[:12] or course.language
    course.summary = article.summary or course.summary
    course.source_title = article.source_title[:300] or course.source_title
    course.source_author = article.author[:200] or course.source_author
    course.source_url = article.source_url or course.source_url
    if article.date:
        course.source_date = date.fromisoformat(article.date)
    course.updated_at = now


def _save_lessons(
    course: Course, sections: tuple[Section, ...], publish: bool, now: datetime
) -> list[LessonChange]:
    lessons = list(course.lessons.order_by("position", "pk"))
    matches = match_lessons(sections, lessons)
    taken = {lesson.slug for lesson in lessons}
    changes = []
    for position, section in enumerate(sections, start=1):
        lesson = matches.get(position - 1)
        if lesson is None:
            changes.append(_add(course, section, position, taken, publish, now))
        else:
            changes.append(_update(lesson, section, position, now))
    used = {lesson.pk for lesson in matches.values()}
    gone = [lesson for lesson in lessons if lesson.pk not in used]
    for position, lesson in enumerate(gone, start=len(sections) + 1):
        Lesson.objects.filter(pk=lesson.pk).update(position=position)
        changes.append(LessonChange(lesson, "kept"))
    return changes


def _free_slug(title: str, taken: set[str], fallback: str) -> str:
    """A slug for the title that is not yet taken; it is taken then."""
    base = slug = slugify(title)[:MAX_SLUG].strip("-") or fallback
    number = 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = base[: MAX_SLUG - len(ending)] + ending
    taken.add(slug)
    return slug


def _add(
    course: Course,
    section: Section,
    position: int,
    taken: set[str],
    publish: bool,
    now: datetime,
) -> LessonChange:
    lesson = Lesson.objects.create(
        course=course,
        slug=_free_slug(section.title, taken, "lesson"),
        position=position,
        title=section.title[:200],
        body=section.html,
        words=section.words,
        status=Status.PUBLISHED if publish else Status.DRAFT,
        updated_at=now,
    )
    return LessonChange(lesson, "added")


def _update(lesson: Lesson, section: Section, position: int, now: datetime) -> LessonChange:
    title = section.title[:200]
    renamed_from = lesson.title if lesson.title != title else ""
    if (lesson.title, lesson.body, lesson.position) == (title, section.html, position):
        return LessonChange(lesson, "unchanged")
    lesson.title, lesson.body, lesson.position = title, section.html, position
    lesson.words, lesson.updated_at, lesson.source = section.words, now, ""
    lesson.save()
    return LessonChange(lesson, "changed", renamed_from, flag_lost(lesson))


def unknown_date(value: str) -> str:
    """The reason why ``value`` is not a date, or "" when it is one or empty."""
    try:
        if value:
            date.fromisoformat(value)
    except ValueError:
        return _("“%(value)s” is not a date. Write it as 2026-11-23.") % {"value": value}
    return ""
