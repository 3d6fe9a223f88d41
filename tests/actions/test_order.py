"""Courses and lessons are put in order, and the same move twice is one."""

import pytest

from quizzes.actions.order import MoveRefused, move_course, move_lesson
from quizzes.models import Course
from tests.factories import NOW, CourseFactory, LessonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = CourseFactory()
    for title in "abc":
        LessonFactory(course=course, title=title, position=0)
    return course


def order(course):
    return "".join(lesson.title for lesson in course.lessons.order_by("position", "pk"))


def key(course, title):
    return course.lessons.get(title=title).pk


@pytest.mark.parametrize(
    ("moved", "before", "after"), [("c", "a", "cab"), ("a", "c", "bac"), ("a", None, "bca")]
)
def test_a_lesson_is_put_in_front_of_another_or_at_the_end(course, moved, before, after):
    target = key(course, before) if before else None
    place = move_lesson(course, key(course, moved), target, now=NOW)
    assert (order(course), place) == (after, after.index(moved) + 1)


def test_the_same_move_twice_is_one(course):
    for _time in range(2):
        assert move_lesson(course, key(course, "c"), key(course, "b"), now=NOW) == 2
    assert order(course) == "acb"


def test_a_lesson_in_front_of_itself_stays(course):
    move_lesson(course, key(course, "b"), key(course, "b"), now=NOW)
    assert order(course) == "abc"


def test_learners_see_a_moved_lesson_at_once(course):
    before = course.revision
    move_lesson(course, key(course, "c"), key(course, "a"), now=NOW)
    course.refresh_from_db()
    assert course.revision > before


def test_another_courses_lesson_is_not_moved(course):
    foreign = LessonFactory(position=5)
    with pytest.raises(MoveRefused):
        move_lesson(course, foreign.pk, None, now=NOW)
    with pytest.raises(MoveRefused):
        move_lesson(course, key(course, "a"), foreign.pk, now=NOW)
    foreign.refresh_from_db()
    assert (order(course), foreign.position) == ("abc", 5)


def test_courses_stand_by_title_until_one_is_moved():
    CourseFactory.create_batch(3)
    courses = [CourseFactory(title=title) for title in ("Z", "A")]
    found = [course.title for course in Course.objects.in_order()]
    assert found == ["A", "Motors", "Motors", "Motors", "Z"]
    move_course(courses[0].pk, courses[1].pk)
    assert [course.title for course in Course.objects.in_order()][:2] == ["Z", "A"]
