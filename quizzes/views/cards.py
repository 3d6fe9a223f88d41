"""Question cards: the form to answer, or what came of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..kinds import Response, kinds
from ..models import Mark, QuestionVersion, Regrade
from ..reports.kept import kept
from ..reports.outline import CourseOutline, LessonLink, QuestionOutline, open_lesson
from ..reports.study import ItemState
from ..scoring.grading import percentage
from ..scoring.verdict import no_longer_counts, verdict
from .place import OWN, Place

TEMPLATE = "components/question.html"
STATEMENT = "components/statement.html"


@dataclass(frozen=True, slots=True)
class Note:
    """The card's form for reporting a problem: what stands in it, or that it was just sent."""

    text: str = ""
    error: str = ""
    sent: bool = False

    @property
    def focus(self) -> bool:
        """Whether this is what the learner has to read next."""
        return self.sent or bool(self.error)


@dataclass(frozen=True, slots=True)
class Say:
    """What a card says or shows beyond the learner's state.

    ``kept`` is a response that was chosen and not recorded. ``after`` is the number of answers
    beyond which it is out of date: the learner has answered since. None: it never is.
    """

    retry: bool = False
    kept: Response = None
    error: str = ""
    focus: bool = False
    after: int | None = None
    note: Note | None = None


def older_versions(
    questions: Iterable[QuestionOutline], states: Mapping[int, ItemState]
) -> dict[int, QuestionVersion]:
    """Versions that the learner is on and that are no longer current. At most one query."""
    wanted = set()
    for question in questions:
        state = states.get(question.id)
        if state:
            wanted |= {state.version_id, state.answered_version} - {question.version_id, None}
    # One of a kind that was taken out of the program can no longer be shown.
    return QuestionVersion.objects.filter(kind__in=kinds).in_bulk(wanted) if wanted else {}


@dataclass(frozen=True, slots=True)
class Marking:
    """Where marks come from other than the key: regrades by their id, marks by the answer's."""

    regrades: Mapping[int, Regrade]
    by_people: Mapping[int, Mark]

    def regrade(self, state: ItemState | None) -> Regrade | None:
        """The regrade that the mark of the latest answer comes from."""
        return self.regrades.get(state.regrade_id or 0) if state else None

    def by_person(self, state: ItemState) -> Mark | None:
        """The mark that a person gave the latest answer."""
        return self.by_people.get(state.answer_id or 0)


NO_MARKING = Marking({}, {})


def marking_of(questions: Iterable[QuestionOutline], states: Mapping[int, ItemState]) -> Marking:
    """A query for regrades and one for people's marks, each only where there are any."""
    regrades = {state.regrade_id for state in states.values() if state.regrade_id}
    found = [states[each.id] for each in questions if each.id in states and not each.grader.by_rule]
    marked = {each.answer_id for each in found if each.last_fraction is not None}
    if not regrades and not marked:
        return NO_MARKING  # as nearly always; even to build the queries takes time
    by_people = Mark.objects.in_force().filter(answer__in=marked, regrade=None)
    return Marking(
        Regrade.objects.select_related("version").in_bulk(regrades),
        {mark.answer_id: mark for mark in by_people},
    )


def card_html(
    place: Place,
    question: QuestionOutline,
    state: ItemState | None,
    older: Mapping[int, QuestionVersion],
    marking: Marking,
    say: Say | None = None,
) -> SafeString:
    """The card of one question as this learner sees it now."""
    say = say or Say()
    if state is not None and say.after is not None and state.after > say.after:
        say = Say(note=say.note)
    if state is None and say == Say() and not question.grader.drawn:
        html = _untouched(place.course, place.lesson, get_language())[question.id]
    elif state is not None and _can_share(question, state, older, say):
        first = state.first_fraction if state.after > 1 else None
        html = _answered(
            place.course,
            place.lesson,
            question,
            json.dumps(state.response),
            first,
            state.last_fraction,
            say.focus,
            reported_on(state.reported_at),
            get_language(),
        )
    else:
        reported = reported_on(state.reported_at) if state else ""
        html = _draw(place, question, state, older, say, reported, marking)
    return mark_safe(place.fill(html))  # noqa: S308 -- both parts come from templates


