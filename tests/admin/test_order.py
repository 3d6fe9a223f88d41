"""Authors put courses and lessons in order, with buttons that work without scripts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html

from quizzes.actions.roles import AUTHORS
from tests.factories import CourseFactory, LessonFactory, UserFactory
from tests.queries import counted

from .page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def course():
    course = CourseFactory()
    for title in "abc":
        LessonFactory(course=course, title=title)
    return course


def lessons_page(course):
    return reverse("admin:quizzes_lesson_order", args=[course.pk])


def press(author, address, title, button):
    """The page after a button of the row with this title."""
    page = html.fromstring(author.get(address).content.decode())
    [row] = [row for row in page.xpath("//ol[@id='order']/li") if row.find("a").text == title]
    [pressed] = [each for each in row.iter("button") if each.text.strip().startswith(button)]
    sent = {"moved": row.xpath(".//input[@name='moved']/@value")[0]}
    sent[pressed.get("name")] = pressed.get("value")
    return author.post(address, sent, follow=True)


def order(response):
    page = html.fromstring(response.content.decode())
    return "".join(row.find("a").text for row in page.xpath("//ol[@id='order']/li"))


@pytest.mark.parametrize(
    ("title", "button", "after"),
    [("b", "Move up", "bac"), ("b", "Move down", "acb"), ("a", "Move down", "bac")],
)
def test_a_lesson_moves_by_one(author, course, title, button, after):
    assert order(press(author, lessons_page(course), title, button)) == after


def test_the_page_says_where_it_stands_and_goes_on_there(author, course):
    response = press(author, lessons_page(course), "c", "Move up")
    assert "“c” stands at place 2 of 3 now." in words(response)
    page = html.fromstring(response.content.decode())
    [focused] = page.xpath("//*[@autofocus]")
    assert "Move up “c”" in " ".join(focused.text_content().split())


def test_at_the_end_the_other_button_goes_on(author, course):
    response = press(author, lessons_page(course), "b", "Move up")
    [focused] = html.fromstring(response.content.decode()).xpath("//*[@autofocus]")
    assert "Move down “b”" in " ".join(focused.text_content().split())


def test_the_same_press_sent_twice_moves_once(author, course):
    [a, _b, c] = course.lessons.order_by("position")
    for _time in range(2):
        response = author.post(lessons_page(course), {"moved": c.pk, "before": a.pk}, follow=True)
    assert order(response) == "cab"


@pytest.mark.parametrize(
    "sent", [{}, {"moved": "1"}, {"moved": "x", "before": ""}, {"moved": "1", "before": "9" * 30}]
)
def test_a_move_of_nothing_says_so(author, course, sent):
    response = author.post(lessons_page(course), sent, follow=True)
    assert "Nothing was moved" in words(response)
    assert order(response) == "abc"


def test_courses_move_on_the_home_page(author):
    for title in ("A", "B"):
        CourseFactory(title=title)
    press(author, reverse("admin:quizzes_course_order"), "B", "Move up")
    home = html.fromstring(author.get("/").content.decode())
    assert [link.text for link in home.xpath("//ul[@class='courses']//h3/a")] == ["B", "A"]


def test_the_order_asks_as_much_for_many_lessons(author, course):
    author.get(lessons_page(course))
    with counted() as few:
        author.get(lessons_page(course))
    LessonFactory.create_batch(6, course=course)
    with counted() as many:
        author.get(lessons_page(course))
    assert len(many) == len(few)


def test_who_may_not_change_them_orders_nothing(client, course):
    client.force_login(UserFactory(is_staff=True))
    for address in (lessons_page(course), reverse("admin:quizzes_course_order")):
        assert client.get(address).status_code == 403
        assert client.post(address, {"moved": 1}).status_code == 403
