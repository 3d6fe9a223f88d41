"""Essays that learners of a class handed in, for those who mark them."""

from __future__ import annotations

from quizzes.actions.progress import refresh
from quizzes.kinds import kinds
from quizzes.models import Answer, AttemptItem
from tests.factories import NOW, EnrolmentFactory, QuestionFactory, SittingFactory


def essay(**changes):
    """A question that people mark, with a rubric of 2, 2 and 1 points; ``rubric=None`` for none."""
    spec = kinds["essay"].example() | changes
    spec = {name: value for name, value in spec.items() if value is not None}
    return QuestionFactory(kind="essay", spec=spec)


def written(sitting, question, text="Written by hand.", at=NOW):
    """An answer in the attempt, which stays as it is: handed in or not."""
    version = question.current
    item = AttemptItem.objects.create(
        attempt=sitting, question=question, version=version, position=1, last_at=at
    )
    answer = Answer.objects.create(
        item=item,
        ordinal=1,
        version=version,
        response=text,
        fraction=version.grader.grade(version.spec, text).fraction,
        answered_at=at,
    )
    refresh([item.pk])
    return answer


def handed_in(assignment, question, name="Ada Lovelace", text="Written by hand.", at=NOW, **place):
    """The answer of somebody new in the class, in an attempt that is over."""
    place = EnrolmentFactory(
        classroom=assignment.classroom, name=name, learner__user__name=name, **place
    )
    sitting = SittingFactory(assignment=assignment, learner=place.learner, finished_at=at)
    return written(sitting, question, text, at)
