"""Rows for tests. Dull on purpose: a test names what matters to it, the rest is here."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from quizzes.actions.course import touch
from quizzes.actions.question import revise
from quizzes.models import (
    Assignment,
    Attempt,
    Classroom,
    Course,
    Enrolment,
    Learner,
    Lesson,
    Picture,
    Question,
    Quiz,
    QuizPart,
    Status,
    Tag,
    User,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUOTE = "The rotor turns inside the stator."
PASSWORD = "winding-and-magnet-5"


def choice_spec(stem="What turns?", *, right="The rotor", **changes):
    """A valid single choice with a, the key, and the wrong b and c."""
    spec = {
        "stem": stem,
        "explanation": "EXPLAINED because the rotor is the moving part.",
        "quote": QUOTE,
        "options": [
            {"id": "a", "text": right, "correct": True, "feedback": "REMARK it moves."},
            {"id": "b", "text": "The stator", "correct": False, "feedback": "REMARK it stays."},
            {"id": "c", "text": "The housing", "correct": False, "feedback": "REMARK it holds."},
        ],
    }
    return spec | changes


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = "Ada Lovelace"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return User.objects.create_user(password=PASSWORD, **fields)


class LearnerFactory(DjangoModelFactory):
    class Meta:
        model = Learner

    user = factory.SubFactory(UserFactory)
    created_at = NOW


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    slug = factory.Sequence(lambda n: f"motors-{n}")
    title = "Motors"
    status = Status.PUBLISHED
    created_at = NOW
    updated_at = NOW


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = Lesson

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"lesson-{n}")
    position = factory.Sequence(lambda n: n)
    title = "The rotor"
    body = f"<p>A motor has two parts. {QUOTE} A shaft carries it.</p>"
    words = 14
    status = Status.PUBLISHED
    updated_at = NOW


class QuestionFactory(DjangoModelFactory):
    """A published question with one version; ``kind`` and ``spec`` say what it asks."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    lesson = factory.SubFactory(LessonFactory)
    course = factory.SelfAttribute("lesson.course")
    uid = factory.Sequence(lambda n: f"question-{n}")
    position = factory.Sequence(lambda n: n)
    status = Status.PUBLISHED
    created_at = NOW

    @classmethod
    def _create(cls, model_class, *args, kind="single_choice", spec=None, **fields):
        question = super()._create(model_class, *args, **fields)
        revise(question, kind, spec or choice_spec(), by=None, now=NOW)
        return question


class PictureFactory(DjangoModelFactory):
    """A row with a picture's content; what stands in it is no picture."""

    class Meta:
        model = Picture

    course = factory.SubFactory(CourseFactory)
    content = factory.Sequence(lambda n: f"picture {n}".encode())
    digest = factory.LazyAttribute(lambda row: sha256(row.content).hexdigest())
    size = factory.LazyAttribute(lambda row: len(row.content))
    ending = "webp"
    name = "rotor.jpg"
    alt = "A rotor"
    width = 640
    height = 480
    created_at = NOW


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    course = factory.SubFactory(CourseFactory)
    name = factory.Sequence(lambda n: f"tag {n}")


class QuizFactory(DjangoModelFactory):
    """A published quiz; ``asks`` are its questions, in their order, a part each."""

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"quiz-{n}")
    title = "What do you know?"
    status = Status.PUBLISHED
    created_at = NOW

    @classmethod
    def _create(cls, model_class, *args, asks=(), **fields):
        quiz = super()._create(model_class, *args, **fields)
        for position, question in enumerate(asks):
            QuizPart.objects.create(quiz=quiz, position=position, question=question)
        touch(quiz.course_id, now=NOW)
        return quiz


def pool(quiz, source, count=None, points=1.0):
    """A part of the quiz that draws from a lesson or a tag."""
    name = "lesson" if isinstance(source, Lesson) else "tag"
    QuizPart.objects.create(quiz=quiz, count=count, points=points, **{name: source})
    touch(quiz.course_id, now=NOW)


class ClassroomFactory(DjangoModelFactory):
    """A class; ``led_by`` is its teacher, made where none is given."""

    class Meta:
        model = Classroom
        skip_postgeneration_save = True

    name = "Motors 9b"
    time_zone = "Europe/Paris"
    created_at = NOW

    @classmethod
    def _create(cls, model_class, *args, led_by=None, **fields):
        classroom = super()._create(model_class, *args, **fields)
        classroom.teachers.create(user=led_by or UserFactory(), role="teacher")
        return classroom


class EnrolmentFactory(DjangoModelFactory):
    """A place that somebody has taken; with ``learner=None`` one that waits."""

    class Meta:
        model = Enrolment

    classroom = factory.SubFactory(ClassroomFactory)
    learner = factory.SubFactory(LearnerFactory)
    name = "Ada Lovelace"
    joined_at = NOW
    created_at = NOW


class AssignmentFactory(DjangoModelFactory):
    """A published assignment without dates; ``asks`` are its questions, those of a new quiz."""

    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    classroom = factory.SubFactory(ClassroomFactory)
    course = factory.SubFactory(CourseFactory)
    title = "Know the motor"
    published_at = NOW
    created_at = NOW
    changed_at = NOW

    @classmethod
    def _create(cls, model_class, *args, asks=(), **fields):
        if asks:
            fields["course"] = asks[0].course
            fields["quiz"] = QuizFactory(course=asks[0].course, asks=asks)
        return super()._create(model_class, *args, **fields)


class SittingFactory(DjangoModelFactory):
    """An attempt at an assignment, begun and not handed in; it has no items of its own accord."""

    class Meta:
        model = Attempt

    assignment = factory.SubFactory(AssignmentFactory)
    learner = factory.SubFactory(LearnerFactory)
    mode = Attempt.Mode.ASSIGNMENT
    seed = 1
    started_at = NOW
    rules = factory.LazyAttribute(lambda row: row.assignment.rules)
