"""``manage.py import_questions``: all of a file or nothing, every fault named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Question
from tests.factories import LessonFactory, choice_spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonFactory()


def entry(lesson, uid="q1", **changes):
    return {
        "uid": uid,
        "lesson": lesson.slug,
        "kind": "single_choice",
        "spec": choice_spec(),
    } | changes


@pytest.fixture
def bring(tmp_path, lesson):
    def run(*entries, text=None, course=lesson.course.slug):
        file = tmp_path / "questions.json"
        whole = {"format": "evlearn-questions", "version": 1, "questions": entries}
        file.write_text(json.dumps(whole) if text is None else text)
        said = StringIO()
        call_command("import_questions", str(file), "--course", course, stdout=said)
        return said.getvalue()

    return run


def test_questions_are_added_to_their_lesson(bring, lesson):
    said = bring(entry(lesson))
    assert [line.strip() for line in said.splitlines()] == [
        "The questions of “Motors”:",
        "1 was added.",
        "0 were changed.",
        "0 are unchanged.",
    ]
    assert Question.objects.get().lesson == lesson


def test_the_same_file_again_changes_nothing(bring, lesson):
    bring(entry(lesson))
    said = bring(entry(lesson))
    assert "0 were added." in said
    assert "1 is unchanged." in said
    assert Question.objects.get().versions.count() == 1


def test_a_changed_question_gets_a_new_version(bring, lesson):
    bring(entry(lesson))
    assert "1 was changed." in bring(entry(lesson, spec=choice_spec("What moves?")))
    assert Question.objects.get().current.number == 2


def test_one_fault_keeps_all_out_and_each_is_named(bring, lesson):
    faulty = entry(lesson, "bad", spec=choice_spec(explanation=""))
    lost = entry(lesson, "lost") | {"lesson": "nowhere"}
    with pytest.raises(CommandError) as refused:
        bring(entry(lesson), faulty, lost)
    assert "question 2 (bad): There is no explanation" in str(refused.value)
    assert "question 3 (lost): the course has no lesson “nowhere”" in str(refused.value)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "format"),
        ('{"format": "evlearn-questions", "version": 9}', "version 9"),
        ('{"format": "evlearn-questions", "version": 1}', "no list"),
        ('{"format": "evlearn-questions", "version": 1, "questions": [3]}', "set of fields"),
        ('{"format": "evlearn-questions", "version": 1, "questions": [{}]}', "uid"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_not_the_format_is_refused_with_the_reason(bring, text, reason):
    with pytest.raises(CommandError, match=reason):
        bring(text=text)


def test_a_uid_that_stands_twice_is_refused(bring, lesson):
    with pytest.raises(CommandError, match="stands twice"):
        bring(entry(lesson), entry(lesson))


def test_an_unknown_course_is_refused_with_the_known_ones(bring, lesson):
    with pytest.raises(CommandError, match=lesson.course.slug):
        bring(entry(lesson), course="nowhere")


def test_where_there_is_no_course_yet_it_says_so(bring, lesson):
    lesson.course.delete()
    with pytest.raises(CommandError, match="Import an article first"):
        bring(course="nowhere")


def bring_dry(tmp_path, lesson, *options, **changes):
    file = tmp_path / "questions.json"
    whole = {
        "format": "evlearn-questions",
        "version": 1,
        "questions": [entry(lesson, **changes)],
    }
    file.write_text(json.dumps(whole))
    said = StringIO()
    arguments = (str(file), "--course", lesson.course.slug, *options)
    call_command("import_questions", *arguments, stdout=said)
    return said.getvalue()


def test_a_dry_run_says_what_would_become_of_each(tmp_path, lesson):
    said = bring_dry(tmp_path, lesson, "--dry-run")
    assert "question 1 (q1): q1 (single_choice) → published" in said
    assert "Nothing was imported." in said
    assert not Question.objects.exists()


def test_a_dry_run_names_faults_as_json_too(tmp_path, lesson):
    said = bring_dry(tmp_path, lesson, "--dry-run", "--json", spec=choice_spec(explanation=""))
    [question] = json.loads(said)["questions"]
    assert question["becomes"] == "fault"
    assert question["faults"] == ["There is no explanation of why the right answer is right."]


def test_what_was_done_can_be_said_as_json(tmp_path, lesson):
    done = json.loads(bring_dry(tmp_path, lesson, "--json"))
    assert (done["added"], done["remarks"]) == (1, [])


def test_a_file_of_which_nothing_says_the_format_is_asked_about(tmp_path, lesson):
    file = tmp_path / "questions.unknown"
    file.write_text("{}")
    with pytest.raises(CommandError, match=r"--format and one of: .*json"):
        call_command("import_questions", str(file), "--course", lesson.course.slug)


class Terminal(StringIO):
    def isatty(self):
        return True


def bar_of(tmp_path, lesson, screen, *options):
    """What is written beside the report while two questions are brought in."""
    file = tmp_path / "questions.json"
    entries = [entry(lesson), entry(lesson, "q2")]
    file.write_text(json.dumps({"format": "evlearn-questions", "version": 1, "questions": entries}))
    arguments = (str(file), "--course", lesson.course.slug, *options)
    call_command("import_questions", *arguments, stdout=StringIO(), stderr=screen)
    return screen.getvalue()


def test_a_terminal_shows_how_much_is_done(tmp_path, lesson):
    shown = bar_of(tmp_path, lesson, Terminal()).split("\r")
    assert shown[1:] == [f"[{' ' * 30}] 0 of 2", f"[{'#' * 30}] 2 of 2\n"]


@pytest.mark.parametrize(("screen", "option"), [(Terminal, "--json"), (StringIO, "--skip-bad")])
def test_without_a_terminal_and_with_json_there_is_no_bar(tmp_path, lesson, screen, option):
    assert bar_of(tmp_path, lesson, screen(), option) == ""
