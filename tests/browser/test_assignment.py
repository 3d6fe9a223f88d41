"""Assignments in a browser: given by a teacher, answered on phones, with and without a network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Assignment, Attempt
from tests.factories import (
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    QuizFactory,
)

from .sight import no_sideways_scroll

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def teacher(live_server):
    return LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")


@pytest.fixture
def classroom(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def two(live_server):
    lesson = LessonFactory()
    return [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]


@pytest.fixture
def place(classroom, ada):
    return EnrolmentFactory(classroom=classroom, learner=ada)


@pytest.fixture
def sit(classroom, two, place, ada, open_page):
    """Ada's page of an attempt that she has begun."""

    def begun(java_script_enabled=True, **fields):
        given = AssignmentFactory(classroom=classroom, asks=two, **fields)
        page = open_page(ada, viewport=PHONE, java_script_enabled=java_script_enabled)
        page.goto(reverse("assignment", args=[given.pk]))
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Know the motor")
        return page

    return begun


def card(page, number):
    return page.locator(".question").nth(number)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_teacher_gives_a_quiz_to_the_class(open_page, teacher, classroom, two, scripts):
    QuizFactory(course=two[0].course, asks=two, title="Rotor quiz")
    page = open_page(teacher, java_script_enabled=scripts)
    page.goto(reverse("class", args=[classroom.pk]))
    page.get_by_role("link", name="New assignment").click()
    page.get_by_label("Questions", exact=True).select_option("Rotor quiz")
    page.get_by_text("When, how long, how often").click()
    page.get_by_label("Minutes", exact=True).fill("20")
    page.get_by_role("button", name="Give it to the class").click()
    expect(page.get_by_text("The class has it now.")).to_be_visible()
    expect(page.get_by_role("heading", name="Rotor quiz")).to_be_visible()
    assert Assignment.objects.get().minutes == 20


@pytest.mark.parametrize(
    "name", ["assignment", "assignment_change", "assignment_person", "new_assignment", "preview"]
)
def test_no_fault_on_the_teachers_pages(open_page, teacher, place, two, no_fault, name):
    given = AssignmentFactory(classroom=place.classroom, asks=two, due_at=timezone.now())
    args = [place.classroom_id] if name == "new_assignment" else [given.pk]
    args += [place.pk] if name == "assignment_person" else []
    page = open_page(teacher)
    page.goto(reverse(name, args=args))
    no_fault(page)
    page.set_viewport_size({"width": 320, "height": 568})
    no_sideways_scroll(page)


def test_no_fault_on_the_learners_pages(sit, no_fault):
    page = sit(minutes=30, due_at=timezone.now() + timedelta(days=1))
    expect(page.get_by_text("Time left: 29:")).to_be_visible()
    no_fault(page)
    page.set_viewport_size({"width": 320, "height": 568})
    no_sideways_scroll(page)
    page.go_back()
    no_fault(page)


def test_when_the_time_is_over_what_was_chosen_counts(sit):
    page = sit(minutes=1)
    card(page, 0).get_by_label("The rotor").check()
    expect(card(page, 0).get_by_text("Saved")).to_be_visible()
    # A minute is long for a test: the server's clock is what counts, so the end is moved there.
    Attempt.objects.update(ends_at=timezone.now() + timedelta(seconds=3))
    page.reload()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    attempt = Attempt.objects.get()
    assert attempt.finished_at == attempt.ends_at
    assert attempt.items.get(answer_count=1).mark == 1


def test_more_time_given_meanwhile_goes_on(sit):
    page = sit(minutes=1)
    Attempt.objects.update(ends_at=timezone.now() + timedelta(seconds=3))
    page.reload()
    expect(page.get_by_text("Time left: 0:0")).to_be_visible()
    Attempt.objects.update(ends_at=timezone.now() + timedelta(minutes=30))
    expect(page.get_by_text("Time left: 29:")).to_be_visible()
    assert Attempt.objects.get().finished_at is None


def test_without_a_network_it_is_said_loudly_and_sent_when_it_is_back(sit, watch, two):
    watch.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    page = sit()
    page.context.set_offline(True)
    card(page, 0).get_by_label("The rotor").check()
    expect(card(page, 0).get_by_role("alert")).to_contain_text("Not saved: no connection.")
    assert not Attempt.objects.get().items.exclude(draft=None).exists()
    page.context.set_offline(False)
    expect(card(page, 0).get_by_role("alert")).to_have_count(0)
    expect(card(page, 0).get_by_text("Saved")).to_be_visible()
    assert Attempt.objects.get().items.get(question=two[0]).draft == "a"


def test_what_was_chosen_without_a_network_outlives_the_page(sit, watch, two):
    watch.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    page = sit()
    address = page.url
    page.context.set_offline(True)
    card(page, 1).get_by_label("The stator").check()
    expect(card(page, 1).get_by_role("alert")).to_contain_text("Not saved: no connection.")
    page.close()
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(card(again, 1).get_by_label("The stator")).to_be_checked()
    expect(card(again, 1).get_by_text("Saved")).to_be_visible()
    assert Attempt.objects.get().items.get(question=two[1]).draft == "b"
    assert again.evaluate("Object.keys(localStorage).length") == 0


def test_a_choice_made_elsewhere_since_is_not_overwritten(sit, watch, two):
    watch.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    page = sit()
    address = page.url
    page.context.set_offline(True)
    card(page, 0).get_by_label("The stator").check()
    expect(card(page, 0).get_by_role("alert")).to_be_visible()
    Attempt.objects.get().items.filter(question=two[0]).update(draft="c")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    expect(card(again, 0).get_by_label("The housing")).to_be_checked()
    assert Attempt.objects.get().items.get(question=two[0]).draft == "c"


def test_it_goes_without_scripts(sit, two):
    page = sit(java_script_enabled=False, minutes=30)
    expect(page.get_by_text("What is chosen by then counts, also without handing")).to_be_visible()
    card(page, 0).get_by_label("The rotor").check()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    assert Attempt.objects.get().items.get(question=two[0]).mark == 1
