"""The work behind the pages: attempts ended in time, and one mail a day for each at most."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from quizzes import tasks
from quizzes.actions import message as messages
from quizzes.actions import regrade as regrades
from quizzes.actions.marking import mark_answer
from quizzes.models import Attempt, Job, Mailing, Message
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    QuestionFactory,
    SittingFactory,
    UserFactory,
)
from tests.marking import essay, handed_in
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
EVENING = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
"""Five o'clock in Paris, when mail goes out."""


@pytest.fixture
def post():
    with mail_server() as box:
        yield box


@pytest.fixture
def classroom():
    return ClassroomFactory()


def member(classroom, **fields):
    """Somebody with a confirmed address; they have been in the class for long."""
    fields = {"joined_at": NOW - 30 * DAY, **fields}
    place = EnrolmentFactory(classroom=classroom, **fields)
    user = place.learner.user
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return place


def due_tomorrow(classroom, **fields):
    fields = {"due_at": EVENING + DAY, "asks": [QuestionFactory()], **fields}
    return AssignmentFactory(classroom=classroom, **fields)


def evening(at=EVENING):
    """What the worker does at that moment."""
    with time_machine.travel(at, tick=False):
        tasks.look_for_news.call()
        return tasks.send_mail.call()


def body(mail):
    return mail.get_body(("plain",)).get_content()


def test_what_is_due_tomorrow_is_told_the_evening_before(post, classroom):
    place = member(classroom)
    row = due_tomorrow(classroom, title="Rotor & stator")
    assert evening() == 1
    (mail,) = post.to(place.learner.user.email)
    assert mail["Subject"].strip() == (
        "evlearn: “Rotor & stator” is due tomorrow, Tue 24 Nov 2026, 17:00 Paris (Motors 9b)"
    )
    assert f"http://127.0.0.1:8000{row.get_absolute_url()}" in body(mail)
    assert "Rotor &amp; stator" in mail.get_body(("html",)).get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_there_is_one_mail_a_day_whatever_happens(post, classroom):
    member(classroom)
    due_tomorrow(classroom)
    assert evening() == 1
    due_tomorrow(classroom, title="Later", due_at=EVENING + DAY + HOUR)
    assert [evening(EVENING + at * HOUR) for at in range(1, 7)] == [0] * 6
    assert evening(EVENING + DAY - SECOND) == 0
    assert len(post.mails) == 1
    assert evening(EVENING + DAY) == 1
    assert "is due today" in post.mails[1]["Subject"]


def test_two_workers_send_one_mail(post, classroom):
    place = member(classroom)
    due_tomorrow(classroom)
    evening(EVENING - HOUR)
    with time_machine.travel(EVENING, tick=False):
        first, second = (tasks.outbox(timezone.now()).digests[0] for _ in range(2))
        with tasks.Post() as out:
            assert tasks._send(out, first) == "sent"
            assert tasks._send(out, second) is None
    assert len(post.to(place.learner.user.email)) == 1


def test_nobody_is_told_what_they_have_done_or_need_not_do(post, classroom):
    row = due_tomorrow(classroom)
    done, excused, later, gone = (member(classroom) for _ in range(4))
    SittingFactory(assignment=row, learner=done.learner, finished_at=NOW)
    row.exemptions.create(place=excused, excused=True, changed_at=NOW)
    row.exemptions.create(place=later, days=3, changed_at=NOW)
    gone.removed_at = NOW
    gone.save()
    EnrolmentFactory(classroom=classroom)  # has not proved their address
    EnrolmentFactory(classroom=classroom, learner=None)
    due_tomorrow(ClassroomFactory(archived_at=NOW))
    due_tomorrow(classroom, published_at=None, title="DRAFT")
    assert evening() == 0
    assert evening(EVENING + 3 * DAY) == 1
    assert post.mails[0]["To"] == later.learner.user.email


def test_who_hands_in_meanwhile_is_not_told(post, classroom):
    place = member(classroom)
    row = due_tomorrow(classroom)
    evening(EVENING - HOUR)
    assert Message.objects.filter(sent_at=None, dropped_at=None).count() == 1
    SittingFactory(assignment=row, learner=place.learner, finished_at=NOW)
    assert evening() == 0
    assert Message.objects.get().dropped_at is not None


@pytest.mark.parametrize(
    ("due_at", "told"),
    [
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), True),  # midnight ends tomorrow in Paris
        (datetime(2026, 11, 24, 23, 0, 1, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), False),  # at this very moment: too late
        (datetime(2026, 11, 23, 16, 0, 1, tzinfo=UTC), True),
    ],
)
def test_tomorrow_is_that_of_the_classes_calendar(post, classroom, due_at, told):
    member(classroom)
    due_tomorrow(classroom, due_at=due_at)
    assert evening() == told


@pytest.mark.parametrize(
    ("day", "hour_in_utc"), [((2027, 3, 27), 16), ((2027, 3, 28), 15), ((2026, 10, 25), 16)]
)
def test_five_oclock_is_five_oclock_when_clocks_change(post, classroom, day, hour_in_utc):
    member(classroom)
    at = datetime(*day, hour_in_utc, tzinfo=UTC)
    due_tomorrow(classroom, due_at=at + 20 * HOUR)
    assert evening(at - SECOND) == 0
    assert evening(at) == 1


