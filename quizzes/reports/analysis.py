"""What the marks of an assignment say of it and of its questions; see docs/statistics.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ..kinds import Response
from ..models import (
    Answer,
    Assignment,
    Attempt,
    Classroom,
    Lesson,
    Question,
    QuestionVersion,
    Regrade,
    Status,
)
from ..scoring.alternatives import Level, Remark, is_common, remark
from ..scoring.statistics import Analysis, ItemStatistics, analyse, rest_of
from .said import Edition, Reply, Row, editions
from .sittings import Cell, sittings

MOST_MISUNDERSTOOD = 9
LAST = 1 << 31
"""Behind every lesson."""


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """A question of an assignment: its figures and what was answered."""

    number: int
    question: Question
    points: float
    waiting: int
    """Answers that a person has to mark; the figures are without them."""
    statistics: ItemStatistics
    remark: Remark
    editions: tuple[Edition, ...]
    """The latest first; more than one where the question changed its meaning in between."""

    @property
    def version(self) -> QuestionVersion:
        """The latest that somebody had."""
        return self.editions[0].version

    @property
    def level(self) -> Level:
        """How much it asks of the teacher, by its figures and by what was chosen."""
        found = {self.remark.level, *(one.level for each in self.editions for one in each.remarks)}
        return Level.MEND if Level.MEND in found else self.remark.level

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that settles it, where learners can read it; else None."""
        lesson = self.question.lesson
        if lesson is None or {lesson.status, lesson.course.status} != {Status.PUBLISHED}:
            return None
        return lesson


@dataclass(frozen=True, slots=True)
class Misunderstanding:
    """A wrong alternative that more chose than slip."""

    item: ItemAnalysis
    row: Row
    of: int
    """Learners who had the question."""
    quote: str
    """The sentence to teach again; "" where none is known."""


@dataclass(frozen=True, slots=True)
class AssignmentAnalysis:
    """An assignment as a whole and question by question."""

    assignment: Assignment
    count: int
    """Learners whose attempts it is made of."""
    waiting: int
    """Answers that a person has to mark."""
    whole: Analysis
    possible: float | None
    """Points that there are; None where learners had different questions. ``whole`` is then in
    percent of what each of them had, and without reliability."""
    items: tuple[ItemAnalysis, ...]
    out: tuple[Question, ...]
    """Questions that a regrade took out of the count, or gave everybody the full mark for."""
    practice: bool
    """Whether nothing has a mark."""

    @property
    def misunderstood(self) -> list[Misunderstanding]:
        """What the class misunderstands, the most frequent first."""
        found = [
            Misunderstanding(
                item, row, each.tally.count, item.version.spec.get("quote", "").strip()
            )
            for item in self.items
            for each in item.editions
            for row in each.rows
            if row.sign and not row.alternative.right and is_common(row.count, each.tally.count)
        ]
        found.sort(key=lambda each: (-each.row.count, each.item.number))
        return found[:MOST_MISUNDERSTOOD]


