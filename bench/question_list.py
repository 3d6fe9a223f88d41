"""How long the list of questions takes in a bank of 100,000. Runs inside evlearn's settings.

Times are those of the server: a request by Django's test client, from the address to the last
byte, without network and browser.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.actions.figures import refresh_figures
from quizzes.models import (
    Answer,
    Attempt,
    AttemptItem,
    Course,
    Learner,
    Lesson,
    Problem,
    Question,
    QuestionVersion,
    Status,
    Tag,
    User,
)

BATCH = 500
COURSES, LESSONS, TAGS = 50, 40, 20
"""In all, in each course, in each course."""
LEARNERS = 40
ANSWERED = 10
"""One question in so many was answered, by up to LEARNERS."""
REPORTED = 400
VERSIONS = 5
"""One question in so many has an older version."""
KINDS = ("single_choice", "multiple_choice", "true_false", "short_text", "numeric")
WORDS = """rotor stator shaft magnet winding copper current field torque bearing housing sensor
inverter battery charger cable coolant pump gear axle wheel brake steel alloy neodymium
dysprosium supplier factory refinery mine export import tariff license patent plant engineer
speed voltage power loss heat efficiency flux pole slot phase frequency""".split()
LAST_PAGE = 50
"""Rows on a page of the list."""


def main(count: str, times: str) -> dict[str, float]:
    """Seconds for each page of the list, the median of ``times``, with ``count`` questions."""
    call_command("migrate", verbosity=0)
    fill(int(count))
    admin = User.objects.create_superuser("root@example.com")
    client = Client()
    client.force_login(admin)
    found = {"figures of all, at first": _first_look()}
    for name, query in pages(int(count)):
        found[name] = median(_seconds(client, query) for _at in range(int(times)))
    found["after 200 answers"] = _after_answers(client)
    return found


def fill(count: int) -> None:
    """Courses with lessons, tags, questions, versions, answers and reports."""
    chance = random.Random(7)  # noqa: S311 -- the same bank each time
    now = timezone.now()
    courses = Course.objects.bulk_create(
        Course(
            slug=f"course-{at}",
            title=f"{WORDS[at % len(WORDS)].title()} {at}",
            status=Status.PUBLISHED,
            created_at=now,
            updated_at=now,
        )
        for at in range(COURSES)
    )
    learners = Learner.objects.bulk_create(
        Learner(guest_key=f"list {at}", created_at=now) for at in range(LEARNERS)
    )
    for at, course in enumerate(courses):
        share = range(at * count // COURSES, (at + 1) * count // COURSES)
        _course(course, share, learners, chance, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _course(
    course: Course,
    share: Sequence[int],
    learners: Sequence[Learner],
    chance: random.Random,
    now: datetime,
) -> None:
    lessons = Lesson.objects.bulk_create(
        Lesson(
            course=course,
            slug=f"lesson-{at}",
            title=f"About the {WORDS[at % len(WORDS)]}",
            position=at,
            body=f"<p>{' '.join(chance.choices(WORDS, k=300))}</p>",
            status=Status.PUBLISHED,
            updated_at=now,
        )
        for at in range(LESSONS)
    )
    tags = Tag.objects.bulk_create(
        Tag(course=course, name=f"{WORDS[at]} basics") for at in range(TAGS)
    )
    questions, versions = [], []
    for at in share:
        kind = KINDS[at % len(KINDS)]
        question = Question(
            course=course,
            lesson=lessons[at % LESSONS] if at % 50 else None,
            uid=f"question-{at}",
            position=at,
            status=Status.PUBLISHED if at % 4 else chance.choice(Status.values),
            created_at=now,
        )
        spec = _spec(kind, chance, whole=at % 20 != 0)
        question.describe(kind, spec)
        questions.append(question)
        versions += [(question, kind, spec, 1)] + [(question, kind, spec, 2)] * (not at % VERSIONS)
    Question.objects.bulk_create(questions, BATCH)
    rows = QuestionVersion.objects.bulk_create(
        [
            QuestionVersion(
                question=question,
                number=number,
                edition=number,
                kind=kind,
                spec=spec,
                created_at=now,
            )
            for question, kind, spec, number in versions
        ],
        BATCH,
    )
    for version in rows:
        version.question.current = version
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE quizzes_question SET current_id = (SELECT MAX(id) FROM quizzes_questionversion"
            " WHERE question_id = quizzes_question.id) WHERE course_id = %s",
            [course.pk],
        )
    through = Question.tags.through
    through.objects.bulk_create(
        [
            through(question_id=question.pk, tag_id=tag.pk)
            for question in questions
            for tag in chance.sample(tags, 2)
        ],
        BATCH,
    )
    _answers(questions, lessons, learners, chance, now)


def _answers(
    questions: Sequence[Question],
    lessons: Sequence[Lesson],
    learners: Sequence[Learner],
    chance: random.Random,
    now: datetime,
) -> None:
    attempts = Attempt.objects.bulk_create(
        [
            Attempt(learner=learner, lesson=lesson, seed=1, started_at=now)
            for lesson in lessons
            for learner in learners
        ],
        BATCH,
    )
    of_lesson = {
        lesson.pk: attempts[at * len(learners) : (at + 1) * len(learners)]
        for at, lesson in enumerate(lessons)
    }
    items = [
        AttemptItem(
            attempt=attempt,
            question=question,
            version_id=question.current_id,
            last_at=now,
            answer_count=1,
            last_ordinal=1,
            first_fraction=(fraction := float(chance.random() < hardness)),
            last_fraction=fraction,
        )
        for question in questions[::ANSWERED]
        if question.lesson_id and (hardness := chance.random())
        for attempt in of_lesson[question.lesson_id][: chance.randrange(LEARNERS)]
    ]
    AttemptItem.objects.bulk_create(items, BATCH)
    Answer.objects.bulk_create(
        [
            Answer(
                item=item,
                ordinal=1,
                version_id=item.version_id,
                response="a",
                fraction=item.first_fraction,
                answered_at=now,
            )
            for item in items
        ],
        BATCH,
    )
    Problem.objects.bulk_create(
        Problem(
            learner=chance.choice(learners),
            question=question,
            version_id=question.current_id,
            note="Two options are right.",
            digest=f"{question.pk}",
            created_at=now,
        )
        for question in questions[:: len(questions) * COURSES // REPORTED or 1]
    )


def _spec(kind: str, chance: random.Random, *, whole: bool) -> dict[str, object]:
    """A spec about as long as one that a person writes."""

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    spec: dict[str, object] = {"stem": f"{words(11).capitalize()}?", "quote": words(9)}
    if whole:
        spec["explanation"] = words(18)
    if kind in ("single_choice", "multiple_choice"):
        spec["options"] = [
            {"id": name, "text": words(5), "correct": name == "a", "feedback": words(9)}
            for name in "abcd"
        ]
    elif kind == "true_false":
        spec |= {"answer": True, "feedback": {"true": words(9), "false": words(9)}}
    elif kind == "short_text":
        spec["accepted"] = [words(1), words(2)]
    else:
        spec["answer"] = chance.randrange(1000)
    return spec


def pages(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Every way to look at the list: what it is called, and its query."""
    course = Course.objects.order_by("pk")[COURSES // 2]
    lesson = course.lessons.order_by("pk")[LESSONS // 2]
    last = count // LAST_PAGE
    yield "first page", {}
    yield f"page {last // 2}", {"p": str(last // 2)}
    yield f"page {last}", {"p": str(last)}
    here = {"course__id__exact": str(course.pk)}
    yield "course", here
    yield "lesson", {**here, "lesson__id__exact": str(lesson.pk)}
    yield "tag in a course", {**here, "tag": f"{WORDS[3]} basics"}
    yield "tag", {"tag": f"{WORDS[3]} basics"}
    for name in ("single_choice", "numeric"):
        yield f"kind: {name}", {"kind": name}
    for status in Status.values:
        yield f"status: {status}", {"status__exact": status}
    for flag in ("reported", "missing"):
        yield f"flag: {flag}", {"flag": flag}
    for band in ("hard", "middle", "easy", "few"):
        yield f"facility: {band}", {"facility": band}
    yield (
        "kind, status, missing",
        {
            "kind": "numeric",
            "status__exact": Status.PUBLISHED,
            "flag": "missing",
        },
    )
    yield "search: one common word", {"q": "rotor"}
    yield "search: three words", {"q": "rotor magnet tariff"}
    yield "search: nothing found", {"q": "zebra"}
    yield "search: an identifier", {"q": f"question-{count // 2}"}
    yield "search in a course", {**here, "q": "rotor"}
    yield f"search, page {last // 10}", {"q": "rotor", "p": str(last // 10)}
    names = ["stem", "kind", "lesson", "status", "answers", "facility", "open reports"]
    for at, name in enumerate(names, start=1):
        yield f"by {name}", {"o": str(at)}
        yield f"by {name}, falling", {"o": f"-{at}"}
    yield f"by facility, page {last // 2}", {"o": "-6", "p": str(last // 2)}
    yield "by status and stem", {"o": "4.1"}


def _seconds(client: Client, query: dict[str, str]) -> float:
    start = time.perf_counter()
    response = client.get(reverse("admin:quizzes_question_changelist"), query)
    taken = time.perf_counter() - start
    if response.status_code != 200:
        raise RuntimeError(f"{query} was answered with {response.status_code}")
    return taken


def _first_look() -> float:
    """As ``manage.py refresh_figures`` does it where nothing was counted yet."""
    start = time.perf_counter()
    if list(refresh_figures(now=timezone.now())):
        raise RuntimeError("figures differed from a recomputation")
    return time.perf_counter() - start


def _after_answers(client: Client) -> float:
    """The first page after learners have answered 200 questions once more."""
    items = AttemptItem.objects.order_by("question", "pk")[:20_000:100]
    Answer.objects.bulk_create(
        Answer(
            item=item,
            ordinal=2,
            version_id=item.version_id,
            response="a",
            fraction=1.0,
            answered_at=timezone.now(),
        )
        for item in list(items)
    )
    return _seconds(client, {})
