"""A quiz for its learner: the rules, the questions, the summary, the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..actions import quiz as actions
from ..forms.quiz_answer import AttemptForm
from ..models import Course, Learner
from ..reports.outline import CourseOutline, open_course
from ..reports.quiz import (
    AttemptView,
    ItemView,
    QuizOutline,
    as_it_is,
    attempt_at,
    attempts_at,
    open_quizzes,
    seen,
)
from ..scoring.answering import BY_CONFIDENCE, Way
from ..scoring.disclosure import Part, Stage
from .attempt import someone_else
from .learner import current_learner, expect_guest, identity, learner_to_write
from .quiz_cards import CardSay, confidence_words, plural_of, points_in_words, quiz_card
from .render import go_to


def open_quiz(course_slug: str, quiz_slug: str) -> tuple[CourseOutline, QuizOutline]:
    """The gate to a quiz: it and its course published, else 404."""
    try:
        course = open_course(course_slug)
        return course, open_quizzes(course)[quiz_slug]
    except (Course.DoesNotExist, KeyError):
        raise Http404(_("There is no such quiz.")) from None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner's attempt, and where it belongs."""

    course: CourseOutline
    quiz: QuizOutline
    view: AttemptView

    @property
    def url(self) -> str:
        """The page with the questions."""
        return attempt_url(self.course, self.quiz, self.view.attempt.number)

    @property
    def summary_url(self) -> str:
        """The page to look at before handing in."""
        number = self.view.attempt.number
        return reverse("quiz_summary", args=[self.course.slug, self.quiz.slug, number])


def attempt_url(course: CourseOutline, quiz: QuizOutline, number: int) -> str:
    """The page of an attempt."""
    return reverse("quiz_attempt", args=[course.slug, quiz.slug, number])


def sitting(request: HttpRequest, course_slug: str, quiz_slug: str, number: int) -> Sitting:
    """The gate to an attempt: the learner's own, else 404.

    A form names the attempt that it was drawn for: where a guest has signed in since, another
    one may have its number. What the time has run out for is handed in first, as it stands.
    """
    course, quiz = open_quiz(course_slug, quiz_slug)
    learner, now = current_learner(request), timezone.now()
    form = AttemptForm(request.POST)
    which = {"number": number}
    if form.is_valid() and not someone_else(request):
        which = {"pk": form.cleaned_data["attempt"]}
    view = attempt_at(learner, quiz, now, **which)
    if view is None:
        raise Http404(_("There is no such attempt of yours."))
    if view.running and quiz.closed(now):
        hand_in(view)
        view = as_it_is(view, now)
    return Sitting(course, quiz, view)


def hand_in(view: AttemptView) -> None:
    """End the attempt."""
    actions.hand_in(view.attempt, now=timezone.now())


@require_safe
def quiz(request: HttpRequest, course_slug: str, quiz_slug: str) -> HttpResponse:
    """The rules, the attempts so far, and the button to begin or go on."""
    course, outline = open_quiz(course_slug, quiz_slug)
    expect_guest(request)
    return _start_page(request, course, outline, current_learner(request))


@require_POST
def begin(request: HttpRequest, course_slug: str, quiz_slug: str) -> HttpResponse:
    """Begin an attempt, or go on with the one that runs. Posting it again begins no second one."""
    course, outline = open_quiz(course_slug, quiz_slug)
    before = _attempts(current_learner(request), outline)
    running = [view for view in before if view.running]
    posted = request.POST.get("number", "")
    if running:
        return go_to(request, attempt_url(course, outline, running[-1].attempt.number))
    if posted.isdecimal() and 0 < len(posted) < 6 and 1 <= int(posted) <= len(before):
        # The same form sent twice, or an old tab: that attempt is there.
        return go_to(request, attempt_url(course, outline, int(posted)))
    if _may_not_begin(outline, before):
        return _start_page(request, course, outline, current_learner(request), status=409)
    learner = learner_to_write(request)
    attempt = actions.begin(
        learner,
        outline.id,
        len(before) + 1,
        outline.pools,
        seen(learner, outline),
        rules=outline.rules,
        shuffle=outline.shuffle_questions,
        now=timezone.now(),
    )
    return go_to(request, attempt_url(course, outline, attempt.number))


@require_safe
def attempt(request: HttpRequest, course_slug: str, quiz_slug: str, number: int) -> HttpResponse:
    """The questions while it runs, what may be seen of them afterwards."""
    place = sitting(request, course_slug, quiz_slug, number)
    return attempt_page(request, place, {})


