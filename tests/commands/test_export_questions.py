"""``manage.py export_questions``: what goes out comes back the same."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.actions.picture import add_picture
from quizzes.articles.pictures import remake
from quizzes.exchange.registry import formats
from quizzes.models import Picture, Question
from quizzes.reports.bank import questions_of
from tests.articles.test_embedded import png
from tests.factories import NOW, CourseFactory, LessonFactory, QuestionFactory, TagFactory
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


def brought(course, path, slug):
    """Another course with the same lesson and the questions of the file."""
    other, lesson = CourseFactory(slug=slug), course.lessons.get()
    LessonFactory(course=other, slug=lesson.slug, body=lesson.body)
    call_command("import_questions", str(path), "--course", slug, "--publish", stdout=StringIO())
    return other


@pytest.mark.parametrize("form", ["json", "gift"])
def test_export_import_export_gives_the_same_bytes(course, tmp_path, form):
    options = ("--format", form)
    first = export(course, tmp_path / f"first.{form}", *options)
    other = brought(course, tmp_path / f"first.{form}", "elsewhere")
    assert export(other, tmp_path / f"second.{form}", *options) == first
    assert len(list(questions_of(other))) == len(specimens())


@pytest.mark.parametrize("name", specimens())
def test_a_question_of_any_kind_comes_back_from_gift(name, tmp_path):
    kind, spec = specimens()[name]
    lesson = LessonFactory(body=f"<p>{spec.get('quote', '')}</p>")
    question = QuestionFactory(lesson=lesson, kind=kind, spec=spec, uid=f"Motor {name}")
    question.tags.add(TagFactory(course=lesson.course, name="motors"))
    first = export(lesson.course, tmp_path / "first.gift", "--format", "gift")
    other = brought(lesson.course, tmp_path / "first.gift", "elsewhere")
    assert export(other, tmp_path / "second.gift", "--format", "gift") == first
    [found] = questions_of(other)
    assert (found.uid, found.kind, found.spec) == (f"Motor {name}", kind, spec)
    assert (found.lesson, found.tags) == (lesson.slug, ("motors",))


def test_a_gift_file_brought_in_twice_changes_nothing(course, tmp_path):
    export(course, tmp_path / "bank.gift", "--format", "gift")
    other, said = brought(course, tmp_path / "bank.gift", "elsewhere"), StringIO()
    arguments = (str(tmp_path / "bank.gift"), "--course", other.slug)
    call_command("import_questions", *arguments, stdout=said)
    assert f"{len(specimens())} are unchanged." in said.getvalue()


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


@pytest.mark.parametrize("form", ["qti", "qti3", "moodlexml"])
def test_pictures_go_along_to_another_site(tmp_path, form):
    made = remake(png())
    lesson = LessonFactory(body="")
    picture, _new = add_picture(lesson.course, made, name="r.png", alt="", by=None, now=NOW)
    kind, spec = specimens()["hotspot"]
    drawn = spec["picture"] | {"src": picture.get_absolute_url()}
    lesson.body = f"<p>{spec['quote']}</p>"
    lesson.save()
    QuestionFactory(lesson=lesson, kind=kind, spec=spec | {"picture": drawn})
    path = tmp_path / f"first{formats()[form].suffixes[0]}"
    first = export(lesson.course, path, "--format", form)
    Picture.objects.all().delete()
    other = brought(lesson.course, path, "elsewhere")
    assert bytes(other.pictures.get().content) == made.content
    assert export(other, path, "--format", form) == first
    said = StringIO()
    call_command("import_questions", str(path), "--course", "elsewhere", stdout=said)
    assert "1 is unchanged." in said.getvalue()
    assert "picture" not in said.getvalue()


def test_the_only_course_need_not_be_named(course, tmp_path):
    path = tmp_path / "bank.json"
    call_command("export_questions", "--output", str(path))
    call_command("import_questions", str(path), stdout=StringIO())
    assert len(list(questions_of(course))) == len(specimens())


def test_of_several_courses_one_has_to_be_named(course, tmp_path):
    CourseFactory(slug="fans")
    with pytest.raises(
        CommandError, match=r"several courses\. Say which, with --course and one of"
    ):
        call_command("export_questions", "--output", str(tmp_path / "bank.json"))
    with pytest.raises(CommandError, match="several courses"):
        call_command("import_questions", str(tmp_path / "bank.json"))
