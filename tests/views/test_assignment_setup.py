"""Assignments as teachers make them: given, changed, tried, and leave for single learners."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from quizzes.models import Assignment, Attempt, Enrolment, Exemption
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    QuestionFactory,
    QuizFactory,
    SittingFactory,
    TagFactory,
    UserFactory,
)
from tests.queries import counted

from .assigning import Doer, browser, page, roles, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return browser(UserFactory(name="Marie Curie"))


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def quiz(lesson):
    asks = [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]
    return QuizFactory(course=lesson.course, title="Rotor quiz", asks=asks)


@pytest.fixture
def given(led, quiz):
    return AssignmentFactory(classroom=led, course=quiz.course, quiz=quiz)


USUAL = {
    "title": "Know the motor",
    "intro": "",
    "late": "accept",
    "percent": "10",
    "most_attempts": "1",
    "counts": "best",
    "way": "deferred",
    "tries": "3",
    "penalty": "33",
    "weight": "1",
}


def fields(source, **more):
    return USUAL | {"source": source} | more


def test_a_quiz_is_given_to_the_class(teacher, led, quiz):
    due = {"due_at": "2026-12-01T17:00"}
    posted = fields(f"quiz:{quiz.pk}", publish="1", **due)
    with time_machine.travel(NOW, tick=False):
        response = teacher.post(page("new_assignment", led), posted)
    made = Assignment.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.quiz, made.published_at, made.created_by) == (quiz, NOW, teacher.user)
    assert made.due_at == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # Paris is an hour ahead
    assert "Know the motor" in text(teacher.get(page("class", led)))


def test_what_is_usual_gives_it_in_one_press(teacher, led, quiz):
    """The form as it is drawn, with nothing filled in."""
    with time_machine.travel(NOW, tick=False):
        drawn = text(teacher.get(page("new_assignment", led)))
    assert 'value="2026-11-30T17:00"' in drawn
    teacher.post(page("new_assignment", led), fields(f"quiz:{quiz.pk}", title="", publish="1"))
    assert Assignment.objects.get().title == "Rotor quiz"


def test_a_draft_is_seen_by_teachers_only_until_it_is_published(teacher, led, quiz):
    learner = browser(EnrolmentFactory(classroom=led).learner.user)
    teacher.post(page("new_assignment", led), fields(f"quiz:{quiz.pk}"))
    made = Assignment.objects.get()
    assert made.published_at is None
    assert learner.get(page("assignment", made)).status_code == 404
    for _ in range(2):
        teacher.post(page("assignment_publish", made), {"do": "publish"})
    assert learner.get(page("assignment", made)).status_code == 200
    teacher.post(page("assignment_publish", made), {"do": "back"})
    assert learner.get(page("assignment", made)).status_code == 404


def test_questions_of_lessons_or_with_a_tag(teacher, led, lesson, quiz):
    tag = TagFactory(course=lesson.course, name="rotor")
    teacher.post(page("new_assignment", led), fields("lessons", title="", lessons=[lesson.pk]))
    teacher.post(page("new_assignment", led), fields(f"tag:{tag.pk}", title="", count="5"))
    of_lesson, of_tag = Assignment.objects.order_by("pk")
    assert (of_lesson.title, list(of_lesson.lessons.all())) == (lesson.title, [lesson])
    assert (of_tag.title, of_tag.tag, of_tag.count) == ("rotor", tag, 5)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": "lessons"}, "Tick the lessons"),
        ({"source": "quiz:999999"}, "Select a valid choice"),
        ({"opens_at": "2026-12-02T08:00", "due_at": "2026-12-01T08:00"}, "due after it opens"),
        ({"due_at": "2026-12-02T08:00", "closes_at": "2026-12-01T08:00"}, "It must close after"),
        ({"due_at": "9999-12-31T23:59"}, "Look at the year"),
        ({"closes_at": "0001-01-01T00:00"}, "Look at the year"),
        ({"late": "percent"}, "Without this date nothing is late"),
        ({"due_at": "2027-03-28T02:30"}, "couldn"),
        ({"most_attempts": "0"}, "Allow at least one"),
        ({"minutes": "0"}, "Give at least one minute"),
        ({"weight": "-1"}, "Give a number from 0"),
        ({"percent": "101"}, "Give a number from 0"),
        ({"weight": "nan"}, "Enter a number"),
        ({"own_matrix": "on", "during": ["key"]}, "What was shown once"),
    ],
)
def test_what_makes_no_sense_is_said_and_everything_typed_stays(teacher, led, quiz, changes, told):
    posted = fields(f"quiz:{quiz.pk}", title="TYPED", intro="KEPT") | changes
    response = teacher.post(page("new_assignment", led), posted)
    assert response.status_code == 422
    assert told in text(response)
    assert "TYPED" in text(response)
    assert "KEPT" in text(response)
    assert not Assignment.objects.exists()


def test_questions_of_another_course_or_of_drafts_cannot_be_chosen(teacher, led, quiz):
    other = QuizFactory(title="OTHER QUIZ")
    draft = QuizFactory(course=quiz.course, title="DRAFT QUIZ", status="draft")
    address = f"{page('new_assignment', led)}?course={quiz.course.slug}"
    shown = text(teacher.get(address))
    assert "Rotor quiz" in shown
    assert "OTHER QUIZ" not in shown
    assert "DRAFT QUIZ" not in shown
    for wrong in (other, draft):
        assert teacher.post(address, fields(f"quiz:{wrong.pk}")).status_code == 422


def test_of_several_courses_one_is_chosen_first(teacher, led, quiz):
    QuizFactory(course__title="Batteries")
    shown = text(teacher.get(page("new_assignment", led)))
    assert "Of which course?" in shown
    assert "Batteries" in shown


def change(teacher, row, **more):
    seen = {"seen": Assignment.objects.get(pk=row.pk).changed_at.isoformat()}
    return teacher.post(page("assignment_change", row), fields(f"quiz:{row.quiz_id}") | seen | more)


def test_it_is_changed_at_once_while_nobody_has_begun(teacher, given):
    assert change(teacher, given, title="Renamed", minutes="20").status_code == 303
    given.refresh_from_db()
    assert (given.title, given.minutes) == ("Renamed", 20)


def test_whom_a_change_touches_is_said_before_it_is_saved(teacher, led, given):
    ada = EnrolmentFactory(classroom=led, name="Ada")
    ben = EnrolmentFactory(classroom=led, name="Ben")
    EnrolmentFactory(classroom=led, name="Chloe")
    SittingFactory(assignment=given, learner=ada.learner)
    SittingFactory(assignment=given, learner=ben.learner, finished_at=NOW)
    SittingFactory(assignment=given, learner=EnrolmentFactory().learner, mode="preview")
    shown = text(change(teacher, given, minutes="20", shuffle_questions="on"))
    assert "1 learner is at it now: Ada." in shown
    assert "1 has handed in: Ben." in shown
    assert "as soon as it is saved: Minutes" in shown
    assert "only for attempts that are begun afterwards: Shuffle the questions" in shown
    assert "Chloe" not in shown
    given.refresh_from_db()
    assert given.minutes is None
    assert change(teacher, given, minutes="20", sure="1").status_code == 303
    given.refresh_from_db()
    assert given.minutes == 20


def test_of_two_teachers_the_later_is_told(teacher, given):
    seen = given.changed_at.isoformat()
    assert change(teacher, given, title="First").status_code == 303
    late = teacher.post(
        page("assignment_change", given),
        fields(f"quiz:{given.quiz_id}", title="Second", seen=seen),
    )
    assert late.status_code == 422
    assert "Somebody else has changed it meanwhile" in text(late)
    assert "Second" in text(late)
    given.refresh_from_db()
    assert given.title == "First"


def test_what_has_work_is_neither_taken_back_nor_deleted(teacher, led, given):
    SittingFactory(assignment=given, learner=EnrolmentFactory(classroom=led).learner)
    for do in ("back", "delete"):
        refused = teacher.post(page("assignment_publish", given), {"do": do}, follow=True)
        assert "already" in text(refused)
    given.refresh_from_db()
    assert given.published_at is not None


def test_a_draft_is_deleted(teacher, given):
    given.published_at = None
    given.save()
    shown = teacher.post(page("assignment_publish", given), {"do": "delete"}, follow=True)
    assert "Deleted: Know the motor." in text(shown)
    assert not Assignment.objects.exists()


def test_one_learner_gets_more_days_and_attempts(teacher, led, given):
    place = EnrolmentFactory(classroom=led)
    address = page("assignment_person", given, place.pk)
    posted = {"days": "2", "attempts": "1", "reason": "Ill in bed"}
    for _ in range(2):
        assert teacher.post(address, posted).status_code == 303
    there = Exemption.objects.get()
    assert (there.days, there.attempts, there.changed_by) == (2, 1, teacher.user)
    shown = text(teacher.get(page("assignment", given)))
    assert "2 days" in shown
    learner = browser(place.learner.user)
    assert "Ill in bed" not in text(learner.get(page("assignment", given)))
    teacher.post(address, {"days": "0", "attempts": "0"})
    assert not Exemption.objects.exists()


@pytest.mark.parametrize("posted", [{"days": "-1"}, {"days": "999"}, {"attempts": "x"}])
def test_leave_that_makes_no_sense_is_refused(teacher, led, given, posted):
    place = EnrolmentFactory(classroom=led)
    usual = {"days": "0", "attempts": "0"}
    response = teacher.post(page("assignment_person", given, place.pk), usual | posted)
    assert response.status_code == 422
    assert not Exemption.objects.exists()


def test_time_and_a_half_holds_for_a_test_that_runs(teacher, led, given):
    place = EnrolmentFactory(classroom=led)
    Assignment.objects.update(minutes=30)
    doer = Doer(browser(place.learner.user), given)
    doer.begin()
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        teacher.post(reverse("class_time", args=[led.pk, place.pk]), {"percent": "150"})
    assert doer.attempt().ends_at == NOW + timedelta(minutes=45)
    assert "Time: 150%" in text(teacher.get(page("class", led)))
    refused = teacher.post(reverse("class_time", args=[led.pk, place.pk]), {"percent": "50"})
    assert refused.status_code == 422
    assert Enrolment.objects.get(pk=place.pk).time_percent == 150


@pytest.mark.parametrize("size", [3, 15])
def test_queries_of_the_teachers_pages(teacher, led, given, size):
    for _ in range(size):
        place = EnrolmentFactory(classroom=led)
        SittingFactory(assignment=given, learner=place.learner)
        given.exemptions.create(place=place, days=1, changed_at=NOW)
        AssignmentFactory(classroom=led, course=given.course)
    for address, most in ((page("assignment", given), 9), (page("class", led), 9)):
        teacher.get(address)
        with counted() as queries:
            teacher.get(address)
        assert len(queries) == most, address


FOR_TEACHERS = ["assignment_change", "assignment_person", "class_time", "new_assignment"]
FOR_ASSISTANTS = ["preview", "assignment"]


def address(name, given, place):
    if name == "new_assignment":
        return page(name, given.classroom)
    if name == "class_time":
        return page(name, given.classroom, place.pk)
    return page(name, given, *([place.pk] if name == "assignment_person" else []))


@pytest.mark.parametrize("name", [*FOR_TEACHERS, *FOR_ASSISTANTS])
def test_pages_are_for_those_who_teach_the_class(teacher, led, given, name):
    Assignment.objects.update(title="SECRET title", password="SECRET word")
    people = roles(led)
    place = led.enrolments.get(removed_at=None)
    assert teacher.get(address(name, given, place)).status_code == 200
    for role, client in people.items():
        response = client.get(address(name, given, place))
        if role == "assistant" and name in FOR_ASSISTANTS:
            assert response.status_code == 200, role
        elif role == "learner" and name == "assignment":
            assert response.status_code == 200, role
            assert "SECRET word" not in text(response)
        else:
            assert response.status_code in (302, 404), role
            assert "SECRET" not in text(response), role


@pytest.mark.parametrize("name", [*FOR_TEACHERS, "assignment_publish"])
def test_nobody_else_changes_anything(led, given, name):
    people = roles(led)
    place = led.enrolments.get(removed_at=None)
    posted = fields(f"quiz:{given.quiz_id}", title="STOLEN", publish="1", sure="1", do="back")
    posted |= {"days": "9", "attempts": "9", "percent": "900"}
    for role, client in people.items():
        response = client.post(address(name, given, place), posted)
        assert response.status_code in (302, 404), role
    assert Assignment.objects.get() == given
    assert Assignment.objects.get().published_at is not None
    assert not Exemption.objects.exists()
    assert Enrolment.objects.get(pk=place.pk).time_percent == 100


@pytest.mark.parametrize("trial", [False, True])
def test_only_those_it_is_for_begin_it(led, given, trial):
    for role, client in roles(led).items():
        status = Doer(client, given, trial=trial).begin().status_code
        may = role == ("assistant" if trial else "learner")
        assert status == (303 if may else 404), role
    assert Attempt.objects.count() == 1


def test_a_learner_of_another_class_is_no_business_of_ones_own(teacher, given):
    stranger = EnrolmentFactory()
    own = page("assignment_person", given, stranger.pk)
    assert teacher.get(own).status_code == 404
    assert teacher.post(own, {"days": "1", "attempts": "0"}).status_code == 404
    time = reverse("class_time", args=[given.classroom_id, stranger.pk])
    assert teacher.post(time, {"percent": "150"}).status_code == 404


def test_visitors_are_told_to_sign_in(given):
    shown = Client().get(page("assignment", given))
    assert shown.status_code == 404
    assert "sign in first" in text(shown)
