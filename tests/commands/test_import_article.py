"""``manage.py import_article`` as an author meets it."""

import json
import os
import subprocess
import sys
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image

from quizzes.models import Course, Lesson
from tests.articles.files import drawing, paragraph, word_file
from tests.factories import QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db

ARTICLE = """# Bread

Flour, water, salt.

## The mill

Grain is ground between stones.

| Grain | Use |
|---|---|
| Rye | dark bread |
| Wheat | white bread |

## The oven

- heat it
- clean it
"""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "bread.md"
    file.write_text(ARTICLE)
    return file


def run(*words, **options):
    said = StringIO()
    call_command("import_article", *map(str, words), stdout=said, **options)
    return said.getvalue()


def test_an_article_becomes_a_course_with_a_report(path):
    report = json.loads(run(path, "--json"))
    assert report["title"] == "Bread"
    assert [lesson["slug"] for lesson in report["lessons"]] == ["bread", "the-mill", "the-oven"]
    assert report["lessons"][1]["tables"] == 1
    assert report["lessons"][2]["lists"] == 1
    assert report["dropped"] == []


def test_publish_opens_it_to_everyone(path, client):
    run(path, "--publish")
    assert client.get("/courses/bread/the-mill/").status_code == 200


def test_without_publish_it_is_a_draft_and_says_how_to_go_on(path, client):
    said = run(path)
    assert "--publish" in said
    assert client.get("/courses/bread/the-mill/").status_code == 404


def test_publishing_an_unchanged_draft_opens_it_and_says_so(path, client):
    run(path)
    assert "It is published now" in run(path, "--publish")
    assert client.get("/courses/bread/the-mill/").status_code == 200


def test_a_course_that_is_open_already_is_not_said_to_be_opened(path):
    run(path, "--publish")
    assert "published" not in run(path, "--publish")


def test_a_new_lesson_of_an_open_course_waits_for_publish_and_says_so(path):
    run(path, "--publish")
    path.write_text(ARTICLE + "\n## The shop\n\nLoaves are sold.\n")
    assert "lessons in draft" in run(path)
    assert "It is published now" in run(path, "--publish")


def test_another_title_asks_which_course_is_meant_and_leaves_nothing(path):
    run(path)
    with pytest.raises(CommandError) as refused:
        run(path, "--title", "Loaves")
    assert str(refused.value) == (
        "This article looks like that of the course “Bread” (bread). "
        "Add --course bread to bring that course up to date, or --new to make another."
    )
    assert [course.title for course in Course.objects.all()] == ["Bread"]


def test_a_named_course_takes_the_new_title_and_says_what_it_was(path):
    run(path)
    said = run(path, "--title", "Loaves", "--course", "bread")
    assert said.startswith("Course “Loaves” (bread)\n")
    assert "Its title was “Bread” before." in said


def test_a_new_course_is_made_all_the_same_when_asked_for(path):
    run(path)
    run(path, "--new")
    assert set(Course.objects.values_list("slug", flat=True)) == {"bread", "bread-2"}


def test_a_new_course_can_be_given_its_short_name(path):
    run(path, "--new", "--course", "loaves")
    assert Course.objects.get().slug == "loaves"


@pytest.mark.parametrize(("words", "reason"), [([], "no course"), (["--new"], "already")])
def test_a_short_name_that_does_not_fit_is_refused(path, words, reason):
    run(path)
    with pytest.raises(CommandError, match=reason):
        run(path, "--course", "bread" if words else "braed", *words)
    assert Course.objects.count() == 1


def test_what_is_given_wins_over_what_the_article_says(path):
    run(path, "--title", "Loaves", "--author", "B. Aker", "--date", "2026-01-31")
    course = Course.objects.get()
    assert (course.title, course.source_author) == ("Loaves", "B. Aker")
    assert course.source_date.isoformat() == "2026-01-31"


def test_it_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": BytesIO(ARTICLE.encode())}))
    run("-")
    assert Course.objects.get().title == "Bread"


def test_a_second_import_says_what_changed(path):
    run(path)
    path.write_text(ARTICLE.replace("heat it", "heat it well"))
    said = run(path)
    assert "changed   The oven" in said
    assert "unchanged The mill" in said


def test_a_second_import_names_old_titles_and_lost_quotes(path):
    run(path)
    lesson = Lesson.objects.get(slug="the-mill")
    spec = choice_spec(quote="Grain is ground between stones.")
    QuestionFactory(lesson=lesson, uid="stones", spec=spec)
    path.write_text(ARTICLE.replace("## The mill", "## A mill").replace("stones.", "steel."))
    said = run(path)
    assert "Its title was “The mill” before." in said
    assert "The quote of its question stones is no longer in the text." in said


def test_a_second_import_keeps_what_the_article_left_out_and_says_so(path):
    run(path)
    path.write_text(ARTICLE.split("## The oven")[0])
    said = run(path)
    assert "kept      The oven (the-oven)" in said
    assert "retire them if they should go" in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not"), (b" \n\t ", "empty")],
)
def test_what_is_no_text_gets_a_sentence_and_leaves_nothing(tmp_path, content, reason):
    file = tmp_path / "x.md"
    file.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(file)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not Course.objects.exists()


def test_a_missing_file_gets_a_sentence():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run("nowhere.md")


@pytest.mark.parametrize(
    ("option", "value"), [("--date", "yesterday"), ("--source-url", "javascript:x")]
)
def test_a_wrong_option_gets_a_sentence_and_leaves_nothing(path, option, value):
    with pytest.raises(CommandError, match=value.split(":")[0]):
        run(path, option, value)
    assert not Course.objects.exists()


def test_a_fault_half_way_leaves_nothing(path, monkeypatch):
    create = Lesson.objects.create

    def break_down(**fields):
        if fields["position"] == 2:
            raise RuntimeError("the disk is full")
        return create(**fields)

    monkeypatch.setattr(Lesson.objects, "create", break_down)
    with pytest.raises(RuntimeError):
        run(path)
    assert not Course.objects.exists()


def test_the_command_ends_with_one_line_for_a_wrong_file(tmp_path):
    file = tmp_path / "x.md"
    file.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "manage.py", "import_article", str(file)],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.fixture
def word(tmp_path):
    """A Word file with a picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    file = tmp_path / "bread.docx"
    blocks = [paragraph("The mill", "heading1"), paragraph("Grain is ground."), drawing("a.png")]
    file.write_bytes(word_file(*blocks, pictures={"a.png": out.getvalue()}))
    return file


def test_pictures_of_a_word_file_are_counted(word):
    report = json.loads(run(word, json=True))
    assert report["pictures"] == {"taken": 1, "new": 1}
    assert report["lessons"][0]["images"] == 1
    assert "words for 1 picture" in report["dropped"][0]


def test_a_word_file_with_pictures_that_comes_again_changes_nothing(word):
    assert "pictures  1 taken from the file, new: 1" in run(word)
    before = Lesson.objects.get()
    said = run(word)
    assert "unchanged" in said
    assert "pictures  1 taken from the file, new: 0" in said
    assert Lesson.objects.get().body == before.body
    assert Course.objects.get().pictures.count() == 1
