"""The figures that the list of questions shows, brought up to date from what was appended.

Nothing is written when a learner answers. Whoever needs the figures looks at the answers and the
marks that came since the last look, notes which questions these are about, and computes the
figures of those anew from all their answers. A second time does no harm, so nothing depends on
each row being looked at just once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Max, Model, OuterRef, QuerySet, Subquery

from ..models import (
    ASKED,
    Answer,
    AttemptItem,
    Mark,
    Question,
    QuestionFigures,
    Seen,
    of_learners,
)
from ..scoring.facility import facility

ROWS = 20_000
"""Appended rows that are looked at in one go."""
READ = 5_000
"""Items that are read in one go to compute figures. One question may have more."""
PAGE = 500
"""Rows that are written at once: what SQLite takes as parameters has a limit."""
DESCRIBED = 200
"""Questions of which it is noted in one go what they ask."""
LATE = timedelta(minutes=5)
"""No transaction takes longer: a row that was not there after this time will not turn up."""
SOURCES: dict[str, tuple[type[Model], str]] = {
    "answer": (Answer, "item__question"),
    "mark": (Mark, "answer__item__question"),
}
KEPT = ("learners", "marked", "facility")
Figures = tuple[int, int, float | None]
"""As KEPT names them."""
NONE: Figures = (0, 0, None)


class First(NamedTuple):
    """The first answer of a learner to an item; the earliest counts."""

    at: datetime
    item_id: int
    fraction: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose kept figures are not what the answers say; each as KEPT orders them."""

    question_id: int
    kept: Figures
    recomputed: Figures


def note(question_ids: Iterable[int]) -> None:
    """Have the figures of these questions computed anew at the next look.

    For what changes figures without appending an answer or a mark.
    """
    QuestionFigures.objects.bulk_create(
        [QuestionFigures(question_id=pk, stale=True) for pk in sorted(set(question_ids))],
        PAGE,
        update_conflicts=True,
        update_fields=["stale"],
        unique_fields=["question"],
    )


def catch_up(*, now: datetime) -> bool:
    """Do a bounded piece of what is to be done; whether something is left.

    Five short queries where nothing happened, and nothing written.
    """
    tops = {name: _top(model) for name, (model, _path) in SOURCES.items()}
    seen = {row.table: row for row in Seen.objects.all()}
    left = False
    if any(_due(seen.get(name), tops[name], now) for name in SOURCES):
        left = _look(tops, now)
    left |= QuestionFigures.objects.filter(stale=True).exists() and _settle()
    return left | (_undescribed().exists() and _describe())


def _top(model: type[Model]) -> int:
    """The highest id there is."""
    return model._default_manager.aggregate(top=Max("pk"))["top"] or 0


def _due(seen: Seen | None, top: int, now: datetime) -> bool:
    if seen is None:
        return top > 0
    return seen.cursor < top or (seen.settled < top and now - seen.cut_at >= LATE)


@transaction.atomic
def _look(tops: Mapping[str, int], now: datetime) -> bool:
    """Note the questions of the rows that came; whether there are more."""
    for name in SOURCES:
        Seen.objects.get_or_create(table=name, defaults={"cut_at": now})
    # Who comes second need not wait: the first one is at it.
    rows = list(Seen.objects.select_for_update(skip_locked=True).order_by("table"))
    found: set[int] = set()
    for row in rows:
        found |= _advance(row, tops[row.table], now)
        row.save()
    note(found)
    return any(row.cursor < tops[row.table] for row in rows)


def _advance(seen: Seen, top: int, now: datetime) -> set[int]:
    """Move on by at most ROWS; the questions that the rows passed are about."""
    start, seen.cursor = seen.cursor, max(seen.cursor, min(top, seen.cursor + ROWS))
    found = _questions(seen.table, start, seen.cursor)
    if now - seen.cut_at >= LATE:
        start, seen.settled = seen.settled, min(seen.cut, seen.settled + ROWS)
        found |= _questions(seen.table, start, seen.settled)
        if seen.settled == seen.cut:
            seen.cut, seen.cut_at = seen.cursor, now
    return found


