"""Finding again what an earlier import of an article made: its course, and its lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from ..articles import Article, Section, fingerprint, overlap, text_of
from ..models import Course, Lesson

ALIKE = 0.4
"""Likeness from which a section counts as a new wording of a lesson with another title."""
SOUGHT = 100
"""How many of an article's sections are looked for among the lessons of all courses."""


class ArticleRefused(ValueError):
    """An article that cannot become a course; the message says which of its facts is wrong."""


class CourseInDoubt(ArticleRefused):
    """An article that may or may not be a new state of the course named ``slug``."""

    def __init__(self, message: str, course: Course) -> None:
        super().__init__(message % {"title": course.title, "slug": course.slug})
        self.slug = course.slug


@dataclass(frozen=True, slots=True)
class Shared:
    """What an article and a course have in common, in lessons.

    ``matched`` have the same title or like texts, ``alike`` like texts, of ``total``, the
    number of lessons of whichever has more.
    """

    matched: int
    alike: int
    total: int

    @property
    def mostly(self) -> bool:
        """Whether they look the same. Titles alone do not tell: “Summary” is everywhere."""
        return self.alike > 0 and 2 * self.matched >= self.total


def course_of(article: Article) -> Course | None:
    """The course that an earlier import of this article made, locked; None if there is none.

    It has the article's source address, and its title or mostly its lessons. Without an address
    to go by it has the article's title and a lesson of it; where the addresses differ, mostly
    its lessons. Raises CourseInDoubt where several are such, where a course from the same
    address has other lessons, and where one of another title has mostly the same.
    """
    courses = list(Course.objects.order_by("pk"))
    found = _of_same_source(article, courses) or _of_same_title(article, courses)
    if not found:
        _refuse_lookalike(article)
        return None
    if len(found) > 1:
        raise CourseInDoubt(
            _("Several courses were made of this article, first “%(title)s” (%(slug)s)."), found[0]
        )
    return Course.objects.select_for_update().get(pk=found[0].pk)


def _of_same_source(article: Article, courses: list[Course]) -> list[Course]:
    """The courses from the article's address; those of its title only, if there are any."""
    own = _address(article.source_url)
    same = [course for course in courses if own and _address(course.source_url) == own]
    titled = [course for course in same if course.title == article.title[:200]]
    if titled or not same:
        return titled
    related = [course for course in same if _shared(article, course).mostly]
    if not related:
        raise CourseInDoubt(
            _("The course “%(title)s” (%(slug)s) is from the same address and has other lessons."),
            same[0],
        )
    return related


def _of_same_title(article: Article, courses: list[Course]) -> list[Course]:
    found = []
    for course in courses:
        if course.title == article.title[:200]:
            shared = _shared(article, course)
            if shared.mostly if _is_from_elsewhere(course, article) else shared.matched:
                found.append(course)
    return found


def _refuse_lookalike(article: Article) -> None:
    """Raises CourseInDoubt for a course of another title with mostly the same lessons."""
    sections = article.sections[:SOUGHT]
    known = Lesson.objects.filter(
        Q(title__in=[section.title[:200] for section in sections])
        | Q(body__in=[section.html for section in sections])
    )
    for course in Course.objects.filter(pk__in=known.values("course")).order_by("pk"):
        if not _is_from_elsewhere(course, article) and _shared(article, course).mostly:
            raise CourseInDoubt(
                _("This article looks like that of the course “%(title)s” (%(slug)s)."), course
            )


def _is_from_elsewhere(course: Course, article: Article) -> bool:
    """Whether both name their source, and not the same."""
    own, other = _address(article.source_url), _address(course.source_url)
    return bool(own and other and own != other)


def _address(url: str) -> str:
    """A web address without what makes no difference: scheme, fragment, closing slash."""
    return url.partition("#")[0].partition("://")[2].rstrip("/")


def _shared(article: Article, course: Course) -> Shared:
    lessons = list(course.lessons.all())
    matches = match_lessons(article.sections, lessons)
    alike = sum(_is_alike(article.sections[at], lesson) for at, lesson in matches.items())
    return Shared(len(matches), alike, max(len(article.sections), len(lessons)))


def _is_alike(section: Section, lesson: Lesson) -> bool:
    if section.html == lesson.body:
        return True
    return overlap(fingerprint(section.text), fingerprint(text_of(lesson.body))) >= ALIKE


def match_lessons(sections: Sequence[Section], lessons: Sequence[Lesson]) -> dict[int, Lesson]:
    """Which lesson each section, by its index, is a new state of."""
    matches: dict[int, Lesson] = {}
    free = {lesson.pk: lesson for lesson in lessons}

    def take(index: int, lesson: Lesson) -> None:
        matches[index] = free.pop(lesson.pk)

    same = {(lesson.title, lesson.body): lesson for lesson in reversed(lessons)}
    for index, section in enumerate(sections):
        lesson = same.get((section.title[:200], section.html))
        if lesson is not None and lesson.pk in free:
            take(index, lesson)
    named = {_name(lesson.title): lesson for lesson in reversed(lessons)}
    for index, section in enumerate(sections):
        lesson = named.get(_name(section.title[:200]))
        if index not in matches and lesson is not None and lesson.pk in free:
            take(index, lesson)
    prints = {pk: fingerprint(text_of(lesson.body)) for pk, lesson in free.items()}
    for index, section in enumerate(sections):
        if index in matches or not free:
            continue
        own = fingerprint(section.text)
        best = max(free.values(), key=lambda lesson: overlap(own, prints[lesson.pk]))
        if overlap(own, prints[best.pk]) >= ALIKE:
            take(index, best)
    return matches


def _name(title: str) -> str:
    """The title with letter case and white space folded."""
    return " ".join(title.casefold().split())
