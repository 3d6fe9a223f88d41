"""Assignments as one learner has them, and what a class has to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..models import (
    Assignment,
    Attempt,
    Classroom,
    Enrolment,
    Exemption,
    Learner,
    QuizPart,
    allowance,
)
from ..scoring.deadlines import Allowance, Dates
from ..scoring.drawing import Pool
from .outline import CourseOutline, LessonLink, open_course
from .quiz import Bank, QuizOutline, bank, pool, pool_of, sample


@dataclass(frozen=True, eq=False)
class Given:
    """An assignment as one learner has it, or as its teacher tries it (``place`` is None)."""

    assignment: Assignment
    place: Enrolment | None
    course: CourseOutline
    outline: QuizOutline
    dates: Dates
    """With the learner's own extension."""
    allowance: Allowance
    reading: tuple[LessonLink, ...] = ()
    """Lessons to read before."""
    excused: bool = False

    @property
    def preview(self) -> bool:
        """Whether it is a teacher's trial."""
        return self.place is None

    def opens_with(self, password: str) -> bool:
        """Whether that is its password. Blanks around it do not matter; a trial needs none."""
        wanted = self.assignment.password.strip()
        return self.preview or not wanted or password.strip() == wanted

    def ends_at(self, started_at: datetime) -> datetime | None:
        """When an attempt that begins then is over; a trial has its time limit only."""
        return self.dates.ends_at(started_at)


def given(assignment: Assignment, place: Enrolment | None, *, now: datetime) -> Given:
    """The assignment with what holds for that place, or as a trial.

    For an assignment with its class and course, and a place with its learner. Four queries while
    nothing changed in the course; raises Course.DoesNotExist where that is not published.
    """
    course = open_course(assignment.course.slug)
    exemptions = list(assignment.exemptions.all())
    own = next((each for each in exemptions if place and each.place_id == place.pk), None)
    beyond = allowance(place, own) if place else Allowance()
    dates = assignment.dates.for_learner(beyond)
    if place is None:
        dates = Dates(zone=dates.zone, minutes=dates.minutes)
    found = bank(course)
    chosen = set(assignment.lessons.values_list("pk", flat=True))
    reading = tuple(link for link in course.lessons if link.id in chosen)
    return Given(
        assignment=assignment,
        place=place,
        course=course,
        outline=_outline(
            assignment, dates, beyond, _pools(assignment, reading, found), found, exemptions, place
        ),
        dates=dates,
        allowance=beyond,
        reading=reading,
        excused=bool(own and own.excused),
    )


def _pools(assignment: Assignment, reading: Iterable[LessonLink], found: Bank) -> tuple[Pool, ...]:
    """What it asks: the quiz's parts, or so many questions with the tag or of the lessons."""
    if assignment.quiz_id:
        parts = QuizPart.objects.filter(quiz=assignment.quiz_id)
        return tuple(pool_of(found, part) for part in parts)
    if assignment.tag_id:
        ids = found.tagged.get(assignment.tag_id, ())
    else:
        ids = tuple(pk for link in reading for pk in found.in_lesson.get(link.id, ()))
    return (pool(ids, assignment.count),)


def _outline(
    assignment: Assignment,
    dates: Dates,
    beyond: Allowance,
    pools: tuple[Pool, ...],
    found: Bank,
    exemptions: Iterable[Exemption],
    place: Enrolment | None,
) -> QuizOutline:
    drawn = sample(pools, found)
    most = assignment.most_attempts
    mode = Attempt.Mode.ASSIGNMENT if place else Attempt.Mode.PREVIEW
    return QuizOutline(
        id=assignment.pk,
        where={"mode": mode, "assignment_id": assignment.pk},
        slug="",
        title=assignment.title,
        intro=assignment.intro,
        policy=assignment.policy,
        matrix=assignment.matrix,
        rules=assignment.rules,
        shuffle_questions=assignment.shuffle_questions,
        most_attempts=most + beyond.attempts if most is not None and place else None,
        closes_at=dates.last_moment,
        settles_at=settles_at(assignment, exemptions) if place else None,
        pools=pools,
        question_count=len(drawn),
        points=sum(points for _pk, points in drawn),
    )


def settles_at(assignment: Assignment, exemptions: Iterable[Exemption]) -> datetime | None:
    """From when on nobody can answer any more, extensions included; where it never closes, when
    everybody's was due. None without such dates.

    Until then nothing is shown to anybody that helps others who are still at it.
    """
    days = max((each.days for each in exemptions if not each.excused), default=0)
    latest = assignment.dates.for_learner(Allowance(days=days))
    return latest.last_moment or latest.due_at


@dataclass(frozen=True, slots=True)
class Todo:
    """An assignment in a learner's list."""

    assignment: Assignment
    dates: Dates
    state: str
    """"closed", "soon" (opens later), "new", "begun", "done" or "excused"."""
    changed_at: datetime
    """When it was last changed for this learner."""


def todo_in(classroom: Classroom, place: Enrolment, now: datetime) -> list[Todo]:
    """What the learner has to do in the class, by when it is due. Three queries."""
    place.classroom = classroom
    return _todo([place], now)


