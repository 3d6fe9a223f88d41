"""Fills the bare app's database; prints what the bench must know as JSON.

Runs inside its settings: see inside.py.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from bench import content
from bench.bare.models import Lesson, Question
from bench.visitors import database, sign_in_all


def main(visitors: str) -> dict[str, Any]:
    """The lessons and accounts for so many visitors."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        lessons = [_lesson(each) for each in content.lessons()]
        people = [User.objects.create_user(f"person{number}") for number in range(int(visitors))]
        signed_in = sign_in_all(people)
    return {
        "database": database(),
        "visitors": signed_in,
        "page": reverse("lesson", args=[lessons[2].pk]),
        "questions": [
            {"url": reverse("answer", args=[question.pk]), "version": 0}
            for question in lessons[3].questions.all()
        ],
    }


def _lesson(each: content.Content) -> Lesson:
    lesson = Lesson.objects.create(title=each.title, body=each.body)
    Question.objects.bulk_create(
        Question(
            lesson=lesson,
            position=position,
            stem=spec["stem"],
            options=spec["options"],
            explanation=spec["explanation"],
        )
        for position, spec in enumerate(each.questions, start=1)
    )
    return lesson
