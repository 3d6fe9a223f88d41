"""One question for the whole class: on the big screen, and on the phones of those who answer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import projection as actions
from ..forms.classroom import grouped
from ..kinds import BadResponse, Response
from ..models import Classroom, Learner, Projection, Shown
from ..reports import projection as reports
from ..reports.outline import CourseOutline, LessonOutline, open_course, open_courses, open_lesson
from .bars import Bar, chart
from .classroom import account, number
from .gradebook import taught
from .learner import current_learner
from .render import go_to, is_fragment

PAGES = "quizzes/projection/"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The big screen: choose a question, let it be answered, show what came of it."""
    found = taught(request, pk)
    if request.method == "POST":
        _do(request, found)
        return go_to(request, request.path)
    running = reports.on_screen(found)
    if running is None or "course" in request.GET:
        return _choose(request, found)
    if is_fragment(request):
        return _counted(request, running)
    latest = {"latest": running.pk, "classroom": found, "projection": running}
    return render(request, f"{PAGES}screen.html", latest | _shown(request, running))


def _do(request: HttpRequest, found: Classroom) -> None:
    """What a button says: a question to ask, or how far to go with the one on the screen."""
    now = timezone.now()
    if "question" in request.POST:
        pk = number(request.POST["question"])
        question = reports.askable().filter(pk=pk).first()
        if question is None or question.current is None:
            raise Http404(_("There is no such question."))
        after = number(request.POST.get("after", ""))
        actions.ask(found, question.current, after=after, by=account(request), now=now)
        return
    to = {each.value: each for each in actions.FIELDS}.get(request.POST.get("to", ""))
    if to is not None:
        running = number(request.POST.get("projection", ""))
        actions.move_on(found, running, to, now=now)


def _choose(request: HttpRequest, found: Classroom) -> HttpResponse:
    """The courses, or the questions of one, each with a button."""
    courses = open_courses()
    course = next((each for each in courses if each.slug == request.GET.get("course")), None)
    if course is None and len(courses) == 1:
        course = courses[0]
    latest = found.projections.order_by("pk").last()
    context = {
        "classroom": found,
        "courses": courses,
        "course": course,
        "lessons": _lessons(course) if course else [],
        "latest": latest.pk if latest else 0,
    }
    return render(request, f"{PAGES}choose.html", context)


def _lessons(course: CourseOutline) -> list[tuple[str, LessonOutline]]:
    found = open_course(course.slug)
    return [(link.title, open_lesson(found, link.id)) for link in found.lessons]


def _counted(request: HttpRequest, running: Projection) -> HttpResponse:
    """Only how many have answered: the page asks for it again and again."""
    context = {"projection": running, "count": reports.count_of(running)}
    return render(request, f"{PAGES}screen.html#count", context)


def _shown(request: HttpRequest, running: Projection) -> dict[str, Any]:
    version, shown = running.version, running.shown
    kind = version.grader
    context: dict[str, Any] = {
        "shown": shown.value,
        "spec": kind.with_values(version.spec, running.seed),
        "count": reports.count_of(running),
        "next": reports.next_question(running),
        "code": grouped(running.classroom.code) if running.classroom.is_open else "",
        "address": request.build_absolute_uri(reverse("class_answer", args=[running.classroom_id])),
    }
    if shown is Shown.ASKING:
        return context | _form(running, None)
    revealed = shown is Shown.REVEALED
    choices = reports.choices_of(running, revealed=revealed)
    bars = [
        Bar(each.sign, each.share, each.count, revealed and each.alternative.right)
        for each in choices
    ]
    return context | {"choices": choices, "chart": chart(bars), "revealed": revealed}


def _form(running: Projection, response: Response) -> dict[str, Any]:
    """What a kind's own part needs to draw the form."""
    kind = running.version.grader
    return {
        "question": {"id": running.version.question_id},
        "view": kind.prepare(running.version.spec, running.seed, response),
        "part": f"quizzes/kinds/{kind.name}.html#answer",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The question on the screen, for those who learn in the class: to answer, then to look at."""
    learner = current_learner(request)
    found = Classroom.objects.filter(pk=pk)
    classroom = found.attended_by(learner).first() if learner else None
    if classroom is None or learner is None:
        raise Http404(_("There is no such class, or you are not in it."))
    running = reports.on_screen(classroom)
    if request.method == "POST":
        return _vote(request, classroom, learner, running)
    if is_fragment(request) and request.GET.get("seen") == _seen(running):
        return HttpResponse(status=204)
    return _answer_page(request, classroom, learner, running)


def _vote(
    request: HttpRequest, classroom: Classroom, learner: Learner, running: Projection | None
) -> HttpResponse:
    """Take what was posted, if its question is still asked."""
    late = _("That came too late: nothing more is taken for this question.")
    if running is None or str(running.pk) != request.POST.get("projection"):
        return _answer_page(request, classroom, learner, running, error=late, status=409)
    kind, spec = running.version.grader, running.version.spec
    fields = dict(request.POST.lists())
    try:
        response = kind.read(spec, fields)
    except BadResponse as bad:
        kept = kind.as_posted(spec, fields)
        return _answer_page(
            request, classroom, learner, running, error=str(bad), kept=kept, status=422
        )
    missing = kind.incomplete(spec, response) if response is not None else ""
    if response is None:
        missing = _("Nothing is chosen or typed yet.")
    if kind.drawn and response is not None and kind.seed_of(response) != running.seed:
        missing = _("This page is out of date. Nothing was recorded. Load it again.")
    if missing:
        return _answer_page(
            request, classroom, learner, running, error=missing, kept=response, status=422
        )
    if not actions.vote(running, learner, response, now=timezone.now()):
        again = reports.on_screen(classroom)
        return _answer_page(request, classroom, learner, again, error=late, status=409)
    return go_to(request, request.path)


def _answer_page(
    request: HttpRequest,
    classroom: Classroom,
    learner: Learner,
    running: Projection | None,
    *,
    error: str = "",
    kept: Response = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "classroom": classroom,
        "projection": running,
        "seen": _seen(running),
        "error": error,
    }
    if running is not None:
        context |= _told(running, learner, kept)
    name = "answer.html#asked" if is_fragment(request) else "answer.html"
    return render(request, f"{PAGES}{name}", context, status=status)


def _told(running: Projection, learner: Learner, kept: Response) -> dict[str, Any]:
    """The question as the learner may see it at this stage."""
    version, shown = running.version, running.shown
    kind, there = version.grader, reports.vote_of(running, learner)
    response = there.response if there else None
    found = {
        "shown": shown.value,
        "spec": kind.with_values(version.spec, running.seed),
        "voted": there is not None,
    }
    if shown is Shown.ASKING:
        return found | _form(running, kept if kept is not None else response)
    if shown is Shown.STOPPED:
        return found | {"told": kind.told(version.spec, response) if there else ""}
    part = f"quizzes/kinds/{kind.name}.html#review"
    return found | {"view": kind.review(version.spec, response), "part": part}


def _seen(running: Projection | None) -> str:
    """A short name of what is shown, to see whether it has changed."""
    return f"{running.pk}-{running.shown}" if running else "none"
