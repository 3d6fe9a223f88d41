"""What waits in a class for somebody to mark it, and one answer after the other as they see it.

Only work that was handed in, of learners who are in the class now: what runs can still change, a
trial counts nowhere, and who was taken out or went over to another is not marked.

Answers are known by a token, not by their key: keys grow as answers come in, so that they tell
who was first. Tokens order them, too: by nothing that anybody knows, and always the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from ..models import (
    Answer,
    Assignment,
    Attempt,
    Classroom,
    Enrolment,
    Mark,
    Question,
    Reading,
    User,
    latest_of_each,
)
from ..scoring.readings import Given, together
from .marking import WAITS, by_people

LATELY = 20
"""Marked answers that are listed."""
TOKEN = 16
"""Hexadecimal digits: 64 bits, so that two answers never have the same."""
BOTH = 2
"""People who mark each answer where it is marked twice."""


@dataclass(frozen=True, slots=True)
class AssignmentQueue:
    """An assignment with its answers that people mark: how many wait for a mark, or have one."""

    assignment: Assignment
    waiting: int
    marked: int


@dataclass(frozen=True, slots=True)
class QuestionQueue:
    """The same for a question of an assignment."""

    question: Question
    waiting: int
    marked: int
    left: int
    """Those that wait for the one who looks: all, but where answers are marked twice."""
    to_settle: int
    """Those that two people marked and do not agree on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer in its pile. ``readers`` are the accounts that said what it deserves."""

    answer_id: int
    question_id: int
    waits: bool
    answered_at: datetime
    readers: frozenset[int]
    token: str = ""
    number: int = 0
    """From 1, in the order of the pile."""


@dataclass(frozen=True)
class Pile:
    """All answers to one question of an assignment, for one who marks them."""

    entries: tuple[Entry, ...]
    user_id: int
    double: bool

    @cached_property
    def left(self) -> list[Entry]:
        """Those that wait for this person."""
        return [each for each in self.entries if self.is_left(each)]

    @property
    def to_settle(self) -> list[Entry]:
        """Those that two people marked and do not agree on."""
        return [
            each
            for each in self.entries
            if self.double and each.waits and len(each.readers) >= BOTH
        ]

    @property
    def own(self) -> list[Entry]:
        """Those that this person marked and that wait for another."""
        return [each for each in self.entries if self.is_own(each)]

    def is_left(self, entry: Entry) -> bool:
        """Whether it waits for this person."""
        if not self.double:
            return entry.waits
        return entry.waits and len(entry.readers) < BOTH and self.user_id not in entry.readers

    def is_own(self, entry: Entry) -> bool:
        """Whether this person alone has marked it, of two."""
        return self.double and entry.waits and entry.readers == {self.user_id}

    def next(self, after: str = "") -> Entry | None:
        """The next that waits for this person, behind the one of that token; else the first."""
        behind = (each for each in self.left if each.token > after)
        return next(behind, self.left[0] if self.left else None)

    def named(self, token: str) -> Entry | None:
        """The one of that token."""
        return next((each for each in self.entries if each.token == token), None)


class State(StrEnum):
    """What somebody can do with an answer."""

    MARK = "mark"
    """Give its mark, or another one."""
    READ = "read"
    """Say what it deserves, as one of two."""
    SETTLE = "settle"
    """Decide, or decide otherwise, knowing what two people gave."""
    CLOSED = "closed"
    """Look only: two people marked it, and the rest is a teacher's."""


@dataclass(frozen=True, slots=True)
class Case:
    """One answer with all that the one who marks it may know."""

    entry: Entry
    answer: Answer
    state: State
    name: str
    """What the class calls the learner; "" where answers are marked without names."""
    answered_at: datetime | None
    """None where answers are marked without names: it would tell whose it is."""
    marks: list[Mark]
    """In force, the oldest first: the last one counts."""
    readings: list[Reading]
    """What people gave where answers are marked twice; another's only once both are in."""
    own: Reading | None

    @property
    def seen(self) -> int:
        """The id of the mark that counts, 0 for none: a form carries it."""
        return self.marks[-1].pk if self.marks else 0

    @property
    def before(self) -> Given | None:
        """What a form starts with: the last mark by a person, or one's own. Who settles what two
        gave starts with the comments of both, and decides on the points."""
        by_person = [mark for mark in self.marks if mark.regrade_id is None]
        if by_person:
            return by_person[-1].given
        if self.state is State.SETTLE:
            return Given(None, None, together(each.given for each in self.readings))
        return self.own.given if self.own else None


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer in a list, with what people gave it."""

    entry: Entry
    name: str
    given: tuple[Mark | Reading, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Answers that are not in the queue: to be settled, waiting for another, marked lately."""

    to_settle: list[Listed]
    own: list[Listed]
    marked: list[Listed]


