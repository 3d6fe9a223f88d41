"""The list of questions: what its rows show, and what it can be narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
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
    """The questions whose facility is in the band."""
    if band is Band.FEW:
        # Of 100,000 rows without figures to match, this reads the few that have some.
        known = QuestionFigures.objects.filter(facility__isnull=False)
        return questions.exclude(pk__in=known.values("pk"))
    if band is Band.HARD:
        return questions.filter(figures__facility__lt=HARD)
    if band is Band.EASY:
        return questions.filter(figures__facility__gt=EASY)
    return questions.filter(figures__facility__gte=HARD, figures__facility__lte=EASY)


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a question: what it is called, and the questions it holds for."""

    name: str
    label: str | Promise
    of: Callable[[QuestionQuerySet], QuestionQuerySet]


def _reported(questions: QuestionQuerySet) -> QuestionQuerySet:
    return questions.filter(pk__in=Problem.objects.counted().open().values("question"))


FLAGS = (
    Flag("reported", _("an open report"), _reported),
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


def sorted_by(column: str, *, falling: bool) -> list[Any]:
    """The order by a column; where there is no figure comes last either way."""
    return [_turned(each, falling) for each in BY[column]]


def _turned(part: Any, falling: bool) -> Any:
    if isinstance(part, str):
        return f"-{part}" if falling else part
    last = True if isinstance(part, F) else None
    return part.desc(nulls_last=last) if falling else part.asc(nulls_last=last)


def rows_of(question_ids: Iterable[int]) -> list[Question]:
    """The questions in this order, with all that their rows show. One query.

    Without what is long: texts of lessons, specs.
    """
    ids = list(question_ids)
    found = (
        Question.objects.filter(pk__in=ids)
        .select_related("course", "lesson", "figures")
        .only(
            *("uid", "stem", "kind", "status", "lack", "position"),
            *("course__title", "lesson__title", "figures__learners", "figures__facility"),
        )
        .annotate(reports=reports_of_each())
        .order_by()
    )
    rows = {question.pk: question for question in found}
    # One may have been deleted between the two queries.
    return [rows[pk] for pk in ids if pk in rows]
