"""The lesson page: the text, then its questions."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..articles import highlight
from ..forms.problem import MOST
from ..kinds import BadResponse, Response
from ..models import Course, Learner, QuestionVersion, User
from ..reports.outline import (
    CourseOutline,
    LessonLink,
    LessonOutline,
    QuestionOutline,
    open_course,
    open_lesson,
)
from ..reports.over_time import shows_key
from ..reports.study import ItemState, begun, item_states
from . import shell
from .around import around
from .cards import Note, Say, card_html, marking_of, older_versions, same_meaning
from .learner import current_learner, expect_guest
from .place import place

SAYS = "says"
"""Anchor of the highlighted sentence."""


def open_place(course_slug: str, lesson_slug: str) -> tuple[CourseOutline, LessonLink]:
    """The gate to a lesson: both published, else 404."""
    try:
        course = open_course(course_slug)
        return course, course.by_slug[lesson_slug]
    except (Course.DoesNotExist, KeyError):
        raise Http404(_("There is no such lesson.")) from None


@require_safe
def lesson(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """The page as this learner left it.

    ``?retry=ID`` opens a question again, ``?says=ID`` shows where the text settles it,
    ``?keep=ID&version=…&after=…&response=…`` fills in what was chosen before signing in, until
    it is answered, and with ``&note=…`` what was typed to report a problem.
    """
    course, link = open_place(course_slug, lesson_slug)
    learner = current_learner(request)
    expect_guest(request)
    says: dict[int, Say] = {}
    for question in open_lesson(course, link.id).questions:
        if request.GET.get("retry") == str(question.id):
            says[question.id] = Say(retry=True, focus=True)
        elif request.GET.get("keep") == str(question.id):
            says[question.id] = _kept(request, question)
    return lesson_page(request, course, link, learner, says)


def _kept(request: HttpRequest, question: QuestionOutline) -> Say:
    """The card with what the address keeps. A note alone does not open the question again."""
    response = _kept_response(request, question)
    text = request.GET.get("note", "")[:MOST]
    note = Note(text) if text else None
    return Say(
        retry=response is not None or note is None,
        kept=response,
        focus=True,
        after=_number(request.GET.get("after", "")),
        note=note,
    )


def _kept_response(request: HttpRequest, question: QuestionOutline) -> Response:
    """What the address says was chosen; None where it cannot be read.

    None also where the question has changed since: the same letter may mean something else.
    """
    if request.GET.get("version") != str(question.version_id):
        return None
    fields = dict(request.GET.lists())
    try:
        return question.grader.read(question.spec, fields)
    except BadResponse:
        return question.grader.as_posted(question.spec, fields)


def _number(text: str) -> int | None:
    """A number from the address; None for anything that no id or count can be."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def lesson_page(
    request: HttpRequest,
    course: CourseOutline,
    link: LessonLink,
    learner: Learner | None,
    says: Mapping[int, Say],
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page; ``says`` has what single cards say beyond the learner's state."""
    outline = open_lesson(course, link.id)
    states = item_states(learner, link.id)
    older = older_versions(outline.questions, states)
    marking = marking_of(outline.questions, states)
    lessons = begun(learner, course)
    here = place(request, course, link, lessons[link.id].seed if link.id in lessons else None)
    cards = [
        card_html(here, question, states.get(question.id), older, marking, says.get(question.id))
        for question in outline.questions
    ]
    parts = around(here, lessons)
    html = shell.page(
        course,
        link,
        _kept_by(request, learner),
        nav=shell.nav(request),
        messages=shell.messages(request),
        steps=parts.steps,
        rail=parts.rail,
        prose=_prose(request, outline, states, older),
        cards="\n".join(cards),
        end=parts.end,
    )
    return HttpResponse(html, status=status)


def _kept_by(request: HttpRequest, learner: Learner | None) -> str:
    """Who keeps drafts: the account, the server for a known guest, or the browser alone."""
    if request.user.is_authenticated:
        return "account"
    return "guest" if learner else "browser"


def _teaches(request: HttpRequest, question: QuestionOutline) -> bool:
    user = request.user
    return isinstance(user, User) and shows_key(user, question.id)


def _prose(
    request: HttpRequest,
    outline: LessonOutline,
    states: Mapping[int, ItemState],
    older: Mapping[int, QuestionVersion],
) -> str:
    """The text, with a sentence marked where the learner asked for it.

    Only for a question that was answered as it is now: before, the sentence would give the
    answer away. Those who teach a class that had it know the answer.
    """
    question = outline.by_id.get(_number(request.GET.get("says", "")) or 0)
    state = states.get(question.id) if question else None
    answered = bool(question and state and same_meaning(question, state.answered_version, older))
    if question and (answered or _teaches(request, question)):
        html = highlight(outline.body, question.spec.get("quote", ""), SAYS)
        if html:
            return shell.marked_prose(html, question)
    return shell.prose(outline, get_language())
