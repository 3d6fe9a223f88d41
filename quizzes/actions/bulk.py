"""Many questions tagged, moved, retired or published at once.

Each is one transaction, takes the questions' rows first, and changes nothing that is so already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ..articles import text_of
from ..kinds import kinds
from ..models import Course, Lesson, Question, Status
from .course import touch
from .finishing import finish_complete
from .question import tags_of
from .quotes import quote_lost

PAGE = 500
"""Rows that are taken at once: what SQLite takes as parameters has a limit."""


@dataclass(slots=True)
class Done:
    """The ids of the questions that were changed, and those left as they were for a reason."""

    changed: list[int] = field(default_factory=list)
    refused: list[tuple[Question, list[str]]] = field(default_factory=list)


@transaction.atomic
def retag(
    question_ids: Sequence[int], add: Iterable[str], remove: Iterable[str], *, now: datetime
) -> Done:
    """Give the questions the tags of ``add`` and take those of ``remove`` off, in any case.

    New tags are made in the course of each question.
    """
    add, off = list(add), {name.casefold() for name in remove}
    by_course: dict[int, list[int]] = defaultdict(list)
    for question in _taken(question_ids):
        by_course[question.course_id].append(question.pk)
    done = Done()
    for course in Course.objects.filter(pk__in=by_course).order_by("pk"):
        on = {tag.pk for tag in tags_of(course, add).values()}
        gone = {tag.pk for tag in course.tags.all() if tag.name.casefold() in off} - on
        changed = _retag(by_course[course.pk], on, gone)
        if changed:
            done.changed += sorted(changed)
            touch(course.pk, now=now)
    return done


def _retag(question_ids: Sequence[int], on: set[int], gone: set[int]) -> set[int]:
    through = Question.tags.through
    changed: set[int] = set()
    for ids in _pages(question_ids):
        rows = through.objects.filter(question__in=ids, tag__in=on | gone)
        there = set(rows.values_list("question_id", "tag_id"))
        new = [(pk, tag) for pk in ids for tag in sorted(on) if (pk, tag) not in there]
        through.objects.bulk_create(
            [through(question_id=pk, tag_id=tag) for pk, tag in new], ignore_conflicts=True
        )
        through.objects.filter(question__in=ids, tag__in=gone).delete()
        changed |= {pk for pk, _tag in new} | {pk for pk, tag in there if tag in gone}
    return changed


@transaction.atomic
def move(question_ids: Sequence[int], lesson: Lesson, *, now: datetime) -> Done:
    """Put the questions at the end of a lesson of their course, in the order given.

    Attempts that run keep theirs. Those of other courses stay, and so do published ones whose
    quote the lesson does not have.
    """
    rows = {row.pk: row for row in _taken(question_ids, "current") if row.lesson_id != lesson.pk}
    text = text_of(lesson.body)
    done, left = Done(), set()
    top = lesson.questions.aggregate(top=Max("position"))["top"]
    position = 0 if top is None else top + 1
    moved: list[Question] = []
    for question in (rows[pk] for pk in question_ids if pk in rows):
        if reasons := _reasons_to_stay(question, lesson, text):
            done.refused.append((question, reasons))
            continue
        left.add(question.lesson_id)
        question.lesson, question.position = lesson, position + len(moved)
        question.quote_lost = bool(question.current and quote_lost(question.current.spec, lesson))
        moved.append(question)
    Question.objects.bulk_update(moved, ["lesson", "position", "quote_lost"], PAGE)
    done.changed = [question.pk for question in moved]
    _tell(moved, left, now)
    return done


def _reasons_to_stay(question: Question, lesson: Lesson, text: str) -> list[str]:
    if question.course_id != lesson.course_id:
        return [_("It belongs to another course.")]
    return _problems(question, text) if question.status == Status.PUBLISHED else []


@transaction.atomic
def retire(question_ids: Sequence[int], *, now: datetime) -> Done:
    """Ask the questions of nobody any more."""
    rows = [row for row in _taken(question_ids) if row.status != Status.RETIRED]
    _set_status(rows, Status.RETIRED)
    _tell(rows, {row.lesson_id for row in rows}, now)
    return Done([row.pk for row in rows])


@transaction.atomic
def publish(question_ids: Sequence[int], *, now: datetime) -> Done:
    """Publish the questions that lack nothing; the others stay as they are."""
    texts = _texts(question_ids)
    done, good = Done(), []
    for question in _taken(question_ids, "current"):
        if question.status == Status.PUBLISHED:
            continue
        if problems := _problems(question, texts.get(question.lesson_id or 0)):
            done.refused.append((question, problems))
        else:
            good.append(question)
    _set_status(good, Status.PUBLISHED)
    _tell(good, (), now)
    done.changed = [question.pk for question in good]
    return done


def _pages(question_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(question_ids), PAGE):
        yield question_ids[start : start + PAGE]


def _taken(question_ids: Sequence[int], *related: str) -> Iterator[Question]:
    """The questions' rows, held until the transaction ends; taken in one order by everybody."""
    rows = Question.objects.select_for_update(no_key=True, of=["self"]).select_related(*related)
    for ids in _pages(sorted(question_ids)):
        yield from rows.filter(pk__in=ids).defer("search").order_by("pk")


def _texts(question_ids: Sequence[int]) -> Mapping[int, str]:
    """The plain text of each lesson that the questions belong to."""
    found: dict[int, str] = {}
    for ids in _pages(question_ids):
        lessons = Lesson.objects.filter(questions__in=ids).exclude(pk__in=list(found)).distinct()
        found |= {pk: text_of(body) for pk, body in lessons.values_list("pk", "body")}
    return found


def _problems(question: Question, text: str | None) -> list[str]:
    version = question.current
    if version is None:
        return [_("It asks nothing yet.")]
    if version.kind not in kinds:
        return [_("This site does not know the kind “%(kind)s”.") % {"kind": version.kind}]
    return version.grader.problems(version.spec, text)


def _set_status(questions: Sequence[Question], status: Status) -> None:
    for ids in _pages([question.pk for question in questions]):
        Question.objects.filter(pk__in=ids).update(status=status)


def _tell(questions: Iterable[Question], left: Iterable[int | None], now: datetime) -> None:
    """Tell the caches; who answered all that a lesson still asks has finished it now."""
    for course_id in sorted({question.course_id for question in questions}):
        touch(course_id, now=now)
    for lesson_id in left:
        if lesson_id is not None:
            finish_complete(lesson_id, now=now)
            # And for those who answer at this moment: see ``question.place``.
            transaction.on_commit(partial(finish_complete, lesson_id, now=now))
