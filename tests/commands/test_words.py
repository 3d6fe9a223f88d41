"""What the commands tell people can be translated, sentence by sentence."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.utils import translation

from quizzes.actions.attempt import answer
from quizzes.models import AttemptItem, Lesson
from tests.factories import NOW, LearnerFactory, LessonFactory, QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db

TRANSLATED = re.compile("⟦[^⟦⟧]*⟧")
ARTICLE = (
    "# Bread\n\nFlour.\n\n## The mill\n\nGrain.\n\n## The oven\n\nHeat. <img src=x onerror=y>\n"
)
COMMANDS = [
    "import_article",
    "import_questions",
    "load_sample",
    "recompute_progress",
    "refresh_figures",
]


@pytest.fixture
def brackets(monkeypatch):
    """Every message comes translated: in brackets."""
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda one, more, count: f"⟦{one if count == 1 else more}⟧"
    )


def run(*words, **options):
    said = StringIO()
    call_command(*map(str, words), stdout=said, **options)
    return said.getvalue()


def untranslated(text):
    """What is left of a text without its translated parts, which may stand in each other."""
    before = ""
    while text != before:
        before, text = text, TRANSLATED.sub("", text)
    return text.strip()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "bread.md"
    path.write_text(ARTICLE)
    return path


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_is_translated(name):
    parser = load_command_class("quizzes", name).create_parser("manage.py", name)
    assert untranslated(parser.description) == ""


@pytest.mark.usefixtures("brackets")
def test_the_help_on_options_is_translated():
    parser = load_command_class("quizzes", "import_article").create_parser("manage.py", "x")
    assert "⟦report as JSON⟧" in parser.format_help()


@pytest.mark.usefixtures("brackets")
def test_the_report_on_an_article_is_translated(article):
    assert untranslated(run("import_article", article)) == ""
    lesson = Lesson.objects.get(slug="the-mill")
    QuestionFactory(lesson=lesson, spec=choice_spec(quote="Grain."))
    article.write_text("# Bread\n\nFlour.\n\n## The mill\n\nCorn.\n")
    assert untranslated(run("import_article", article)) == ""


@pytest.mark.usefixtures("brackets")
def test_the_report_as_json_is_for_programs_and_stays(article):
    report = json.loads(run("import_article", article, "--json"))
    assert {lesson["change"] for lesson in report["lessons"]} == {"added"}


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize(
    "words",
    [
        ["import_article", "nowhere.md"],
        ["import_article", "nowhere.md", "--source-url", "javascript:x"],
        ["import_article", "nowhere.md", "--date", "yesterday"],
        ["import_questions", "nowhere.json", "--course", "nowhere"],
    ],
)
def test_refusals_are_translated(words):
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert untranslated(str(refused.value)) == ""


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.json"
    whole = {"format": "evlearn-questions", "version": 1, "questions": []}
    path.write_text(json.dumps(whole))
    return path


@pytest.mark.usefixtures("brackets")
def test_refusals_of_files_of_questions_are_translated(tmp_path):
    course = LessonFactory().course.slug
    for name, content in {"a.json": b"\xff\xff", "b.json": b"{"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError) as refused:
            run("import_questions", tmp_path / name, "--course", course)
        assert untranslated(str(refused.value)) == ""


@pytest.mark.usefixtures("brackets")
def test_the_report_on_questions_is_translated(questions):
    said = run("import_questions", questions, "--course", LessonFactory().course.slug)
    assert untranslated(said) == ""


@pytest.mark.usefixtures("brackets")
def test_the_report_on_the_sample_is_translated(settings):
    settings.DEBUG = True
    assert untranslated(run("load_sample")) == ""


def test_one_item_and_many_are_told_apart():
    item_with_wrong_figures()
    assert "1 item was mended." in run("recompute_progress")
    assert "0 items were mended." in run("recompute_progress")


@pytest.mark.usefixtures("brackets")
def test_the_report_on_progress_is_translated():
    item_with_wrong_figures()
    assert untranslated(run("recompute_progress")) == ""


def item_with_wrong_figures():
    question, learner = QuestionFactory(), LearnerFactory()
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    AttemptItem.objects.update(answer_count=7)
