"""The gradebook, the live view, notices and the big screen, looked at and used in a browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.notice import post_notice
from quizzes.models import Vote
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
)
from tests.views.test_gradebook import done

from .sight import no_sideways_scroll

PHONE = {"width": 390, "height": 844}
ASK_FOR_NOTICES = """() => {
  const box = document.querySelector(".notices");
  return htmx.ajax("GET", box.getAttribute("hx-get"), { target: box, swap: "outerHTML" });
}"""
"""What the page does by itself every twenty seconds."""


@pytest.fixture
def teacher(live_server):
    return LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")


@pytest.fixture
def classroom(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def given(classroom):
    lesson = LessonFactory()
    asks = [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]
    return AssignmentFactory(classroom=classroom, asks=asks, way="immediate", minutes=30)


@pytest.fixture
def places(classroom, given):
    names = ["Amara Diallo", "Ben Okafor", "Élise Kowalczyk-Brandt"]
    found = [EnrolmentFactory(classroom=classroom, name=name) for name in names]
    for place, fraction in zip(found, (1, 0.25, None), strict=True):
        done(given, place, fraction)
    return found


def test_no_fault_on_pages_of_grades(open_page, teacher, classroom, given, places, no_fault):
    page = open_page(teacher)
    attempt = given.attempts.first()
    for name, args in (
        ("class_grades", [classroom.pk]),
        ("class_grade", [classroom.pk, given.pk, places[0].pk]),
        ("class_sitting", [classroom.pk, attempt.pk]),
    ):
        page.goto(reverse(name, args=args))
        no_fault(page)
        page.set_viewport_size({"width": 320, "height": 568})
        no_sideways_scroll(page)
    own = open_page(places[0].learner)
    own.goto(reverse("my_grades", args=[classroom.pk]))
    expect(own.get_by_role("row", name="Know the motor")).to_contain_text("100%")
    no_fault(own)


def test_names_stay_in_sight_while_figures_scroll(open_page, teacher, classroom, places):
    lesson = LessonFactory()
    for at in range(12):
        AssignmentFactory(
            classroom=classroom, asks=[QuestionFactory(lesson=lesson)], title=f"Sheet {at}"
        )
    page = open_page(teacher, viewport=PHONE)
    page.goto(reverse("class_grades", args=[classroom.pk]))
    name = page.get_by_role("rowheader", name="Amara Diallo")
    before = name.bounding_box()["x"]
    page.get_by_role("region", name="Grades").evaluate("region => (region.scrollLeft = 600)")
    expect(page.get_by_role("columnheader", name="Sheet 5")).to_be_in_viewport()
    assert name.bounding_box()["x"] == before
    no_sideways_scroll(page)


def test_grades_are_sorted_and_opened_by_keyboard(open_page, teacher, classroom, places):
    page = open_page(teacher)
    page.goto(reverse("class_grades", args=[classroom.pk]))
    page.get_by_role("link", name="Average").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Average")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(page.get_by_role("rowheader").first).to_have_text("Ben Okafor")
    page.get_by_role("row", name="Ben Okafor").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Okafor · Know the motor")


def test_the_live_view_follows_by_itself(open_page, teacher, given, no_fault):
    place = EnrolmentFactory(classroom=given.classroom, name="Ada")
    page = open_page(teacher)
    page.goto(reverse("assignment_live", args=[given.pk]))
    expect(page.get_by_role("row", name="Ada")).to_contain_text("not begun")
    phone = open_page(place.learner, viewport=PHONE)
    phone.goto(reverse("assignment", args=[given.pk]))
    phone.get_by_role("button", name="Begin").click()
    expect(phone.get_by_text("Time left:")).to_be_visible()
    expect(page.get_by_role("row", name="Ada")).to_contain_text("begun")
    no_fault(page)
    page.get_by_label("Tell the class").fill("Question 2 has a slip.")
    page.get_by_role("button", name="Tell everybody").press("Enter")
    expect(page.get_by_text("The class is told.")).to_be_visible()


def test_a_notice_comes_into_a_test_that_is_open(open_page, teacher, given, no_fault):
    place = EnrolmentFactory(classroom=given.classroom, name="Ada")
    phone = open_page(place.learner, viewport=PHONE)
    phone.goto(reverse("assignment", args=[given.pk]))
    phone.get_by_role("button", name="Begin").click()
    phone.locator(".question").first.get_by_label("The stator").check()
    post_notice(given.classroom, "A slip in 2.", token="t", by=teacher.user, now=NOW)
    # Sooner than by itself: what the page asks for every twenty seconds.
    phone.evaluate(ASK_FOR_NOTICES)
    expect(phone.get_by_role("status").filter(has_text="A slip in 2.")).to_be_visible()
    expect(phone.locator(".question").first.get_by_label("The stator")).to_be_checked()
    no_fault(phone)


def test_a_question_on_the_screen_is_answered_from_phones(
    open_page, teacher, classroom, given, no_fault
):
    ada, ben = (EnrolmentFactory(classroom=classroom, name=name).learner for name in ("Ada", "Ben"))
    page = open_page(teacher)
    phone = open_page(ada, viewport=PHONE)
    plain = open_page(ben, viewport=PHONE, java_script_enabled=False)
    phone.goto(reverse("class_answer", args=[classroom.pk]))
    expect(phone.get_by_text("Nothing is asked at the moment.")).to_be_visible()
    page.goto(f"{reverse('class_screen', args=[classroom.pk])}?course={given.course.slug}")
    no_fault(page)
    page.get_by_role("button", name="Ask What turns?").first.press("Enter")
    expect(page.get_by_role("heading", name="What turns?")).to_be_visible()
    phone.get_by_label("The rotor").check()
    no_fault(phone)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your answer is kept.")).to_be_visible()
    plain.goto(reverse("class_answer", args=[classroom.pk]))
    plain.get_by_label("The stator").check()
    plain.get_by_role("button", name="Send").click()
    expect(page.get_by_text("2 of 2 have answered")).to_be_visible()
    no_fault(page)
    page.get_by_role("button", name="Stop and show the answers").press("Enter")
    expect(page.get_by_role("row", name="The stator")).to_contain_text("50%")
    expect(phone.get_by_text("Your answer: The rotor")).to_be_visible()
    page.get_by_role("button", name="Show what is right").press("Enter")
    expect(page.get_by_role("row", name="The rotor")).to_contain_text("right")
    no_fault(page)
    expect(phone.get_by_text("Your answer, correct")).to_be_visible()
    no_fault(phone)
    plain.get_by_role("link", name="Look again").click()
    expect(plain.get_by_text("EXPLAINED")).to_be_visible()
    page.set_viewport_size({"width": 1920, "height": 1080})
    no_sideways_scroll(page)
    assert Vote.objects.count() == 2
