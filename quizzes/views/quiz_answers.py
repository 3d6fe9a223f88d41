"""What learners post to a running quiz or assignment: choices, answers, flags, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import problem as problems
from ..actions import quiz as actions
from ..actions.quiz import Draft, Outcome
from ..forms.problem import MOST, ProblemForm
from ..forms.quiz_answer import Posted, digest_of, posted, prefix_of
from ..reports.quiz import AttemptView, ItemView, as_it_is
from .attempt import other_person, signed_out, someone_else, stale
from .cards import Note
from .learner import identity
from .problem import too_many
from .quiz import Sitting, attempt_page, hand_in, sitting
from .quiz import attempt as show_attempt
from .quiz_cards import CardSay, may_answer, quiz_card
from .render import go_to, is_fragment
from .venue import venue

KEPT = "quiz"
"""Where the session keeps what was posted by someone who turned out to be signed out."""
MOST_KEPT = 100_000
"""Characters."""


@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, number: int, **where: Any) -> HttpResponse:
    """The page of an attempt, and what its one form does: ``do`` names the button."""
    if request.method != "POST":
        if request.session.get(KEPT, {}).get("path") == request.path:
            return _give_back(request, number, **where)
        return show_attempt(request, number=number, **where)
    if signed_out(request):
        return _keep(request)
    place = sitting(request, venue(request, **where), number)
    do, _colon, target = request.POST.get("do", "save").partition(":")
    if not place.view.running and do != "report":
        return _over(request, place)
    found = _read_all(request.POST, place.view)
    if someone_else(request):
        message = other_person(request)
        says = _left_over(request.POST, place.view, found, choices=True)
        return attempt_page(request, place, says, message=message, status=409)
    if do == "check":
        return _check(request, place, found, _item(place.view, target))
    if do in ("flag", "unflag"):
        each = _item(place.view, target)
        actions.flag(place.view.attempt, each.item.pk, do == "flag")
        return _saved(request, place, found, each)
    if do == "report":
        return _report(request, place, found, _item(place.view, target))
    if do == "summary":
        return _saved(request, place, found, None, then=place.summary_url)
    return _saved(request, place, found, None)


@require_POST
def draft(request: HttpRequest, number: int, question_id: int, **where: Any) -> HttpResponse:
    """Keep what is chosen for one question. Answers with JSON: what was saved, and when.

    ``was`` is what the form then counts as drawn with: who chooses something else on another
    device has changed it, not this page.
    """
    if signed_out(request):
        path = request.path.removesuffix(f"draft/{question_id}/")
        sign_in = redirect_to_login(f"{path}#q-{question_id}", reverse("account_login"))
        reason = _("Not saved: you are signed out.")
        told = {"saved": False, "reason": reason, "sign_in": sign_in["Location"]}
        return JsonResponse(told, status=403)
    place = sitting(request, venue(request, **where), number)
    each = _item(place.view, str(question_id))
    if someone_else(request):
        return JsonResponse({"saved": False, "reason": other_person(request)}, status=403)
    one = _read(request.POST, place.view, each)
    if one is None:
        return JsonResponse({"saved": False, "reason": stale()}, status=409)
    if one.error:
        return JsonResponse({"saved": False, "reason": one.error})
    now = timezone.now()
    given = {each.item.pk: Draft(one.response, one.confidence, one.after)}
    if actions.save_drafts(place.view.attempt, given, now=now):
        return JsonResponse({"saved": False, "reason": stale()}, status=409)
    was = digest_of(one.response, one.confidence or "")
    return JsonResponse({"saved": True, "at": now.isoformat(), "was": was})


@require_POST
def finish(request: HttpRequest, number: int, **where: Any) -> HttpResponse:
    """Hand in the whole. Doing it again changes nothing."""
    if signed_out(request):
        path = request.path.removesuffix("finish/") + "summary/"
        return redirect_to_login(path, reverse("account_login"))
    place = sitting(request, venue(request, **where), number)
    if someone_else(request):
        messages.error(request, other_person(request))
        return go_to(request, place.summary_url)
    if place.view.running:
        hand_in(place.view)
    return go_to(request, place.url)


def _check(
    request: HttpRequest, place: Sitting, found: Mapping[int, Posted], each: ItemView
) -> HttpResponse:
    """Hand in the answer to one question; what is chosen for the others is kept."""
    one = found.get(each.item.question_id)
    _save(place, {pk: other for pk, other in found.items() if pk != each.item.question_id})
    say, status = CardSay(focus=True), 200
    if one is None:
        # Answered in another tab, with no further try: what it shows now says so.
        if may_answer(place.view, each):
            say, status = CardSay(error=stale(), focus=True), 409
    elif problem := _not_ready(place.view, each, one):
        say, status = _typed_in(one, problem), 422
    else:
        given = Draft(one.response, one.confidence, one.after)
        now = timezone.now()
        outcome = actions.answer(place.view.attempt, each.item.pk, given, now=now)
        if outcome is Outcome.OVER:
            return _over(request, place)
        if outcome in (Outcome.CONFLICT, Outcome.NO_MORE):
            say, status = CardSay(error=_overtaken(), focus=True), 409
    return _show(request, place, found, each, say, status)


def _report(
    request: HttpRequest, place: Sitting, found: Mapping[int, Posted], each: ItemView
) -> HttpResponse:
    """Take a note on what is wrong with a question; what is chosen is kept."""
    _save(place, found)
    typed = request.POST.get(f"{prefix_of(each.item.question_id)}note", "")
    form = ProblemForm({"version": each.item.version_id, "note": typed})
    if not form.is_valid():
        note = Note(typed, error=" ".join(map(str, form.errors["note"])))
        return _show(request, place, found, each, CardSay(note=note), 422)
    try:
        problems.report_item(each.item, form.cleaned_data["note"], now=timezone.now())
    except problems.TooMany:
        note = Note(typed, error=too_many())
        return _show(request, place, found, each, CardSay(note=note), 422)
    return _show(request, place, found, each, CardSay(note=Note(sent=True)), 200)


def _not_ready(view: AttemptView, each: ItemView, one: Posted) -> str:
    """Why an answer cannot be handed in yet; "" where it can."""
    version = each.item.version
    if one.error:
        return one.error
    if one.response is None:
        return _("Nothing is chosen or typed yet. Answer first, then check.")
    if missing := version.grader.incomplete(version.spec, one.response):
        return missing
    if view.policy.asks_confidence and one.confidence is None:
        return _("Say how sure you are, then check.")
    return ""


def _saved(
    request: HttpRequest,
    place: Sitting,
    found: Mapping[int, Posted],
    each: ItemView | None,
    *,
    then: str = "",
) -> HttpResponse:
    """Keep everything that was chosen; what cannot be read is said in its card."""
    _save(place, found)
    if each is not None:
        return _show(request, place, found, each, CardSay(focus=True), 200)
    says = _left_over(request.POST, place.view, found)
    unread = any(one.error for one in found.values())
    if not unread and not then:
        messages.success(request, _("Saved. Nothing is handed in yet."))
    if says:
        message = "" if unread or not then else _unsent()
        status = 422 if unread else 200
        return attempt_page(request, _again(place), says, message=message, status=status)
    return go_to(request, then or place.url)


def _left_over(
    post: QueryDict, view: AttemptView, found: Mapping[int, Posted], *, choices: bool = False
) -> dict[int, CardSay]:
    """What is kept nowhere but in the page: what cannot be read, notes that were not sent.

    With ``choices`` also what was chosen and could be kept.
    """
    says = {
        pk: _typed_in(one, one.error)
        for pk, one in found.items()
        if one.error or (choices and one.changed)
    }
    for each in view.asked:
        pk = each.item.question_id
        if note := post.get(f"{prefix_of(pk)}note", "").strip():
            says[pk] = replace(says.get(pk, CardSay()), note=Note(note[:MOST]))
    return says


def _save(place: Sitting, found: Mapping[int, Posted]) -> None:
    by_question = {each.item.question_id: each.item.pk for each in place.view.asked}
    drafts = {
        by_question[pk]: Draft(one.response, one.confidence, one.after)
        for pk, one in found.items()
        if one.changed and not one.error
    }
    actions.save_drafts(place.view.attempt, drafts, now=timezone.now())


def _show(
    request: HttpRequest,
    place: Sitting,
    found: Mapping[int, Posted],
    each: ItemView,
    say: CardSay,
    status: int,
) -> HttpResponse:
    """The card as it is now, or the page with it."""
    says = _left_over(request.POST, place.view, found)
    place, pk = _again(place), each.item.question_id
    left = says.pop(pk, CardSay())
    say = replace(say if say.error else replace(left, focus=say.focus), note=say.note or left.note)
    if is_fragment(request):
        now = next(other for other in place.view.items if other.item.pk == each.item.pk)
        return HttpResponse(quiz_card(place, now, say), status=status)
    nothing_left = not says and not say.error and (say.note is None or say.note.sent)
    if status == 200 and nothing_left:
        return go_to(request, f"{place.url}#q-{pk}")
    return attempt_page(request, place, {**says, pk: say}, status=status)


def _again(place: Sitting) -> Sitting:
    """The attempt as it is after what was written."""
    return Sitting(place.venue, as_it_is(place.view, timezone.now()))


def _read_all(post: QueryDict, view: AttemptView) -> dict[int, Posted]:
    """What was posted for each question that can still be answered, by the question's id."""
    found = {each.item.question_id: _read(post, view, each) for each in view.asked}
    return {pk: one for pk, one in found.items() if one is not None}


