"""Attempts at assignments as learners leave them, without the pages between."""

from __future__ import annotations

from quizzes.models import Answer, AttemptItem
from tests.factories import (
    NOW,
    AssignmentFactory,
    EnrolmentFactory,
    LearnerFactory,
    QuestionFactory,
    SittingFactory,
    choice_spec,
)

GOLDEN = (
    "1111111101 1111111010 1111110100 1111101010 1111110100"
    " 1110100000 1101010000 1010100000 0110000000"
).split()
"""Learners by questions: what is right."""
UNMARKED = object()


def sit(assignment, replies, *, learner=None, marks=(), points=1.0, **fields):
    """A finished attempt of somebody in the class: each question with its response, None for no
    answer, marked by its kind; ``marks`` are those that were given otherwise."""
    if learner is None:
        learner = LearnerFactory()
        EnrolmentFactory(classroom=assignment.classroom, learner=learner)
    fields = {"finished_at": NOW} | fields
    attempt = SittingFactory(assignment=assignment, learner=learner, **fields)
    given = dict(marks)
    for position, (question, response) in enumerate(replies.items(), start=1):
        version = question.current
        fraction = version.grader.grade(version.spec, response).fraction
        mark = given.get(question, fraction)
        item = AttemptItem.objects.create(
            attempt=attempt,
            question=question,
            version=version,
            answer_count=int(response is not None),
            last_ordinal=int(response is not None),
            first_fraction=fraction,
            last_fraction=fraction,
            mark=None if mark is UNMARKED else mark,
            position=position,
            points=points,
            last_at=NOW,
        )
        if response is not None:
            Answer.objects.create(
                item=item,
                ordinal=1,
                version=version,
                response=response,
                fraction=fraction,
                answered_at=NOW,
            )
    return attempt


def questions_of(count):
    """Single choices of one lesson, with a, the key, and the wrong b and c."""
    first = QuestionFactory(spec=choice_spec("Stem 1"))
    more = [
        QuestionFactory(spec=choice_spec(f"Stem {number}"), lesson=first.lesson)
        for number in range(2, count + 1)
    ]
    return [first, *more]


def worked(rows, **fields):
    """An assignment that a class has done: a row a learner, a sign a question: 1 for the key, else
    the letter chosen; 0 is b, "-" is no answer. ``questions`` come with it."""
    asks = questions_of(len(rows[0]))
    assignment = AssignmentFactory(asks=asks, **fields)
    for row in rows:
        signs = {"1": "a", "0": "b", "-": None}
        sit(assignment, {q: signs.get(sign, sign) for q, sign in zip(asks, row, strict=True)})
    assignment.questions = asks
    return assignment
