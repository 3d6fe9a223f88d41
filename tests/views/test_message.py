"""What a learner wants by mail, and their calendar."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from quizzes.actions.assignment import change
from quizzes.actions.calendar import open_calendar
from quizzes.actions.learner import adopt
from quizzes.models import CalendarLink, Mailing
from quizzes.views.digest import SALT, token
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    QuestionFactory,
)
from tests.queries import counted

from .assigning import browser, text

pytestmark = pytest.mark.django_db
PAGE = reverse("messages")
ALL_ON = {"wishes": "1", "due": "on", "marked": "on", "corrected": "on", "joined": "on"}


@pytest.fixture
def place():
    return EnrolmentFactory()


@pytest.fixture
def ada(place):
    return browser(place.learner.user)


@pytest.fixture
def given(place):
    return AssignmentFactory(
        classroom=place.classroom,
        asks=[QuestionFactory()],
        title="Rotor, stator; and more",
        due_at=NOW,
    )


def address(learner):
    return reverse("calendar", args=[open_calendar(learner).key])


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_everything_is_on_until_somebody_decides_otherwise(ada, place):
    shown = text(ada.get(PAGE))
    assert shown.count("checked") == 4
    assert '<option value="17" selected>' in shown
    assert not Mailing.objects.exists()


def test_kinds_are_switched_and_the_hour_is_chosen(ada, place):
    chosen = {"wishes": "1", "marked": "on", "hour": "7"}
    for _ in range(2):
        assert ada.post(PAGE, chosen).status_code == 303
    kept = Mailing.objects.get()
    assert (kept.learner, kept.hour, kept.language) == (place.learner, 7, "en")
    assert [kept.due, kept.marked, kept.corrected, kept.joined] == [False, True, False, False]
    assert text(ada.get(PAGE)).count("checked") == 1


@pytest.mark.parametrize("hour", ["24", "-1", "x", ""])
def test_an_hour_that_there_is_not_is_refused(ada, hour):
    assert ada.post(PAGE, ALL_ON | {"hour": hour}).status_code == 422
    assert not Mailing.objects.exists()


def test_saving_tries_an_address_again_that_refused_mail(ada, place):
    Mailing.objects.create(learner=place.learner, refused="ada@example.com")
    assert "Mail to ada@example.com came back" in text(ada.get(PAGE))
    ada.post(PAGE, ALL_ON | {"hour": "17"})
    assert Mailing.objects.get().refused == ""


def test_a_guest_has_a_calendar_and_no_mail():
    classroom = ClassroomFactory(joining="name")
    guest = Client()
    guest.post(f"/join/{classroom.code}/", {"name": "Ben"})
    assert "Mail is for those with an account" in text(guest.get(PAGE))
    guest.post(PAGE, {"calendar": "1"})
    assert "/calendar/" in text(guest.get(PAGE))


def test_a_visitor_sees_a_page_without_either():
    shown = text(Client().get(PAGE))
    assert "Join a class first" in shown
    assert not CalendarLink.objects.exists()


def test_mail_is_switched_off_without_signing_in(place):
    link = reverse("messages_off", args=[token(place.learner)])
    client = Client(enforce_csrf_checks=True)
    assert client.get(link).status_code == 200
    assert not Mailing.objects.exists()
    one_click = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert "Nothing is sent to you any more." in text(one_click)
    kept = Mailing.objects.get(learner=place.learner)
    assert not any([kept.due, kept.marked, kept.corrected, kept.joined])


def test_a_forged_link_switches_nothing_off(place):
    for forged in ("x", "1:abc", signing.dumps(place.learner.pk, salt="other")):
        link = reverse("messages_off", args=[forged])
        assert Client().get(link).status_code == 404
        assert Client().post(link).status_code == 404
    assert not Mailing.objects.exists()
    assert signing.loads(token(place.learner), salt=SALT) == place.learner.pk


def test_what_is_due_stands_in_the_calendar(given, place):
    response = Client().get(address(place.learner))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(response)
    assert event["SUMMARY"] == "Rotor, stator; and more"
    assert event.decoded("DTSTART") == NOW
    assert event["URL"].endswith(given.get_absolute_url())
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_ones_own_extension_stands_in_it_and_says_that_it_changed(given, place):
    (before,) = events(Client().get(address(place.learner)))
    given.exemptions.create(place=place, days=2, changed_at=NOW.replace(hour=12))
    (after,) = events(Client().get(address(place.learner)))
    assert (after.decoded("DTSTART") - before.decoded("DTSTART")).days == 2
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_what_is_no_business_of_theirs_is_not_in_it(given, place):
    other = AssignmentFactory(title="SECRET", due_at=NOW)
    assert other.classroom != given.classroom
    common = {"classroom": given.classroom, "title": "SECRET", "course": given.course}
    AssignmentFactory(**common, due_at=NOW, published_at=None)
    excused = AssignmentFactory(**common, due_at=NOW, password="SECRET")
    excused.exemptions.create(place=place, excused=True, changed_at=NOW)
    AssignmentFactory(**common)  # without any date
    given.password = "SECRET word"
    given.save()
    assert b"SECRET" not in Client().get(address(place.learner)).content
    place.removed_at = NOW
    place.save()
    assert events(Client().get(address(place.learner))) == []


def test_another_link_closes_the_old_one(ada, place, given):
    old = address(place.learner)
    key = CalendarLink.objects.get().key
    for _ in range(2):
        ada.post(PAGE, {"renew": key})
    assert Client().get(old).status_code == 404
    assert Client().get(address(place.learner)).status_code == 200
    assert CalendarLink.objects.get().key in text(ada.get(PAGE))


def test_nobody_renews_somebody_elses_link(place):
    old = address(place.learner)
    other = browser(EnrolmentFactory().learner.user)
    other.post(PAGE, {"renew": CalendarLink.objects.get().key})
    assert Client().get(old).status_code == 200
    assert CalendarLink.objects.get(learner=place.learner).key not in text(other.get(PAGE))


def test_an_unchanged_calendar_is_not_sent_again(given, place):
    client, link = Client(), address(place.learner)
    etag = client.get(link)["ETag"]
    assert client.get(link, headers={"If-None-Match": etag}).status_code == 304
    change(given, {"title": "Renamed"}, [], seen=given.changed_at, now=NOW.replace(hour=11))
    assert client.get(link, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("key", ["x", "a" * 500, "%00", "..%2f"])
def test_a_key_that_there_is_not_leads_nowhere(key):
    assert Client().get(f"/calendar/{key}.ics").status_code == 404


@pytest.mark.parametrize("size", [2, 9])
def test_queries_do_not_grow_with_what_is_due(place, given, size):
    for _ in range(size):
        row = AssignmentFactory(
            classroom=place.classroom, course=given.course, due_at=NOW, quiz=given.quiz
        )
        row.exemptions.create(place=place, days=1, changed_at=NOW)
    link = address(place.learner)
    with counted() as queries:
        Client().get(link)
    assert len(queries) == 5


def test_a_guests_calendar_goes_on_as_the_accounts():
    guest, mine = LearnerFactory(user=None, guest_key="k"), LearnerFactory()
    key = open_calendar(guest).key
    adopt(guest.pk, mine.user, now=NOW)
    assert CalendarLink.objects.get().key == key
    assert CalendarLink.objects.get().learner == mine


def test_of_two_calendars_the_accounts_goes_on():
    guest, mine = LearnerFactory(user=None, guest_key="k"), LearnerFactory()
    open_calendar(guest)
    key = open_calendar(mine).key
    adopt(guest.pk, mine.user, now=NOW)
    assert CalendarLink.objects.get().key == key
