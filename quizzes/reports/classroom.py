"""Classes as those see them who teach or learn in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from ..models import Classroom, ClassTeacher, Enrolment, Learner, User

PRESENT = Count("enrolments", filter=Q(enrolments__removed_at=None), distinct=True)


@dataclass(frozen=True, slots=True)
class Taught:
    """A class in its teacher's list, and how many learn in it."""

    classroom: Classroom
    learners: int


@dataclass(frozen=True, slots=True)
class Attended:
    """A class in a learner's list, with what it calls them."""

    classroom: Classroom
    place: Enrolment


def taught_by(user: User, *, archived: bool = False) -> list[Taught]:
    """The classes that an account teaches or helps with. One query."""
    mine = Classroom.objects.filter(pk__in=Classroom.objects.taught_by(user).values("pk"))
    found = mine.archived() if archived else mine.current()
    return [Taught(each, each.learners) for each in found.annotate(learners=PRESENT)]


def attended_by(learner: Learner | None) -> list[Attended]:
    """The classes that a learner belongs to and that go on. One query."""
    if learner is None:
        return []
    places = Enrolment.objects.present().filter(learner=learner, classroom__archived_at=None)
    found = places.select_related("classroom").order_by("classroom__name", "classroom")
    return [Attended(place.classroom, place) for place in found]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who learns in a class, by name, and who was taken out."""

    present: list[Enrolment]
    gone: list[Enrolment]

    @property
    def waiting(self) -> int:
        """Places that nobody has taken yet."""
        return sum(place.learner_id is None for place in self.present)


def roster_of(classroom: Classroom) -> Roster:
    """One query, however many learners."""
    places = list(classroom.enrolments.by_name().select_related("learner"))
    return Roster(
        [place for place in places if place.removed_at is None],
        [place for place in places if place.removed_at is not None],
    )


def teachers_of(classroom: Classroom) -> list[ClassTeacher]:
    """Teachers, then assistants, by name. One query."""
    found = classroom.teachers.select_related("user")
    return sorted(found, key=lambda each: (each.role != each.Role.TEACHER, str(each.user)))
