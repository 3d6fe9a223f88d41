"""A class: opened by its teacher, joined by learners on phones."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.roles import TEACHERS
from quizzes.models import Classroom, Enrolment
from tests.factories import ClassroomFactory, EnrolmentFactory, LearnerFactory

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def teacher(live_server):
    learner = LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")
    learner.user.groups.add(Group.objects.get(name=TEACHERS))
    return learner


@pytest.mark.parametrize("scripts", [True, False])
def test_a_class_is_opened_and_a_learner_comes_in_with_a_name(open_page, teacher, scripts):
    page = open_page(teacher, java_script_enabled=scripts)
    page.goto(reverse("classes"))
    page.get_by_role("link", name="New class").click()
    page.get_by_label("Name", exact=True).fill("Physics 9b")
    page.get_by_role("group", name="Who may join").get_by_label("whoever gives a name").check()
    page.get_by_role("button", name="Open the class").click()
    expect(page.get_by_role("heading", name="Physics 9b")).to_be_visible()
    page.get_by_role("link", name="Add learners").click()
    page.get_by_label("or its lines").fill("Ada Lovelace\nGrace Hopper\n")
    page.get_by_role("button", name="Look first").click()
    page.get_by_role("button", name="Take them").click()
    expect(page.get_by_text("2 learners were added.")).to_be_visible()

    ben = open_page(java_script_enabled=scripts, viewport=PHONE)
    ben.goto("/")
    ben.get_by_role("link", name="Classes").click()
    ben.get_by_label("Code").fill(page.locator(".code").inner_text().lower())
    ben.get_by_role("button", name="Go to the class").click()
    ben.get_by_label("Your name").fill("Ben")
    ben.keyboard.press("Enter")
    expect(ben.get_by_text("You are here as Ben.")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Take out Grace Hopper").click()
    expect(page.get_by_role("heading", name="Taken out")).to_be_visible()
    gone = Enrolment.objects.exclude(removed_at=None)
    assert [each.name for each in gone] == ["Grace Hopper"]


@pytest.mark.parametrize(
    "name",
    ["class", "class_settings", "class_teachers", "class_copy", "class_roster", "class_sheet"],
)
def test_no_fault_on_any_page_of_it(open_page, teacher, no_fault, name):
    classroom = ClassroomFactory(led_by=teacher.user, joining="name")
    EnrolmentFactory(classroom=classroom, email="ada@example.com", number="17")
    EnrolmentFactory(classroom=classroom, learner=None, name="Grace Hopper")
    EnrolmentFactory(classroom=classroom, name="Ben", removed_at=classroom.created_at)
    page = open_page(teacher)
    page.goto(reverse(name, args=[classroom.pk]))
    if name == "class_roster":
        page.get_by_label("or its lines").fill("name,email\nAda,no\nGrace Hopper,\n")
        page.get_by_role("button", name="Look first").click()
        expect(page.get_by_text("is no e-mail address")).to_be_visible()
    no_fault(page)


def test_no_fault_on_what_a_learner_sees(open_page, no_fault):
    classroom = ClassroomFactory(joining="name")
    page = open_page(viewport=PHONE)
    page.goto(reverse("classes"))
    no_fault(page)
    page.goto(reverse("join_class", args=[classroom.code]))
    no_fault(page)
    page.get_by_label("Your name").fill("Ben")
    page.get_by_role("button", name="Join the class").click()
    expect(page.get_by_text("You are here as Ben.")).to_be_visible()
    no_fault(page)
    Classroom.objects.update(joining="account")
    stranger = open_page()
    stranger.goto(reverse("join_class", args=[classroom.code]))
    expect(stranger.get_by_text("To join, sign in first")).to_be_visible()
    no_fault(stranger)
