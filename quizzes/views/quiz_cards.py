"""Cards of the questions in a quiz: the form, what may be seen of the answers, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.quiz_answer import digest_of, prefix_of
from ..kinds import Kind, Response
from ..kinds.base import Spec
from ..models import QuestionVersion
from ..reports.outline import CourseOutline
from ..reports.quiz import AttemptView, ItemView
from ..scoring.answering import Confidence, Way
from ..scoring.disclosure import Part, Stage, visible
from ..scoring.verdict import no_longer_counts, verdict
from .cards import Note, corrected, person_said, reported_on

TEMPLATE = "components/quiz_question.html"
STATEMENT = "components/statement.html"


@dataclass(frozen=True, slots=True)
class CardSay:
    """What a card says or shows beyond the attempt's state: what was posted and not kept."""

    error: str = ""
    kept: Response = None
    confidence: str = ""
    focus: bool = False
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Confident:
    """A choice of how sure one is."""

    value: str
    words: str
    checked: bool


def points_in_words(points: float) -> str:
    """Points with at most two decimals, as the reader's language writes numbers."""
    shown = round(abs(points), 2)
    sign = "\N{MINUS SIGN}" if points < 0 and shown else ""
    return sign + number_format(int(shown) if shown == int(shown) else shown)


def plural_of(points: float) -> int:
    """The whole number of which the plural form goes with ``points``: one, or not one."""
    return 1 if points == 1 else 2


def confidence_words() -> Mapping[Confidence, str]:
    """What learners choose from."""
    return {
        Confidence.SURE: _("Sure"),
        Confidence.UNSURE: _("Unsure"),
        Confidence.GUESS: _("A guess"),
    }


def item_spec(view: AttemptView, each: ItemView) -> Spec:
    """The question as this attempt shows it: shuffled where the rules say so."""
    version = each.item.version
    if not view.attempt.rules.get("shuffle_options"):
        return version.spec
    return version.grader.shuffled(version.spec, each.item.seed)


def may_answer(view: AttemptView, each: ItemView) -> bool:
    """Whether there is still something to choose."""
    open_now = view.running and view.stage is Stage.DURING
    return bool(each.number) and open_now and view.policy.may_try(each.tries)


def filled_in(each: ItemView) -> tuple[Response, str]:
    """What the form of a question has filled in, and how sure: the draft, else the last answer."""
    if each.item.draft is not None:
        return each.item.draft, each.item.draft_confidence
    if each.answers:
        return each.answers[-1].response, each.answers[-1].confidence
    return None, each.item.draft_confidence


class Place(Protocol):
    """What a card must know of the attempt that it is in."""

    @property
    def course(self) -> CourseOutline: ...
    @property
    def view(self) -> AttemptView: ...
    @property
    def url(self) -> str: ...
    def draft_url(self, question_id: int) -> str: ...


def quiz_card(
    place: Place, each: ItemView, say: CardSay | None = None, *, read_only: bool = False
) -> SafeString:
    """One question as this learner may see it now; ``read_only`` for those who only look."""
    course, view = place.course, place.view
    spec, kind = item_spec(view, each), each.item.version.grader
    question = {"id": each.item.question_id}
    if not each.number:
        return render_to_string(STATEMENT, {"question": question, "spec": spec})
    say = say or CardSay()
    context = {
        "question": question,
        "each": each,
        "course": course,
        "attempt": view,
        "address": place.url,
        "report_address": place.url,
        "draft_address": place.draft_url(each.item.question_id),
        "total": len(view.asked),
        "say": say,
        "spec": kind.with_values(spec, each.item.seed),
        "points": points_in_words(each.item.points) if view.policy.counts else "",
        "plural": plural_of(each.item.points),
        "told": _told(course, view, each),
        "prefix": prefix_of(each.item.question_id),
        "reported": reported_on(each.item.reported_at),
        "read_only": read_only,
        "report_do": f"report:{each.item.question_id}",
    }
    if may_answer(view, each):
        context |= _form(view, each, kind, spec, say)
    return mark_safe(render_to_string(TEMPLATE, context))  # noqa: S308 -- rendered here