def attempt_page(
    request: HttpRequest,
    place: Sitting,
    says: Mapping[int, CardSay],
    *,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; ``says`` has what single cards say, by the question's id."""
    view = place.view
    cards = [
        quiz_card(place.course, view, each, says.get(each.item.question_id)) for each in view.items
    ]
    context = {
        "place": place,
        "attempt": view,
        "cards": cards,
        "message": message,
        "identity": identity(request),
        "result": None if view.running else {**_result(view), "tally": _tally(view)},
        "kept_by": "account" if request.user.is_authenticated else "guest",
    }
    return render(request, "quizzes/quiz/attempt.html", context, status=status)


def _result(view: AttemptView) -> dict[str, Any]:
    """The grade, as far as it is shown now."""
    matrix = view.quiz.matrix
    if not view.policy.counts:
        return {"practice": True}
    if Part.MARK not in matrix.at(view.stage):
        later = view.stage is not Stage.CLOSED and Part.MARK in matrix.closed
        return {"later": view.quiz.closes_at if later else None, "hidden": True}
    total = view.total
    return {
        "grade": total.grade,
        "earned": points_in_words(total.earned),
        "possible": points_in_words(total.possible),
        "plural": plural_of(total.possible),
        "waiting": total.waiting,
    }


def _tally(view: AttemptView) -> list[str]:
    """How many answers are right, partly right and wrong, in words; nothing if that is hidden."""
    if Part.RIGHT not in view.quiz.matrix.at(view.stage):
        return []
    counts = view.verdicts
    words = {
        "right": ngettext("%(count)d right", "%(count)d right", counts["right"]),
        "partly": ngettext("%(count)d partly right", "%(count)d partly right", counts["partly"]),
        "wrong": ngettext("%(count)d wrong", "%(count)d wrong", counts["wrong"]),
        "open": ngettext("%(count)d not marked yet", "%(count)d not marked yet", counts["open"]),
        "": ngettext("%(count)d left open", "%(count)d left open", counts[""]),
    }
    always = ("right", "partly", "wrong")
    return [
        text % {"count": counts[name]}
        for name, text in words.items()
        if name in always or counts[name]
    ]


@require_safe
def summary(request: HttpRequest, course_slug: str, quiz_slug: str, number: int) -> HttpResponse:
    """What is answered, what is open, what was flagged: to look at before handing in."""
    place = sitting(request, course_slug, quiz_slug, number)
    if not place.view.running:
        return go_to(request, place.url)
    rows = [_row(place.view, each) for each in place.view.asked]
    context = {
        "place": place,
        "rows": rows,
        "open": [row for row in rows if row["state"] == "open"],
        "unchecked": [row for row in rows if row["state"] == "chosen"],
        "flagged": [row for row in rows if row["each"].item.flagged],
        "identity": identity(request),
        "checks": place.view.policy.checks_each,
    }
    return render(request, "quizzes/quiz/summary.html", context)


def _row(view: AttemptView, each: ItemView) -> dict[str, Any]:
    if each.item.draft is not None:
        state = "chosen" if view.policy.checks_each else "answered"
    else:
        state = "answered" if each.answers else "open"
    stem = each.item.version.grader.with_values(each.item.version.spec, each.item.seed)["stem"]
    return {"each": each, "state": state, "stem": stem}


def _attempts(learner: Learner | None, outline: QuizOutline) -> list[AttemptView]:
    """The learner's attempts; what the time has run out for is handed in first."""
    now = timezone.now()
    views = attempts_at(learner, outline, now)
    if not outline.closed(now) or not any(view.running for view in views):
        return views
    for view in views:
        if view.running:
            hand_in(view)
    return attempts_at(learner, outline, now)


def _start_page(
    request: HttpRequest,
    course: CourseOutline,
    outline: QuizOutline,
    learner: Learner | None,
    *,
    status: int = 200,
) -> HttpResponse:
    views = _attempts(learner, outline)
    running = [view for view in views if view.running]
    context = {
        "course": course,
        "quiz": outline,
        "points": points_in_words(outline.points) if outline.policy.counts else "",
        "plural": plural_of(outline.points),
        "rules": _rules(outline),
        "confidence": _confidence_table(outline),
        "worth": points_in_words(_worth(outline)),
        "attempts": [{"view": view, "result": _result(view)} for view in views],
        "running": running[-1] if running else None,
        "number": len(views) + 1,
        "refused": "" if running else _may_not_begin(outline, views),
    }
    if status != 200:
        messages.error(request, str(context["refused"]))
    return render(request, "quizzes/quiz/start.html", context, status=status)


def _may_not_begin(outline: QuizOutline, before: list[AttemptView]) -> str:
    """Why no further attempt can be begun; "" where it can."""
    if outline.closed(timezone.now()):
        return _("This quiz is closed: nobody can begin it any more.")
    if not outline.question_count:
        return _("This quiz has no questions yet.")
    if outline.most_attempts is not None and len(before) >= outline.most_attempts:
        return _("You have used every attempt that this quiz allows.")
    return ""


def _rules(outline: QuizOutline) -> list[str]:
    """How the quiz is answered and marked, a sentence each."""
    policy = outline.policy
    percent = {"tries": policy.tries, "percent": round(100 * policy.penalty)}
    words = {
        Way.IMMEDIATE: _("You check each question once, and are told at once."),
        Way.TRIES: _(
            "You can try each question up to %(tries)d times. Each further try costs %(percent)d%%"
            " of its points."
        )
        % percent,
        Way.DEFERRED: _("You can change every answer until you hand in. All are marked then."),
        Way.CONFIDENCE: _(
            "You check each question once, and say how sure you are. The table below says what that"
            " earns."
        ),
        Way.PRACTICE: _("You can try as often as you like. There are no marks."),
    }
    found = []
    if outline.most_attempts is not None:
        found.append(_("Attempts: %(count)d.") % {"count": outline.most_attempts})
    if policy.asks_confidence:
        found.append(_("The points of all questions together never fall below 0."))
    return [*found, words[policy.way]]


def _confidence_table(outline: QuizOutline) -> list[tuple[str, str, str]]:
    """What each degree of sureness earns for a question, right and wrong."""
    if not outline.policy.asks_confidence:
        return []
    words, worth = confidence_words(), _worth(outline)
    return [
        (words[sure], _signed(worth * right), _signed(worth * wrong))
        for sure, (right, wrong) in BY_CONFIDENCE.items()
    ]


def _worth(outline: QuizOutline) -> float:
    """What each question is worth; three for an example where they differ."""
    found = {pool.points for pool in outline.pools}
    return found.pop() if len(found) == 1 else 3


def _signed(points: float) -> str:
    """With its sign, a true minus."""
    return f"+{points_in_words(points)}" if points > 0 else points_in_words(points)
