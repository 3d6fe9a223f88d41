"""An assignment for its learners: by which rules it is begun, until when it can be answered."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from quizzes.actions import assignment as actions
from quizzes.models import Answer, Attempt, Mark
from quizzes.scoring.answering import Way
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    TagFactory,
)
from tests.queries import counted

from .assigning import Doer, browser, page, text

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def two(lesson):
    return [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]


@pytest.fixture
def classroom():
    return ClassroomFactory(led_by=LearnerFactory().user)


@pytest.fixture
def place(classroom, ada):
    return EnrolmentFactory(classroom=classroom, learner=ada, name="Ada")


@pytest.fixture
def given(classroom, two, place, signed_in):
    def made(**fields):
        return Doer(signed_in, AssignmentFactory(classroom=classroom, asks=two, **fields))

    return made


def in_utc(*args):
    return datetime(2026, 11, 25, *args, tzinfo=UTC)


def test_a_learner_answers_and_hands_in(given, two):
    doer = given()
    assert doer.begin()["Location"].endswith("/1/")
    doer.choose(two[0], "a")
    doer.hand_in()
    attempt = doer.attempt()
    assert (attempt.mode, attempt.finished_at) == ("assignment", NOW)
    assert [item.mark for item in attempt.items.order_by("position")] == [1, 0]
    assert "50%" in text(doer.look())


def test_the_class_lists_what_there_is_to_do(given, classroom, signed_in):
    doer = given(title="Rotor and stator", due_at=in_utc(16))
    AssignmentFactory(classroom=classroom, title="A DRAFT", published_at=None)
    AssignmentFactory(title="OF ANOTHER CLASS")
    shown = text(signed_in.get(page("class", classroom)))
    assert "Rotor and stator" in shown
    assert "not begun" in shown
    assert "Wed 25 Nov 2026, 17:00" in shown
    assert "A DRAFT" not in shown
    assert "OF ANOTHER CLASS" not in shown
    doer.begin()
    assert "begun</span>" in text(signed_in.get(page("class", classroom)))


def test_times_are_shown_by_the_clock_of_the_browser(given, signed_in):
    doer = given(due_at=in_utc(16))
    signed_in.cookies["zone"] = "Europe/London"
    shown = text(signed_in.get(doer.start))
    assert "Wed 25 Nov 2026, 16:00" in shown
    assert "by the clocks of London. The class has those of Paris." in shown


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "x" * 5000, "Europe/Paris\0"])
def test_a_zone_that_there_is_not_is_passed_over(given, signed_in, zone):
    doer = given(due_at=in_utc(16))
    signed_in.cookies["zone"] = zone
    assert "Wed 25 Nov 2026, 17:00" in text(signed_in.get(doer.start))


def test_it_cannot_be_begun_before_it_opens(given):
    doer = given(opens_at=in_utc(8))
    refused = doer.begin(in_utc(8) - SECOND)
    assert refused.status_code == 409
    assert "It is not open yet." in text(refused)
    assert doer.begin(in_utc(8)).status_code == 303


@pytest.mark.parametrize(
    ("late", "last"), [("accept", in_utc(18)), ("percent", in_utc(18)), ("refuse", in_utc(16))]
)
def test_it_cannot_be_begun_once_nothing_is_taken(given, late, last):
    doer = given(due_at=in_utc(16), closes_at=in_utc(18), late=late)
    refused = doer.begin(last)
    assert refused.status_code == 409
    assert "nothing can be handed in any more" in text(refused)
    assert not Attempt.objects.exists()
    assert doer.begin(last - SECOND).status_code == 303


def test_the_draft_counts_at_the_deadline_though_the_browser_is_gone(given, two):
    doer = given(minutes=30)
    doer.begin()
    doer.choose(two[0], "a", NOW + 30 * MINUTE - SECOND)
    assert actions.close_overdue(now=NOW + 30 * MINUTE - SECOND) == 0
    assert actions.close_overdue(now=NOW + 45 * MINUTE) == 1
    attempt = doer.attempt()
    assert attempt.finished_at == NOW + 30 * MINUTE
    assert Answer.objects.get().response == "a"
    assert Answer.objects.get().answered_at == NOW + 30 * MINUTE


def test_opening_the_page_ends_it_too(given, two):
    doer = given(minutes=30)
    doer.begin()
    doer.choose(two[0], "a")
    shown = text(doer.look(NOW + 40 * MINUTE))
    assert "50%" in shown
    assert doer.attempt().finished_at == NOW + 30 * MINUTE


def test_nothing_is_taken_when_the_time_is_over(given, two):
    doer = given(minutes=30)
    doer.begin()
    fields = doer.fields()
    late = doer.choose(two[0], "a", NOW + 30 * MINUTE, fields=fields)
    assert late.status_code == 303
    assert not Answer.objects.exists()
    assert doer.attempt().finished_at == NOW + 30 * MINUTE


def test_a_draft_that_comes_too_late_is_refused_and_said_so(given, two):
    doer = given(minutes=30)
    doer.begin()
    fields = doer.fields() | {f"q{two[0].pk}-response": "a"}
    with time_machine.travel(NOW + 30 * MINUTE, tick=False):
        told = doer.client.post(f"{doer.start}1/draft/{two[0].pk}/", fields)
    assert told.status_code == 409
    assert told.json()["saved"] is False


def test_a_second_device_goes_on_with_the_same_attempt(given, two, ada):
    doer = given(minutes=30)
    doer.begin()
    doer.choose(two[0], "b")
    phone = Doer(browser(ada.user), doer.assignment)
    assert phone.begin(NOW + MINUTE)["Location"].endswith("/1/")
    assert phone.fields()[f"q{two[0].pk}-response"] == "b"
    assert Attempt.objects.count() == 1
    assert doer.attempt().ends_at == NOW + 30 * MINUTE


def test_time_and_a_half_is_given_and_shown(given, place, signed_in):
    place.time_percent = 150
    place.save()
    doer = given(minutes=30)
    assert "45 minutes (30 × 1.5)" in text(signed_in.get(doer.start))
    doer.begin()
    assert doer.attempt().ends_at == NOW + 45 * MINUTE


def test_the_greater_of_two_time_factors_counts(given, place, ada):
    place.time_percent, ada.time_percent = 125, 200
    place.save()
    ada.save()
    doer = given(minutes=30)
    doer.begin()
    assert doer.attempt().ends_at == NOW + 60 * MINUTE


def test_extra_days_open_it_for_one_learner_only(given, place, classroom):
    doer = given(due_at=in_utc(16), closes_at=in_utc(16))
    doer.assignment.exemptions.create(place=place, days=2, changed_at=NOW)
    grace = EnrolmentFactory(classroom=classroom)
    later = in_utc(16) + timedelta(days=1)
    assert "2 days more for you" in text(doer.client.get(doer.start))
    assert Doer(browser(grace.learner.user), doer.assignment).begin(later).status_code == 409
    assert doer.begin(later).status_code == 303


def test_nothing_that_helps_others_is_shown_while_one_has_an_extension(given, two, classroom):
    doer = given(way="deferred", due_at=in_utc(16), closes_at=in_utc(16))
    grace = EnrolmentFactory(classroom=classroom)
    doer.assignment.exemptions.create(place=grace, days=2, changed_at=NOW)
    doer.begin()
    doer.choose(two[0], "b")
    doer.hand_in()
    assert "EXPLAINED" not in text(doer.look(in_utc(17)))
    assert "EXPLAINED" not in text(doer.look(in_utc(16) + timedelta(days=2) - SECOND))
    assert "EXPLAINED" in text(doer.look(in_utc(16) + timedelta(days=2)))


def test_the_key_is_hidden_until_it_was_due_where_it_never_closes(given, two):
    doer = given(way="deferred", due_at=in_utc(16))
    doer.begin()
    doer.choose(two[0], "b")
    doer.hand_in()
    assert "EXPLAINED" not in text(doer.look(in_utc(15)))
    assert "EXPLAINED" in text(doer.look(in_utc(16)))


def test_work_can_go_on_after_it_was_due_where_late_work_counts(given, two):
    doer = given(way="deferred", due_at=in_utc(16))
    doer.begin()
    doer.choose(two[0], "a", in_utc(17))
    assert "EXPLAINED" not in text(doer.look(in_utc(17)))
    doer.hand_in(in_utc(18))
    assert doer.attempt().finished_at == in_utc(18)


def test_extra_attempts_are_for_one_learner(given, place):
    doer = given(most_attempts=1)
    doer.begin()
    doer.hand_in()
    refused = doer.begin(number=2)
    assert refused.status_code == 409
    assert "You have used every attempt that there is." in text(refused)
    doer.assignment.exemptions.create(place=place, attempts=1, changed_at=NOW)
    assert doer.begin(number=2)["Location"].endswith("/2/")


def test_who_is_excused_is_told_so(given, place):
    doer = given()
    doer.assignment.exemptions.create(place=place, excused=True, changed_at=NOW)
    assert "You are excused" in text(doer.client.get(doer.start))
    assert doer.begin().status_code == 409


def test_a_password_is_asked_for_once(given):
    doer = given(password="copper 7")
    refused = doer.begin(password="iron")
    assert refused.status_code == 422
    assert "That is not the password." in text(refused)
    assert not Attempt.objects.exists()
    assert "copper 7" not in text(refused)
    assert doer.begin(password=" copper 7 ").status_code == 303
    assert doer.look().status_code == 200


def test_a_class_that_is_over_takes_nothing_and_shows_everything(given, classroom, two):
    doer = given()
    doer.begin()
    doer.hand_in()
    classroom.archived_at = NOW
    classroom.save()
    assert "This class is over." in text(doer.client.get(doer.start))
    assert doer.look().status_code == 200


@pytest.mark.parametrize("way", Way)
def test_every_way_of_answering_goes(given, two, way):
    doer = given(way=way.value)
    doer.begin()
    fields = doer.fields() | {f"q{two[0].pk}-confidence": "sure"}
    do = "save" if way is Way.DEFERRED else f"check:{two[0].pk}"
    doer.choose(two[0], "a", fields=fields, do=do)
    doer.hand_in()
    assert Answer.objects.get().fraction == 1


def test_questions_come_from_the_lessons(classroom, place, lesson, two, signed_in):
    other = QuestionFactory(lesson=LessonFactory(course=lesson.course))
    row = AssignmentFactory(classroom=classroom, course=lesson.course)
    row.lessons.add(lesson)
    doer = Doer(signed_in, row)
    assert lesson.get_absolute_url() in text(signed_in.get(doer.start))
    doer.begin()
    asked = set(doer.attempt().items.values_list("question", flat=True))
    assert asked == {each.pk for each in two}
    assert other.pk not in asked


def test_questions_are_drawn_from_a_pool(classroom, place, lesson, two, signed_in):
    tag = TagFactory(course=lesson.course)
    for each in two:
        each.tags.add(tag)
    QuestionFactory(lesson=lesson)
    row = AssignmentFactory(classroom=classroom, course=lesson.course, tag=tag, count=1)
    doer = Doer(signed_in, row)
    doer.begin()
    (item,) = doer.attempt().items.all()
    assert item.question in two


def test_a_guest_who_gave_a_name_can_do_it(classroom, two):
    classroom.joining = "name"
    classroom.save()
    guest = Client()
    guest.post(f"/join/{classroom.code}/", {"name": "Ben"})
    doer = Doer(guest, AssignmentFactory(classroom=classroom, asks=two))
    doer.begin()
    doer.choose(two[0], "a")
    doer.hand_in()
    assert doer.attempt().items.get(position=1).mark == 1


def test_a_trial_counts_nowhere_and_is_not_seen_by_learners(given, two, classroom):
    doer = given(minutes=30, password="copper", opens_at=in_utc(8))
    teacher = browser(classroom.teachers.get().user)
    trial = Doer(teacher, doer.assignment, trial=True)
    assert trial.begin()["Location"].endswith("/trial/1/")
    assert "A trial: it counts nowhere" in text(trial.look())
    trial.choose(two[0], "a")
    trial.hand_in()
    assert "EXPLAINED" in text(trial.look())
    assert Attempt.objects.get().mode == "preview"
    assert not Attempt.objects.assigned().exists()
    assert doer.begin(in_utc(8), password="copper")["Location"].endswith("/1/")
    assert doer.client.get(trial.start).status_code == 404


def test_somebody_elses_attempt_is_not_there(given, two, classroom):
    doer = given()
    doer.begin()
    attempt = doer.attempt()
    grace = Doer(browser(EnrolmentFactory(classroom=classroom).learner.user), doer.assignment)
    forged = {"attempt": attempt.pk, "do": "save", f"q{two[0].pk}-response": "a"}
    for address in ("", "summary/"):
        assert grace.look(page=address).status_code == 404
    for address in ("", "finish/", f"draft/{two[0].pk}/"):
        assert grace.client.post(f"{doer.start}1/{address}", forged).status_code == 404
    attempt.refresh_from_db()
    assert attempt.finished_at is None
    assert not attempt.items.exclude(draft=None).exists()


def test_the_course_of_a_running_one_may_be_hidden_and_shown_again(given, two, lesson):
    doer = given()
    doer.begin()
    doer.choose(two[0], "a")
    lesson.course.status = "draft"
    lesson.course.save()
    assert "not published at the moment" in text(doer.look())
    lesson.course.status = "published"
    lesson.course.save()
    assert doer.look().status_code == 200


def test_handing_in_twice_is_once(given, two):
    doer = given()
    doer.begin()
    doer.choose(two[0], "a")
    for _ in range(3):
        doer.hand_in()
    assert Answer.objects.count() == 1
    assert not Mark.objects.exists()


@pytest.mark.parametrize("size", [2, 12])
def test_queries_of_the_pages(classroom, place, signed_in, lesson, size):
    asks = [QuestionFactory(lesson=lesson) for _ in range(size)]
    doer = Doer(signed_in, AssignmentFactory(classroom=classroom, asks=asks))
    for _ in range(size):
        another = AssignmentFactory(classroom=classroom, asks=asks)
        another.exemptions.create(place=EnrolmentFactory(classroom=classroom), changed_at=NOW)
    doer.begin()
    doer.look()
    with counted() as queries:
        doer.look()
    assert len(queries) == 13
    signed_in.get(doer.start)
    with counted() as queries:
        signed_in.get(doer.start)
    assert len(queries) == 14
    with counted() as queries:
        signed_in.get(page("class", classroom))
    assert len(queries) == 11


def test_the_home_page_says_what_there_is_to_do(given, signed_in, classroom):
    doer = given(title="Rotor and stator")
    given(title="HANDED IN", most_attempts=1)
    done = Doer(signed_in, doer.assignment.__class__.objects.get(title="HANDED IN"))
    done.begin()
    done.hand_in()
    given(title="CLOSED", closes_at=NOW)
    given(title="NOT OPEN", opens_at=in_utc(8).replace(year=2030))
    AssignmentFactory(title="OF ANOTHER CLASS")
    shown = text(signed_in.get("/"))
    assert "Rotor and stator" in shown
    for absent in ("HANDED IN", "CLOSED", "NOT OPEN", "OF ANOTHER CLASS"):
        assert absent not in shown
    classroom.archived_at = NOW
    classroom.save()
    assert "Rotor and stator" not in text(signed_in.get("/"))
