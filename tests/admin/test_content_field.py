"""The question page's content field takes anything that can be typed."""

import html
import json
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.models import Question
from tests.admin.page import controls
from tests.factories import LessonFactory, QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'<textarea name="spec"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
BAD = {
    "100,000 brackets": ("[" * 100_000, "nested too deeply"),
    "600 nested fields": ('{"hint": ' * 600 + "1" + "}" * 600, "nested too deeply"),
    "a number of 5,000 digits": ('{"answer": ' + "9" * 5000 + "}", "cannot be used"),
    "a number of 400 digits": ('{"answer": ' + "9" * 400 + "}", "cannot be used"),
    "half of a surrogate pair": ('{"stem": "\\ud800"}', "cannot be stored"),
    "a zero character": ('{"stem": "\\u0000"}', "cannot be stored"),
    "not a number": ('{"answer": NaN}', "The number NaN cannot be used"),
    "infinity": ('{"answer": -Infinity}', "The number -Infinity cannot be used"),
    "a number beyond all bounds": ('{"answer": 1e999}', "The number 1e999 cannot be used"),
    "a list": ("[1, 2]", "from { to }"),
    "a text": ('"stem"', "from { to }"),
    "2 MB": ('{"stem": "' + "x" * 2_000_000 + '"}', "at most 100000 characters"),
    "no JSON": ('{"stem":\n "a",}', "line 2, column 6"),
    "nothing": ("null", "This field is required."),
}


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


def form(lesson, content, **changes):
    return {
        "course": lesson.course.pk,
        "lesson": lesson.pk,
        "uid": "q1",
        "position": 1,
        "status": "published",
        "kind": "numeric",
        "spec": content,
        "note": "",
        "based_on": 1,
    } | changes


def field(response):
    """What stands in the field."""
    return html.unescape(FIELD.search(response.content.decode())[1])


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_refused_with_a_reason_and_stays(author, content, reason):
    response = author.post(reverse("admin:quizzes_question_add"), form(LessonFactory(), content))
    assert response.status_code == 200
    assert reason in html.unescape(response.content.decode())
    assert field(response) == content
    assert not Question.objects.exists()


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_it_is_refused_for_a_question_that_is_there_too(author, content, reason):
    question = QuestionFactory(spec=choice_spec())
    address = reverse("admin:quizzes_question_change", args=[question.pk])
    response = author.post(address, form(question.lesson, content, uid=question.uid))
    assert response.status_code == 200
    assert reason in html.unescape(response.content.decode())
    assert field(response) == content
    assert question.versions.count() == 1


@pytest.mark.parametrize("kind", ["", "riddle"])
@pytest.mark.parametrize("content", [content for content, _ in BAD.values()], ids=BAD)
def test_it_stays_where_the_kind_is_wrong_too(author, content, kind):
    sent = form(LessonFactory(), content, kind=kind)
    response = author.post(reverse("admin:quizzes_question_add"), sent)
    assert response.status_code == 200
    assert field(response) == content


def test_an_author_sees_their_own_line_breaks_again_after_a_mistake_elsewhere(author):
    content = json.dumps(choice_spec(), indent=7)
    sent = form(LessonFactory(), content, kind="single_choice", uid="")
    assert field(author.post(reverse("admin:quizzes_question_add"), sent)) == content


def as_text(author, question):
    """The page of a question after "As text"."""
    address = reverse("admin:quizzes_question_change", args=[question.pk])
    return author.post(address, controls(author.get(address)) | {"do": "text"})


def test_stored_content_is_shown_one_field_a_line(author):
    page = as_text(author, QuestionFactory(spec=choice_spec("What über-turns?")))
    assert '\n  "stem": "What über-turns?",\n' in field(page)


def test_a_form_that_comes_back_as_it_was_shown_changes_nothing(author):
    question = QuestionFactory(spec=choice_spec())
    address = reverse("admin:quizzes_question_change", args=[question.pk])
    sent = form(question.lesson, field(as_text(author, question)), kind="single_choice")
    assert author.post(address, sent).status_code == 302
    assert question.versions.count() == 1
