"""``manage.py export_course`` and ``import_course``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Course, Question
from tests.factories import CourseFactory, LessonFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path):
    """That of a course with one lesson and one question."""
    QuestionFactory(lesson=LessonFactory(course=CourseFactory(slug="motors")))
    path = tmp_path / "motors.zip"
    call_command("export_course", "motors", "--output", str(path))
    return path


def bring(path, *options):
    out = StringIO()
    call_command("import_course", str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_course_comes_back_under_another_name(archive, tmp_path):
    said = bring(archive, "--as", "motors-again")
    assert said == "The course “Motors” is there: 1 lesson and 1 question.\n"
    Course.objects.filter(slug="motors").update(slug="before")
    Course.objects.filter(slug="motors-again").update(slug="motors")
    call_command("export_course", "motors", "--output", str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_the_sample_course_comes_back_identical(tmp_path, settings):
    call_command("load_sample", stdout=StringIO())
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    call_command("export_course", "renault", "--output", str(first))
    Course.objects.update(slug="before")
    bring(first)
    call_command("export_course", "renault", "--output", str(second))
    assert second.read_bytes() == first.read_bytes()
    assert Question.objects.filter(course__slug="renault").count() > 30


def test_a_name_that_is_taken_is_refused_and_nothing_is_written(archive):
    with pytest.raises(CommandError, match=r"already: choose another.*\nNothing was imported"):
        bring(archive)
    assert Course.objects.count() == 1


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "motors.zip").write_text("motors")
    with pytest.raises(CommandError, match=r"damaged or is not a zip file.\nNothing was imported"):
        bring(tmp_path / "motors.zip")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        bring(tmp_path / "motors.zip")


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(archive, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("export_course", "motors", "--output", str(tmp_path / "no" / "motors.zip"))
    assert [each.name for each in tmp_path.iterdir()] == ["motors.zip"]


def test_a_course_that_is_not_there_is_named(archive):
    with pytest.raises(CommandError, match=r"There is no course “fans”\. Known are: motors\."):
        call_command("export_course", "fans")
