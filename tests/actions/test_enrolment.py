"""Places in classes: joined, waiting, lost and given back; rosters."""

import pytest
from allauth.account.models import EmailAddress

from quizzes.actions.enrolment import (
    JoinRefused,
    give_back,
    join,
    plan_roster,
    renew_own_code,
    save_roster,
    take_out,
    take_place,
)
from quizzes.actions.learner import adopt
from quizzes.exchange.roster import Entry
from quizzes.models import Classroom, Enrolment, Learner
from tests.factories import (
    NOW,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def guest(key="k"):
    return Learner.objects.create(guest_key=key, created_at=NOW)


def waiting(**fields):
    return EnrolmentFactory(learner=None, joined_at=None, **fields)


def test_joining_twice_is_one_place():
    classroom, learner = ClassroomFactory(), LearnerFactory()
    first = join(classroom, learner, " Ada ", now=NOW)
    assert join(classroom, learner, "Other", now=NOW) == first
    assert (first.name, first.joined_at) == ("Ada", NOW)
    assert list(Classroom.objects.attended_by(learner)) == [classroom]


@pytest.mark.parametrize("fields", [{"joining": "closed"}, {"archived_at": NOW}])
def test_a_closed_class_takes_nobody_in(fields):
    with pytest.raises(JoinRefused, match="takes nobody in"):
        join(ClassroomFactory(**fields), LearnerFactory(), "Ada", now=NOW)
    assert not Enrolment.objects.exists()


def test_a_name_is_needed():
    with pytest.raises(JoinRefused, match="Say what the class is to call you"):
        join(ClassroomFactory(), LearnerFactory(), "  ", now=NOW)


def test_a_place_of_the_roster_waits_for_the_address_that_was_proved():
    place = waiting(name="Ada L.", email="Ada@example.com")
    learner = LearnerFactory(user__email="ada@example.com")
    address = EmailAddress.objects.create(user=learner.user, email="ada@example.com")
    assert join(place.classroom, learner, "Ada", now=NOW) != place
    Enrolment.objects.filter(learner=learner).delete()
    address.verified = True
    address.save()
    assert join(place.classroom, learner, "Ada", now=NOW) == place
    assert Enrolment.objects.get().name == "Ada L."


def test_the_own_code_takes_the_place_once():
    place, learner = waiting(), LearnerFactory()
    assert take_place(place, learner, now=NOW).learner == learner
    assert take_place(place, learner, now=NOW).learner == learner
    with pytest.raises(JoinRefused, match="Somebody else has this place"):
        take_place(place, LearnerFactory(), now=NOW)


def test_nobody_has_two_places_in_a_class():
    there = EnrolmentFactory()
    with pytest.raises(JoinRefused, match="in this class already, under another name"):
        take_place(waiting(classroom=there.classroom), there.learner, now=NOW)


def test_who_was_taken_out_does_not_come_back_alone_and_loses_nothing():
    place = EnrolmentFactory()
    take_out(place, now=NOW)
    with pytest.raises(JoinRefused, match="You were taken out of this class"):
        join(place.classroom, place.learner, "Ada", now=NOW)
    assert list(Classroom.objects.attended_by(place.learner)) == []
    give_back(place)
    assert join(place.classroom, place.learner, "Ada", now=NOW) == place


def test_an_own_code_is_renewed_once_by_the_same_press():
    place = EnrolmentFactory()
    seen = place.code
    assert renew_own_code(place, seen=seen)
    assert not renew_own_code(place, seen=seen)


def test_signing_up_keeps_the_guests_place():
    place = EnrolmentFactory(learner=guest())
    learner = adopt(place.learner_id, UserFactory(), now=NOW)
    assert learner.enrolments.get() == place


def test_signing_in_moves_the_guests_place_to_the_account():
    place, mine = EnrolmentFactory(learner=guest()), LearnerFactory()
    adopt(place.learner_id, mine.user, now=NOW)
    assert mine.enrolments.get() == place


@pytest.mark.parametrize("listed", ["guest", "account"])
def test_of_two_places_in_one_class_the_rosters_stays(listed):
    classroom, visitor, mine = ClassroomFactory(), guest(), LearnerFactory()
    numbers = {"guest": "", "account": ""} | {listed: "17"}
    EnrolmentFactory(classroom=classroom, learner=visitor, number=numbers["guest"])
    EnrolmentFactory(classroom=classroom, learner=mine, number=numbers["account"])
    adopt(visitor.pk, mine.user, now=NOW)
    assert (mine.enrolments.get().number, Enrolment.objects.count()) == ("17", 1)


@pytest.mark.parametrize("out", ["guest", "account"])
def test_who_was_taken_out_stays_out_when_they_sign_in(out):
    classroom, visitor, mine = ClassroomFactory(), guest(), LearnerFactory()
    taken = {"guest": None, "account": None} | {out: NOW}
    EnrolmentFactory(classroom=classroom, learner=visitor, removed_at=taken["guest"])
    EnrolmentFactory(classroom=classroom, learner=mine, removed_at=taken["account"])
    adopt(visitor.pk, mine.user, now=NOW)
    assert mine.enrolments.get().removed_at == NOW


def listed(classroom, *entries):
    return [each.what for each in save_roster(classroom, entries, now=NOW)]


def test_a_roster_makes_places_and_the_same_one_changes_nothing():
    classroom = ClassroomFactory()
    roster = [Entry("", "Ada", "ada@example.com", "17"), Entry("", "Grace")]
    assert listed(classroom, *roster) == ["new", "new"]
    assert listed(classroom, *roster) == ["known", "known"]
    assert classroom.enrolments.filter(learner=None, joined_at=None).count() == 2


def test_a_learner_is_known_by_number_then_address_then_name():
    classroom = ClassroomFactory()
    place = EnrolmentFactory(classroom=classroom, name="Ada", number="a17", email="")
    assert listed(classroom, Entry("", "Ada Byron", "ada@example.com", "A17")) == ["changed"]
    place.refresh_from_db()
    assert (place.name, place.email, place.number) == ("Ada Byron", "ada@example.com", "A17")
    assert listed(classroom, Entry("", "Ada King", "ADA@example.com")) == ["changed"]
    place.refresh_from_db()
    assert (place.name, place.number) == ("Ada King", "A17")
    assert listed(classroom, Entry("", "ada king")) == ["changed"]


def test_a_roster_takes_nobody_out_and_brings_nobody_back():
    gone = EnrolmentFactory(name="Ada", removed_at=NOW)
    there = EnrolmentFactory(classroom=gone.classroom, name="Grace")
    assert listed(gone.classroom, Entry("", "Ada")) == ["known"]
    gone.refresh_from_db()
    there.refresh_from_db()
    assert (gone.removed_at, there.removed_at) == (NOW, None)


def test_the_same_name_with_another_number_is_somebody_else():
    classroom = ClassroomFactory()
    listed(classroom, Entry("", "Ada", "", "1"))
    assert [each.what for each in plan_roster(classroom, [Entry("", "Ada", "", "2")])] == ["new"]
