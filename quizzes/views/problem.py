"""Problems that learners report: sending one, and the page with what came of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..actions import problem as actions
from ..forms.problem import ProblemForm
from ..models import Learner
from ..reports.problem import reported_by, shown
from .attempt import (
    keep_address,
    open_question,
    say_in_card,
    shown_version,
    sign_in_address,
    signed_out,
    someone_else,
)
from .cards import Note, Say
from .learner import current_learner, learner_to_write
from .lesson import open_place
from .render import go_to, is_fragment

PAGE = 25
"""Reports on one page."""


@require_POST
def report(
    request: HttpRequest, course_slug: str, lesson_slug: str, question_id: int
) -> HttpResponse:
    """Take a note on what is wrong with a question. Posting it again changes nothing.

    The card comes back as it was: with the answer, or with the choice that was not checked.
    """
    course, link = open_place(course_slug, lesson_slug)
    question = open_question(course, link, question_id)
    if signed_out(request):
        return go_to(request, sign_in_address(request, question.id))
    form = ProblemForm(request.POST)
    typed = request.POST.get("note", "")
    # Only the form of a question that is open says after how many answers it was drawn.
    opened = "after" in request.POST

    def say(note: Note, status: int, learner: Learner | None = None) -> HttpResponse:
        card = Say(retry=opened, note=note)
        return say_in_card(request, course, link, question, card, status=status, learner=learner)

    version = shown_version(question, link, form)
    if version is None:
        return say(Note(typed, error=_out_of_date()), 409)
    if not form.is_valid():
        return say(Note(typed, error=" ".join(map(str, form.errors["note"]))), 422)
    note = form.cleaned_data["note"]
    if someone_else(request):
        return say(Note(note, error=_other_person(request)), 409)
    learner = learner_to_write(request)
    try:
        actions.report(learner, link.id, version, note, now=timezone.now())
    except actions.TooMany:
        return say(Note(note, error=too_many()), 422)
    if is_fragment(request):
        return say(Note(sent=True), 200, learner)
    return go_to(request, keep_address(request, question.id, note=False))


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The learner's reports with the replies to them, which are seen by being shown here."""
    learner = current_learner(request)
    page = Paginator(reported_by(learner), PAGE).get_page(request.GET.get("page"))
    found = shown(page.object_list)
    new = [each.id for each in found if each.new]
    if learner and new:
        actions.mark_seen(learner, new, now=timezone.now())
    return render(request, "quizzes/problem/reports.html", {"page": page, "reports": found})


def too_many() -> str:
    """What someone is told who has sent as many reports as they may."""
    text = ngettext(
        "You have %(count)d open report from the last 24 hours, which is as many as you can send"
        " in that time. Nothing was sent; your note is still here. Send it tomorrow.",
        "You have %(count)d open reports from the last 24 hours, which is as many as you can send"
        " in that time. Nothing was sent; your note is still here. Send it tomorrow.",
        actions.MOST_OPEN,
    )
    return text % {"count": actions.MOST_OPEN}


def _out_of_date() -> str:
    return _(
        "The question has changed since this page was loaded. Nothing was sent; your note is"
        " still here. Look at the question again, then send it."
    )


def _other_person(request: HttpRequest) -> str:
    return _(
        "You are now signed in as %(name)s. Nothing was sent yet. Send it again to report as"
        " %(name)s."
    ) % {"name": str(request.user)}
