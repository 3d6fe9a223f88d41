"""A quiz or an assignment for its learner: the rules, the questions, the summary, the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..actions import quiz as actions
from ..forms.quiz_answer import AttemptForm
from ..reports.assignment import Given
from ..reports.outline import CourseOutline
from ..reports.quiz import (
    AttemptView,
    ItemView,
    QuizOutline,
    as_it_is,
    attempt_at,
    attempts_at,
    seen,
)
from ..scoring.answering import BY_CONFIDENCE, Way
from ..scoring.disclosure import Part, Stage
from . import assigned
from .attempt import someone_else
from .learner import expect_guest, identity, learner_to_write
from .notices import board
from .quiz_cards import CardSay, confidence_words, plural_of, points_in_words, quiz_card
from .render import go_to
from .venue import Venue, venue
from .zone import other_zone


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner's attempt, and where it is made."""

    venue: Venue
    view: AttemptView

    @property
    def course(self) -> CourseOutline:
        """The course that its questions are of."""
        return self.venue.course

    @property
    def quiz(self) -> QuizOutline:
        """What is attempted."""
        return self.venue.quiz

    @property
    def url(self) -> str:
        """The page with the questions."""
        return self.venue.address("attempt", self.view.attempt.number)

    @property
    def summary_url(self) -> str:
        """The page to look at before handing in."""
        return self.venue.address("summary", self.view.attempt.number)

    @property
    def finish_url(self) -> str:
        """Where it is handed in."""
        return self.venue.address("finish", self.view.attempt.number)

    def draft_url(self, question_id: int) -> str:
        """Where what is chosen for a question is kept."""
        return self.venue.address("draft", self.view.attempt.number, question_id)


def sitting(request: HttpRequest, at: Venue, number: int) -> Sitting:
    """The gate to an attempt: the learner's own, else 404.

    A form names the attempt that it was drawn for: where a guest has signed in since, another
    one may have its number. What the time has run out for is handed in first, as it stands.
    """
    quiz, learner, now = at.quiz, at.learner, timezone.now()
    form = AttemptForm(request.POST)
    which = {"number": number}
    if form.is_valid() and not someone_else(request):
        which = {"pk": form.cleaned_data["attempt"]}
    view = attempt_at(learner, quiz, now, **which)
    if view is None:
        raise Http404(_("There is no such attempt of yours."))
    if view.overdue(now):
        hand_in(view)
        view = as_it_is(view, now)
    return Sitting(at, view)


def hand_in(view: AttemptView) -> None:
    """End the attempt."""
    actions.hand_in(view.attempt, now=timezone.now())


@require_safe
def quiz(request: HttpRequest, **where: Any) -> HttpResponse:
    """The rules, the attempts so far, and the button to begin or go on."""
    at = venue(request, **where)
    expect_guest(request)
    return start_page(request, at)


@require_POST
def begin(request: HttpRequest, **where: Any) -> HttpResponse:
    """Begin an attempt, or go on with the one that runs. Posting it again begins no second one."""
    at = venue(request, **where)
    before, now = _attempts(at), timezone.now()
    running = [view for view in before if view.running]
    posted = request.POST.get("number", "")
    if running:
        return go_to(request, at.address("attempt", running[-1].attempt.number))
    if posted.isdecimal() and 0 < len(posted) < 6 and 1 <= int(posted) <= len(before):
        # The same form sent twice, or an old tab: that attempt is there.
        return go_to(request, at.address("attempt", int(posted)))
    if may_not_begin(at, before):
        return start_page(request, at, status=409)
    if at.given and not at.given.opens_with(request.POST.get("password", "")):
        return start_page(request, at, status=422)
    learner = learner_to_write(request)
    attempt = actions.begin(
        learner,
        at.quiz.where,
        len(before) + 1,
        at.quiz.pools,
        seen(learner, at.quiz),
        rules=at.quiz.rules,
        shuffle=at.quiz.shuffle_questions,
        now=now,
        ends_at=at.given.ends_at(now) if at.given else None,
    )
    return go_to(request, at.address("attempt", attempt.number))


@require_safe
def attempt(request: HttpRequest, number: int, **where: Any) -> HttpResponse:
    """The questions while it runs, what may be seen of them afterwards."""
    return attempt_page(request, sitting(request, venue(request, **where), number), {})


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
    cards = [quiz_card(place, each, says.get(each.item.question_id)) for each in view.items]
    context = {
        "place": place,
        "given": place.venue.given,
        "now": timezone.now(),
        "attempt": view,
        "cards": cards,
        "message": message,
        "identity": identity(request),
        **notices(place.venue),
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
        return {"later": view.quiz.settles_at if later else None, "hidden": True}
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
def summary(request: HttpRequest, number: int, **where: Any) -> HttpResponse:
    """What is answered, what is open, what was flagged: to look at before handing in."""
    place = sitting(request, venue(request, **where), number)
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


def _attempts(at: Venue) -> list[AttemptView]:
    """The learner's attempts; what the time has run out for is handed in first."""
    now = timezone.now()
    views = attempts_at(at.learner, at.quiz, now)
    overdue = [view for view in views if view.overdue(now)]
    for view in overdue:
        hand_in(view)
    return attempts_at(at.learner, at.quiz, now) if overdue else views


def start_page(request: HttpRequest, at: Venue, *, status: int = 200) -> HttpResponse:
    """The page on which it is begun; with a bad status also why it was not."""
    outline, views = at.quiz, _attempts(at)
    running = [view for view in views if view.running]
    refused = "" if running else may_not_begin(at, views)
    context = {
        "course": at.course,
        "venue": at,
        "given": at.given,
        "times": assigned.times(at.given) if at.given else [],
        "other_zone": other_zone(at.given.dates.zone) if at.given else "",
        "begin_url": at.address("begin"),
        "quiz": outline,
        "points": points_in_words(outline.points) if outline.policy.counts else "",
        "plural": plural_of(outline.points),
        "rules": _rules(outline, at.given),
        "confidence": _confidence_table(outline),
        "worth": points_in_words(_worth(outline)),
        "attempts": [
            {
                "view": view,
                "result": _result(view),
                "url": at.address("attempt", view.attempt.number),
            }
            for view in views
        ],
        "running": running[-1] if running else None,
        "go_on": at.address("attempt", running[-1].attempt.number) if running else "",
        "number": len(views) + 1,
        "refused": refused,
        "password": status == 422,
        **notices(at),
    }
    if status == 409:
        messages.error(request, refused)
    return render(request, "quizzes/quiz/start.html", context, status=status)


def notices(at: Venue) -> dict[str, Any]:
    """What the class is told at the moment, where it is an assignment of one."""
    return board(at.given.assignment.classroom) if at.given else {}


def may_not_begin(at: Venue, before: list[AttemptView]) -> str:
    """Why no further attempt can be begun; "" where it can."""
    outline = at.quiz
    if at.given and (why := assigned.not_now(at.given, timezone.now())):
        return why
    if outline.closed(timezone.now()):
        return _("This quiz is closed: nobody can begin it any more.")
    if not outline.question_count:
        return _("This quiz has no questions yet.")
    if outline.most_attempts is not None and len(before) >= outline.most_attempts:
        return _("You have used every attempt that there is.")
    return ""


def _rules(outline: QuizOutline, given: Given | None) -> list[str]:
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
    found = assigned.rules(given) if given else []
    if outline.most_attempts is not None:
        found.insert(0, _("Attempts: %(count)d.") % {"count": outline.most_attempts})
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
