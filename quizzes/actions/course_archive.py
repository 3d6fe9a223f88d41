"""A course from its archive, as it was on the site that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from ..articles import ArticleError, text_of
from ..articles.fragment import clean_html
from ..articles.pictures import Made, PictureRefused, as_made
from ..exchange.course import CourseSpec, LessonSpec, PartSpec, PictureSpec, QuizSpec
from ..exchange.spec import ExchangeError, QuestionSpec
from ..models import Course, Lesson, Quiz, QuizPart, User
from .bank import QuestionsRefused, plan, save_planned, untold
from .course import touch
from .picture import add_picture
from .question import tags_of

MOST_POINTS = 1000
Sources = Mapping[str, Mapping[str, models.Model]]
"""The questions, lessons and tags of a course, by what parts of quizzes call them."""


class CourseRefused(ValueError):
    """A course that cannot be taken in; the message has a line for each reason."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The new course, and a line for each thing that is not as the archive says."""

    course: Course
    remarks: tuple[str, ...]


def restore_course(
    spec: CourseSpec,
    *,
    slug: str = "",
    by: User | None,
    now: datetime,
    told: Callable[[int], None] = untold,
) -> Restored:
    """Write a new course, all or nothing, under its own short name or ``slug``.

    What was open to learners is open again. A published question that lacks something here
    becomes a draft; one whose quote is gone is flagged as it was. ``told`` hears how many more
    questions are done. Raises CourseRefused.
    """
    remarks = list(spec.remarks)
    try:
        # Looked at before anything is locked: there may be hundreds.
        pictures = [(each, _made(each)) for each in spec.pictures]
        with transaction.atomic():
            course = _course(spec.facts, slug, by, now)
            for each, made in pictures:
                add_picture(course, made, name=_name(each), alt=each.alt, by=by, now=now)
            _save_lessons(course, spec.lessons, remarks, now)
            remarks += _save_questions(course, spec.questions, by, now, told)
            _save_quizzes(course, spec.quizzes, now)
            touch(course.pk, now=now)
    except (ArticleError, ExchangeError, QuestionsRefused) as refused:
        raise CourseRefused(str(refused)) from refused
    course.refresh_from_db()
    return Restored(course, tuple(remarks))


def _course(facts: Mapping[str, str], slug: str, by: User | None, now: datetime) -> Course:
    written: dict[str, Any] = {**facts, "slug": slug or facts["slug"]}
    try:
        written["source_date"] = date.fromisoformat(facts["source_date"] or "0001-01-01")
    except ValueError as error:
        words = _("“%(value)s” is not a date. Write it as 2026-11-23.")
        raise CourseRefused(words % {"value": facts["source_date"][:20]}) from error
    if not facts["source_date"]:
        written["source_date"] = None
    course = Course(**written, created_by=by, created_at=now, updated_at=now)
    _validate(course, _("The course"))
    # Asked by trying: of two archives at the same moment one comes second.
    found, made = Course.objects.get_or_create(slug=course.slug, defaults=_fields(course))
    if not made:
        words = _("There is a course “%(slug)s” already: choose another short name.")
        raise CourseRefused(words % {"slug": course.slug})
    return found


def _fields(row: models.Model) -> dict[str, Any]:
    """What a row that is not yet saved holds, by the names of its columns."""
    names = (field.attname for field in row._meta.concrete_fields if not field.primary_key)
    return {name: getattr(row, name) for name in names if name != "slug"}


def _validate(row: models.Model, place: str, *, exclude: Iterable[str] = ()) -> None:
    try:
        row.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        words = _("%(place)s, %(field)s: %(why)s")
        lines = [
            words % {"place": place, "field": _field_name(row, name), "why": " ".join(messages)}
            for name, messages in error.message_dict.items()
        ]
        raise CourseRefused("\n".join(lines)) from error


def _field_name(row: models.Model, name: str) -> str:
    """As forms call it."""
    field = row._meta.get_field(name)
    return str(field.verbose_name) if isinstance(field, models.Field) else name


def _made(picture: PictureSpec) -> Made:
    name = _name(picture)[:100]
    try:
        made = as_made(picture.content, picture.ending)
    except PictureRefused as refused:
        raise CourseRefused(f"{name}: {refused}") from refused
    if len(picture.alt) > 500:
        words = _("%(name)s: the text alternative is too long.")
        raise CourseRefused(words % {"name": name})
    return made


def _name(picture: PictureSpec) -> str:
    return picture.name.strip() or f"{picture.digest[:12]}.{picture.ending}"


