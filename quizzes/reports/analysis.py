"""What the marks of an assignment say of it and of its questions; see docs/statistics.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import (
    Answer,
    Assignment,
    Attempt,
    AttemptItem,
    Classroom,
    Lesson,
    Question,
    QuestionVersion,
    Status,
    User,
)
from ..scoring.alternatives import Level, Remark, is_common, remark
from ..scoring.statistics import Analysis, ItemStatistics, analyse, item_statistics, rest_of
from .said import Edition, Reply, Row, editions
from .sittings import Cell, Sitting, Sittings, sittings

MOST_MISUNDERSTOOD = 12
MOST_ASSIGNMENTS = 40
"""Of one question over time: the latest ones."""


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


def analysis_of(assignment: Assignment) -> AssignmentAnalysis:
    """Of the attempts that count; for an assignment with its class. Nine queries, however many
    learners and questions."""
    found = sittings([assignment])
    judged = {each.attempt_id: each.judged for each in found.counted}
    answers = _first_answers(judged)
    versions = QuestionVersion.objects.in_bulk(
        {cell.version_id for cells in judged.values() for cell in cells}
        | {version_id for version_id, _response in answers.values()}
    )
    everything = {cell.question_id for each in found.counted for cell in each.cells}
    questions = Question.objects.select_related("lesson__course").in_bulk(everything)
    order = _in_order(assignment, judged.values(), questions)
    most = _most(judged)
    rows = [_marks(cells, order, most) for cells in judged.values()]
    tops = [most[pk] for pk in order]
    analysis = analyse(rows, tops)
    replies = _replies(judged, order, rows, tops, answers)
    alike = len({frozenset(cell.question_id for cell in cells) for cells in judged.values()}) < 2
    return AssignmentAnalysis(
        assignment=assignment,
        count=len(found.counted),
        waiting=sum(cell.waits for cells in judged.values() for cell in cells),
        whole=analysis if alike else _in_percent(judged.values()),
        possible=sum(tops) if alike else None,
        items=tuple(
            _item(number, questions[pk], most[pk], statistics, judged.values(), each)
            for number, (pk, statistics, each) in enumerate(
                zip(
                    order,
                    analysis.items,
                    (editions(replies[pk], versions, found.regrades) for pk in order),
                    strict=True,
                ),
                start=1,
            )
        ),
        out=_out(found.counted, order, questions),
        practice=bool(rows) and not any(share is not None for row in rows for share in row),
    )


def latest_analysis(classroom: Classroom) -> AssignmentAnalysis | None:
    """Of the assignment that was handed in last in the class; None where none was. Ten queries."""
    attempts = Attempt.objects.assigned().filter(assignment__classroom=classroom)
    handed_in = attempts.exclude(finished_at=None).order_by("-finished_at", "-pk")
    latest = handed_in.values("assignment")[:1]
    found = Assignment.objects.filter(pk__in=latest).select_related("classroom").first()
    return analysis_of(found) if found else None


def _in_order(
    assignment: Assignment, judged: Iterable[Sequence[Cell]], questions: Mapping[int, Question]
) -> list[int]:
    """The questions as the attempts had them; as their lessons have them where each attempt had
    them in another order, or others."""
    rows = list(judged)
    orders = {tuple(cell.question_id for cell in cells) for cells in rows}
    if len(orders) == 1:
        return list(next(iter(orders)))

    def place(pk: int) -> tuple[int, int, int]:
        lesson = questions[pk].lesson
        return lesson.position if lesson else 1 << 31, questions[pk].position, pk

    return sorted({cell.question_id for cells in rows for cell in cells}, key=place)


def _most(judged: Mapping[int, Sequence[Cell]]) -> dict[int, float]:
    """Points of each question; where they were changed in between, the latest hold for all."""
    return {cell.question_id: cell.points for pk in sorted(judged) for cell in judged[pk]}


def _marks(
    cells: Sequence[Cell], order: Sequence[int], most: Mapping[int, float]
) -> list[float | None]:
    shares = {cell.question_id: cell.share for cell in cells}
    found = ((shares.get(pk), most[pk]) for pk in order)
    return [None if share is None else share * points for share, points in found]


def _in_percent(judged: Iterable[Sequence[Cell]]) -> Analysis:
    """Of what each learner has of their own points, where no mark is missing."""
    whole = [cells for cells in judged if cells and all(cell.share is not None for cell in cells)]
    rows = [
        [
            100
            * sum((cell.share or 0.0) * cell.points for cell in cells)
            / sum(cell.points for cell in cells)
        ]
        for cells in whole
    ]
    return analyse(rows, [100.0])


def _first_answers(judged: Mapping[int, Sequence[Cell]]) -> dict[int, tuple[int, object]]:
    """Version and response of the first answer to each item: what they thought before they were
    told. One query."""
    answers = Answer.objects.filter(item__attempt__in=judged).order_by(
        "item", "answered_at", "ordinal"
    )
    found: dict[int, tuple[int, object]] = {}
    for item_id, version_id, response in answers.values_list("item_id", "version_id", "response"):
        found.setdefault(item_id, (version_id, response))
    return found


def _replies(
    judged: Mapping[int, Sequence[Cell]],
    order: Sequence[int],
    rows: Sequence[Sequence[float | None]],
    tops: Sequence[float],
    answers: Mapping[int, tuple[int, object]],
) -> dict[int, list[Reply]]:
    at = {pk: number for number, pk in enumerate(order)}
    found: dict[int, list[Reply]] = {pk: [] for pk in order}
    for cells, row in zip(judged.values(), rows, strict=True):
        rests = rest_of(row, tops)
        for cell in cells:
            version_id, response = answers.get(cell.item_id, (cell.version_id, None))
            rest = rests[at[cell.question_id]]
            found[cell.question_id].append(Reply(version_id, response, rest))
    return found


def _item(
    number: int,
    question: Question,
    points: float,
    statistics: ItemStatistics,
    judged: Iterable[Sequence[Cell]],
    found: tuple[Edition, ...],
) -> ItemAnalysis:
    own = [cell for cells in judged for cell in cells if cell.question_id == question.pk]
    return ItemAnalysis(
        number=number,
        question=question,
        points=points,
        waiting=sum(cell.waits for cell in own),
        statistics=statistics,
        remark=remark(statistics),
        editions=found,
    )


def _out(
    counted: Iterable[Sitting], order: Sequence[int], questions: Mapping[int, Question]
) -> tuple[Question, ...]:
    gone = {cell.question_id for each in counted for cell in each.cells} - set(order)
    return tuple(questions[pk] for pk in sorted(gone))


@dataclass(frozen=True, slots=True)
class Period:
    """One question in one assignment, in versions that mean the same."""

    assignment: Assignment
    since: datetime
    """When the first attempt of these was handed in."""
    numbers: tuple[int, ...]
    """Of the versions."""
    statistics: ItemStatistics
    remark: Remark


def asked_in(assignment: Assignment, question_id: int) -> Question | None:
    """The question, if a learner had it in the assignment. One query."""
    items = AttemptItem.objects.filter(
        question=question_id,
        attempt__assignment=assignment,
        attempt__mode=Attempt.Mode.ASSIGNMENT,
    )
    found = Question.objects.filter(pk__in=items.values("question"))
    return found.select_related("current", "lesson__course").first()


def question_over_time(question: Question, *, by: User) -> list[Period]:
    """In the assignments of the classes that the account teaches, archived ones too: the oldest
    first, the latest MOST_ASSIGNMENTS of them. Eight queries, however many there are."""
    items = AttemptItem.objects.filter(
        question=question, attempt__mode=Attempt.Mode.ASSIGNMENT, attempt__finished_at__isnull=False
    )
    mine = Assignment.objects.taught_by(by).filter(pk__in=items.values("attempt__assignment"))
    latest = list(mine.select_related("classroom").order_by("-pk")[:MOST_ASSIGNMENTS])
    versions = {version.pk: version for version in question.versions.defer("spec")}
    found = [
        period
        for assignment, counted in _by_assignment(latest, sittings(latest))
        for period in _periods(assignment, counted, question.pk, versions)
    ]
    return sorted(found, key=lambda each: (each.since, each.assignment.pk, each.numbers))


def _by_assignment(
    assignments: Sequence[Assignment], found: Sittings
) -> Iterable[tuple[Assignment, list[Sitting]]]:
    for assignment in assignments:
        yield assignment, [each for each in found.counted if each.assignment_id == assignment.pk]


def _periods(
    assignment: Assignment,
    counted: Iterable[Sitting],
    question_id: int,
    versions: Mapping[int, QuestionVersion],
) -> Iterable[Period]:
    with_it: dict[int, list[tuple[Sitting, Cell]]] = {}
    for each in counted:
        for cell in each.judged:
            if cell.question_id == question_id:
                edition = versions[cell.version_id].edition
                with_it.setdefault(edition, []).append((each, cell))
    for pairs in with_it.values():
        statistics = item_statistics(
            [(cell.share, _rest(sitting, cell)) for sitting, cell in pairs], 1.0
        )
        numbers = sorted({versions[cell.version_id].number for _sitting, cell in pairs})
        since = min(sitting.finished_at for sitting, _cell in pairs)
        yield Period(assignment, since, tuple(numbers), statistics, remark(statistics))


def _rest(sitting: Sitting, own: Cell) -> float | None:
    """What the learner has of the rest, as seen from this question."""
    cells = sitting.judged
    shares = [cell.share for cell in cells]
    marks = [None if s is None else s * c.points for s, c in zip(shares, cells, strict=True)]
    return rest_of(marks, [cell.points for cell in cells])[cells.index(own)]


def shows_key(user: User, question_id: int) -> bool:
    """Whether the account teaches a class that had the question: it may see what settles it. One
    query."""
    mine = Assignment.objects.taught_by(user)
    return mine.filter(
        attempts__items__question=question_id, attempts__mode=Attempt.Mode.ASSIGNMENT
    ).exists()
