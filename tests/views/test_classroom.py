"""Classes on their pages: opened, changed, seen by those who belong to them and by nobody else."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from quizzes.actions.roles import TEACHERS
from quizzes.models import Classroom, Enrolment, Learner
from tests.factories import (
    NOW,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    UserFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def teacher():
    user = UserFactory(name="Marie Curie")
    user.groups.add(Group.objects.get(name=TEACHERS))
    return browser(user)


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user, joining="name")


def page(name, classroom, *more):
    return reverse(name, args=[classroom.pk, *more])


def join_page(code):
    return reverse("join_class", args=[code])


def text(response):
    return response.content.decode()


def test_a_teacher_opens_a_class(teacher):
    fields = {"name": "Physics 9b", "time_zone": "Europe/Paris", "joining": "account"}
    response = teacher.post(reverse("new_class"), fields)
    made = Classroom.objects.get()
    assert response["Location"] == page("class", made)
    assert "Physics 9b" in text(teacher.get(reverse("classes")))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "time_zone": "Europe/Paris", "joining": "account"},
        {"name": "9b", "time_zone": "Mars/Olympus", "joining": "account"},
        {"name": "9b", "time_zone": "UTC", "joining": "everybody"},
        {"name": "x" * 101, "time_zone": "UTC", "joining": "account"},
    ],
)
def test_fields_that_make_no_sense_are_refused(teacher, fields):
    assert teacher.post(reverse("new_class"), fields).status_code == 422
    assert not Classroom.objects.exists()


def test_not_everyone_may_open_a_class():
    someone = browser(UserFactory())
    assert someone.get(reverse("new_class")).status_code == 403
    assert someone.post(reverse("new_class"), {"name": "9b"}).status_code == 403
    assert "/accounts/login/" in Client().get(reverse("new_class"))["Location"]


def test_a_learner_joins_by_the_link_once(led):
    learner = LearnerFactory(user__name="Ada Lovelace")
    ada = browser(learner.user)
    assert "Motors 9b" in text(ada.get(join_page(led.code)))
    for _ in range(2):
        assert ada.post(join_page(led.code))["Location"] == page("class", led)
    assert Enrolment.objects.get().name == "Ada Lovelace"
    assert "You are here as Ada Lovelace." in text(ada.get(page("class", led)))


def test_a_code_is_typed_in_any_way(led):
    typed = f" {led.code[:4].lower()}-{led.code[4:]} "
    response = Client().get(reverse("join_by_code"), {"code": typed})
    assert response["Location"] == join_page(led.code)


@pytest.mark.parametrize("typed", ["", "ABC", "0OIL0OIL", "<script>", "x" * 50])
def test_what_is_no_code_is_said_to_be_none(typed):
    response = Client().get(reverse("join_by_code"), {"code": typed})
    assert response.status_code == 422
    assert "<script>" not in text(response).split("<main")[1]


def test_an_unknown_code_leads_nowhere():
    assert Client().get(join_page("AAAAAAAA")).status_code == 404
    assert Client().post(join_page("AAAAAAAA"), {"name": "Ada"}).status_code == 404


def test_a_guest_joins_with_a_name_where_that_is_enough(led):
    visitor = Client()
    assert not Learner.objects.exists()
    visitor.get(join_page(led.code))
    assert not Learner.objects.exists()
    assert visitor.post(join_page(led.code), {"name": ""}).status_code == 422
    assert visitor.post(join_page(led.code), {"name": "Ada"})["Location"] == page("class", led)
    place = Enrolment.objects.get()
    assert (place.name, place.learner.user) == ("Ada", None)
    shown = text(visitor.get(page("class", led)))
    assert f"{place.code[:5]}-{place.code[5:]}" in shown


def test_where_an_account_is_needed_a_guest_is_asked_to_sign_in(led):
    Classroom.objects.update(joining="account")
    visitor = Client()
    assert "sign in first" in text(visitor.get(join_page(led.code)))
    visitor.post(join_page(led.code), {"name": "Ada"})
    assert not Enrolment.objects.exists()


def test_a_guest_goes_on_on_another_device_with_their_own_code(led):
    first, second = Client(), Client()
    first.post(join_page(led.code), {"name": "Ada"})
    place = Enrolment.objects.get()
    assert second.post(join_page(place.code))["Location"] == page("class", led)
    assert "as Ada" in text(second.get(page("class", led)))
    assert first.get(page("class", led)).status_code == 404
    assert (Enrolment.objects.count(), Learner.objects.count()) == (1, 1)


def test_an_account_takes_over_what_it_did_as_a_guest_by_the_own_code(led):
    Client().post(join_page(led.code), {"name": "Ada"})
    learner = LearnerFactory()
    browser(learner.user).post(join_page(Enrolment.objects.get().code))
    assert Enrolment.objects.get().learner == learner


def test_nobody_takes_the_place_of_an_account(led):
    place = EnrolmentFactory(classroom=led)
    other = LearnerFactory()
    response = browser(other.user).post(join_page(place.code))
    assert response.status_code == 422
    assert "Somebody else has this place" in text(response)
    assert Client().post(join_page(place.code)).status_code == 422
    assert Enrolment.objects.get().learner == place.learner


def test_a_closed_class_says_so(led):
    Classroom.objects.update(joining="closed")
    ada = browser(LearnerFactory().user)
    assert "takes nobody in" in text(ada.post(join_page(led.code)))
    assert not Enrolment.objects.exists()


def test_taken_out_and_let_back_in(teacher, led):
    place = EnrolmentFactory(classroom=led, name="Grace Hopper")
    grace = browser(place.learner.user)
    teacher.post(page("class_person", led, place.pk), {"do": "out"})
    assert grace.get(page("class", led)).status_code == 404
    assert "You were taken out" in text(grace.post(join_page(led.code)))
    teacher.post(page("class_person", led, place.pk), {"do": "back"})
    assert grace.get(page("class", led)).status_code == 200


def test_a_roster_is_looked_at_before_it_is_taken(teacher, led):
    fields = {"text": "name,number\nAda,1\nGrace,2\n"}
    shown = text(teacher.post(page("class_roster", led), fields | {"do": "look"}))
    assert "2 new, 0 changed" in shown
    assert not Enrolment.objects.exists()
    teacher.post(page("class_roster", led), fields | {"do": "take"})
    assert set(Enrolment.objects.values_list("name", "number")) == {("Ada", "1"), ("Grace", "2")}


def test_a_roster_with_a_fault_is_not_taken_unless_told(teacher, led):
    fields = {"text": "name,email\nAda,ada\nGrace,\n", "do": "take"}
    shown = text(teacher.post(page("class_roster", led), fields))
    assert "line 2: “ada” is no e-mail address." in shown
    assert not Enrolment.objects.exists()
    teacher.post(page("class_roster", led), fields | {"skip_bad": "on"})
    assert Enrolment.objects.get().name == "Grace"


def test_a_roster_that_cannot_be_read_is_refused(teacher, led):
    assert teacher.post(page("class_roster", led), {"text": " "}).status_code == 422


def test_the_sheet_has_the_code_and_a_card_for_each_who_has_not_come(teacher, led):
    waiting = EnrolmentFactory(classroom=led, learner=None, joined_at=None, name="Grace Hopper")
    there = EnrolmentFactory(classroom=led, name="Ada Lovelace")
    shown = text(teacher.get(page("class_sheet", led)))
    assert f"{led.code[:4]}-{led.code[4:]}" in shown
    assert f"{waiting.code[:5]}-{waiting.code[5:]}" in shown
    assert "Grace Hopper" in shown
    assert shown.count("<svg") == 2
    assert there.code[:5] not in shown


def test_a_second_teacher_and_an_assistant(teacher, led):
    helper = UserFactory(email="helper@example.com")
    added = {"email": "HELPER@example.com", "role": "assistant"}
    assert teacher.post(page("class_teachers", led), added).status_code == 303
    assert browser(helper).get(page("class", led)).status_code == 200
    unknown = teacher.post(page("class_teachers", led), added | {"email": "no@example.com"})
    assert "There is no account with this address" in text(unknown)
    member = led.teachers.get(user=helper)
    teacher.post(page("class_teachers", led), {"drop": member.pk})
    assert browser(helper).get(page("class", led)).status_code == 404
    own = led.teachers.get(user=teacher.user)
    refused = teacher.post(page("class_teachers", led), {"drop": own.pk}, follow=True)
    assert "A class needs a teacher" in text(refused)


def test_a_class_is_archived_and_comes_back(teacher, led):
    shown = text(teacher.post(page("class_archive", led), follow=True))
    assert "Everything is kept" in shown
    assert "Archived classes" in shown
    teacher.post(page("class_archive", led), {"reopen": ""})
    led.refresh_from_db()
    assert led.archived_at is None


def test_a_class_is_copied_without_its_learners(teacher, led):
    EnrolmentFactory(classroom=led)
    teacher.post(page("class_copy", led), {"name": "Motors 10b"})
    assert not Classroom.objects.get(name="Motors 10b").enrolments.exists()


def test_a_new_code_closes_the_old_one(teacher, led):
    old = led.code
    for _ in range(2):
        teacher.post(page("class_code", led), {"seen": old})
    led.refresh_from_db()
    assert led.code != old
    assert Client().get(join_page(old)).status_code == 404


PAGES = [
    ("class", 200),
    ("class_settings", 200),
    ("class_teachers", 200),
    ("class_copy", 200),
    ("class_roster", 200),
    ("class_sheet", 200),
]
FOR_ASSISTANTS = {"class", "class_sheet"}


def roles(led):
    """Everybody who could try, with what the class is to them."""
    helper, learner, gone = UserFactory(), LearnerFactory(), LearnerFactory()
    led.teachers.create(user=helper, role="assistant")
    EnrolmentFactory(classroom=led, learner=learner, name="Ada SECRET")
    EnrolmentFactory(classroom=led, learner=gone, removed_at=NOW)
    other = ClassroomFactory(led_by=UserFactory())
    stranger = EnrolmentFactory(classroom=other)
    admin = UserFactory(is_staff=True, is_superuser=True)
    return {
        "assistant": browser(helper),
        "learner": browser(learner.user),
        "taken out": browser(gone.user),
        "another class's teacher": browser(other.teachers.get().user),
        "another class's learner": browser(stranger.learner.user),
        "admin": browser(admin),
        "guest": Client(),
    }


@pytest.mark.parametrize(("name", "status"), PAGES)
def test_pages_are_for_those_who_teach_the_class(teacher, led, name, status):
    assert teacher.get(page(name, led)).status_code == status
    for role, client in roles(led).items():
        response = client.get(page(name, led))
        if role == "assistant" and name in FOR_ASSISTANTS:
            assert response.status_code == 200, role
        elif role == "learner" and name == "class":
            assert response.status_code == 200, role
            assert "Ada SECRET" in text(response)
        else:
            assert response.status_code in (302, 404), role
            assert "SECRET" not in text(response), role


POSTS = {
    "class_settings": {"name": "STOLEN", "time_zone": "UTC", "joining": "closed"},
    "class_teachers": {"email": "thief@example.com", "role": "teacher"},
    "class_copy": {"name": "STOLEN"},
    "class_archive": {},
    "class_code": {},
    "class_roster": {"text": "STOLEN", "do": "take"},
}


@pytest.mark.parametrize("name", POSTS)
def test_nobody_else_changes_a_class(led, name):
    UserFactory(email="thief@example.com")
    people = roles(led)
    before = Enrolment.objects.count()
    for role, client in people.items():
        response = client.post(page(name, led), POSTS[name] | {"seen": led.code})
        assert response.status_code in (302, 404), role
    after = Classroom.objects.get(pk=led.pk)
    assert (after.name, after.code, after.archived_at) == (led.name, led.code, None)
    assert not Classroom.objects.filter(name="STOLEN").exists()
    assert led.teachers.count() == 2
    assert Enrolment.objects.count() == before


def test_nobody_else_takes_a_learner_out(teacher, led):
    people = roles(led)
    place = led.enrolments.get(removed_at=None)
    for role, client in people.items():
        response = client.post(page("class_person", led, place.pk), {"do": "out"})
        assert response.status_code in (302, 404), role
    place.refresh_from_db()
    assert place.removed_at is None
    elsewhere = EnrolmentFactory()
    forged = teacher.post(page("class_person", led, elsewhere.pk), {"do": "out"})
    assert forged.status_code == 404


def test_an_assistant_sees_no_buttons_that_change(led):
    shown = text(roles(led)["assistant"].get(page("class", led))).split("<main")[1]
    assert "<button" not in shown


def queries(client, address):
    client.get(address)
    with counted() as found:
        client.get(address)
    return len(found)


@pytest.mark.parametrize("name", ["class", "class_sheet"])
def test_a_class_takes_as_many_queries_for_two_learners_as_for_forty(teacher, led, name):
    for _ in range(2):
        EnrolmentFactory(classroom=led)
        EnrolmentFactory(classroom=led, learner=None)
    few = queries(teacher, page(name, led))
    for _ in range(38):
        EnrolmentFactory(classroom=led)
    assert queries(teacher, page(name, led)) == few


def test_the_list_takes_as_many_queries_for_one_class_as_for_ten(teacher, led):
    few = queries(teacher, reverse("classes"))
    for _ in range(9):
        EnrolmentFactory(classroom=ClassroomFactory(led_by=teacher.user))
    assert queries(teacher, reverse("classes")) == few


def test_settings_are_changed(teacher, led):
    fields = {"name": "Motors 10b", "time_zone": "Asia/Tokyo", "joining": "closed"}
    assert teacher.post(page("class_settings", led), fields)["Location"] == page("class", led)
    led.refresh_from_db()
    assert (led.name, led.time_zone, led.joining) == ("Motors 10b", "Asia/Tokyo", "closed")
    assert teacher.post(page("class_settings", led), fields | {"name": ""}).status_code == 422
