"""Cells of a gradebook, state by state, and the average of a row."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.scoring.deadlines import Allowance, Counts, Dates, Late
from quizzes.scoring.gradebook import Cell, Made, State, average, cell

DUE = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def dates(**fields):
    return Dates("Europe/Paris", **fields)


def made(fraction=None, at=DUE - HOUR, number=1, waiting=0):
    earned = None if fraction is None else fraction * 4
    return Made(number, at, earned, 4, waiting)


def found(attempts, counts=Counts.BEST, now=DUE, of=None, **decided):
    return cell(attempts, of or dates(due_at=DUE), counts, now, **decided)


def test_what_was_handed_in_has_its_share_of_the_points():
    assert found([made(0.75)]) == Cell(State.GRADED, 0.75)


@pytest.mark.parametrize(
    ("counts", "grade"),
    [(Counts.BEST, 0.75), (Counts.FIRST, 0.5), (Counts.LAST, 0.25), (Counts.MEAN, 0.5)],
)
def test_of_several_attempts_the_chosen_one_counts(counts, grade):
    attempts = [made(0.5), made(0.75, number=2), made(0.25, number=3)]
    assert found(attempts, counts) == Cell(State.GRADED, grade)


def test_one_that_still_runs_takes_nothing_away():
    assert found([made(0.5), made(at=None, number=2)]) == Cell(State.GRADED, 0.5)
    assert found([made(at=None)]) == Cell(State.BEGUN)


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        (Counts.BEST, State.WAITING),
        (Counts.MEAN, State.WAITING),
        (Counts.LAST, State.WAITING),
        (Counts.FIRST, State.GRADED),
    ],
)
def test_a_missing_mark_is_waited_for_where_it_matters(counts, state):
    assert found([made(0.5), made(0.25, number=2, waiting=1)], counts).state is state


def test_practice_and_what_counts_no_longer_have_no_figure():
    assert found([Made(1, DUE)]) == Cell(State.DONE)
    assert found([Made(1, DUE, 0, 0)]) == Cell(State.DONE)


def test_it_is_late_from_the_first_second_after_it_was_due():
    assert not found([made(1, at=DUE)]).late
    assert found([made(1, at=DUE + SECOND)]).late


def test_only_the_attempt_that_counts_makes_it_late():
    attempts = [made(0.75), made(0.5, at=DUE + HOUR, number=2)]
    assert not found(attempts, Counts.BEST).late
    assert found(attempts, Counts.LAST).late
    assert found(attempts, Counts.MEAN).late


def test_what_being_late_costs_is_taken_off_each_attempt():
    of = dates(due_at=DUE, late=Late.PERCENT, percent=30)
    attempts = [made(0.5), made(0.75, at=DUE + HOUR, number=2)]
    best = found(attempts, of=of)
    assert best.fraction == pytest.approx(0.5)
    assert not best.late
    assert found(attempts, Counts.LAST, of=of).fraction == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("of", "now", "state", "fraction"),
    [
        (dates(opens_at=DUE), DUE - SECOND, State.SOON, None),
        (dates(opens_at=DUE), DUE, State.NEW, None),
        (dates(due_at=DUE), DUE - SECOND, State.NEW, None),
        (dates(due_at=DUE), DUE, State.OVERDUE, None),
        (dates(due_at=DUE, late=Late.REFUSE), DUE - SECOND, State.NEW, None),
        (dates(due_at=DUE, late=Late.REFUSE), DUE, State.MISSING, 0.0),
        (dates(due_at=DUE, closes_at=DUE + DAY), DUE + DAY - SECOND, State.OVERDUE, None),
        (dates(due_at=DUE, closes_at=DUE + DAY), DUE + DAY, State.MISSING, 0.0),
        (dates(), DUE, State.NEW, None),
    ],
)
def test_what_was_not_begun_is_missing_once_it_is_too_late(of, now, state, fraction):
    assert found([], now=now, of=of) == Cell(state, fraction)


def test_an_extension_keeps_it_from_being_missing():
    of = dates(due_at=DUE, late=Late.REFUSE).for_learner(Allowance(days=1))
    assert found([], now=DUE, of=of).state is State.NEW
    assert found([], now=DUE + DAY, of=of).state is State.MISSING


def test_who_is_excused_has_no_grade_whatever_was_done():
    assert found([made(0.25)], excused=True) == Cell(State.EXCUSED)
    assert found([], excused=True) == Cell(State.EXCUSED)


@pytest.mark.parametrize("attempts", [[], [made(0.25)], [made(0.25, waiting=2)], [made(at=None)]])
def test_a_person_has_the_last_word(attempts):
    decided = found(attempts, override=0.9, excused=True)
    assert decided == Cell(State.GRADED, 0.9, by_person=True)


def test_the_average_is_weighted_and_of_what_has_a_figure():
    cells = [(Cell(State.GRADED, 1.0), 3), (Cell(State.MISSING, 0.0), 1), (Cell(State.NEW), 5)]
    assert average(cells) == 0.75


def test_without_a_figure_or_a_weight_there_is_no_average():
    assert average([]) is None
    assert average([(Cell(State.NEW), 1)]) is None
    assert average([(Cell(State.GRADED, 1.0), 0)]) is None
