"""``manage.py export_questions``: what goes out comes back the same."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Question
from quizzes.reports.bank import questions_of
from tests.factories import CourseFactory, LessonFactory, QuestionFactory, TagFactory
from tests.kinds.specs import specimens

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A question of every kind, some in a lesson, one with tags, one retired."""
    lesson = LessonFactory(body="")
    for kind, spec in specimens().values():
        QuestionFactory(lesson=lesson, kind=kind, spec=spec)
    question = Question.objects.first()
    question.tags.add(TagFactory(course=lesson.course, name="motors"))
    Question.objects.exclude(pk=question.pk).update(lesson=None)
    question.lesson.body = f"<p>{question.current.spec['quote']}</p>"
    question.lesson.save()
    return lesson.course


def export(course, path, *options):
    call_command("export_questions", "--course", course.slug, "--output", str(path), *options)
    return path.read_bytes()


def test_export_import_export_gives_the_same_bytes(course, tmp_path):
    first = export(course, tmp_path / "first.json")
    other = CourseFactory(slug="elsewhere")
    lesson = course.lessons.get()
    LessonFactory(course=other, slug=lesson.slug, body=lesson.body)
    call_command("import_questions", str(tmp_path / "first.json"), "--course", other.slug)
    assert export(other, tmp_path / "second.json") == first
    assert len(list(questions_of(other))) == len(specimens())


def test_importing_the_same_file_twice_changes_nothing(course, tmp_path):
    export(course, tmp_path / "bank.json")
    said = StringIO()
    path = str(tmp_path / "bank.json")
    call_command("import_questions", path, "--course", course.slug, stdout=StringIO())
    call_command("import_questions", path, "--course", course.slug, stdout=said)
    assert f"{len(specimens())} are unchanged." in said.getvalue()


def test_it_goes_to_standard_output_without_a_file(course, capsysbinary):
    call_command("export_questions", "--course", course.slug)
    assert capsysbinary.readouterr().out.startswith(b'{"format": "evlearn-questions"')


def test_a_folder_that_is_not_there_is_said(course, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        export(course, tmp_path / "no" / "bank.json")