def _questions(table: str, after: int, upto: int) -> set[int]:
    if after == upto:
        return set()
    model, path = SOURCES[table]
    rows = model._default_manager.filter(pk__gt=after, pk__lte=upto).order_by()
    return set(rows.values_list(path, flat=True).distinct())


@transaction.atomic
def _settle() -> bool:
    """Compute the figures of some questions that were noted; whether there are more."""
    noted = QuestionFigures.objects.filter(stale=True).select_for_update(skip_locked=True)
    rows = list(noted.order_by("pk")[:PAGE])
    found = _computed([row.pk for row in rows], READ)
    # The rows are there; Django's update of many costs ten times as much as this.
    QuestionFigures.objects.bulk_create(
        [
            QuestionFigures(question_id=pk, **dict(zip(KEPT, figures, strict=True)))
            for pk, figures in found.items()
        ],
        update_conflicts=True,
        update_fields=[*KEPT, "stale"],
        unique_fields=["question"],
    )
    return len(rows) == PAGE or len(found) < len(rows)


def _computed(question_ids: Sequence[int], most: int | None = None) -> dict[int, Figures]:
    """The figures of these questions, whose ids ascend, from their answers.

    With ``most``, of as many of the first ones as have so many items, but of one at least.
    """
    wanted = list(question_ids)
    rows = list(_items(wanted)[: most + 1 if most else None])
    if most and len(rows) > most:
        partial = rows[-1][0]
        wanted = [pk for pk in wanted if pk < partial]
        if not wanted:
            wanted, rows = [partial], list(_items([partial]))
    firsts: dict[int, dict[int, First]] = {pk: {} for pk in wanted}
    for question_id, learner_id, *given in rows:
        if (learners := firsts.get(question_id)) is not None:
            first = First(*given)
            learners[learner_id] = min(first, learners.get(learner_id, first))
    return {pk: _figures([each.fraction for each in of.values()]) for pk, of in firsts.items()}


def _items(question_ids: Iterable[int]) -> QuerySet[AttemptItem, Any]:
    """Question, learner, time of the first answer, id and first mark of each answered item."""
    answers = Answer.objects.filter(item=OuterRef("pk")).order_by("answered_at", "ordinal")
    items = AttemptItem.objects.filter(
        of_learners("attempt__"), question__in=list(question_ids), answer_count__gt=0
    )
    return (
        items.annotate(first_at=Subquery(answers.values("answered_at")[:1]))
        .order_by("question_id")
        .values_list("question_id", "attempt__learner_id", "first_at", "pk", "first_fraction")
    )


def _figures(fractions: Sequence[float | None]) -> Figures:
    marked = sorted(fraction for fraction in fractions if fraction is not None)
    return len(fractions), len(marked), facility(marked)


def _undescribed() -> QuerySet[Question]:
    """Questions of which the list cannot say yet what they ask; there are some after an upgrade."""
    return Question.objects.filter(kind="", current__isnull=False).order_by("pk")


@transaction.atomic
def _describe() -> bool:
    """Note of some questions what they ask; whether there are more."""
    found = _undescribed().select_for_update(no_key=True, of=["self"]).select_related("current")
    rows = list(found[:DESCRIBED])
    for question in rows:
        assert question.current is not None
        question.ask(question.current)
        question.save(update_fields=ASKED)
    return len(rows) == DESCRIBED


def compare_figures() -> Iterator[Difference]:
    """Every question whose figures differ from a recomputation from all answers."""
    last = 0
    questions = Question.objects.order_by("pk").annotate(
        **{f"kept_{name}": F(f"figures__{name}") for name in KEPT}
    )
    rows = questions.values_list("pk", *(f"kept_{name}" for name in KEPT))
    while page := list(rows.filter(pk__gt=last)[:PAGE]):
        found = _computed([pk for pk, *_kept in page])
        for pk, learners, marked, mean in page:
            kept = (learners or 0, marked or 0, mean)
            if kept != found[pk]:
                yield Difference(pk, kept, found[pk])
        last = page[-1][0]


def refresh_figures(*, now: datetime) -> Iterator[Difference]:
    """Do all that is to be done, then mend what differs from a recomputation nevertheless."""
    while catch_up(now=now):
        pass
    differing = list(compare_figures())
    note(each.question_id for each in differing)
    while catch_up(now=now):
        pass
    yield from differing
