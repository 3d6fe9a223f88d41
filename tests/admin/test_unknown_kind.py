"""Questions of a kind that was removed from the program can be found and put away."""

import html
import json
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.models import Question
from tests.factories import QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db

SPEC = {"prompt": "Write about motors."}
WHAT_TO_DO = "Choose another kind and write its content, or set the status to “retired”"


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def riddle(db):
    return QuestionFactory(kind="riddle", spec=SPEC)


def address(page, question):
    return reverse(f"admin:quizzes_question_{page}", args=[question.pk])


def form(question, **changes):
    return {
        "lesson": question.lesson.pk,
        "uid": question.uid,
        "position": question.position,
        "status": "published",
        "kind": "riddle",
        "spec": json.dumps(SPEC),
        "note": "",
        "based_on": 1,
    } | changes


def text(response):
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_the_list_says_that_the_kind_is_unknown(author, riddle):
    assert "riddle (unknown kind)" in text(author.get(reverse("admin:quizzes_question_changelist")))


def test_the_list_can_be_narrowed_to_it(author, riddle):
    QuestionFactory()
    page = text(author.get(reverse("admin:quizzes_question_changelist") + "?kind=riddle"))
    assert "1 question" in page
    assert riddle.uid in page


def test_the_list_names_known_kinds_as_authors_know_them(author):
    QuestionFactory()
    page = text(author.get(reverse("admin:quizzes_question_changelist")))
    assert '<option value="single_choice">Single choice</option>' in page


def test_its_page_shows_its_kind_and_says_what_to_do(author, riddle):
    page = text(author.get(address("change", riddle)))
    assert '<option value="riddle" selected>riddle (unknown kind)</option>' in page
    assert WHAT_TO_DO in page


def test_other_questions_cannot_become_of_an_unknown_kind(author, riddle):
    page = text(author.get(address("change", QuestionFactory())))
    assert "riddle" not in page


def test_its_history_says_that_the_kind_is_unknown(author, riddle):
    assert "riddle (unknown kind)" in text(author.get(address("history", riddle)))


def test_saving_it_says_what_to_do(author, riddle):
    response = author.post(address("change", riddle), form(riddle, position=100_077))
    assert text(response).count(f"{WHAT_TO_DO} and leave the rest as it is.") == 1
    assert not Question.objects.filter(position=100_077).exists()


def test_its_content_cannot_be_rewritten_while_the_kind_is_unknown(author, riddle):
    sent = form(riddle, status="retired", spec='{"prompt": "Other."}', typo_only="on")
    assert WHAT_TO_DO in text(author.post(address("change", riddle), sent))
    assert riddle.versions.count() == 1


def test_it_can_be_retired(author, riddle):
    response = author.post(
        address("change", riddle), form(riddle, status="retired", typo_only="on")
    )
    riddle.refresh_from_db()
    assert (response.status_code, riddle.status) == (302, "retired")
    assert riddle.versions.count() == 1


def test_it_can_be_made_a_question_of_another_kind(author, riddle):
    sent = form(riddle, kind="single_choice", spec=json.dumps(choice_spec()))
    assert author.post(address("change", riddle), sent).status_code == 302
    riddle.refresh_from_db()
    assert riddle.current.kind == "single_choice"


def test_a_changed_kind_is_no_mended_typing_error(author, riddle):
    sent = form(riddle, kind="single_choice", spec=json.dumps(choice_spec()), typo_only="on")
    assert "not a typing error" in text(author.post(address("change", riddle), sent))


def test_it_can_be_deleted(admin, riddle):
    assert "Are you sure" in text(admin.get(address("delete", riddle)))
    admin.post(address("delete", riddle), {"post": "yes"})
    assert not Question.objects.exists()


def test_it_can_be_deleted_in_bulk(admin, riddle):
    sent = {"action": "delete_selected", "_selected_action": [riddle.pk], "post": "yes"}
    admin.post(reverse("admin:quizzes_question_changelist"), sent)
    assert not Question.objects.exists()


def test_a_question_whose_quote_is_gone_can_be_retired(author):
    question = QuestionFactory(spec=choice_spec())
    question.lesson.body = "<p>Rewritten.</p>"
    question.lesson.save()
    sent = form(question, kind="single_choice", spec=json.dumps(choice_spec()), status="retired")
    assert author.post(address("change", question), sent).status_code == 302


def test_the_history_has_every_version_and_who_made_it(author):
    question = QuestionFactory(spec=choice_spec())
    spec = json.dumps(choice_spec("What revolves?"))
    sent = form(question, kind="single_choice", spec=spec, note="plainer", typo_only="on")
    author.post(address("change", question), sent)
    page = text(author.get(address("history", question)))
    versions = re.findall(r">Version (\d)</h3>", page)
    assert versions == ["2", "1"]
    assert "plainer" in page
    assert "Only a typing error mended" in page


def test_the_history_of_no_question_leads_back(author):
    response = author.get(reverse("admin:quizzes_question_history", args=[999]))
    assert response.status_code == 302
