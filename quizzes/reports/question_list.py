"""The list of questions: what its rows show, and what it can be narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Problem, Question, QuestionFigures
from ..models.bank import QuestionQuerySet
from ..scoring.facility import EASY, HARD


class Band(StrEnum):
    """How easy a question is."""

    HARD = "hard"
    MIDDLE = "middle"
    EASY = "easy"
    FEW = "few"
    """Answered by too few to say."""


def in_band(questions: QuestionQuerySet, band: Band) -> QuestionQuerySet:
    """The questions whose facility is in the band.

    An index has the few that have one; the questions themselves are not joined to all of theirs.
    """
    figures = QuestionFigures.objects.all()
    if band is Band.FEW:
        return questions.exclude(pk__in=figures.filter(facility__isnull=False).values("pk"))
    if band is Band.HARD:
        figures = figures.filter(facility__lt=HARD)
    elif band is Band.EASY:
        figures = figures.filter(facility__gt=EASY)
    else:
        figures = figures.filter(facility__gte=HARD, facility__lte=EASY)
    return questions.filter(pk__in=figures.values("pk"))


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a question: what it is called, and the questions it holds for."""

    name: str
    label: str | Promise
    of: Callable[[QuestionQuerySet], QuestionQuerySet]


def _reported(questions: QuestionQuerySet) -> QuestionQuerySet:
    return questions.filter(pk__in=Problem.objects.counted().open().values("question"))


def _quote_lost(questions: QuestionQuerySet) -> QuestionQuerySet:
    return questions.filter(quote_lost=True)


FLAGS = (
    Flag("reported", _("an open report"), _reported),
    Flag("quote", _("its quote is gone from the lesson"), _quote_lost),
    Flag("missing", _("something is missing"), QuestionQuerySet.lacking),
)
"""In the order in which the filter offers them."""


def reports_of_each() -> Any:
    """How many reports of a question wait for a decision, as an expression of its row."""
    found = Problem.objects.counted().open().filter(question=OuterRef("pk")).order_by()
    counts = found.values("question").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts), 0)


Order = Sequence[Any]
"""Names and expressions to sort by."""
READING: Order = ("lesson__position", "lesson_id", "position", "pk")
"""As learners meet the questions of one course."""
ANY: Order = ("course_id", "lesson_id", "position", "pk")
"""The same for all courses, as far as an index has it."""
SCANNED: Order = (F("course_id") + 0, *ANY[1:])
"""The same for a search, which reads every question: in the index's order it would jump about."""
BY: dict[str, Order] = {
    "question": (Lower("stem"), "pk"),
    "kind_name": ("kind", "pk"),
    "lesson_title": ("lesson__title", "lesson_id", "position", "pk"),
    "state": ("status", "pk"),
    "learners": (F("figures__learners"), "pk"),
    "facility": (F("figures__facility"), "pk"),
    "reports": (reports_of_each(), "pk"),
}
"""By the name of the column."""


ZERO_IF_NONE = ("learners", "reports")
"""Columns in which no figure is the least figure; in others it comes last either way."""


def sorted_by(column: str, *, falling: bool) -> list[Any]:
    """The order by a column, every part of it rising or falling."""
    return [_turned(each, column, falling) for each in BY[column]]


def _turned(part: Any, column: str, falling: bool) -> Any:
    if isinstance(part, str):
        return f"-{part}" if falling else part
    if not isinstance(part, F):
        return part.desc() if falling else part.asc()
    if falling:
        return part.desc(nulls_last=True)
    return part.asc(nulls_first=True) if column in ZERO_IF_NONE else part.asc(nulls_last=True)


class Ids:
    """The ids of ``first`` and then of ``then``, of which only those of a page are read."""

    def __init__(self, first: QuerySet[Question], then: QuerySet[Question], *counts: int) -> None:
        self._parts = [part.values_list("pk", flat=True) for part in (first, then)]
        self._counts = counts

    def count(self) -> int:
        """How many in all."""
        return sum(self._counts)

    def __getitem__(self, wanted: slice) -> list[int]:
        found: list[int] = []
        start, stop = wanted.start or 0, self.count() if wanted.stop is None else wanted.stop
        for part, count in zip(self._parts, self._counts, strict=True):
            if start < count and stop > 0:
                found += part[max(start, 0) : min(stop, count)]
            start, stop = start - count, stop - count
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


def ids_by(questions: QuestionQuerySet, column: str, *, falling: bool) -> Ids:
    """The questions by a column for which most have no figure.

    Those with one are sorted by it, the others follow or go before by themselves: sorting both
    together would have to look for a figure of every question.
    """
    known = {
        "learners": QuestionFigures.objects.values("question"),
        "facility": QuestionFigures.objects.filter(facility__isnull=False).values("question"),
        "reports": Problem.objects.counted().open().values("question"),
    }[column]
    having = questions.filter(pk__in=known).order_by(*sorted_by(column, falling=falling))
    others = questions.exclude(pk__in=known).order_by("-pk" if falling else "pk")
    some = having.count()
    rest = questions.count() - some
    if column in ZERO_IF_NONE and not falling:
        return Ids(others, having, rest, some)
    return Ids(having, others, some, rest)


SPARSE = ("learners", "facility", "reports")
"""The columns for ``ids_by``."""


def rows_of(question_ids: Iterable[int]) -> list[Question]:
    """The questions in this order, with all that their rows show: one query beside that for ids.

    Without what is long: texts of lessons, specs.
    """
    ids = list(question_ids)
    found = (
        Question.objects.filter(pk__in=ids)
        .select_related("course", "lesson", "figures")
        .only(
            *("uid", "stem", "kind", "status", "lack", "quote_lost", "position"),
            *("course__title", "lesson__title", "figures__learners", "figures__facility"),
        )
        .annotate(reports=reports_of_each())
        .order_by()
    )
    rows = {question.pk: question for question in found}
    # One may have been deleted between the two queries.
    return [rows[pk] for pk in ids if pk in rows]