def _read(post: QueryDict, view: AttemptView, each: ItemView) -> Posted | None:
    if not may_answer(view, each):
        return None
    version = each.item.version
    return posted(post, each.item.question_id, version.grader, version.spec, each.item.seed)


def _item(view: AttemptView, question_id: str) -> ItemView:
    """The question of this attempt, else 404."""
    for each in view.asked:
        if str(each.item.question_id) == question_id:
            return each
    raise Http404(_("There is no such question in this attempt."))


def _typed_in(one: Posted, error: str) -> CardSay:
    return CardSay(error, one.response, one.confidence or "", focus=bool(error))


def _keep(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back with everything still chosen."""
    body = request.POST.urlencode()
    if len(body) <= MOST_KEPT:
        request.session[KEPT] = {
            "path": request.path,
            "for": request.POST.get("for", ""),
            "body": body,
        }
    return go_to(request, redirect_to_login(request.path, reverse("account_login"))["Location"])


def _give_back(request: HttpRequest, number: int, **where: Any) -> HttpResponse:
    """The page with what was chosen before signing in, for the same person only."""
    kept = request.session[KEPT]
    if not request.user.is_authenticated:
        return show_attempt(request, number=number, **where)
    del request.session[KEPT]
    place = sitting(request, venue(request, **where), number)
    if kept["for"] != identity(request) or not place.view.running:
        return attempt_page(request, place, {})
    post = QueryDict(kept["body"])
    found = _read_all(post, place.view)
    _save(place, found)
    return attempt_page(request, _again(place), _left_over(post, place.view, found))


def _over(request: HttpRequest, place: Sitting) -> HttpResponse:
    messages.warning(
        request,
        _("This attempt was handed in already. What you sent just now was not recorded."),
    )
    return go_to(request, place.url)


def _unsent() -> str:
    return _("A note to the author was not sent yet. Send it or empty it, then go on.")


def _overtaken() -> str:
    return _(
        "You answered this question in another tab or on another device meanwhile. That answer"
        " stands."
    )
