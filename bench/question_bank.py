"""A bank of very many questions, written in bulk: what somebody might have after ten years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from django.db import connection
from django.utils import timezone

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
)

BATCH = 500
COURSES, LESSONS, TAGS = 50, 40, 20
"""In all, in each course, in each course."""
LEARNERS = 40
ANSWERED = 10
"""One question in so many was answered, by up to LEARNERS."""
REPORTED = 250
"""One question in so many has an open report."""
REVISED = 5
"""One question in so many has an older version."""
INCOMPLETE = 20
"""One question in so many lacks its explanation."""
KINDS = ("single_choice", "multiple_choice", "true_false", "short_text", "numeric")
WORDS = """rotor stator shaft magnet winding copper current field torque bearing housing sensor
inverter battery charger cable coolant pump gear axle wheel brake steel alloy neodymium
dysprosium supplier factory refinery mine export import tariff license patent plant engineer
speed voltage power loss heat efficiency flux pole slot phase frequency""".split()


def fill(count: int) -> None:
    """Courses with lessons, tags, ``count`` questions, their versions, answers and reports."""
    chance, now = Random(7), timezone.now()  # noqa: S311 -- the same bank each time
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
        lessons = _lessons(course, chance, now)
        questions = _questions(course, lessons, share, chance, now)
        _tags(course, questions, chance)
        items = _items(questions, _attempts(lessons, learners, now), chance, now)
        _answers(items, now)
        _reports(questions, learners, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _lessons(course: Course, chance: Random, now: datetime) -> list[Lesson]:
    return Lesson.objects.bulk_create(
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


def _questions(
    course: Course, lessons: Sequence[Lesson], share: range, chance: Random, now: datetime
) -> list[Question]:
    specs = [_spec(KINDS[at % len(KINDS)], chance, whole=at % INCOMPLETE != 0) for at in share]
    questions = []
    for at, spec in zip(share, specs, strict=True):
        question = Question(
            course=course,
            lesson=lessons[at % LESSONS] if at % 50 else None,
            uid=f"question-{at}",
            position=at,
            status=Status.PUBLISHED if at % 4 else chance.choice(Status.values),
            created_at=now,
        )
        question.describe(KINDS[at % len(KINDS)], spec)
        questions.append(question)
    Question.objects.bulk_create(questions, BATCH)
    _versions(questions, specs, now)
    return questions


def _versions(
    questions: Sequence[Question], specs: Sequence[dict[str, object]], now: datetime
) -> None:
    rows = [
        QuestionVersion(
            question=question,
            number=number,
            edition=number,
            kind=question.kind,
            spec=spec,
            created_at=now,
        )
        for at, (question, spec) in enumerate(zip(questions, specs, strict=True))
        for number in ((1,) if at % REVISED else (1, 2))
    ]
    for version in QuestionVersion.objects.bulk_create(rows, BATCH):
        version.question.current = version
    Question.objects.bulk_update(questions, ["current"], BATCH)


def _tags(course: Course, questions: Sequence[Question], chance: Random) -> None:
    tags = Tag.objects.bulk_create(
        Tag(course=course, name=f"{WORDS[at]} basics") for at in range(TAGS)
    )
    through = Question.tags.through
    rows = [
        through(question_id=question.pk, tag_id=tag.pk)
        for question in questions
        for tag in chance.sample(tags, 2)
    ]
    through.objects.bulk_create(rows, BATCH)


def _attempts(
    lessons: Sequence[Lesson], learners: Sequence[Learner], now: datetime
) -> dict[int, list[Attempt]]:
    """Everybody's study of each lesson, by the lesson's id."""
    found = {}
    for lesson in lessons:
        rows = [
            Attempt(learner=learner, lesson=lesson, seed=1, started_at=now) for learner in learners
        ]
        found[lesson.pk] = Attempt.objects.bulk_create(rows, BATCH)
    return found


def _items(
    questions: Sequence[Question],
    attempts: dict[int, list[Attempt]],
    chance: Random,
    now: datetime,
) -> list[AttemptItem]:
    """Some questions answered once by some learners; how easy each is is left to chance."""
    items = []
    for question in questions[::ANSWERED]:
        easy = chance.random()
        # Some have no lesson, and nobody is asked them.
        for attempt in attempts.get(question.lesson_id or 0, [])[: chance.randrange(LEARNERS)]:
            fraction = float(chance.random() < easy)
            items.append(
                AttemptItem(
                    attempt=attempt,
                    question=question,
                    version_id=question.current_id,
                    last_at=now,
                    answer_count=1,
                    last_ordinal=1,
                    first_fraction=fraction,
                    last_fraction=fraction,
                )
            )
    return AttemptItem.objects.bulk_create(items, BATCH)


def _answers(items: Sequence[AttemptItem], now: datetime) -> None:
    rows = [
        Answer(
            item=item,
            ordinal=1,
            version_id=item.version_id,
            response="a",
            fraction=item.first_fraction,
            answered_at=now,
        )
        for item in items
    ]
    Answer.objects.bulk_create(rows, BATCH)


def _reports(questions: Sequence[Question], learners: Sequence[Learner], now: datetime) -> None:
    Problem.objects.bulk_create(
        Problem(
            learner=learners[0],
            question=question,
            version_id=question.current_id,
            note="Two options are right.",
            digest="",
            created_at=now,
        )
        for question in questions[::REPORTED]
    )


def _spec(kind: str, chance: Random, *, whole: bool) -> dict[str, object]:
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