def _handed_in() -> QuerySet[Answer]:
    """The answers of a class that people mark. What was left blank is none: the key marks it."""
    here = Enrolment.objects.present().filter(
        learner=OuterRef("item__attempt__learner"),
        classroom=OuterRef("item__attempt__assignment__classroom"),
    )
    return (
        by_people()
        .filter(
            Exists(here),
            fraction=None,
            item__attempt__mode=Attempt.Mode.ASSIGNMENT,
            item__attempt__finished_at__isnull=False,
        )
        .order_by()
    )


def waiting_in(classroom: Classroom) -> dict[int, int]:
    """How many answers wait for a mark, by the id of the assignment; those with none are not in
    it. One query."""
    waiting = _handed_in().filter(WAITS, item__attempt__assignment__classroom=classroom)
    by_assignment = waiting.values_list("item__attempt__assignment")
    return dict(by_assignment.annotate(answers=Count("pk")))


def class_queues(classroom: Classroom) -> list[AssignmentQueue]:
    """The assignments of a class with something that people mark; what waits longest first.

    Two queries.
    """
    at = "item__attempt__assignment"
    rows = list(
        _handed_in()
        .filter(**{f"{at}__classroom": classroom})
        .values(at)
        .annotate(
            waiting=Count("pk", filter=WAITS),
            marked=Count("pk", filter=~WAITS),
            since=Min("answered_at", filter=WAITS),
        )
    )
    rows.sort(key=lambda row: (row["since"] is None, row["since"] or row[at], row[at]))
    found = Assignment.objects.in_bulk([row[at] for row in rows])
    return [AssignmentQueue(found[row[at]], row["waiting"], row["marked"]) for row in rows]


def question_queues(assignment: Assignment, user: User) -> list[QuestionQueue]:
    """The questions of an assignment that people mark; what waits longest first. Three queries,
    two where answers are marked once."""
    by_question: dict[int, list[Entry]] = defaultdict(list)
    for entry in _entries(assignment):
        by_question[entry.question_id].append(entry)
    questions = Question.objects.select_related("current").in_bulk(by_question)

    def since(pk: int) -> tuple[bool, datetime, int]:
        found = by_question[pk]
        waiting = [each.answered_at for each in found if each.waits]
        return not waiting, min(waiting or [each.answered_at for each in found]), pk

    return [
        _queue(questions[pk], Pile(tuple(by_question[pk]), user.pk, assignment.double))
        for pk in sorted(by_question, key=since)
    ]


def _queue(question: Question, pile: Pile) -> QuestionQueue:
    waiting = sum(each.waits for each in pile.entries)
    return QuestionQueue(
        question=question,
        waiting=waiting,
        marked=len(pile.entries) - waiting,
        left=len(pile.left),
        to_settle=len(pile.to_settle),
    )


def pile_of(assignment: Assignment, question_id: int, user: User) -> Pile:
    """The answers to one question, by their tokens. Two queries, one where answers are marked
    once."""
    named = [replace(each, token=_token(each)) for each in _entries(assignment, question_id)]
    named.sort(key=lambda entry: entry.token)
    numbered = (replace(each, number=number) for number, each in enumerate(named, start=1))
    return Pile(tuple(numbered), user.pk, assignment.double)


def _token(entry: Entry) -> str:
    """What an answer is called in addresses. Made with the site's secret: nobody can find the
    answer's key from it by trying them all."""
    return salted_hmac("evlearn.marking", str(entry.answer_id)).hexdigest()[:TOKEN]