def _can_share(
    question: QuestionOutline,
    state: ItemState,
    older: Mapping[int, QuestionVersion],
    say: Say,
) -> bool:
    """Whether the card shows an answer to the question's current version, and nothing else."""
    # What people write at length is theirs alone.
    shared = question.grader.by_rule and say.note is None and state.regrade_id is None
    current = state.answered_version == question.version_id and shared
    return current and _shows_answer(question, state, older, say)


@kept(512)
def _untouched(course: CourseOutline, lesson: LessonLink, language: str | None) -> dict[int, str]:
    """The lesson's untouched cards by question id. A changed course has another outline."""
    here = Place(course, lesson, OWN)
    questions = open_lesson(course, lesson.id).questions
    return {question.id: _draw(here, question, None, {}, Say()) for question in questions}


@kept(4096)
def _answered(
    course: CourseOutline,
    lesson: LessonLink,
    question: QuestionOutline,
    response: str,
    first: float | None,
    last: float | None,
    focus: bool,
    reported: str,
    language: str | None,
) -> str:
    """The card of an answered question: the same for all who gave that answer.

    ``response`` is JSON; ``first`` is the first try's mark, None for those who tried once;
    ``reported`` is the day of the learner's report in words.
    """
    state = ItemState(
        question_id=question.id,
        version_id=question.version_id,
        after=1 if first is None else 2,
        response=json.loads(response),
        answered_version=question.version_id,
        first_fraction=first,
        last_fraction=last,
    )
    here = Place(course, lesson, OWN)
    return _draw(here, question, state, {}, Say(focus=focus), reported)


def _draw(
    place: Place,
    question: QuestionOutline,
    state: ItemState | None,
    older: Mapping[int, QuestionVersion],
    say: Say,
    reported: str = "",
    marking: Marking = NO_MARKING,
) -> str:
    if not question.grader.asked:
        return render_to_string(STATEMENT, {"question": question, "spec": question.spec})
    after = state.after if state else 0
    context: dict[str, Any] = {
        "question": question,
        "place": place,
        "after": after,
        "say": say,
        "own": mark_safe(OWN),  # noqa: S308 -- a constant
        "kind_template": f"quizzes/kinds/{question.kind}.html",
        "next": _next(place, question),
        "reported": reported,
        "report_address": reverse(
            "report", args=[place.course.slug, place.lesson.slug, question.id]
        ),
    }
    if state and _shows_answer(question, state, older, say):
        context |= _review(question, state, older, marking)
    else:
        chosen = _chosen(question, state, older, say)
        context |= {
            "spec": question.grader.with_values(question.spec, place.seed),
            "version_id": question.version_id,
            "view": question.grader.prepare(question.spec, _seed(place, question), chosen),
            "part": f"{context['kind_template']}#answer",
            "drafted": chosen is not None and say.kept is None,
        }
    return render_to_string(TEMPLATE, context)


def _seed(place: Place, question: QuestionOutline) -> int:
    """0 where nothing is drawn: cards of such questions are shared."""
    return place.seed if question.grader.drawn else 0


def _shows_answer(
    question: QuestionOutline,
    state: ItemState,
    older: Mapping[int, QuestionVersion],
    say: Say,
) -> bool:
    """Whether the card shows the latest answer, and not a form."""
    if not state.after or say.retry or say.error:
        return False
    if state.answered_version not in {question.version_id, *older}:
        return False
    return _chosen(question, state, older, say) is None


def _next(place: Place, question: QuestionOutline) -> int | None:
    """The id of the question that follows in the lesson."""
    ids = place.lesson.question_ids
    return ids[question.number] if question.number < len(ids) else None


def _chosen(
    question: QuestionOutline,
    state: ItemState | None,
    older: Mapping[int, QuestionVersion],
    say: Say,
) -> Response:
    """The response with which the form is filled: what was just typed, else the draft."""
    if say.kept is not None:
        return say.kept
    if state and state.draft is not None and same_meaning(question, state.version_id, older):
        return state.draft
    return None


