"""Grades: the class's table, what is behind each figure, and a learner's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header, urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.override import Overtaken, give_grade
from ..exchange.grades import as_csv, as_xlsx
from ..forms.gradebook import FilterForm, GradeForm
from ..models import Assignment, Attempt, Classroom, Course, Enrolment
from ..reports import assignment as assignments
from ..reports import gradebook as reports
from ..reports.gradebook import Gradebook, Row
from ..reports.quiz import AttemptView, view_of
from ..scoring.disclosure import ALL, Matrix, Stage
from ..scoring.gradebook import Cell, State
from .classroom import account
from .learner import current_learner
from .quiz_cards import quiz_card
from .render import go_to
from .zone import show_times_of

PAGES = "quizzes/gradebook/"
HIGH, LOW = 0.8, 0.5
"""From the first on a grade is drawn as high, below the second as low."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gzip_page
@login_required
@require_safe
def grades(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's grades in everything."""
    found = taught(request, pk)
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    book = reports.gradebook(found, timezone.now(), gone=bool(wanted.get("gone")))
    sort = request.GET.get("sort", "")
    rows = _sorted(_filtered(book, wanted), sort, book)
    context = {
        "classroom": found,
        "book": book,
        "columns": _columns(request, book, sort),
        "form": form,
        "filtered": len(rows) != len(book.rows),
        "count": len(rows),
        "body": _body(rows, book.assignments),
        "sort": sort,
    }
    return render(request, f"{PAGES}grades.html", context)


def _filtered(book: Gradebook, wanted: dict[str, Any]) -> list[Row]:
    name, state = wanted.get("name", "").strip().casefold(), wanted.get("state", "")
    holds: dict[str, Callable[[Cell], bool]] = {
        "waiting": lambda each: each.state is State.WAITING,
        "missing": lambda each: each.state in (State.MISSING, State.OVERDUE),
        "late": lambda each: each.late,
    }
    rows = [row for row in book.rows if name in row.place.name.casefold()]
    return [row for row in rows if any(map(holds[state], row.cells))] if state in holds else rows


def _sorted(rows: list[Row], sort: str, book: Gradebook) -> list[Row]:
    """By name, as they come; or the lowest grade first, and with a minus the highest. Those without
    a grade are last in both."""
    column = sort.removeprefix("-")
    ids = [str(each.pk) for each in book.assignments]
    if column == "name":
        return rows[::-1] if sort.startswith("-") else rows
    if column == "average":
        figure: Callable[[Row], float | None] = lambda row: row.average  # noqa: E731
    elif column in ids:
        at = ids.index(column)
        figure = lambda row: row.cells[at].fraction  # noqa: E731
    else:
        return rows
    known = [row for row in rows if figure(row) is not None]
    known.sort(key=lambda row: figure(row) or 0.0, reverse=sort.startswith("-"))
    return known + [row for row in rows if figure(row) is None]


def _columns(request: HttpRequest, book: Gradebook, sort: str) -> list[dict[str, Any]]:
    """The heads of the table, each with the address that sorts by it."""
    kept = {name: request.GET[name] for name in ("name", "state", "gone") if request.GET.get(name)}

    def head(key: str, title: str, assignment: Assignment | None = None) -> dict[str, Any]:
        turned = f"-{key}" if sort == key else key
        order = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        return {
            "title": title,
            "assignment": assignment,
            "url": f"?{urlencode({**kept, 'sort': turned})}",
            "order": order,
        }

    heads = [head("name", _("Learner"))]
    heads += [head(str(each.pk), each.title, each) for each in book.assignments]
    return [*heads, head("average", _("Average"))]


def _body(rows: Iterable[Row], columns: Sequence[Assignment]) -> SafeString:
    """The rows of the table. Thousands of cells: put together here, and as short as can be."""
    words = _words()
    ids = [each.pk for each in columns]
    drawn = []
    for row in rows:
        cells = [
            _cell(each, f"{pk}/{row.place.pk}", words)
            for each, pk in zip(row.cells, ids, strict=True)
        ]
        name = format_html("<tr><th scope=row>{}", row.place.name)
        whole = "–" if row.average is None else f"{_percent(row.average)}%"
        drawn.append(f"{name}{''.join(cells)}<td>{whole}")
    return mark_safe("\n".join(drawn))  # noqa: S308 -- names are escaped, the rest is made here


def _words() -> dict[State, str]:
    """What stands in a cell without a figure; translated once for all of them."""
    return {
        State.SOON: _("not open"),
        State.NEW: "–",
        State.BEGUN: _("in progress"),
        State.WAITING: _("to mark"),
        State.DONE: _("handed in"),
        State.OVERDUE: _("overdue"),
        State.EXCUSED: _("excused"),
        State.MISSING: _("missing"),
        State.GRADED: "",
    }


def _cell(found: Cell, address: str, words: dict[State, str]) -> str:
    """One cell: its words or figure, and its colour by a class of one letter."""
    text = words[found.state]
    if found.state is State.GRADED and found.fraction is not None:
        text = f"{_percent(found.fraction)}%"
    if found.late:
        text += f" {_('late')}"
    if found.by_person:
        text += "*"
    sort = _colour(found)
    return f"<td{f' class={sort}' if sort else ''}><a href={address}>{text}</a>"


def _colour(found: Cell) -> str:
    if found.fraction is not None:
        if found.fraction >= HIGH:
            return ""
        return "l" if found.fraction < LOW else "m"
    if found.state in (State.BEGUN, State.WAITING):
        return "m"
    return "l" if found.state is State.OVERDUE else "n"


def _percent(fraction: float) -> int:
    return round(100 * fraction)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as a file for a spreadsheet: ``as`` is csv or xlsx."""
    found = taught(request, pk)
    rows = _table(reports.gradebook(found, timezone.now()))
    name = slugify(found.name) or "grades"
    if request.GET.get("as") == "xlsx":
        return _file(as_xlsx(rows, found.name), f"{name}.xlsx", XLSX)
    return _file(as_csv(rows), f"{name}.csv", "text/csv; charset=utf-8")


def _table(book: Gradebook) -> list[list[str | float | None]]:
    """Figures in percent; where there is none, the state in words."""
    words = _words() | {State.NEW: ""}
    titles = [each.title for each in book.assignments]
    rows: list[list[str | float | None]] = [[_("Learner"), _("Number"), *titles, _("Average")]]
    for row in book.rows:
        cells = [
            words[each.state] if each.fraction is None else round(100 * each.fraction, 2)
            for each in row.cells
        ]
        whole = None if row.average is None else round(100 * row.average, 2)
        rows.append([row.place.name, row.place.number, *cells, whole])
    return rows


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(True, name)
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": disposition or ""}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def behind(request: HttpRequest, pk: int, assignment_id: int, place_id: int) -> HttpResponse:
    """What is behind one grade, and a grade given in its place."""
    found = taught(request, pk)
    row, place = _where(found, assignment_id, place_id)
    report = reports.behind(row, place, timezone.now())
    latest = report.overrides[0] if report.overrides else None
    form = GradeForm(request.POST or None, initial={"seen": latest.pk if latest else 0})
    overtaken = None
    if form.is_valid():
        try:
            give_grade(
                row,
                place,
                form.fraction,
                form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                by=account(request),
                now=timezone.now(),
            )
        except Overtaken as error:
            overtaken = error.latest
        else:
            messages.success(request, _("Saved for %(name)s.") % {"name": place.name})
            return go_to(request, request.path)
    context = {
        "classroom": found,
        "assignment": row,
        "place": place,
        "behind": report,
        "words": _said(report.cell),
        "form": form,
        "overtaken": overtaken,
        "seen": latest.pk if latest else 0,
        "leads": found.teachers.filter(user=account(request), role="teacher").exists(),
    }
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, f"{PAGES}behind.html", context, status=status)


def _said(found: Cell) -> str:
    """A cell in words."""
    text = _("not begun") if found.state is State.NEW else _words()[found.state]
    if found.state is State.GRADED and found.fraction is not None:
        text = f"{_percent(found.fraction)}%"
    return f"{text} · {_('late')}" if found.late else text


@login_required
@require_safe
def sitting(request: HttpRequest, pk: int, attempt_id: int) -> HttpResponse:
    """One attempt with its questions, responses and marks, as those who teach may see it."""
    found = taught(request, pk)
    attempts = Attempt.objects.assigned().filter(assignment__classroom=found)
    attempt = attempts.select_related("assignment__course").filter(pk=attempt_id).first()
    learner_id = attempt.learner_id if attempt else 0
    place = found.enrolments.select_related("learner").filter(learner=learner_id).first()
    if attempt is None or attempt.assignment is None or place is None:
        raise Http404(_("There is no such attempt in this class."))
    attempt.assignment.classroom = found
    if attempt.assignment.anonymous and attempt.waiting:
        messages.info(request, _without_names())
        grade = reverse("class_grade", args=[pk, attempt.assignment_id, place.pk])
        return go_to(request, grade)
    page = _Shown(attempt, attempt.assignment, place)
    context = {
        "classroom": found,
        "assignment": attempt.assignment,
        "place": place,
        "attempt": attempt,
        "total": page.view.total,
        "cards": [quiz_card(page, each, read_only=True) for each in page.view.items],
    }
    return render(request, f"{PAGES}sitting.html", context)


def _without_names() -> str:
    return _(
        "This is marked without names, and not everything is marked yet. Then the answers can be"
        " read here."
    )


class _Shown:
    """An attempt laid open to those who teach: nothing is hidden, nothing can be answered."""

    url = ""

    def __init__(self, attempt: Attempt, assignment: Assignment, place: Enrolment) -> None:
        now = timezone.now()
        try:
            given = assignments.given(assignment, place, now=now)
        except Course.DoesNotExist:
            words = _("The course of this assignment is not published at the moment.")
            raise Http404(words) from None
        self.course = given.course
        outline = replace(given.outline, matrix=Matrix(ALL, ALL, ALL))
        self.view: AttemptView = replace(view_of(attempt, outline, now), stage=Stage.CLOSED)

    def draft_url(self, question_id: int) -> str:
        """Nothing is kept from here."""
        return ""


@require_safe
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """A learner's own grades in a class."""
    learner = current_learner(request)
    found = Classroom.objects.filter(pk=pk)
    classroom = found.attended_by(learner).first() if learner else None
    if classroom is None:
        raise Http404(_("There is no such class, or you are not in it."))
    show_times_of(request, classroom.time_zone)
    place = classroom.enrolments.select_related("learner").get(learner=learner)
    report = reports.own_grades(classroom, place, timezone.now())
    rows = [{"row": each, "words": _said(each.cell)} for each in report.rows]
    context = {"classroom": classroom, "place": place, "rows": rows, "average": report.average}
    return render(request, f"{PAGES}own.html", context)


def taught(request: HttpRequest, pk: int) -> Classroom:
    """The class, for those who teach it or help. Raises Http404 for others."""
    found = Classroom.objects.taught_by(account(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such class, or you are not in it."))
    show_times_of(request, found.time_zone)
    return found


def _where(found: Classroom, assignment_id: int, place_id: int) -> tuple[Assignment, Enrolment]:
    row = found.assignments.published().filter(pk=assignment_id).first()
    place = found.enrolments.select_related("learner").filter(pk=place_id).first()
    if row is None or place is None:
        raise Http404(_("There is no such grade in this class."))
    row.classroom = found
    return row, place