def _save_lessons(
    course: Course, lessons: Iterable[LessonSpec], remarks: list[str], now: datetime
) -> None:
    rows: dict[str, Lesson] = {}
    for position, each in enumerate(lessons, start=1):
        place = _("Lesson %(number)d") % {"number": position}
        body = clean_html(each.body)
        if body != each.body:
            words = _("%(place)s (%(title)s): mark-up that lessons do not have was left out.")
            remarks.append(words % {"place": place, "title": each.title[:100]})
        if each.slug in rows:
            words = _("%(place)s: the short name “%(slug)s” stands twice.")
            raise CourseRefused(words % {"place": place, "slug": each.slug[:80]})
        row = rows[each.slug] = Lesson(
            course=course,
            slug=each.slug,
            position=position,
            title=each.title,
            body=body,
            source=each.source,
            words=len(text_of(body).split()),
            status=each.status,
            updated_at=now,
        )
        # An empty text is one that its author has still to write.
        _validate(row, place, exclude=["course", "body"])
    Lesson.objects.bulk_create(rows.values(), batch_size=100)


def _save_questions(
    course: Course,
    questions: Iterable[QuestionSpec],
    by: User | None,
    now: datetime,
    told: Callable[[int], None],
) -> list[str]:
    """Returns a line for each question that was published and is a draft now."""
    given = list(questions)
    planned = plan(course, given, whole=False, quoted=False)
    save_planned(course, planned, by=by, now=now, told=told)
    words = _("%(uid)s is a draft now: %(why)s")
    return [
        words % {"uid": each.question.uid, "why": " ".join(each.missing)}
        for each in planned
        if each.missing and not each.question.status
    ]


def _save_quizzes(course: Course, specs: Sequence[QuizSpec], now: datetime) -> None:
    tags = (part.name for spec in specs for part in spec.parts if part.source == "tag")
    sources: Sources = {
        "question": {each.uid: each for each in course.questions.only("uid")},
        "lesson": {each.slug: each for each in course.lessons.only("slug")},
        "tag": tags_of(course, tags),
    }
    quizzes: dict[str, Quiz] = {}
    parts: list[QuizPart] = []
    for spec in specs:
        place = _("Quiz “%(slug)s”") % {"slug": spec.facts["slug"][:80]}
        quiz = _quiz(course, spec, place, now)
        if quiz.slug in quizzes:
            words = _("%(place)s: the short name “%(slug)s” stands twice.")
            raise CourseRefused(words % {"place": place, "slug": quiz.slug})
        quizzes[quiz.slug] = quiz
        parts += _parts(quiz, spec.parts, sources, place)
    Quiz.objects.bulk_create(quizzes.values())
    QuizPart.objects.bulk_create(parts)


def _quiz(course: Course, spec: QuizSpec, place: str, now: datetime) -> Quiz:
    facts = {**spec.facts, "closes_at": _time(spec.facts["closes_at"], place)}
    quiz = Quiz(course=course, created_at=now, **facts)
    _validate(quiz, place, exclude=["course"])
    try:
        problems = [*quiz.policy.problems(), *quiz.matrix.problems()]
    except ValueError:
        problems = [_("its way of answering, or what learners see, is not known here.")]
    if quiz.most_attempts == 0:
        problems.append(_("Allow at least one, or leave it empty for any number."))
    if problems:
        raise CourseRefused("\n".join(f"{place}: {problem}" for problem in problems))
    return quiz


def _time(text: str, place: str) -> datetime | None:
    """A time that can be shown in every time zone; None for an empty text."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min
    if found.tzinfo is None or not MINYEAR < found.year < MAXYEAR:
        words = _(
            "%(place)s: “%(value)s” is not a time with its zone. Write it as"
            " 2026-11-23T17:00:00+01:00."
        )
        raise CourseRefused(words % {"place": place, "value": text[:40]})
    return found


def _parts(
    quiz: Quiz, parts: Iterable[PartSpec], sources: Sources, place: str
) -> Iterator[QuizPart]:
    for position, part in enumerate(parts, start=1):
        name = part.name.casefold() if part.source == "tag" else part.name
        source = sources[part.source].get(name)
        where = _("%(quiz)s, part %(number)d") % {"quiz": place, "number": position}
        if source is None:
            words = _("%(place)s: the course has no “%(name)s”.")
            raise CourseRefused(words % {"place": where, "name": part.name[:100]})
        if part.count == 0 or not 0 < part.points <= MOST_POINTS:
            words = _("%(place)s: it draws nothing, or its points are not above 0 and up to 1000.")
            raise CourseRefused(words % {"place": where})
        row = QuizPart(
            quiz=quiz,
            position=position,
            count=part.count,
            points=part.points,
            **{part.source: source},
        )
        _validate(row, where, exclude=["quiz", part.source])
        yield row
