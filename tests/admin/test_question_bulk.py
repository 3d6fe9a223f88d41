"""Many questions at once, from their list."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.admin import question_bulk
from quizzes.models import Question
from tests.factories import LessonFactory, QuestionFactory, UserFactory, choice_spec

from .page import controls, words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:quizzes_question_changelist")


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def questions():
    lesson = LessonFactory()
    return [QuestionFactory(lesson=lesson, spec=choice_spec(f"Stem {at}?")) for at in range(3)]


def ticked(questions, action, **fields):
    return {"action": action, "_selected_action": [each.pk for each in questions]} | fields


def asked(client, questions, action, address=LIST, **fields):
    """What the page in between sends."""
    response = client.post(address, ticked(questions, action, index="0", **fields))
    return controls(response)


def done(client, questions, action, address=LIST, choice=None, **fields):
    """The list, after the page in between was sent with these fields."""
    sent = asked(client, questions, action, address, **(choice or {}))
    return client.post(address, sent | {"do": "apply"} | fields, follow=True)


def test_the_page_in_between_changes_nothing_yet(author, questions):
    page = author.post(LIST, ticked(questions, "retire", index="0"))
    assert "3 questions are chosen." in words(page)
    assert "Stem 1?" in words(page)
    assert not Question.objects.filter(status="retired").exists()


def test_questions_are_retired(author, questions):
    page = done(author, questions[:2], "retire")
    assert "Retire questions: 2 questions changed." in words(page)
    states = Question.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["retired", "retired", "published"]


def test_a_second_time_says_that_it_is_so_already(author, questions):
    done(author, questions[:2], "retire")
    page = done(author, questions, "retire")
    assert "1 question changed, 2 as it was to be already" in words(page)


def test_all_that_the_list_is_narrowed_to_can_be_chosen(author, questions):
    other = QuestionFactory()
    address = f"{LIST}?course__id__exact={questions[0].course_id}"
    page = done(author, questions[:1], "retire", address, {"select_across": "1"})
    assert "3 questions changed" in words(page)
    other.refresh_from_db()
    assert other.status == "published"


def test_tags_are_given_and_taken_off(author, questions):
    done(author, questions, "retag", add="basics, physics")
    done(author, questions[:1], "retag", add="new", remove="Physics")
    first, second, _third = questions
    assert sorted(map(str, first.tags.all())) == ["basics", "new"]
    assert sorted(map(str, second.tags.all())) == ["basics", "physics"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Name at least one tag."),
        ({"add": "a, b", "remove": "B"}, "Either give or take off: b."),
        ({"add": "x" * 61}, "Keep a tag to at most 60 characters"),
    ],
)
def test_tags_that_make_no_sense_are_refused_with_the_reason(author, questions, fields, told):
    page = author.post(LIST, asked(author, questions, "retag") | {"do": "apply"} | fields)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not questions[0].tags.exists()


def test_questions_are_moved_to_a_lesson_of_their_course(author, questions):
    lesson = LessonFactory(course=questions[0].course, title="The end")
    page = done(author, questions, "move", lesson=lesson.pk)
    assert "3 questions changed" in words(page)
    assert lesson.questions.count() == 3


def test_only_lessons_of_the_course_are_offered(author, questions):
    foreign = LessonFactory(title="Foreign")
    page = author.post(LIST, ticked(questions, "move", index="0"))
    assert "Foreign" not in words(page)
    sent = controls(page) | {"do": "apply", "lesson": foreign.pk}
    assert author.post(LIST, sent).status_code == 422
    assert not foreign.questions.exists()


def test_questions_of_several_courses_are_not_moved(author, questions):
    page = author.post(
        LIST, ticked([questions[0], QuestionFactory()], "move", index="0"), follow=True
    )
    assert "These belong to several courses." in words(page)


def test_what_lacks_something_is_not_published_and_said(author, questions):
    lesson = questions[0].lesson
    draft = QuestionFactory(lesson=lesson, status="draft")
    bad = QuestionFactory(lesson=lesson, status="draft", spec=choice_spec("<Bad>?", explanation=""))
    page = done(author, [draft, bad], "publish")
    assert "Publish questions: 1 question changed." in words(page)
    assert "Left as it is: “<Bad>?”. There is no explanation" in words(page)
    states = Question.objects.order_by("pk").values_list("status", flat=True)[3:]
    assert list(states) == ["published", "draft"]


def test_what_was_done_stands_in_the_questions_history(author, questions):
    done(author, questions[:1], "retire")
    history = reverse("admin:quizzes_question_history", args=[questions[0].pk])
    assert "Retire questions" in words(author.get(history))


def test_very_many_at_once_are_refused(author, questions, monkeypatch):
    monkeypatch.setattr(question_bulk, "MOST", 2)
    page = author.post(LIST, ticked(questions, "retire", index="0"), follow=True)
    assert "Choose at most 2 questions at once." in words(page)


@pytest.mark.parametrize("action", ["retag", "move", "retire", "publish"])
def test_who_may_only_look_changes_nothing(client, questions, action):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    Question.objects.update(status="draft")
    fields = {"do": "apply", "add": "new", "lesson": LessonFactory(course=questions[0].course).pk}
    client.post(LIST, ticked(questions, action, **fields))
    for question in questions:
        before = question.lesson_id
        question.refresh_from_db()
        assert (question.status, question.lesson_id) == ("draft", before)
        assert not question.tags.exists()


@pytest.mark.parametrize("garbage", [{"index": "x"}, {"index": "7"}, {"_selected_action": ["x"]}])
def test_a_garbled_choice_changes_nothing(author, questions, garbage):
    response = author.post(LIST, ticked(questions, "retire", **garbage))
    assert response.status_code in (200, 302)
    assert not Question.objects.filter(status="retired").exists()
