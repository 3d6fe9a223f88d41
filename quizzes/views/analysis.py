"""What the marks of an assignment say of its questions, for those who teach the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..exchange.csv_sheet import Cell, csv_sheet
from ..models import Assignment, User
from ..reports.analysis import AssignmentAnalysis, ItemAnalysis, analysis_of
from ..reports.over_time import Period, asked_in, question_over_time
from ..reports.said import Edition
from ..scoring.alternatives import Level
from ..scoring.statistics import ItemStatistics, Verdict
from ..scoring.whole import figures
from .bars import Bar, Chart, chart
from .classroom import account

PAGES = "quizzes/analysis/"
MAY_WRITE = "quizzes.change_question"
SORTS = ("number", "facility", "discrimination")
ICONS = {Level.MEND: "!", Level.LOOK: "◑", Level.FINE: "✓", Level.OPEN: "○"}
LOOKS = {Level.MEND: "bad", Level.LOOK: "open", Level.FINE: "done", Level.OPEN: ""}
"""Classes of the stylesheet."""


@dataclass(frozen=True, slots=True)
class State:
    """A verdict with its sign, its word and its colour."""

    icon: str
    word: str
    look: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said to an edition, drawn."""

    edition: Edition
    chart: Chart

    @property
    def name(self) -> str:
        """Of its drawing in the page."""
        return f"bars-{self.edition.version.pk}"


@dataclass(frozen=True, slots=True)
class Card:
    """A question on the page."""

    item: ItemAnalysis
    state: State
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by which the table can be sorted: where its link leads, and how it is sorted."""

    label: str
    query: str
    sorted: str


@login_required
@require_safe
def assignment_analysis(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole, what is misunderstood, and each question; ``?as=csv`` for a spreadsheet."""
    assignment = _taught(request, pk)
    found = analysis_of(assignment)
    if request.GET.get("as") == "csv":
        return _csv(found)
    sort = request.GET.get("sort", "")
    cards = [_card(item, found.practice) for item in found.items]
    context = {
        "assignment": assignment,
        "analysis": found,
        "figures": figures(found.whole, found.possible),
        "columns": [_column(name, sort) for name in SORTS],
        "rows": _sorted(cards, sort),
        "cards": cards,
        "may_write": _may_write(account(request)),
    }
    return render(request, f"{PAGES}assignment.html", context)


@login_required
@require_safe
def assignment_question(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """One question of it, in all assignments of one's own classes that had it."""
    assignment = _taught(request, pk)
    question = asked_in(assignment, question_id)
    if question is None:
        raise Http404(_("No learner had this question in this assignment."))
    periods = question_over_time(question, by=account(request))
    with timezone.override(ZoneInfo(assignment.classroom.time_zone)):
        context = {
            "assignment": assignment,
            "question": question,
            "periods": [(each, _state(each.remark.level, each.statistics)) for each in periods],
            "chart": chart(map(_period_bar, range(1, len(periods) + 1), periods)),
            "may_write": _may_write(account(request)),
        }
        return render(request, f"{PAGES}question.html", context)


def _taught(request: HttpRequest, pk: int) -> Assignment:
    mine = Assignment.objects.taught_by(account(request)).select_related("classroom", "course")
    found = mine.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such assignment, or you do not teach its class."))
    return found


def _may_write(user: User) -> bool:
    """Whether the account may change questions on the authors' side."""
    return user.is_staff and user.has_perm(MAY_WRITE)


def _state(level: Level, statistics: ItemStatistics) -> State:
    words = {
        Verdict.TOO_FEW: _("too few to judge"),
        Verdict.AGAINST: _("check the key"),
        Verdict.TOO_EASY: _("very easy"),
        Verdict.TOO_HARD: _("very hard"),
        Verdict.WEAK: _("tells little"),
        Verdict.FAIR: _("fair"),
        Verdict.GOOD: _("good"),
    }
    word = words[Verdict.AGAINST if level is Level.MEND else statistics.verdict]
    return State(ICONS[level], word, LOOKS[level])


def _card(item: ItemAnalysis, practice: bool) -> Card:
    asked = tuple(Asked(each, _chart(each)) for each in item.editions if each.rows)
    state = _state(item.level, item.statistics)
    if practice:
        state = State(ICONS[Level.OPEN], _("no marks"), "")
    return Card(item, state, asked)


def _chart(edition: Edition) -> Chart:
    bars = [
        Bar(row.sign or "…", row.share, row.count, row.alternative.right) for row in edition.rows
    ]
    return chart([*bars, Bar("–", edition.blank_share, edition.tally.blank, blank=True)])


def _period_bar(number: int, period: Period) -> Bar:
    facility = period.statistics.facility
    return Bar(str(number), None if facility is None else facility / 100)


def _column(name: str, sort: str) -> Column:
    labels = {
        "number": _("Question"),
        "facility": _("Facility"),
        "discrimination": _("Discrimination"),
    }
    orders = {name: "ascending", f"-{name}": "descending"}
    query = f"-{name}" if sort == name else name
    return Column(labels[name], query, orders.get(sort or "number", ""))


def _sorted(cards: Sequence[Card], sort: str) -> list[Card]:
    """By a column, descending after "-"; what has no such figure last."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return list(cards)
    figures = {
        card.item.number: card.item.number
        if name == "number"
        else getattr(card.item.statistics, name)
        for card in cards
    }
    there = [card for card in cards if figures[card.item.number] is not None]
    there.sort(key=lambda card: figures[card.item.number], reverse=sort.startswith("-"))
    return there + [card for card in cards if figures[card.item.number] is None]


def _csv(found: AssignmentAnalysis) -> HttpResponse:
    title = slugify(found.assignment.title) or "assignment"
    response = HttpResponse(csv_sheet(_lines(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{title}-analysis.csv"'
    return response


def _lines(found: AssignmentAnalysis) -> list[list[Cell]]:
    head: list[Cell] = [
        _("Question"),
        _("Identifier"),
        _("Stem"),
        _("Points"),
        _("Learners"),
        _("Not marked yet"),
        _("Facility, percent"),
        _("Discrimination, percent"),
        _("Efficiency, percent"),
        _("Verdict"),
        _("What to do"),
    ]
    return [head, *(_line(item) for item in found.items)]


def _line(item: ItemAnalysis) -> list[Cell]:
    found = item.statistics
    said = [item.remark, *(remark for each in item.editions for remark in each.remarks)]
    shown = (found.facility, found.discrimination, found.efficiency)
    return [
        item.number,
        item.question.uid,
        item.version.spec["stem"],
        item.points,
        found.count,
        item.waiting,
        *(None if figure is None else round(figure, 1) for figure in shown),
        _state(item.level, found).word,
        " ".join(remark.text for remark in said),
    ]