def todo_of(learner: Learner | None, now: datetime) -> list[Todo]:
    """What a learner can do now in any of their classes and has not handed in yet, by when it is
    due. One query for somebody in no class, else four."""
    if learner is None:
        return []
    return [each for each in all_todo(learner, now) if each.state in ("new", "begun")]


def all_todo(learner: Learner, now: datetime) -> list[Todo]:
    """Everything that is assigned in the classes that a learner belongs to and that go on, by when
    it is due. One query for somebody in no class, else four."""
    places = Enrolment.objects.present().filter(learner=learner, classroom__archived_at=None)
    found = list(places.select_related("classroom", "learner"))
    return _todo(found, now) if found else []


def _todo(places: Sequence[Enrolment], now: datetime) -> list[Todo]:
    """What is assigned to one learner's places."""
    by_class = {place.classroom_id: place for place in places}
    rows = list(Assignment.objects.published().filter(classroom__in=by_class).in_order())
    mine = {each.assignment_id: each for each in Exemption.objects.filter(place__in=places)}
    stages = _stages(places[0].learner, rows)
    found = []
    for row in rows:
        place = by_class[row.classroom_id]
        row.classroom = place.classroom
        exemption = mine.get(row.pk)
        dates = row.dates.for_learner(allowance(place, exemption))
        state = stages.get(row.pk) or _not_begun(dates, now)
        excused = exemption is not None and exemption.excused
        changed_at = max(row.changed_at, exemption.changed_at) if exemption else row.changed_at
        found.append(Todo(row, dates, "excused" if excused else state, changed_at))
    return found


def _stages(learner: Learner | None, rows: Iterable[Assignment]) -> Mapping[int | None, str]:
    attempts = Attempt.objects.of(learner).filter(
        assignment__in=[row.pk for row in rows], mode=Attempt.Mode.ASSIGNMENT
    )
    return {
        pk: "begun" if finished_at is None else "done"
        for pk, finished_at in attempts.order_by("number").values_list("assignment", "finished_at")
    }


def _not_begun(dates: Dates, now: datetime) -> str:
    if dates.is_open(now):
        return "new"
    return "soon" if dates.opens_at is not None and now < dates.opens_at else "closed"


@dataclass(frozen=True, slots=True)
class Affected:
    """Whom a change of an assignment touches: by the names that the class uses."""

    running: list[str] = field(default_factory=list)
    """Those at it now."""
    done: list[str] = field(default_factory=list)
    """Those who have handed in, and are not at it now."""

    def __bool__(self) -> bool:
        return bool(self.running or self.done)


def affected(assignment: Assignment) -> Affected:
    """Who has begun or handed in. Two queries."""
    attempts = Attempt.objects.assigned().filter(assignment=assignment)
    over: dict[int, bool] = {}
    for learner_id, finished_at in attempts.values_list("learner", "finished_at"):
        over[learner_id] = over.get(learner_id, True) and finished_at is not None
    places = Enrolment.objects.filter(classroom=assignment.classroom_id, learner__in=over)
    found = Affected()
    for name, learner_id in places.by_name().values_list("name", "learner"):
        (found.done if over[learner_id] else found.running).append(name)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one learner of the class is."""

    place: Enrolment
    state: str
    """As Todo.state."""
    attempts: int
    exemption: Exemption | None
    dates: Dates


def standing(assignment: Assignment, now: datetime) -> list[Standing]:
    """Everybody present in the class, by name. Three queries, however many."""
    places = assignment.classroom.enrolments.present().by_name().select_related("learner")
    exemptions = {each.place_id: each for each in assignment.exemptions.all()}
    attempts: dict[int, list[datetime | None]] = defaultdict(list)
    of_class = Attempt.objects.assigned().filter(assignment=assignment).order_by("number")
    for learner_id, finished_at in of_class.values_list("learner", "finished_at"):
        attempts[learner_id].append(finished_at)
    usual = assignment.dates
    found = []
    for place in places:
        exemption = exemptions.get(place.pk)
        dates = usual.for_learner(allowance(place, exemption))
        made = attempts.get(place.learner_id or 0, [])
        if exemption and exemption.excused:
            state = "excused"
        elif made:
            state = "begun" if made[-1] is None else "done"
        else:
            state = _not_begun(dates, now)
        found.append(Standing(place, state, len(made), exemption, dates))
    return found


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment in its teachers' list."""

    assignment: Assignment
    done: int
    """Learners who have handed in and are not at it now."""
    running: int


def assigned_in(classroom: Classroom) -> list[Assigned]:
    """The class's assignments, drafts too, by when they are due. Two queries."""
    over: dict[int, dict[int, bool]] = defaultdict(dict)
    attempts = Attempt.objects.assigned().filter(
        assignment__classroom=classroom,
        learner__in=classroom.enrolments.present().values("learner"),
    )
    for pk, learner_id, finished_at in attempts.values_list("assignment", "learner", "finished_at"):
        by_learner = over[pk or 0]
        by_learner[learner_id] = by_learner.get(learner_id, True) and finished_at is not None
    return [
        Assigned(row, done := sum(over[row.pk].values()), len(over[row.pk]) - done)
        for row in classroom.assignments.in_order()
    ]
