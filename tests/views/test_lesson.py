"""The lesson page."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from quizzes.actions.course import touch
from quizzes.actions.question import revise
from quizzes.models import Learner, Question
from tests.factories import NOW, LessonFactory, QuestionFactory, choice_spec

from .conftest import post

pytestmark = pytest.mark.django_db


def page_of(browser, lesson, query=""):
    return browser.get(lesson.get_absolute_url() + query).content.decode()


def test_it_shows_the_text_and_the_questions(client, question):
    page = page_of(client, question.lesson)
    assert "The rotor turns inside the stator." in page
    assert "What turns?" in page


def test_reading_leaves_no_rows(client, question):
    page_of(client, question.lesson)
    assert not Learner.objects.exists()
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_a_lesson_that_is_not_published_is_not_found(client, status):
    lesson = LessonFactory(status=status, body="<p>SECRET</p>")
    assert client.get(lesson.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_nor_is_a_lesson_of_a_course_that_is_not_published(client, status):
    lesson = LessonFactory(course__status=status)
    assert client.get(lesson.get_absolute_url()).status_code == 404


def test_a_lesson_is_found_in_its_own_course_only(client, lesson):
    other = LessonFactory()
    address = reverse("lesson", args=[other.course.slug, lesson.slug])
    assert client.get(address).status_code == 404


def test_the_page_holds_no_key_before_an_answer(client, lesson):
    QuestionFactory(lesson=lesson, spec=choice_spec())
    page = page_of(client, lesson)
    for secret in ("EXPLAINED", "REMARK", "is-right", "correct"):
        assert secret not in page


def test_nor_after_trying_again(signed_in, question):
    post(signed_in, question, "b")
    page = page_of(signed_in, question.lesson, f"?retry={question.pk}")
    assert "EXPLAINED" not in page
    assert "Check answer" in page


def test_the_sentence_is_marked_for_who_has_answered(signed_in, question):
    post(signed_in, question, "b")
    page = page_of(signed_in, question.lesson, f"?says={question.pk}")
    assert "<mark" in page
    assert "Back to question 1" in page


def test_the_sentence_is_not_marked_before_an_answer(signed_in, question):
    page = page_of(signed_in, question.lesson, f"?says={question.pk}")
    assert "<mark" not in page


@pytest.mark.parametrize(
    "query", ["?says=x", "?says=" + "9" * 40, "?says=-1", "?retry=0", "?keep=1&response=%00"]
)
def test_a_strange_query_is_passed_over(client, question, query):
    assert client.get(question.lesson.get_absolute_url() + query).status_code == 200


def test_a_kept_choice_from_the_address_is_filled_in(client, question):
    version = question.current.pk
    page = page_of(client, question.lesson, f"?keep={question.pk}&version={version}&response=c")
    assert 'value="c" checked' in page


def test_a_kept_choice_of_an_older_version_is_not_filled_in(client, question):
    version = question.current.pk
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    page = page_of(client, question.lesson, f"?keep={question.pk}&version={version}&response=c")
    assert " checked" not in page


def test_one_learners_answers_are_not_shown_to_another(signed_in, client, question):
    post(signed_in, question, "b")
    assert "Not quite." not in page_of(client, question.lesson)


def test_a_new_question_appears_on_the_next_request(client, question):
    page_of(client, question.lesson)
    QuestionFactory(lesson=question.lesson, spec=choice_spec("What is new?"))
    assert "What is new?" in page_of(client, question.lesson)


def test_a_question_retired_by_its_author_is_gone_on_the_next_request(client, question):
    page_of(client, question.lesson)
    Question.objects.filter(pk=question.pk).update(status="retired")
    question.course.refresh_from_db()
    touch(question.course_id, now=question.created_at)
    assert "What turns?" not in page_of(client, question.lesson)


def test_a_lesson_without_questions_can_be_marked_as_read(client, lesson):
    following = LessonFactory(course=lesson.course, position=lesson.position + 1)
    assert "I have read this" in page_of(client, lesson)
    response = client.post(reverse("read", args=[lesson.course.slug, lesson.slug]))
    assert response["Location"] == following.get_absolute_url()
    assert "You have finished this lesson." in page_of(client, lesson)


def test_the_sentence_of_a_question_changed_since_is_not_marked(signed_in, question):
    post(signed_in, question, "b")
    new = choice_spec("What carries it?", quote="A shaft carries it.")
    revise(question, "single_choice", new, by=None, now=NOW)
    assert "<mark" not in page_of(signed_in, question.lesson, f"?says={question.pk}")


def test_no_way_to_the_sentence_is_offered_when_the_text_lost_it(signed_in, question):
    question.lesson.body = "<p>Rewritten.</p>"
    question.lesson.save()
    touch(question.course_id, now=NOW)
    assert "Show me where" not in post(signed_in, question, "b").content.decode()


def test_the_sign_in_link_leads_back_to_the_lesson_after_a_refused_answer(client, question):
    page = post(client, question, htmx=False).content.decode()
    back = quote(question.lesson.get_absolute_url(), safe="")
    assert f"/accounts/login/?next={back}" in page


def test_without_remarks_on_options_none_are_promised(signed_in):
    options = [{**each, "feedback": ""} for each in choice_spec()["options"]]
    bare, whole = (
        QuestionFactory(spec=choice_spec(**changes)) for changes in ({"options": options}, {})
    )
    for question, promised in ((bare, False), (whole, True)):
        shown = post(signed_in, question, "b").content.decode()
        assert "EXPLAINED" in shown
        assert ("right or wrong</summary>" in shown) is promised
