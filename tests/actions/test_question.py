"""Editing a question appends versions."""

import pytest

from quizzes.actions.question import revise, save_question
from quizzes.kinds import SpecRefused
from quizzes.models import Question
from tests.factories import NOW, CourseFactory, LessonFactory, QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db


def change(question, spec, **options):
    return revise(question, "single_choice", spec, by=None, now=NOW, **options)


def test_a_change_makes_a_new_version_and_keeps_the_old():
    question = QuestionFactory(spec=choice_spec("What turns?"))
    assert change(question, choice_spec("What moves?"))
    stems = [version.spec["stem"] for version in question.versions.all()]
    assert stems == ["What turns?", "What moves?"]
    assert question.current.number == 2


def test_saving_the_same_again_makes_no_version():
    question = QuestionFactory(spec=choice_spec())
    assert not change(question, choice_spec())
    assert question.versions.count() == 1


def test_a_mended_typing_error_keeps_the_edition():
    question = QuestionFactory(spec=choice_spec("What trns?"))
    change(question, choice_spec("What turns?"), typo_only=True)
    assert (question.current.number, question.current.edition) == (2, 1)


def test_a_change_of_meaning_starts_an_edition():
    question = QuestionFactory()
    change(question, choice_spec(right="The shaft"))
    assert question.current.edition == 2


def test_another_kind_is_a_change_of_meaning_whatever_is_claimed():
    question = QuestionFactory()
    revise(question, "multiple_choice", choice_spec(), typo_only=True, by=None, now=NOW)
    assert question.current.edition == 2


def test_another_key_is_a_change_of_meaning_whatever_is_claimed():
    question = QuestionFactory()
    spec = choice_spec()
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    change(question, spec, typo_only=True)
    assert question.current.edition == 2


def test_each_change_raises_the_courses_revision():
    question = QuestionFactory()
    question.course.refresh_from_db()
    before = question.course.revision
    change(question, choice_spec("What moves?"))
    question.course.refresh_from_db()
    assert question.course.revision == before + 1


def test_a_bad_spec_is_refused_and_leaves_nothing():
    lesson = LessonFactory()
    spec = choice_spec(quote="Magnets are made of cheese.")
    with pytest.raises(SpecRefused, match="cheese"):
        save_question(
            lesson.course, "q", "single_choice", spec, lesson=lesson, position=1, by=None, now=NOW
        )
    assert not Question.objects.exists()


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(SpecRefused, match="single_choice"):
        save_question(CourseFactory(), "q", "riddle", {}, lesson=None, position=1, by=None, now=NOW)
