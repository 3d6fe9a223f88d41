"""Classes: made, archived, copied; their teachers."""

import pytest

from quizzes.actions.classroom import (
    LastTeacher,
    archive,
    copy_class,
    drop_teacher,
    open_class,
    renew_code,
    reopen,
    set_teacher,
)
from quizzes.models import Classroom
from tests.factories import NOW, ClassroomFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def roles(classroom):
    return dict(classroom.teachers.values_list("user", "role"))


def test_whoever_opens_a_class_teaches_it():
    user = UserFactory()
    classroom = open_class("9b", "Europe/Paris", "name", by=user, now=NOW)
    assert roles(classroom) == {user.pk: "teacher"}
    assert list(Classroom.objects.led_by(user)) == [classroom]


def test_codes_have_no_letters_that_are_mistaken_for_others():
    codes = {ClassroomFactory().code for _ in range(50)}
    assert len(codes) == 50
    assert not set("01OIL") & set("".join(codes))


def test_a_code_is_renewed_once_by_the_same_press():
    classroom = ClassroomFactory()
    seen = classroom.code
    assert renew_code(classroom, seen=seen)
    assert not renew_code(classroom, seen=seen)
    classroom.refresh_from_db()
    assert classroom.code != seen


def test_an_archived_class_lets_nobody_in_and_comes_back():
    classroom = ClassroomFactory()
    archive(classroom, now=NOW)
    classroom.refresh_from_db()
    assert (classroom.archived_at, classroom.is_open) == (NOW, False)
    assert classroom not in Classroom.objects.current()
    reopen(classroom)
    assert classroom in Classroom.objects.current()


def test_a_copy_has_the_teachers_and_no_learners():
    classroom = EnrolmentFactory().classroom
    helper, new = UserFactory(), UserFactory()
    set_teacher(classroom, helper, "assistant")
    copy = copy_class(classroom, "10b", by=new, now=NOW)
    before = roles(classroom)
    assert roles(copy) == before | {new.pk: "teacher"}
    assert (copy.name, copy.copied_from, copy.time_zone) == ("10b", classroom, "Europe/Paris")
    assert not copy.enrolments.exists()
    assert copy.code != classroom.code


def test_an_assistant_does_not_lead():
    classroom, helper = ClassroomFactory(), UserFactory()
    set_teacher(classroom, helper, "assistant")
    assert list(Classroom.objects.taught_by(helper)) == [classroom]
    assert list(Classroom.objects.led_by(helper)) == []
    set_teacher(classroom, helper, "teacher")
    assert list(Classroom.objects.led_by(helper)) == [classroom]


def test_the_last_teacher_stays():
    teacher, helper = UserFactory(), UserFactory()
    classroom = ClassroomFactory(led_by=teacher)
    set_teacher(classroom, helper, "assistant")
    with pytest.raises(LastTeacher, match="A class needs a teacher"):
        drop_teacher(classroom, teacher)
    with pytest.raises(LastTeacher, match="A class needs a teacher"):
        set_teacher(classroom, teacher, "assistant")
    set_teacher(classroom, helper, "teacher")
    drop_teacher(classroom, teacher)
    drop_teacher(classroom, teacher)
    assert roles(classroom) == {helper.pk: "teacher"}
