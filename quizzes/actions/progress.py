"""The figures that items keep of their answers, made again from the answers and their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from ..models import Answer, AttemptItem, Mark, as_try, latest_in_force
from ..scoring.answering import Try
from .grades import refresh_grades

FIGURES = (
    "answer_count",
    "last_ordinal",
    "first_fraction",
    "last_fraction",
    "regrade_id",
    "mark",
)
ANSWERS = "answers__marks__regrade"
"""What an item must have at hand for its figures; prefetched for many."""
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """An item whose kept figures are not what its answers say; each as FIGURES orders them."""

    item_id: int
    kept: tuple[float | None, ...]
    recomputed: tuple[float | None, ...]


def recompute_item(item: AttemptItem) -> None:
    """Set the item's figures from its answers and their marks, without saving."""
    policy = item.attempt.policy
    answers = list(item.answers.all())
    in_time = sorted(answers, key=lambda answer: (answer.answered_at, answer.ordinal))
    marks = [latest_in_force(answer.marks.all()) for answer in in_time[:1] + in_time[-1:]]
    item.answer_count = max((answer.ordinal for answer in answers), default=0)
    item.last_ordinal = in_time[-1].ordinal if in_time else 0
    item.first_fraction = _fraction(in_time[0], marks[0]) if in_time else None
    item.last_fraction = _fraction(in_time[-1], marks[-1]) if in_time else None
    item.regrade_id = marks[-1].regrade_id if marks and marks[-1] else None
    item.mark = policy.mark([tried(answer) for answer in in_time]) if policy else None


def tried(answer: Answer) -> Try:
    """An answer as policies see it: with the mark in force."""
    return as_try(answer, latest_in_force(answer.marks.all()))


def _fraction(answer: Answer, mark: Mark | None) -> float | None:
    return mark.fraction if mark else answer.fraction


def save_figures(items: Iterable[AttemptItem]) -> None:
    """Save the figures of many items: an update for each set of them that occurs."""
    alike: dict[tuple[float | None, ...], list[int]] = defaultdict(list)
    for item in items:
        alike[_figures(item)].append(item.pk)
    for figures, ids in alike.items():
        values = dict(zip(FIGURES, figures, strict=True))
        AttemptItem.objects.filter(pk__in=ids).update(**values)


def refresh(item_ids: Iterable[int]) -> None:
    """Make the items' figures again, and save those that changed."""
    changed = []
    graded = set()
    items = AttemptItem.objects.select_related("attempt").prefetch_related(ANSWERS)
    for item in items.filter(pk__in=list(item_ids)):
        before = _figures(item)
        recompute_item(item)
        if before != _figures(item):
            changed.append(item)
            if item.attempt.assignment_id and item.attempt.finished_at:
                graded.add(item.attempt_id)
    save_figures(changed)
    refresh_grades(graded)


def recompute_progress(*, save: bool) -> Iterator[Difference]:
    """Every item whose figures differ from a recomputation; mended when ``save`` is set.

    Learners may go on answering meanwhile.
    """
    items = AttemptItem.objects.select_related("attempt").order_by("pk").prefetch_related(ANSWERS)
    last = 0
    # In pages: SQLite does not let a connection write in the midst of reading, once another
    # one has written.
    while page := list(items.filter(pk__gt=last)[:PAGE]):
        for item in page:
            if _recompute(item) and (difference := _look_closely(item.pk, save=save)):
                yield difference
        last = page[-1].pk


def _recompute(item: AttemptItem) -> Difference | None:
    """Set the item's figures from its answers; in what they differed."""
    kept = _figures(item)
    recompute_item(item)
    recomputed = _figures(item)
    return None if kept == recomputed else Difference(item.pk, kept, recomputed)


def _figures(item: AttemptItem) -> tuple[float | None, ...]:
    return tuple(getattr(item, name) for name in FIGURES)


def _look_closely(item_id: int, *, save: bool) -> Difference | None:
    """Recompute once more under the row's lock: an answer may have come in between."""
    with transaction.atomic():
        item = AttemptItem.objects.select_for_update().get(pk=item_id)
        difference = _recompute(item)
        if difference and save:
            item.save(update_fields=FIGURES)
    return difference
