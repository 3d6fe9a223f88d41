"""The gradebook of a class, what is behind its figures, and learners' own grades."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from lxml import html
from openpyxl import load_workbook

from quizzes.actions.grades import refresh_grades
from quizzes.models import AttemptItem, Override
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    QuestionFactory,
    SittingFactory,
    UserFactory,
)
from tests.queries import counted

from .assigning import Doer, browser, page, roles, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def teacher():
    return browser(UserFactory(name="Marie Curie"))


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def given(led, question):
    return AssignmentFactory(classroom=led, asks=[question], title="Rotor", way="immediate")


def place(led, name):
    return EnrolmentFactory(classroom=led, name=name)


def done(given, where, fraction, at=NOW, **fields):
    """A finished attempt that earned this share."""
    attempt = SittingFactory(
        assignment=given, learner=where.learner, finished_at=at, started_at=at, **fields
    )
    question = given.quiz.parts.first().question
    AttemptItem.objects.create(
        attempt=attempt,
        question=question,
        version=question.current,
        position=1,
        points=1,
        mark=fraction,
        answer_count=1,
        last_at=at,
    )
    refresh_grades([attempt.pk])
    return attempt


def table(client, led, query=""):
    """The rows as people read them."""
    with time_machine.travel(NOW + DAY, tick=False):
        shown = text(client.get(f"{page('class_grades', led)}{query}"))
    rows = html.fromstring(shown).cssselect("table.grades tbody tr")
    return [[cell.text_content().strip() for cell in row] for row in rows]


def test_everybody_has_a_row_and_every_assignment_a_column(teacher, led, given):
    second = AssignmentFactory(classroom=led, asks=[QuestionFactory()], weight=3)
    ada, ben = place(led, "Ada"), place(led, "Ben")
    done(given, ada, 1)
    done(second, ada, 0.5)
    SittingFactory(assignment=given, learner=ben.learner)
    assert table(teacher, led) == [
        ["Ada", "100%", "50%", "62%"],
        ["Ben", "in progress", "–", "–"],
    ]


def test_each_state_has_its_word(teacher, led, question):
    ada = place(led, "Ada")
    due = {"due_at": NOW, "asks": [question], "classroom": led}
    closed = AssignmentFactory(**due, late="refuse", title="1")
    overdue = AssignmentFactory(**due, title="2")
    late = AssignmentFactory(**due, title="3")
    soon = AssignmentFactory(classroom=led, asks=[question], opens_at=NOW + 5 * DAY)
    excused = AssignmentFactory(classroom=led, asks=[question])
    practice = AssignmentFactory(classroom=led, asks=[question], way="practice")
    waiting = AssignmentFactory(classroom=led, asks=[question])
    done(late, ada, 0.5, at=NOW + timedelta(seconds=1))
    done(practice, ada, None)
    done(waiting, ada, None)
    excused.exemptions.create(place=ada, excused=True, changed_at=NOW)
    assert closed.pk < overdue.pk < late.pk < soon.pk
    assert table(teacher, led) == [
        [
            "Ada",
            "missing",
            "overdue",
            "50% late",
            "not open",
            "excused",
            "handed in",
            "to mark",
            "25%",
        ]
    ]


def test_who_was_taken_out_is_shown_on_demand_only(teacher, led, given):
    place(led, "Ada")
    gone = EnrolmentFactory(classroom=led, name="Gone", removed_at=NOW)
    done(given, gone, 1)
    assert [row[0] for row in table(teacher, led)] == ["Ada"]
    assert table(teacher, led, "?gone=on") == [["Gone", "100%", "100%"]]


def test_nobody_elses_work_is_in_it(teacher, led, given):
    ada = place(led, "Ada")
    SittingFactory(assignment=given, learner=ada.learner, mode="preview", finished_at=NOW)
    elsewhere = AssignmentFactory(asks=[QuestionFactory()], title="SECRET")
    done(elsewhere, EnrolmentFactory(classroom=elsewhere.classroom, name="SECRET"), 1)
    done(elsewhere, ada, 1)
    assert table(teacher, led) == [["Ada", "–", "–"]]
    assert "SECRET" not in text(teacher.get(page("class_grades", led)))


def test_drafts_are_no_columns(teacher, led, question):
    AssignmentFactory(classroom=led, asks=[question], title="DRAFT", published_at=None)
    assert "DRAFT" not in text(teacher.get(page("class_grades", led)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada", "Ben", "Chloe", "Dmitri"]),
        ("?sort=-name", ["Dmitri", "Chloe", "Ben", "Ada"]),
        ("?sort=average", ["Ben", "Chloe", "Ada", "Dmitri"]),
        ("?sort=-average", ["Ada", "Chloe", "Ben", "Dmitri"]),
        ("?sort={given}", ["Ben", "Chloe", "Ada", "Dmitri"]),
        ("?sort=-{given}", ["Ada", "Chloe", "Ben", "Dmitri"]),
        ("?sort=nonsense", ["Ada", "Ben", "Chloe", "Dmitri"]),
        ("?name=LO", ["Chloe"]),
        ("?state=waiting", ["Dmitri"]),
        ("?state=late", []),
        ("?state=nonsense", ["Ada", "Ben", "Chloe", "Dmitri"]),
    ],
)
def test_rows_are_sorted_and_looked_for(teacher, led, given, query, names):
    for name, fraction in (("Ada", 1), ("Ben", 0.25), ("Chloe", 0.5), ("Dmitri", None)):
        done(given, place(led, name), fraction)
    rows = table(teacher, led, query.format(given=given.pk))
    assert [row[0] for row in rows] == names


def test_names_are_no_html(teacher, led, given):
    place(led, "<script>x</script> & Ada")
    assert table(teacher, led)[0][0] == "<script>x</script> & Ada"


def test_every_figure_opens_what_is_behind_it(teacher, led, given):
    ada = place(led, "Ada")
    first = done(given, ada, 0.5, at=NOW + DAY)
    done(given, ada, 1, at=NOW + 2 * DAY, number=2)
    shown = text(teacher.get(page("class_grades", led)))
    assert f"<a href={given.pk}/{ada.pk}>" in shown
    behind = text(teacher.get(page("class_grade", led, given.pk, ada.pk)))
    assert "Tue 24 Nov 2026, 10:00" in behind
    assert "0.50 / 1" in behind
    assert page("class_sitting", led, first.pk) in behind


def test_an_attempt_is_laid_open_with_responses_and_marks(teacher, led, given, question):
    ada = place(led, "Ada")
    doer = Doer(browser(ada.learner.user), given)
    doer.begin()
    doer.choose(question, "b", do=f"check:{question.pk}")
    doer.hand_in()
    shown = text(teacher.get(page("class_sitting", led, doer.attempt().pk)))
    assert "The stator" in shown
    assert "EXPLAINED" in shown
    assert "0 of 1 point." in shown
    assert "<form" not in html.tostring(html.fromstring(shown).cssselect("main")[0]).decode()
    assert "Report a problem" not in shown


def test_answers_are_not_read_beside_names_before_they_are_marked_without(teacher, led, given):
    ada = place(led, "Ada")
    given.anonymous = True
    given.save()
    attempt = done(given, ada, None)
    shown = teacher.get(page("class_sitting", led, attempt.pk), follow=True)
    assert "This is marked without names" in text(shown)
    assert "What turns?" not in text(shown)
    attempt.items.update(mark=1)
    refresh_grades([attempt.pk])
    assert "What turns?" in text(teacher.get(page("class_sitting", led, attempt.pk)))


def test_one_that_runs_is_looked_at_without_a_form(teacher, led, given, question):
    ada = place(led, "Ada")
    doer = Doer(browser(ada.learner.user), given)
    doer.begin()
    shown = text(teacher.get(page("class_sitting", led, doer.attempt().pk)))
    assert "in progress" in shown
    assert 'type="radio"' not in shown


def decide(client, led, given, where, percent, reason="Spoken exam", seen=0):
    posted = {"percent": percent, "reason": reason, "seen": seen}
    return client.post(page("class_grade", led, given.pk, where.pk), posted)


def test_a_grade_is_given_with_a_reason_and_taken_back(teacher, led, given):
    ada = place(led, "Ada")
    done(given, ada, 0.5)
    for _ in range(2):
        assert decide(teacher, led, given, ada, "87.5").status_code == 303
    assert Override.objects.get().fraction == 0.875
    assert table(teacher, led) == [["Ada", "88%*", "88%"]]
    behind = text(teacher.get(page("class_grade", led, given.pk, ada.pk)))
    assert "Spoken exam" in behind
    assert "Marie Curie" in behind
    decide(teacher, led, given, ada, "", "A slip", seen=Override.objects.get().pk)
    assert table(teacher, led) == [["Ada", "50%", "50%"]]
    assert [each.reason for each in Override.objects.order_by("pk")] == ["Spoken exam", "A slip"]


@pytest.mark.parametrize(
    ("percent", "reason"), [("-1", "x"), ("201", "x"), ("nan", "x"), ("50", ""), ("50", "y" * 301)]
)
def test_a_grade_that_makes_no_sense_is_refused(teacher, led, given, percent, reason):
    response = decide(teacher, led, given, place(led, "Ada"), percent, reason)
    assert response.status_code == 422
    assert not Override.objects.exists()


def test_of_two_who_give_a_grade_the_later_sees_both(teacher, led, given):
    ada = place(led, "Ada")
    helper = UserFactory(name="Irene")
    led.teachers.create(user=helper, role="assistant")
    decide(browser(helper), led, given, ada, "90", "Hers")
    late = decide(teacher, led, given, ada, "10", "Mine")
    assert late.status_code == 409
    shown = text(late)
    assert "Irene has given 90% meanwhile" in shown
    assert "Mine" in shown
    assert Override.objects.count() == 1
    mine = html.fromstring(shown).cssselect("[name=seen]")[0].get("value")
    assert decide(teacher, led, given, ada, "10", "Mine", seen=mine).status_code == 303


def test_a_learner_sees_their_own_grades(led, given, question):
    ada, ben = place(led, "Ada"), place(led, "BEN")
    hidden = AssignmentFactory(
        classroom=led, asks=[question], title="Stator", way="deferred", due_at=NOW + 9 * DAY
    )
    done(given, ada, 0.5)
    done(hidden, ada, 0.75)
    done(given, ben, 1)
    client = browser(ada.learner.user)
    with time_machine.travel(NOW + DAY, tick=False):
        shown = text(client.get(page("my_grades", led)))
    assert "50%" in shown
    assert "not shown yet" in shown
    assert "75%" not in shown
    assert "BEN" not in shown
    with time_machine.travel(NOW + 9 * DAY, tick=False):
        assert "75%" in text(client.get(page("my_grades", led)))


def test_a_given_grade_is_no_way_around_what_is_hidden(teacher, led, question):
    ada = place(led, "Ada")
    hidden = AssignmentFactory(classroom=led, asks=[question], way="deferred", due_at=NOW + 9 * DAY)
    decide(teacher, led, hidden, ada, "77")
    client = browser(ada.learner.user)
    with time_machine.travel(NOW + DAY, tick=False):
        assert "77%" not in text(client.get(page("my_grades", led)))


def test_the_table_goes_into_a_spreadsheet(teacher, led, given):
    ada = place(led, "=Ada")
    ada.number = "7"
    ada.save()
    done(given, ada, 0.5)
    place(led, "Ben")
    address = page("class_grades_export", led)
    raw = teacher.get(f"{address}?as=csv")
    assert raw["Content-Disposition"] == 'attachment; filename="motors-9b.csv"'
    lines = raw.content.decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["Learner,Number,Rotor,Average", "'=Ada,7,50.0,50.0", "Ben,,,"]
    book = load_workbook(BytesIO(teacher.get(f"{address}?as=xlsx").content))
    assert [cell.value for cell in book.active[2]] == ["=Ada", "7", 50, 50]
    assert book.active["A2"].data_type == "s"


def fill(led, learners, columns):
    question = QuestionFactory()
    given = [AssignmentFactory(classroom=led, asks=[question]) for _ in range(columns)]
    for at in range(learners):
        where = place(led, f"Learner {at:03}")
        for each in given:
            done(each, where, 0.75)
            each.exemptions.create(place=where, days=1, changed_at=NOW)
            Override.objects.create(
                assignment=each, place=where, fraction=0.5, reason="x", given_at=NOW
            )
    return given, where


@pytest.mark.parametrize(("learners", "columns"), [(5, 2), (12, 5)])
def test_queries_do_not_grow_with_the_class(teacher, led, learners, columns):
    given, where = fill(led, learners, columns)
    for address, queries in (
        (page("class_grades", led), 8),
        (page("class_grades_export", led), 8),
        (page("class_grade", led, given[0].pk, where.pk), 9),
    ):
        teacher.get(address)
        with counted() as found:
            teacher.get(address)
        assert len(found) == queries, address
    client = browser(where.learner.user)
    client.get(page("my_grades", led))
    with counted() as found:
        client.get(page("my_grades", led))
    assert len(found) == 8


def test_a_cell_is_a_few_bytes(teacher, led, given):
    """300 x 40 cells of this size, with heads and names, stay below 400 KB before compression."""
    ada = place(led, "Ada")
    done(given, ada, 0.75)
    shown = text(teacher.get(page("class_grades", led)))
    cell = f"<td class=m><a href={given.pk}/{ada.pk}>75%</a>"
    assert cell in shown
    assert len(f"<td class=m><a href={40}/{300}>75%</a>") * 300 * 40 < 440_000


PAGES = ["class_grades", "class_grades_export", "class_grade", "class_sitting"]


def address(name, led, given, where, attempt):
    more = {"class_grade": [given.pk, where.pk], "class_sitting": [attempt.pk]}
    return page(name, led, *more.get(name, []))


@pytest.mark.parametrize("name", PAGES)
def test_grades_are_for_those_who_teach_the_class(teacher, led, given, name):
    people = roles(led)
    where = led.enrolments.get(removed_at=None)
    attempt = done(given, where, 0.5)
    target = address(name, led, given, where, attempt)
    assert teacher.get(target).status_code == 200
    for role, client in people.items():
        response = client.get(target)
        if role == "assistant":
            assert response.status_code == 200, role
        else:
            assert response.status_code in (302, 404), role
            assert "SECRET" not in response.content.decode("utf-8", "replace"), role


def test_nobody_else_gives_a_grade(led, given):
    people = roles(led)
    where = led.enrolments.get(removed_at=None)
    for role, client in people.items():
        status = decide(client, led, given, where, "100").status_code
        assert status == 303 if role == "assistant" else status in (302, 404), role
    assert Override.objects.count() == 1


def test_own_grades_are_for_those_who_learn_in_the_class(teacher, led, given):
    for role, client in {**roles(led), "teacher": teacher}.items():
        expected = 200 if role == "learner" else 404
        assert client.get(page("my_grades", led)).status_code == expected, role


def test_figures_of_other_classes_are_not_reached_through_ones_own(teacher, led, given):
    elsewhere = AssignmentFactory(asks=[QuestionFactory()])
    stranger = EnrolmentFactory(classroom=elsewhere.classroom, name="SECRET")
    attempt = done(elsewhere, stranger, 1)
    own = place(led, "Ada")
    for target in (
        page("class_grade", led, elsewhere.pk, own.pk),
        page("class_grade", led, given.pk, stranger.pk),
        page("class_sitting", led, attempt.pk),
    ):
        assert teacher.get(target).status_code == 404
        assert teacher.post(target, {"percent": "1", "reason": "x"}).status_code in (404, 405)
    assert not Override.objects.exists()
