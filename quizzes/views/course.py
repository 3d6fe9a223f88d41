"""The home page, and the page of one course."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Course
from ..reports.assignment import todo_of
from ..reports.outline import open_course, open_courses
from ..reports.problem import news
from ..reports.quiz import open_quizzes, running, stages
from ..reports.study import standings, where_to_go_on
from .learner import current_learner


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where to go on, and every course with the learner's progress."""
    learner = current_learner(request)
    found = standings(learner, open_courses())
    context = {
        "standings": found,
        "go_on": where_to_go_on(learner, found),
        "guest": learner is not None and not request.user.is_authenticated,
        "news": news(learner),
        "running": running(learner, timezone.now()),
        "todo": todo_of(learner, timezone.now()),
        "returning": any(standing.begun for standing in found),
    }
    return render(request, "quizzes/course/home.html", context)


@require_safe
def course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """One course: its lessons, and how far the learner is with each."""
    try:
        outline = open_course(course_slug)
    except Course.DoesNotExist:
        raise Http404(_("There is no such course.")) from None
    learner = current_learner(request)
    [standing] = standings(learner, [outline])
    quizzes = open_quizzes(outline).values()
    reached = stages(learner, quizzes, timezone.now())
    context = {
        "standing": standing,
        "quizzes": [{"quiz": quiz, "stage": reached.get(quiz.id, "new")} for quiz in quizzes],
    }
    return render(request, "quizzes/course/course.html", context)
