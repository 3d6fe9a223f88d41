"""The home page: where to go on, and how far one is."""

import pytest
from django.urls import reverse

from tests.factories import CourseFactory, LessonFactory, QuestionFactory

from .conftest import post

pytestmark = pytest.mark.django_db


def home(browser):
    return browser.get(reverse("home")).content.decode()


def course_page(browser, course):
    return browser.get(course.get_absolute_url()).content.decode()


@pytest.fixture
def course():
    return CourseFactory(title="Motors")


@pytest.fixture
def first(course):
    lesson = LessonFactory(course=course, title="First")
    return [QuestionFactory(lesson=lesson) for _ in range(3)]


@pytest.fixture
def second(course, first):
    return [QuestionFactory(lesson=LessonFactory(course=course, title="Second"))]


def test_a_site_without_courses_says_so(client):
    assert "There is no course yet." in home(client)


def test_a_newcomer_is_offered_a_start(client, first):
    page = home(client)
    assert "Start" in page
    assert "Continue" not in page


def test_a_course_that_is_not_published_is_not_listed(client):
    CourseFactory(title="HIDDEN", status="draft")
    assert "HIDDEN" not in home(client)


def test_continue_leads_to_the_first_open_question(signed_in, first):
    post(signed_in, first[0], "a")
    page = home(signed_in)
    assert f'{first[1].lesson.get_absolute_url()}#q-{first[1].pk}"' in page
    assert "2 questions left" in page


def test_after_a_finished_lesson_it_leads_to_the_next(signed_in, first, second):
    for question in first:
        post(signed_in, question, "a")
    assert f'href="{second[0].lesson.get_absolute_url()}">Continue' in home(signed_in)


def test_after_the_last_lesson_it_leads_back_to_one_left_out(signed_in, first, second):
    post(signed_in, second[0], "a")
    assert f'href="{first[0].lesson.get_absolute_url()}">Continue' in home(signed_in)


def test_a_finished_course_offers_nothing_to_continue(signed_in, first):
    for question in first:
        post(signed_in, question, "a")
    page = home(signed_in)
    assert ">Continue<" not in page
    assert "1 of 1 lesson finished" in page


def test_another_device_goes_on_at_the_same_place(signed_in, client, ada, first):
    post(signed_in, first[0], "a")
    client.force_login(ada.user)
    assert f"#q-{first[1].pk}" in home(client)


def test_the_course_page_tells_first_try_from_now(signed_in, first):
    post(signed_in, first[0], "b")
    post(signed_in, first[0], "a", after=1)
    page = course_page(signed_in, first[0].course)
    assert "1 of 3" in page
    assert '<td class="figure">0%</td>' in page
    assert '<td class="figure">100%</td>' in page
    assert "begun" in page


def test_an_unknown_course_is_not_found(client):
    assert client.get(reverse("course", args=["nowhere"])).status_code == 404
