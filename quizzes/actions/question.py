"""Questions and their versions.

Locks here are without the key (``no_key``): learners go on answering what is being edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from ..articles import text_of
from ..kinds import check_spec
from ..models import ASKED, Course, Lesson, Question, QuestionVersion, Status, Tag, User
from .course import touch
from .finishing import finish_complete
from .quotes import quote_lost


def lesson_text(lesson: Lesson | None) -> str | None:
    """The plain text in which a question's quote must stand; None without a lesson."""
    return text_of(lesson.body) if lesson else None


def save_question(
    course: Course,
    uid: str,
    kind: str,
    spec: dict[str, Any],
    *,
    lesson: Lesson | None,
    position: int,
    status: Status | str = Status.PUBLISHED,
    check: bool = True,
    by: User | None,
    now: datetime,
) -> str:
    """Add the question ``uid``, or bring it up to date.

    ``status`` is for a new question; one that its author retired stays retired.
    Without ``check`` the caller has seen to what the spec lacks, and to the status.
    Returns "added", "changed" or "unchanged". Raises SpecRefused.
    """
    if check:
        check_spec(kind, spec, lesson_text(lesson))
    with transaction.atomic():
        question, added = Question.objects.select_for_update(no_key=True).get_or_create(
            course=course, uid=uid, defaults={"created_at": now, "status": status}
        )
        before = question.lesson_id, question.position
        moved = before != (lesson.pk if lesson else None, position)
        if moved:
            question.lesson, question.position = lesson, position
            place(question, ["lesson", "position"], from_lesson=before[0], now=now)
        revised = revise(question, kind, spec, by=by, now=now)
    if added:
        return "added"
    return "changed" if moved or revised else "unchanged"


def place(
    question: Question, fields: Sequence[str], *, from_lesson: int | None, now: datetime
) -> None:
    """Save what changed of a question's place and status; the fields are named.

    Only these are written: the current version may have changed meanwhile. Where the question
    was the last open one of its lesson, those who answered the others have finished it now.
    """
    if "lesson" in fields and question.current:
        question.quote_lost = quote_lost(question.current.spec, question.lesson)
        fields = [*fields, "quote_lost"]
    question.save(update_fields=fields)
    touch(question.course_id, now=now)
    if from_lesson is not None:
        finish_complete(from_lesson, now=now)
        # And for those who answer at this moment: they still see the question open, and what
        # they answer cannot be seen from here yet.
        transaction.on_commit(partial(finish_complete, from_lesson, now=now))


def tag(question: Question, names: Sequence[str], *, now: datetime) -> None:
    """Give the question these tags and no others; new ones are made, in whatever case they are.

    Tags that are on no question any more stay: quizzes may draw by them.
    """
    with transaction.atomic():
        found = tags_of(question.course, names).values()
        before = set(question.tags.values_list("pk", flat=True))
        if before != {each.pk for each in found}:
            question.tags.set(found)
            touch(question.course_id, now=now)


def tags_of(course: Course, names: Iterable[str]) -> dict[str, Tag]:
    """The course's tags of these names, by the folded name; those that are new are made."""
    wanted = {name.casefold(): name for name in names}
    there = {each.name.casefold(): each for each in course.tags.all()}
    made = Tag.objects.bulk_create(
        Tag(course=course, name=name) for folded, name in wanted.items() if folded not in there
    )
    there |= {each.name.casefold(): each for each in made}
    return {folded: there[folded] for folded in wanted}


def revise(
    question: Question,
    kind: str,
    spec: dict[str, Any],
    *,
    typo_only: bool = False,
    note: str = "",
    by: User | None,
    now: datetime,
) -> bool:
    """Append a version and make it current. False when nothing differs from the current one.

    ``typo_only`` says that the meaning is the same: answers to the version before stay good.
    It is not believed where the new spec marks responses otherwise.
    The caller has checked the spec.
    """
    with transaction.atomic():
        versions = question.versions.select_for_update(no_key=True)
        before = versions.order_by("-number").first()
        if before and (before.kind, before.spec) == (kind, spec):
            return False
        number = before.number + 1 if before else 1
        same_meaning = typo_only and before is not None and before.marks_like(kind, spec)
        version = QuestionVersion.objects.create(
            question=question,
            number=number,
            edition=before.edition if same_meaning and before else number,
            kind=kind,
            spec=spec,
            note=note,
            created_by=by,
            created_at=now,
        )
        question.ask(version)
        question.quote_lost = quote_lost(spec, question.lesson)
        question.save(update_fields=[*ASKED, "quote_lost"])
        touch(question.course_id, now=now)
    return True
