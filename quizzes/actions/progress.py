"""The figures that items keep of their answers, made again from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from ..models import Answer, AttemptItem

FIGURES = ("answer_count", "last_ordinal", "first_fraction", "last_fraction")


@dataclass(frozen=True, slots=True)
class Difference:
    """An item whose kept figures are not what its answers say; each as FIGURES orders them."""

    item_id: int
    kept: tuple[float | None, ...]
    recomputed: tuple[float | None, ...]


def recompute_item(item: AttemptItem) -> None:
    """Set the item's figures from its answers, without saving."""
    set_figures(item, list(item.answers.all()))


def set_figures(item: AttemptItem, answers: list[Answer]) -> None:
    """Set the item's figures from ``answers``, all that it has."""
    in_time = sorted(answers, key=lambda answer: (answer.answered_at, answer.ordinal))
    item.answer_count = max((answer.ordinal for answer in answers), default=0)
    item.last_ordinal = in_time[-1].ordinal if in_time else 0
    item.first_fraction = in_time[0].fraction if in_time else None
    item.last_fraction = in_time[-1].fraction if in_time else None


def recompute_progress(*, save: bool) -> Iterator[Difference]:
    """Every item whose figures differ from a recomputation; mended when ``save`` is set."""
    items = AttemptItem.objects.order_by("pk").prefetch_related("answers")
    for item in items.iterator(chunk_size=1000):
        kept = tuple(getattr(item, name) for name in FIGURES)
        set_figures(item, list(item.answers.all()))
        recomputed = tuple(getattr(item, name) for name in FIGURES)
        if kept != recomputed:
            if save:
                _mend(item.pk)
            yield Difference(item.pk, kept, recomputed)


def _mend(item_id: int) -> None:
    """Recompute once more under the row's lock: the learner may be answering right now."""
    with transaction.atomic():
        item = AttemptItem.objects.select_for_update().get(pk=item_id)
        recompute_item(item)
        item.save(update_fields=FIGURES)
