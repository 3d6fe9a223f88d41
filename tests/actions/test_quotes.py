"""Questions are flagged once their lesson no longer says what they quote."""

import pytest

from quizzes.actions.article import save_article
from quizzes.actions.bank import save_questions
from quizzes.actions.lesson import save_lesson
from quizzes.actions.question import place, revise
from quizzes.exchange.spec import QuestionSpec
from quizzes.models import Question
from tests.articles.samples import read
from tests.factories import NOW, QUOTE, LessonFactory, QuestionFactory, choice_spec
from tests.queries import counted

pytestmark = pytest.mark.django_db


def rewrite(lesson, body):
    lesson.body = body
    return save_lesson(lesson, changed=["body"], now=NOW)


def is_flagged(question):
    question.refresh_from_db()
    return question.quote_lost


def test_a_question_is_flagged_when_its_quote_goes_and_no_more_when_it_comes_back():
    question = QuestionFactory(uid="q")
    kept = QuestionFactory(lesson=question.lesson, spec=choice_spec(quote="A motor"))
    assert rewrite(question.lesson, "<p>A motor has two parts.</p>") == ("q",)
    assert (is_flagged(question), is_flagged(kept)) == (True, False)
    assert rewrite(question.lesson, f"<p>Now: {QUOTE}</p>") == (kept.uid,)
    assert (is_flagged(question), is_flagged(kept)) == (False, True)


def test_other_marks_in_the_text_lose_no_quote():
    question = QuestionFactory()
    assert rewrite(question.lesson, "<p>The <em>rotor</em> turns\n inside the stator.</p>") == ()
    assert not is_flagged(question)


def test_a_question_that_quotes_nothing_is_not_flagged():
    question = QuestionFactory(spec=choice_spec(quote=""))
    rewrite(question.lesson, "<p>Gone.</p>")
    assert not is_flagged(question)


def test_another_lessons_questions_are_left_alone():
    question = QuestionFactory()
    rewrite(LessonFactory(course=question.course), "<p>Gone.</p>")
    assert not is_flagged(question)


def test_a_new_version_takes_the_flag_away():
    question = QuestionFactory()
    rewrite(question.lesson, "<p>It spins.</p>")
    question.refresh_from_db()
    revise(question, "single_choice", choice_spec(quote="It spins."), by=None, now=NOW)
    assert not is_flagged(question)


def test_a_question_that_moves_is_looked_at_again():
    question = QuestionFactory()
    before, question.lesson = question.lesson_id, LessonFactory(body="<p>Other.</p>")
    place(question, ["lesson"], from_lesson=before, now=NOW)
    assert is_flagged(question)
    question.lesson = None
    place(question, ["lesson"], from_lesson=None, now=NOW)
    assert not is_flagged(question)


def test_a_draft_that_is_brought_in_may_be_flagged_at_once():
    lesson = LessonFactory(body="<p>Other.</p>")
    spec = QuestionSpec("q", lesson.slug, "single_choice", choice_spec(), "line 1")
    save_questions(lesson.course, [spec], by=None, now=NOW, whole=False, status="draft")
    assert is_flagged(Question.objects.get())


def test_an_article_that_comes_again_flags_what_it_no_longer_says():
    first = save_article(
        read(f"# Motors\n\n## Rotor\n\n{QUOTE}\n\n## Wires\n\nWires."),
        publish=True,
        by=None,
        now=NOW,
    )
    lesson = first.course.lessons.get(title="Rotor")
    lesson.source = "typed"
    lesson.save()
    question = QuestionFactory(lesson=lesson)
    save_article(
        read("# Motors\n\n## Rotor\n\nIt spins.\n\n## Wires\n\nWires."),
        course_slug=first.course.slug,
        publish=True,
        by=None,
        now=NOW,
    )
    lesson.refresh_from_db()
    assert is_flagged(question)
    assert lesson.source == ""


def test_many_questions_are_looked_at_in_as_many_queries_as_few():
    question, other = QuestionFactory(), LessonFactory()
    QuestionFactory.create_batch(6, lesson=other)
    with counted() as few:
        rewrite(question.lesson, "<p>Gone.</p>")
    with counted() as many:
        rewrite(other, "<p>Gone.</p>")
    assert len(many) == len(few)
