"""Suggested questions that an author takes: drafts, never more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ..models import Course, Lesson, Question, Status, User
from ..suggestions import Suggestion
from .question import save_question, tag


def take(
    lesson: Lesson,
    suggestions: Iterable[Suggestion],
    *,
    tags: tuple[str, ...] = (),
    by: User | None,
    now: datetime,
) -> list[Question]:
    """Make a draft of each behind the lesson's other questions; returns the new ones.

    One that was taken before is left as its author has it now.
    """
    wanted = {each.uid(lesson.slug): each for each in suggestions}
    made = []
    with transaction.atomic():
        # Two who take the same at once wait for each other here.
        course = Course.objects.select_for_update(no_key=True).get(pk=lesson.course_id)
        there = set(course.questions.filter(uid__in=wanted).values_list("uid", flat=True))
        last = lesson.questions.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        new = [(uid, each) for uid, each in wanted.items() if uid not in there]
        for place, (uid, each) in enumerate(new, start=position):
            save_question(
                course,
                uid,
                each.kind,
                each.spec,
                lesson=lesson,
                position=place,
                status=Status.DRAFT,
                check=False,  # what is missing is for its author to add
                by=by,
                now=now,
            )
            question = Question.objects.select_related("course").get(course=course, uid=uid)
            if tags:
                tag(question, tags, now=now)
            made.append(question)
    return made