def _form(
    view: AttemptView, each: ItemView, kind: Kind, spec: Spec, say: CardSay
) -> dict[str, Any]:
    there, there_confidence = filled_in(each)
    chosen = say.kept if say.kept is not None else there
    confidence = say.confidence or there_confidence
    return {
        "form": True,
        "view": kind.prepare(spec, each.item.seed, chosen),
        "part": f"quizzes/kinds/{kind.name}.html#answer",
        "after": len(each.answers),
        "was": digest_of(there, there_confidence),
        "checks": view.policy.checks_each,
        "by_rule": kind.by_rule,
        "drafted": each.item.draft is not None,
        "hint": spec.get("hint", "") if view.policy.hints(each.tries) else "",
        "confidences": [
            Confident(value.value, words, value.value == confidence)
            for value, words in confidence_words().items()
        ]
        if view.policy.asks_confidence
        else [],
        "tries_left": _tries_left(view, each),
    }


def _tries_left(view: AttemptView, each: ItemView) -> str:
    if view.policy.way is not Way.TRIES:
        return ""
    left = view.policy.tries - len(each.tries)
    text = ngettext("%(left)d try left.", "%(left)d tries left.", left) % {"left": left}
    if not each.tries:
        return text
    cost = _("This one is worth %(percent)d%% of the points at most.")
    most = max(0.0, 1 - len(each.tries) * view.policy.penalty)
    return f"{text} {cost % {'percent': round(100 * most)}}"


def _told(course: CourseOutline, view: AttemptView, each: ItemView) -> dict[str, Any] | None:
    """What is shown of the answers; None where nothing is."""
    parts = visible(view.quiz.matrix, view.policy, view.stage, each.tries)
    if not parts or (not each.answers and view.running):
        return None
    version, response = _shown_version(each), each.answers[-1].response if each.answers else None
    kind, spec = version.grader, version.spec
    if version.pk == each.item.version_id:
        spec = item_spec(view, each)
    grade = kind.grade(spec, response)
    found: dict[str, Any] = {"open": response is None}
    if Part.ANSWER in parts:
        found["answer"] = kind.told(spec, response)
    if Part.RIGHT in parts and response is not None:
        fraction = each.tries[-1].fraction
        found["verdict"] = no_longer_counts() if each.dropped else verdict(fraction)
        found["tally"] = "" if each.regrade else grade.tally
    if Part.MARK in parts and not may_answer(view, each):
        found["mark"] = _mark(each)
    if Part.EXPLANATION in parts:
        found["feedback"] = [text for text in grade.feedback if text != spec["explanation"]]
        found["explanation"] = spec["explanation"]
        found["lesson"] = _lesson_of(course, each)
        found["by_person"] = person_said(each.by_person, spec, points=Part.MARK in parts)
    if Part.KEY in parts:
        found |= _key(kind, spec, response, Part.EXPLANATION in parts)
    if each.regrade and (each.answers or each.regrade.for_unanswered != 0):
        found["corrected"] = corrected(each.regrade, with_reason=Part.EXPLANATION in parts)
    return found


def _key(kind: Kind, spec: Spec, response: Response, explained: bool) -> dict[str, Any]:
    """The key: in the kind's own review, which explains too, or in a line of words."""
    if explained and response is not None:
        part = f"quizzes/kinds/{kind.name}.html#review"
        return {"view": kind.review(spec, response), "part": part}
    return {"key": kind.told(spec, kind.key(spec))}


def _shown_version(each: ItemView) -> QuestionVersion:
    """The version by which an answer is shown: a new key's where it was marked again."""
    regrade, version = each.regrade, each.item.version
    if regrade and each.answers and regrade.reads(version.kind, each.answers[-1].response):
        return regrade.version
    return version


def _mark(each: ItemView) -> str:
    """Points earned of points there are; "" where it does not count."""
    if each.dropped:
        return ""
    share, points = each.marked.share, points_in_words(each.item.points)
    if share is None:
        return _("Not marked yet.")
    given = {"earned": points_in_words(share * each.item.points), "points": points}
    words = ngettext(
        "%(earned)s of %(points)s point.",
        "%(earned)s of %(points)s points.",
        plural_of(each.item.points),
    )
    words %= given
    sure = each.answers[-1].confidence if each.answers else ""
    if not sure:
        return words
    said = _("You said: %(sure)s.") % {"sure": confidence_words()[Confidence(sure)].lower()}
    return f"{words} {said}"


def _lesson_of(course: CourseOutline, each: ItemView) -> Any:
    """The lesson in which to read it up, where there is one."""
    wanted = each.item.question.lesson_id
    return next((lesson for lesson in course.lessons if lesson.id == wanted), None)