@pytest.mark.parametrize("kind", Message.Kind)
def test_each_kind_can_be_switched_off(post, classroom, kind):
    place = member(classroom, joined_at=EVENING - HOUR / 2)
    question = essay()
    row = AssignmentFactory(classroom=classroom, asks=[question], way="immediate")
    answer = handed_in(row, question)
    Attempt.objects.update(learner=place.learner)
    mark_answer(answer, 1, points=None, comment="", by=UserFactory(), now=EVENING - HOUR / 2)
    choice = QuestionFactory()
    second = AssignmentFactory(classroom=classroom, asks=[choice], way="immediate")
    wrong = handed_in(second, choice, text="b")
    Attempt.objects.filter(assignment=second).update(learner=place.learner)
    made = regrades.new(
        choice, "full", versions=[choice.current.pk], accepted=[], reason="It was wrong."
    )
    regrades.decide(made, by=UserFactory(), now=EVENING - HOUR / 2)
    regrades.mark_answers(made, now=EVENING - HOUR / 2)
    assert wrong.marks.exists()
    due_tomorrow(classroom)
    Mailing.objects.create(learner=place.learner, **{kind.value: False})
    assert evening() == 1
    told = body(post.mails[0])
    words = {
        Message.Kind.DUE: "is due tomorrow",
        Message.Kind.MARKED: "is marked",
        Message.Kind.CORRECTED: "was corrected",
        Message.Kind.JOINED: "you are in the class",
    }
    assert [other for other, said in words.items() if said not in told] == [kind]
    assert "It was wrong." not in told


def test_who_wants_nothing_gets_nothing(post, classroom):
    place = member(classroom)
    due_tomorrow(classroom)
    messages.switch_off(place.learner, [kind.value for kind in Message.Kind])
    assert evening() == 0
    assert evening(EVENING + DAY / 2) == 0


def test_marks_are_told_only_once_they_may_be_seen(post, classroom):
    place = member(classroom)
    question = essay()
    row = AssignmentFactory(
        classroom=classroom, asks=[question], way="deferred", due_at=EVENING + 5 * DAY
    )
    answer = handed_in(row, question)
    Attempt.objects.update(learner=place.learner)
    mark_answer(answer, 1, points=None, comment="", by=UserFactory(), now=EVENING - HOUR / 2)
    assert evening() == 0
    assert evening(EVENING + 5 * DAY) == 1
    assert "is marked" in post.mails[0]["Subject"]


def test_a_learner_reads_their_own_mail_only(post, classroom):
    ada = member(classroom)
    elsewhere = ClassroomFactory(name="SECRET class")
    ben = member(elsewhere)
    due_tomorrow(classroom, title="Mine")
    due_tomorrow(elsewhere, title="SECRET test")
    assert evening() == 2
    assert "SECRET" not in body(*post.to(ada.learner.user.email))
    assert "SECRET" in body(*post.to(ben.learner.user.email))


def test_what_could_not_be_sent_is_tried_again_and_others_go_on(post, classroom):
    ada, ben = member(classroom), member(classroom)
    due_tomorrow(classroom)
    address = ada.learner.user.email
    post.replies[address] = "451 come back later"
    assert evening() == 1
    assert post.to(ben.learner.user.email)
    post.replies.clear()
    assert evening(EVENING + messages.FIRST_WAIT - SECOND) == 0
    assert evening(EVENING + messages.FIRST_WAIT) == 1
    assert len(post.to(address)) == 1


def test_an_address_that_there_is_not_is_not_tried_for_ever(post, classroom):
    place = member(classroom)
    due_tomorrow(classroom)
    address = place.learner.user.email
    post.replies[address] = "550 nobody here"
    assert evening() == 0
    assert Mailing.objects.get().refused == address
    post.replies.clear()
    assert [evening(EVENING + at * HOUR) for at in (1, 2, 3)] == [0, 0, 0]


def test_without_a_mail_server_nothing_is_lost(classroom, settings):
    place = member(classroom)
    due_tomorrow(classroom)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert evening() == 0
    with mail_server() as box:
        assert evening(EVENING + HOUR) == 1
        assert box.to(place.learner.user.email)


@pytest.mark.django_db(transaction=True)
def test_overdue_attempts_are_ended_by_the_worker():
    row = AssignmentFactory(asks=[QuestionFactory()])
    attempt = SittingFactory(assignment=row, ends_at=NOW)
    with time_machine.travel(NOW + HOUR, tick=False):
        call_command("work", once=True)
    attempt.refresh_from_db()
    assert attempt.finished_at == NOW
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_each_job_is_queued_when_it_is_due_and_by_one_worker():
    assert set(tasks.queue_what_is_due(NOW)) == set(tasks.JOBS)
    assert tasks.queue_what_is_due(NOW) == []
    assert tasks.queue_what_is_due(NOW + timedelta(seconds=30)) == ["close_overdue"]
    Job.objects.update(next_at=NOW)
    assert len(tasks.queue_what_is_due(NOW)) == len(tasks.JOBS)


def test_old_messages_and_tasks_are_forgotten(classroom):
    place = member(classroom)
    for key, ago in (("old", messages.KEPT + SECOND), ("new", DAY)):
        Message.objects.create(place=place, kind="joined", key=key, made_at=NOW - ago)
    with time_machine.travel(NOW, tick=False):
        tasks.tidy.call()
    assert Message.objects.get().key == "new"


@pytest.mark.parametrize("size", [2, 9])
def test_queries_do_not_grow_with_what_waits(classroom, size, django_assert_num_queries):
    due_tomorrow(classroom)
    for _ in range(size):
        member(classroom)
    messages.note(tasks.news(NOW - HOUR, EVENING))
    with django_assert_num_queries(8):
        found = tasks.outbox(EVENING)
    assert len(found.digests) == size
    assert reverse("messages")
