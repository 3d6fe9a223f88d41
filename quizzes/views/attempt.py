"""Answers and drafts that learners send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import attempt as actions
from ..forms.answer import AnswerForm
from ..forms.problem import MOST, ProblemForm
from ..kinds import BadResponse, Response
from ..models import Learner, QuestionVersion, Regrade, first_seed
from ..reports.outline import CourseOutline, LessonLink, QuestionOutline, open_lesson
from ..reports.study import ItemState, begun, item_states, seed_of
from .around import around
from .cards import Note, Say, card_html, marking_of, older_versions
from .learner import current_learner, identity, known_as, learner_to_write
from .lesson import lesson_page, open_place
from .place import place
from .render import go_to, is_fragment


@require_POST
def answer(
    request: HttpRequest, course_slug: str, lesson_slug: str, question_id: int
) -> HttpResponse:
    """Take an answer and show what came of it. Posting it again changes nothing."""
    course, link = open_place(course_slug, lesson_slug)
    question = open_question(course, link, question_id)
    if signed_out(request):
        return go_to(request, sign_in_address(request, question.id))
    form = AnswerForm(request.POST)
    version = shown_version(question, link, form)
    if not form.is_valid() or version is None:
        return say_in_card(request, course, link, question, Say(error=stale()), status=409)
    try:
        response = version.grader.read(version.spec, dict(request.POST.lists()))
    except BadResponse as bad:
        return say_in_card(request, course, link, question, Say(error=str(bad)), status=422)
    if response is None:
        blank = Say(error=_("Nothing is chosen or typed yet. Answer first, then check."))
        return say_in_card(request, course, link, question, blank, status=422)
    if _of_other_values(request, link, question, version, response):
        return say_in_card(request, course, link, question, Say(error=stale()), status=409)
    if missing := version.grader.incomplete(version.spec, response):
        return say_in_card(request, course, link, question, Say(error=missing), status=422)
    if someone_else(request):
        say = Say(kept=response, error=other_person(request))
        return say_in_card(request, course, link, question, say, status=409)
    handed = actions.answer(
        learner_to_write(request),
        link.id,
        version,
        response,
        after=form.cleaned_data["after"],
        now=timezone.now(),
        regrade=_regrade(question, version),
    )
    if handed.outcome is actions.Outcome.CONFLICT:
        return say_in_card(request, course, link, question, Say(error=_overtaken()), status=409)
    if is_fragment(request):
        states = {question.id: _state(question, handed.latest)}
        moved = handed.begun or handed.finished
        say = Say(focus=True, note=unsent(request))
        return _fragment(request, course, link, question, say, states, moved)
    return go_to(request, keep_address(request, question.id, response=False))


@require_POST
def draft(
    request: HttpRequest, course_slug: str, lesson_slug: str, question_id: int
) -> HttpResponse:
    """Keep what is chosen and not handed in. Answers with JSON: what was saved, and when.

    Someone of whom nothing is kept yet leaves no row by choosing: their browser keeps it.
    """
    course, link = open_place(course_slug, lesson_slug)
    question = open_question(course, link, question_id)
    if signed_out(request):
        reason = _("Not saved: you are signed out.")
        told = {"saved": False, "reason": reason, "sign_in": sign_in_address(request, question.id)}
        return JsonResponse(told, status=403)
    if someone_else(request):
        return JsonResponse({"saved": False, "reason": other_person(request)}, status=403)
    learner = current_learner(request)
    if request.user.is_authenticated:
        learner = learner_to_write(request)
    form = AnswerForm(request.POST)
    version = shown_version(question, link, form)
    if learner is None or not form.is_valid() or version is None:
        return JsonResponse({"saved": False, "reason": stale()}, status=409)
    try:
        response = version.grader.read(version.spec, dict(request.POST.lists()))
    except BadResponse as bad:
        # Half a number is no fault: a browser would note one in its console.
        return JsonResponse({"saved": False, "reason": str(bad)})
    if _of_other_values(request, link, question, version, response):
        return JsonResponse({"saved": False, "reason": stale()}, status=409)
    now = timezone.now()
    saved = actions.save_draft(
        learner, link.id, version, response, after=form.cleaned_data["after"], now=now
    )
    if not saved:
        return JsonResponse({"saved": False, "reason": _overtaken()}, status=409)
    return JsonResponse({"saved": True, "at": now.isoformat()})


@require_POST
def read(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """Note that the lesson was read, and go on to the next one."""
    course, link = open_place(course_slug, lesson_slug)
    actions.mark_read(learner_to_write(request), link.id, now=timezone.now())
    following = course.lessons[link.number : link.number + 1]
    if following:
        return go_to(request, _lesson_url(course, following[0]))
    return go_to(request, reverse("course", args=[course.slug]))


def open_question(course: CourseOutline, link: LessonLink, question_id: int) -> QuestionOutline:
    """The gate to a question: published in this lesson, else 404."""
    try:
        return open_lesson(course, link.id).by_id[question_id]
    except KeyError:
        raise Http404(_("There is no such question.")) from None


def shown_version(
    question: QuestionOutline, link: LessonLink, form: AnswerForm | ProblemForm
) -> QuestionVersion | None:
    """The version that the form showed; None if it never was shown in this lesson."""
    if "version" in form.errors:
        return None
    pk = form.cleaned_data["version"]
    if pk == question.version_id:
        return QuestionVersion(
            pk=pk, question_id=question.id, kind=question.kind, spec=question.spec
        )
    versions = QuestionVersion.objects.shown_in(link.id)
    return versions.filter(pk=pk, question=question.id).first()


def _regrade(question: QuestionOutline, version: QuestionVersion) -> Regrade | None:
    """The regrade that marks answers to the version. A query only for one that is not current."""
    if version.pk == question.version_id:
        return question.regrade
    return Regrade.objects.by_version([question.id]).get(version.pk)


def _seed(request: HttpRequest, link: LessonLink, question: QuestionOutline) -> int | None:
    """The seed of the attempt, where the question needs one; None before there is an attempt."""
    return seed_of(current_learner(request), link.id) if question.grader.drawn else None


def _of_other_values(
    request: HttpRequest,
    link: LessonLink,
    question: QuestionOutline,
    version: QuestionVersion,
    response: Response,
) -> bool:
    """Whether a response answers to other values than those drawn for this learner."""
    if response is None or not version.grader.drawn:
        return False
    seed = _seed(request, link, question)
    if seed is None:
        seed = first_seed(known_as(request), link.id)
    return version.grader.seed_of(response) != seed


def signed_out(request: HttpRequest) -> bool:
    """Whether the form was drawn for an account and nobody is signed in now."""
    return request.POST.get("for", "").startswith("u") and not request.user.is_authenticated


def someone_else(request: HttpRequest) -> bool:
    """Whether the form was drawn for another account than the one signed in now."""
    drawn_for = request.POST.get("for", "")
    return drawn_for.startswith("u") and drawn_for != identity(request)


def sign_in_address(request: HttpRequest, question_id: int) -> str:
    """The sign-in page that leads back to the question with the choice still selected."""
    return f"{reverse('account_login')}?{urlencode({'next': keep_address(request, question_id)})}"


def keep_address(
    request: HttpRequest, question_id: int, *, response: bool = True, note: bool = True
) -> str:
    """The lesson's address that fills in what was posted for the question and not recorded."""
    match = request.resolver_match
    assert match is not None
    url = reverse("lesson", args=[match.kwargs["course_slug"], match.kwargs["lesson_slug"]])
    typed = [
        (name, value[:500])
        for name, values in request.POST.lists()
        if response and name.startswith("response")
        for value in values[:50]
    ]
    if note and (kept := unsent(request)):
        typed.append(("note", kept.text[:MOST]))
    if not typed:
        return f"{url}#q-{question_id}"
    shown = [(name, request.POST.get(name, "")[:20]) for name in ("version", "after")]
    return f"{url}?{urlencode([('keep', question_id), *shown, *typed])}#q-{question_id}"