def same_meaning(
    question: QuestionOutline, version_id: int | None, older: Mapping[int, QuestionVersion]
) -> bool:
    """Whether an answer to that version holds for the question as it is now.

    False for None: nothing was answered.
    """
    if version_id == question.version_id:
        return True
    version = older.get(version_id) if version_id else None
    return version is not None and version.edition == question.edition


def _review(
    question: QuestionOutline,
    state: ItemState,
    older: Mapping[int, QuestionVersion],
    marking: Marking,
) -> dict[str, Any]:
    """What a card shows of an answer: by the version that was answered, or that marked it."""
    regrade = marking.regrade(state)
    version = _marked_by(question, state, older, regrade)
    grader, spec = version.grader, version.spec
    grade = grader.grade(spec, state.response)
    dropped = regrade is not None and regrade.policy == Regrade.Policy.DROP
    return {
        "spec": grader.with_values(spec, grader.seed_of(state.response)),
        "version_id": version.pk,
        "revised": not same_meaning(question, version.pk, {**older, version.pk: version}),
        "corrected": corrected(regrade) if regrade else "",
        "view": grader.review(spec, state.response),
        "part": f"quizzes/kinds/{grader.name}.html#review",
        "verdict": no_longer_counts() if dropped else verdict(state.last_fraction),
        "first_try": "" if dropped else _first_try(state),
        "tally": "" if regrade else _tally(state.last_fraction, grade.tally),
        "feedback": [text for text in grade.feedback if text != spec["explanation"]],
        "by_person": person_said(marking.by_person(state), spec),
    }


def _marked_by(
    question: QuestionOutline,
    state: ItemState,
    older: Mapping[int, QuestionVersion],
    regrade: Regrade | None,
) -> QuestionVersion:
    """The version by which the answer is shown: a new key's where it was marked again."""
    if same_meaning(question, state.answered_version, older):
        answered = QuestionVersion(
            pk=question.version_id,
            question_id=question.id,
            edition=question.edition,
            kind=question.kind,
            spec=question.spec,
        )
    else:
        answered = older[state.answered_version or 0]
    if regrade and regrade.reads(answered.kind, state.response):
        return regrade.version
    return answered


def person_said(
    mark: Mark | None, spec: Mapping[str, Any], *, points: bool = True
) -> dict[str, Any] | None:
    """What a person said of the answer: a comment and, with ``points``, those by the rubric."""
    if mark is None:
        return None
    rubric = zip(spec.get("rubric", ()), mark.points or (), strict=False)
    rows = [{**criterion, "given": given} for criterion, given in rubric] if points else []
    return {"comment": mark.comment, "rows": rows}


def corrected(regrade: Regrade, *, with_reason: bool = True) -> str:
    """What a learner is told of a regrade of their answer. The reason may say what is right."""
    words = {
        Regrade.Policy.RECOMPUTE: _("This question was corrected, and your answer marked again."),
        Regrade.Policy.FULL: _("This question was corrected: everyone gets the full mark."),
        Regrade.Policy.DROP: _("This question was corrected: it no longer counts."),
        Regrade.Policy.ACCEPT: _("This question was corrected: further answers are accepted."),
    }
    told = words[Regrade.Policy(regrade.policy)]
    return f"{told} {regrade.reason}".rstrip() if with_reason else told


def _tally(fraction: float | None, tally: str) -> str:
    """The share of the mark of an answer that is partly right, and how it came about."""
    if fraction is None or not 0 < fraction < 1:
        return tally
    share = _("%(percent)d%% of the mark.") % {"percent": percentage(fraction)}
    return f"{share} {tally}".rstrip()


def reported_on(at: datetime | None) -> str:
    """The day of a report in words, with the year where it is not this one; "" for none."""
    if at is None:
        return ""
    day = localdate(at)
    this_year = day.year == localdate().year
    # Translators: a day within a sentence, in the letters of Django's date filter.
    return date_format(day, _("j F") if this_year else _("j F Y"))


def _first_try(state: ItemState) -> str:
    """What became of the first try, once there were several."""
    if state.after < 2 or state.first_fraction is None:
        return ""
    if state.first_fraction >= 1:
        return _("First try: right.")
    if state.first_fraction > 0:
        return _("First try: partly right.")
    return _("First try: not right.")