@dataclass(frozen=True, slots=True)
class _Table:
    """Marks: an attempt a row, a question a column, in their ``order``.

    ``most`` are the points of each question, ``rows`` the marks in points as ``analyse`` has them.
    """

    judged: Mapping[int, tuple[Cell, ...]]
    order: tuple[int, ...]
    most: tuple[float, ...]
    rows: tuple[tuple[float | None, ...], ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """All of them."""
        return chain.from_iterable(self.judged.values())

    @property
    def alike(self) -> bool:
        """Whether every learner had the same questions."""
        return len({frozenset(c.question_id for c in cells) for cells in self.judged.values()}) < 2


def analysis_of(assignment: Assignment) -> AssignmentAnalysis:
    """Of the attempts that count; for an assignment with its class. Nine queries, however many
    learners and questions."""
    found = sittings([assignment])
    everything = {cell.question_id for each in found.counted for cell in each.cells}
    questions = Question.objects.select_related("lesson__course").in_bulk(everything)
    table = _table({each.attempt_id: each.judged for each in found.counted}, questions)
    figures = analyse(table.rows, table.most)
    waiting = Counter(cell.question_id for cell in table.cells if cell.waits)
    marked = any(cell.share is not None for cell in table.cells)
    return AssignmentAnalysis(
        assignment=assignment,
        count=len(found.counted),
        waiting=waiting.total(),
        whole=figures if table.alike else _in_percent(table.judged.values()),
        possible=sum(table.most) if table.alike else None,
        items=tuple(_items(table, figures, waiting, questions, found.regrades)),
        out=tuple(questions[pk] for pk in sorted(everything - set(table.order))),
        practice=bool(table.order) and not marked and not waiting,
    )


def latest_analysis(classroom: Classroom) -> AssignmentAnalysis | None:
    """Of the assignment that was handed in last in the class; None where none was. Ten queries."""
    present = classroom.enrolments.present().exclude(learner=None)
    attempts = Attempt.objects.assigned().filter(
        assignment__classroom=classroom, learner__in=present.values("learner")
    )
    handed_in = attempts.exclude(finished_at=None).order_by("-finished_at", "-pk")
    latest = handed_in.values("assignment")[:1]
    found = Assignment.objects.filter(pk__in=latest).select_related("classroom").first()
    return analysis_of(found) if found else None


def _table(judged: Mapping[int, tuple[Cell, ...]], questions: Mapping[int, Question]) -> _Table:
    order = _in_order(judged.values(), questions)
    # Where points were changed in between, the latest hold for all.
    most = {cell.question_id: cell.points for pk in sorted(judged) for cell in judged[pk]}
    rows = []
    for cells in judged.values():
        shares = {cell.question_id: cell.share for cell in cells}
        found = ((shares.get(pk), most[pk]) for pk in order)
        rows.append(tuple(None if share is None else share * top for share, top in found))
    return _Table(judged, order, tuple(most[pk] for pk in order), tuple(rows))


def _in_order(
    judged: Iterable[Sequence[Cell]], questions: Mapping[int, Question]
) -> tuple[int, ...]:
    """The questions as the attempts had them; as their lessons have them where not each attempt
    had the same in the same order."""
    orders = {tuple(cell.question_id for cell in cells) for cells in judged}
    if len(orders) == 1:
        return next(iter(orders))

    def place(pk: int) -> tuple[int, int, int]:
        lesson = questions[pk].lesson
        return lesson.position if lesson else LAST, questions[pk].position, pk

    return tuple(sorted(set(chain.from_iterable(orders)), key=place))


def _items(
    table: _Table,
    figures: Analysis,
    waiting: Mapping[int, int],
    questions: Mapping[int, Question],
    regrades: Mapping[int, Regrade],
) -> Iterator[ItemAnalysis]:
    """Two queries: for the answers and for the versions."""
    answers = _first_answers(table.judged)
    asked = {cell.version_id for cell in table.cells}
    asked |= {version_id for version_id, _response in answers.values()}
    versions = QuestionVersion.objects.in_bulk(asked)
    replies = _replies(table, answers)
    columns = zip(table.order, table.most, figures.items, strict=True)
    for number, (pk, points, statistics) in enumerate(columns, start=1):
        yield ItemAnalysis(
            number=number,
            question=questions[pk],
            points=points,
            waiting=waiting[pk],
            statistics=statistics,
            remark=remark(statistics),
            editions=editions(replies[pk], versions, regrades),
        )


def _in_percent(judged: Iterable[Sequence[Cell]]) -> Analysis:
    """Of what each learner has of their own points, where no mark is missing."""
    whole = [cells for cells in judged if cells and all(cell.share is not None for cell in cells)]
    earned = [sum((cell.share or 0.0) * cell.points for cell in cells) for cells in whole]
    possible = [sum(cell.points for cell in cells) for cells in whole]
    return analyse([[100 * a / b] for a, b in zip(earned, possible, strict=True)], [100.0])


def _first_answers(judged: Mapping[int, Sequence[Cell]]) -> dict[int, tuple[int, Response]]:
    """Version and response of the first answer to each item: what they thought before they were
    told. One query."""
    answers = Answer.objects.filter(item__attempt__in=judged).order_by(
        "item", "answered_at", "ordinal"
    )
    found: dict[int, tuple[int, Response]] = {}
    for item_id, version_id, response in answers.values_list("item_id", "version_id", "response"):
        found.setdefault(item_id, (version_id, response))
    return found


def _replies(table: _Table, answers: Mapping[int, tuple[int, Response]]) -> dict[int, list[Reply]]:
    """By question what each learner said, with what they have in the rest."""
    at = {pk: number for number, pk in enumerate(table.order)}
    found: dict[int, list[Reply]] = {pk: [] for pk in table.order}
    for cells, row in zip(table.judged.values(), table.rows, strict=True):
        rests = rest_of(row, table.most)
        for cell in cells:
            version_id, response = answers.get(cell.item_id, (cell.version_id, None))
            rest = rests[at[cell.question_id]]
            found[cell.question_id].append(Reply(version_id, response, rest))
    return found
