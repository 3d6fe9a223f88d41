"""The points that attempts at assignments keep, made again from their items and the regrades.

Gradebooks read thousands of attempts at once; that these figures can always be made again, and
are held against the items by a command, is what lets them be kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ..kinds import kinds
from ..models import Attempt, AttemptItem, AttemptQuerySet, Regrade, marked
from ..scoring.grading import total

FIGURES = ("earned", "possible", "waiting")
Figures = tuple[float | None, float | None, int]
"""As FIGURES names them."""
NONE: Figures = (None, None, 0)
PAGE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """An attempt whose kept figures are not what its items say; each as FIGURES orders them."""

    attempt_id: int
    kept: Figures
    recomputed: Figures


def refresh_grades(attempt_ids: Iterable[int]) -> None:
    """Make the figures of these attempts again, as far as they are over, and save what changed.

    Three queries for every PAGE of them, none without any.
    """
    ids = sorted(set(attempt_ids))
    for start in range(0, len(ids), PAGE):
        attempts = list(_over().filter(pk__in=ids[start : start + PAGE]))
        _save([each for each, difference in _compare(attempts) if difference])


def refresh_grades_of(regrade: Regrade) -> None:
    """Make those of every attempt that a regrade is about: it decides for open questions, too."""
    items = AttemptItem.objects.filter(question=regrade.question_id, version__in=regrade.versions)
    over = _over().filter(items__in=items).order_by()
    refresh_grades(over.values_list("pk", flat=True))


def recompute_grades(*, save: bool) -> Iterator[Difference]:
    """Every attempt whose figures differ from a recomputation; mended when ``save`` is set."""
    last = 0
    while page := list(_over().filter(pk__gt=last).order_by("pk")[:PAGE]):
        for attempt, difference in _compare(page):
            if difference and (still := _look_closely(attempt.pk, save=save)):
                yield still
        last = page[-1].pk


def _over() -> AttemptQuerySet:
    return Attempt.objects.filter(assignment__isnull=False, finished_at__isnull=False)


def _look_closely(attempt_id: int, *, save: bool) -> Difference | None:
    """Once more under the row's lock: a mark may have come in between."""
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update().get(pk=attempt_id)
        ((attempt, difference),) = _compare([attempt])
        if difference and save:
            _save([attempt])
    return difference


def _compare(attempts: list[Attempt]) -> list[tuple[Attempt, Difference | None]]:
    """Set the figures anew, without saving; in what each differed. Two queries."""
    items: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    rows = AttemptItem.objects.filter(attempt__in=[each.pk for each in attempts], position__gt=0)
    for row in rows.values(
        "attempt_id", "question_id", "version_id", "version__kind", "mark", "points", "answer_count"
    ):
        items[row["attempt_id"]].append(row)
    questions = {row["question_id"] for of_one in items.values() for row in of_one}
    regrades = Regrade.objects.by_version(questions) if questions else {}
    return [(each, _set(each, items[each.pk], regrades)) for each in attempts]


def _set(
    attempt: Attempt, items: Iterable[Mapping[str, Any]], regrades: Mapping[int, Regrade]
) -> Difference | None:
    kept = (attempt.earned, attempt.possible, attempt.waiting)
    attempt.earned, attempt.possible, attempt.waiting = _figures(attempt, items, regrades)
    recomputed = (attempt.earned, attempt.possible, attempt.waiting)
    return None if kept == recomputed else Difference(attempt.pk, kept, recomputed)


def _figures(
    attempt: Attempt, items: Iterable[Mapping[str, Any]], regrades: Mapping[int, Regrade]
) -> Figures:
    if attempt.policy is None or not attempt.policy.counts:
        return NONE
    found = total(
        marked(row["mark"], row["points"], row["answer_count"], regrades.get(row["version_id"]))
        for row in items
        if (kind := kinds.get(row["version__kind"])) is not None and kind.asked
    )
    return found.earned, found.possible, found.waiting


def _save(attempts: Iterable[Attempt]) -> None:
    Attempt.objects.bulk_update(attempts, FIGURES, batch_size=PAGE)
