"""Where an attempt is made: at a quiz, at an assignment, or at a teacher's trial of one.

Pages of attempts are the same for all three. A venue says by which gate somebody comes in, by
which rules it goes, and at which addresses its pages are.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Assignment, Course, Enrolment, Learner, User
from ..reports import assignment as reports
from ..reports.assignment import Given
from ..reports.outline import CourseOutline, open_course
from ..reports.quiz import QuizOutline, open_quizzes
from .learner import current_learner
from .zone import show_times_of


@dataclass(frozen=True, slots=True)
class Venue:
    """What is attempted, by the rules that hold for whoever asks."""

    course: CourseOutline
    quiz: QuizOutline
    learner: Learner | None
    name: str
    """Of its first page; those of the others begin with it."""
    args: tuple[str | int, ...]
    given: Given | None = None
    """The assignment, where it is one."""

    def address(self, page: str = "", *more: str | int) -> str:
        """Of a page: begin, attempt, summary, draft, finish, or the first one."""
        name = f"{self.name}_{page}" if page else self.name
        return reverse(name, args=[*self.args, *more])

    @property
    def url(self) -> str:
        """The page on which it is begun."""
        return self.address()


def venue(
    request: HttpRequest,
    *,
    course_slug: str = "",
    quiz_slug: str = "",
    assignment: int = 0,
    preview: bool = False,
) -> Venue:
    """The gate, by the values of the address. Raises Http404."""
    if preview:
        return _preview(request, assignment)
    if assignment:
        return _assignment(request, assignment)
    return _quiz(request, course_slug, quiz_slug)


def _quiz(request: HttpRequest, course_slug: str, quiz_slug: str) -> Venue:
    """A quiz is there for everybody once it and its course are published."""
    try:
        course = open_course(course_slug)
        quiz = open_quizzes(course)[quiz_slug]
    except (Course.DoesNotExist, KeyError):
        raise Http404(_("There is no such quiz.")) from None
    learner = current_learner(request)
    return Venue(course, quiz, learner, "quiz", (course_slug, quiz_slug))


def _assignment(request: HttpRequest, pk: int) -> Venue:
    """An assignment is there for those who learn in its class."""
    learner = current_learner(request)
    found = Assignment.objects.filter(pk=pk).select_related("classroom", "course")
    row = found.given_to(learner).first() if learner else None
    if row is None:
        raise none()
    place = Enrolment.objects.select_related("learner").get(
        classroom=row.classroom_id, learner=learner
    )
    show_times_of(request, row.classroom.time_zone)
    given = _given(row, place)
    return Venue(given.course, given.outline, learner, "assignment", (pk,), given)


def _preview(request: HttpRequest, pk: int) -> Venue:
    """Those who teach the class try an assignment as learners have it."""
    found = Assignment.objects.filter(pk=pk).select_related("classroom", "course")
    user = request.user
    row = found.taught_by(user).first() if isinstance(user, User) else None
    if row is None:
        raise none()
    show_times_of(request, row.classroom.time_zone)
    given = _given(row, None)
    learner = current_learner(request)
    return Venue(given.course, given.outline, learner, "preview", (pk,), given)


def _given(row: Assignment, place: Enrolment | None) -> Given:
    try:
        return reports.given(row, place, now=timezone.now())
    except Course.DoesNotExist:
        words = _("The course of this assignment is not published at the moment. Ask the teacher.")
        raise Http404(words) from None


def none() -> Http404:
    """What those are told who have no business with an assignment."""
    return Http404(_("There is no such assignment, or you are not in its class."))