def unsent(request: HttpRequest) -> Note | None:
    """A note on a problem that stands in a form which was sent for something else."""
    text = request.POST.get("note", "").strip()
    return Note(text) if text else None


def say_in_card(
    request: HttpRequest,
    course: CourseOutline,
    link: LessonLink,
    question: QuestionOutline,
    say: Say,
    *,
    status: int,
    learner: Learner | None = None,
) -> HttpResponse:
    """The card, or the page with it, with what there is to say and what was typed into it."""
    say = replace(
        say,
        focus=True,
        kept=say.kept or _readable(request, question),
        note=say.note or unsent(request),
    )
    learner = learner or current_learner(request)
    if is_fragment(request):
        states = item_states(learner, link.id)
        return _fragment(request, course, link, question, say, states, status=status)
    return lesson_page(request, course, link, learner, {question.id: say}, status=status)


def _state(question: QuestionOutline, latest: actions.Latest) -> ItemState:
    assert latest.version_id is not None
    return ItemState(
        question_id=question.id,
        version_id=latest.version_id,
        after=latest.count,
        response=latest.response,
        answered_version=latest.version_id,
        first_fraction=latest.first_fraction,
        last_fraction=latest.last_fraction,
        reported_at=latest.reported_at,
        regrade_id=latest.regrade_id,
    )


def _readable(request: HttpRequest, question: QuestionOutline) -> Response:
    """What was posted, as far as the question's current form can show it again."""
    fields = dict(request.POST.lists())
    try:
        return question.grader.read(question.spec, fields)
    except BadResponse:
        return question.grader.as_posted(question.spec, fields)


def _fragment(
    request: HttpRequest,
    course: CourseOutline,
    link: LessonLink,
    question: QuestionOutline,
    say: Say,
    states: Mapping[int, ItemState],
    moved: bool = False,
    *,
    status: int = 200,
) -> HttpResponse:
    """The card alone; with ``moved`` also the bar, the list of lessons and the lesson's end."""
    older = older_versions([question], states)
    here = place(request, course, link, _seed(request, link, question))
    marking = marking_of([question], states)
    html = card_html(here, question, states.get(question.id), older, marking, say)
    if moved:
        found = around(here, begun(current_learner(request), course), fragment=True)
        html += found.steps + found.rail + found.end
    return HttpResponse(html, status=status)


def _lesson_url(course: CourseOutline, link: LessonLink) -> str:
    return reverse("lesson", args=[course.slug, link.slug])


def stale() -> str:
    """What someone is told whose page shows what no longer is so."""
    return _("This page is out of date. Nothing was recorded. Load it again and answer there.")


def _overtaken() -> str:
    return _(
        "You answered this question in another tab or on another device meanwhile. That answer"
        " stands; your choice here is kept, not recorded. Check it if you want it to count."
    )


def other_person(request: HttpRequest) -> str:
    """What someone is told whose page was drawn for another account."""
    return _(
        "You are now signed in as %(name)s. Nothing was recorded. Check again to answer as"
        " %(name)s."
    ) % {"name": str(request.user)}
