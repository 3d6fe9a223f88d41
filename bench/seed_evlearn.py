"""Fills evlearn's database by its own actions; prints what the bench must know as JSON.

Runs inside its settings: see inside.py.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bench import content
from bench.visitors import database, sign_in_all
from quizzes.actions import attempt
from quizzes.actions.article import save_article
from quizzes.actions.bank import save_questions
from quizzes.actions.learner import learner_for
from quizzes.articles import read_article
from quizzes.exchange.spec import QuestionSpec
from quizzes.models import Course, Lesson, QuestionVersion, User

DONE = 2
"""Lessons that everyone has finished; the next one is half answered."""
BEGUN = 3


def main(visitors: str) -> dict[str, Any]:
    """The sample course, the lessons of the bench, and so many visitors with progress."""
    call_command("migrate", verbosity=0)
    call_command("load_sample", stdout=sys.stderr)
    lessons = list(_course().lessons.order_by("position"))
    people = [User.objects.create_user(f"person{at}@example.com") for at in range(int(visitors))]
    for person in people:
        _study(person, lessons)
    pages = Lesson.objects.filter(course__slug="renault")
    return {
        "database": database(),
        "visitors": sign_in_all(people),
        "page": lessons[DONE].get_absolute_url(),
        "questions": [
            {
                "url": reverse("answer", args=[question.course.slug, lessons[3].slug, question.pk]),
                "version": question.current_id,
            }
            for question in lessons[3].questions.order_by("position")
        ],
        "cold": [lesson.get_absolute_url() for lesson in pages.order_by("position")],
    }


def _course() -> Course:
    now = timezone.now()
    found = content.lessons()
    html = "".join(f"<h2>{each.title}</h2>{each.body}" for each in found)
    page = f"<!doctype html><title>Motors</title><h1>Motors</h1>{html}"
    article = read_article(page.encode(), filename="motors.html")
    course = save_article(article, publish=True, by=None, now=now).course
    slugs = course.lessons.order_by("position").values_list("slug", flat=True)
    questions = [
        QuestionSpec(f"{slug}-{number}", slug, "single_choice", spec, slug)
        for slug, each in zip(slugs, found, strict=True)
        for number, spec in enumerate(each.questions, start=1)
    ]
    save_questions(course, questions, by=None, now=now)
    return course


def _study(person: User, lessons: list[Lesson]) -> None:
    """Right and wrong answers in the first lessons, some in the one that is measured."""
    now = timezone.now()
    learner = learner_for(person, now=now)
    for at, lesson in enumerate(lessons[: DONE + 1]):
        versions = QuestionVersion.objects.shown_in(lesson.pk).order_by("question__position")
        for number, version in enumerate(versions[: BEGUN if at == DONE else None]):
            attempt.answer(learner, lesson.pk, version, "ab"[number % 2], after=0, now=now)