def _entries(assignment: Assignment, question_id: int | None = None) -> list[Entry]:
    answers = _of(assignment, question_id)
    readers: dict[int, set[int]] = defaultdict(set)
    if assignment.double:
        readings = Reading.objects.filter(answer__in=answers.values("pk"), marker__isnull=False)
        for answer_id, marker_id in readings.order_by().values_list("answer_id", "marker_id"):
            readers[answer_id].add(marker_id)
    rows = answers.values_list(
        "pk", "item__question", "item__last_fraction", "item__regrade", "answered_at"
    )
    return [
        Entry(pk, question, fraction is None and regrade is None, at, frozenset(readers[pk]))
        for pk, question, fraction, regrade, at in rows
    ]


def _of(assignment: Assignment, question_id: int | None) -> QuerySet[Answer]:
    found = _handed_in().filter(item__attempt__assignment=assignment)
    return found if question_id is None else found.filter(item__question=question_id)


def case_of(assignment: Assignment, pile: Pile, entry: Entry, *, leads: bool) -> Case:
    """The answer as one sees it who marks it; ``leads`` for the teachers of the class.

    At most four queries. Where answers are marked without names, nothing about the learner is
    fetched.
    """
    state = _state(pile, entry, leads)
    readings = Reading.objects.filter(answer=entry.answer_id).select_related("marker")
    counted = latest_of_each(readings)
    marks = Mark.objects.in_force().filter(answer=entry.answer_id)
    return Case(
        entry=entry,
        answer=Answer.objects.select_related("version").get(pk=entry.answer_id),
        state=state,
        name=_names(assignment, [entry]).get(entry.answer_id, ""),
        answered_at=None if assignment.anonymous else entry.answered_at,
        marks=list(marks.select_related("marked_by", "regrade")),
        readings=[
            each for each in counted if state is not State.READ or each.marker_id == pile.user_id
        ],
        own=next((each for each in counted if each.marker_id == pile.user_id), None),
    )


def _state(pile: Pile, entry: Entry, leads: bool) -> State:
    if not pile.double:
        return State.MARK
    if pile.is_left(entry) or pile.is_own(entry):
        return State.READ
    return State.SETTLE if leads else State.CLOSED


def lists_of(assignment: Assignment, pile: Pile) -> Lists:
    """What is not in the queue, of the same pile. At most three queries."""
    entries = {each.answer_id: each for each in pile.entries}
    marks = _lately(assignment, pile)
    said: dict[int, list[Reading]] = defaultdict(list)
    if pile.double:
        open_ones = [each.answer_id for each in (*pile.to_settle, *pile.own)]
        for reading in Reading.objects.filter(answer__in=open_ones).select_related("marker"):
            said[reading.answer_id].append(reading)
    names = _names(assignment, [*pile.to_settle, *pile.own, *(entries[pk] for pk in marks)])

    def listed(entry: Entry, given: Iterable[Mark | Reading]) -> Listed:
        return Listed(entry, names.get(entry.answer_id, ""), tuple(given))

    return Lists(
        to_settle=[listed(each, latest_of_each(said[each.answer_id])) for each in pile.to_settle],
        own=[listed(each, latest_of_each(said[each.answer_id])) for each in pile.own],
        marked=[listed(entries[pk], [mark]) for pk, mark in marks.items()],
    )


def _lately(assignment: Assignment, pile: Pile) -> dict[int, Mark]:
    """The last mark by a person, by the answer's id; the latest first."""
    if not pile.entries:
        return {}
    answers = _of(assignment, pile.entries[0].question_id)
    marks = Mark.objects.in_force().filter(regrade=None, answer__in=answers.values("pk"))
    found: dict[int, Mark] = {}
    for mark in marks.select_related("marked_by").order_by("-pk")[: 2 * LATELY]:
        found.setdefault(mark.answer_id, mark)
    return dict(list(found.items())[:LATELY])


def _names(assignment: Assignment, entries: Iterable[Entry]) -> dict[int, str]:
    """What the class calls the learners, by the answer's id. No query where answers are marked
    without names."""
    if assignment.anonymous:
        return {}
    answer = "learner__attempts__items__answers"
    ids = {each.answer_id for each in entries}
    places = Enrolment.objects.filter(
        **{"classroom": assignment.classroom_id, f"{answer}__in": ids}
    )
    return dict(places.values_list(answer, "name"))
