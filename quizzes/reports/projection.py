"""What is on the big screen, and what a class answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from django.db.models import QuerySet

from ..kinds import BadResponse, Kind, Response, kinds
from ..kinds.alternative import Alternative
from ..kinds.base import Spec
from ..models import Classroom, Learner, Projection, Question, Vote


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that could be answered, and how many did."""

    sign: str
    alternative: Alternative
    count: int
    share: float
    """Of those who answered, 0 to 1."""


def on_screen(classroom: Classroom) -> Projection | None:
    """The question that is asked at the moment. One query."""
    found = classroom.projections.running().select_related("version__question__lesson")
    return found.first()


def vote_of(projection: Projection, learner: Learner) -> Vote | None:
    """What a learner answered."""
    return projection.votes.filter(learner=learner).first()


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those present have answered."""

    voted: int
    present: int


def count_of(projection: Projection) -> Count:
    """Two queries."""
    return Count(
        projection.votes.count(),
        projection.classroom.enrolments.present().exclude(learner=None).count(),
    )


def choices_of(projection: Projection, *, revealed: bool) -> list[Choice]:
    """What was answered, by what is offered, and then by how many. One query.

    Before it is ``revealed`` nothing is in it that only the key could tell.
    """
    kind, spec = projection.version.grader, projection.version.spec
    offered = {each.key: each for each in kind.alternatives(spec) if revealed or not each.bare}
    counts: Counter[str] = Counter()
    said: dict[str, Alternative] = {}
    responses = list(projection.votes.values_list("response", flat=True))
    for response in responses:
        for each in _said(kind, spec, response):
            counts[each.key] += 1
            said.setdefault(each.key, each)
    rest = [said[key] for key, _count in counts.most_common() if key not in offered]
    rows = [*offered.values(), *rest]
    return [
        Choice(sign, each, counts[each.key], counts[each.key] / len(responses) if responses else 0)
        for sign, each in zip(_signs(len(rows)), rows, strict=True)
    ]


def _said(kind: Kind, spec: Spec, response: Response) -> tuple[Alternative, ...]:
    try:
        return kind.alternatives(spec, response)
    except BadResponse:
        return ()


def _signs(count: int) -> Iterable[str]:
    return [ascii_uppercase[at] if at < len(ascii_uppercase) else "…" for at in range(count)]


def askable() -> QuerySet[Question]:
    """What can be asked on the screen: published, and marked by rule. A class's essays are no
    chart."""
    by_rule = [name for name, kind in kinds.items() if kind.asked and kind.by_rule]
    return Question.objects.open_to_learners().filter(current__kind__in=by_rule)


def next_question(projection: Projection) -> Question | None:
    """The one behind it in its lesson; None for the last."""
    question = projection.version.question
    found = askable().filter(lesson=question.lesson_id)
    ids = list(found.values_list("pk", flat=True))
    behind = ids[ids.index(question.pk) + 1 :] if question.pk in ids else []
    return found.get(pk=behind[0]) if behind else None
