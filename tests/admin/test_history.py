"""A question's history in the admin: who, when, what exactly, and how many answered it."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from quizzes.actions.attempt import answer
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.reports.question import history
from tests.factories import (
    NOW,
    LearnerFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def question():
    return QuestionFactory(spec=choice_spec("What turns?"))


def change(question, spec, kind="single_choice", **options):
    revise(question, kind, spec, **({"by": None} | options), now=NOW)


def page_of(browser, question):
    response = browser.get(reverse("admin:quizzes_question_history", args=[question.pk]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def shown(page):
    """Without what is said to screen readers only."""
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", page)


def give(learner, question, response="b"):
    answer(learner, question.lesson_id, question.current, response, after=0, now=NOW)


def test_words_inserted_and_deleted_are_marked(author, question):
    change(question, choice_spec("What revolves in there?"))
    page = page_of(author, question)
    assert "What <del>turns</del><ins>revolves in there</ins>?</dd>" in shown(page)
    assert "<dt>Stem</dt>" in page


def test_a_screen_reader_is_told_what_is_what(author, question):
    change(question, choice_spec("What revolves?"))
    page = page_of(author, question)
    assert "[deleted: </span>turns<span" in page
    assert "[inserted: </span>revolves<span" in page


def test_another_key_is_named_in_the_authors_words(author, question):
    spec = choice_spec("What turns?")
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    change(question, spec)
    page = shown(page_of(author, question))
    assert "<dt>Option A: correct</dt>" in page
    assert "<del>yes</del><ins>no</ins>" in page
    assert "<dt>Option B: correct</dt>" in page


def test_another_kind_is_named(author, question):
    spec = {"stem": "What turns?", "explanation": "X", "quote": "Y", "accepted": ["rotor"]}
    change(question, spec, "short_text")
    page = shown(page_of(author, question))
    assert "<del>Single choice</del><ins>Short text</ins>" in page
    assert "<dt>Accepted answer 1</dt>" in page


def test_who_when_and_why_are_said(author, question):
    by = UserFactory(name="Grace")
    change(question, choice_spec("What rotates?"), by=by, note="plainer", typo_only=True)
    page = page_of(author, question)
    assert "23 November 2026, 09:00 UTC, Grace." in page
    assert "plainer" in page
    assert "Only a typing error mended" in page
    assert page.count("The first version.") == 1


def test_markup_in_a_spec_is_only_text(author, question):
    change(question, choice_spec("What <b>turns</b>?"))
    response = author.get(reverse("admin:quizzes_question_history", args=[question.pk]))
    assert "<b>turns" not in response.content.decode()


def test_learners_are_counted_by_the_version_they_answered(author, question):
    keen = LearnerFactory()
    for learner in (LearnerFactory(), keen):
        give(learner, question)
    answer(keen, question.lesson_id, question.current, "c", after=1, now=NOW)
    change(question, choice_spec("What revolves?"))
    give(LearnerFactory(), question)
    change(question, choice_spec("What rotates?"))
    assert [entry.learners for entry in history(question)] == [0, 1, 2]
    page = page_of(author, question)
    assert "Answered by 2 learners." in page
    assert "Answered by 1 learner." in page


def test_a_guest_who_became_an_account_counts_once(question):
    user = UserFactory()
    mine, guest = learner_for(user, now=NOW), guest_for("key", now=NOW)
    give(mine, question)
    give(guest, question)
    adopt(guest.pk, user, now=NOW)
    assert [entry.learners for entry in history(question)] == [1]


@pytest.mark.parametrize("size", [1, 20])
def test_the_history_takes_as_many_queries_for_many(author, question, size):
    for number in range(size):
        change(question, choice_spec(f"What turns {number}?"), by=UserFactory())
        give(LearnerFactory(), question)
    page_of(author, question)
    with counted() as queries:
        page_of(author, question)
    assert len(queries) == 10


def test_who_was_asked_in_a_quiz_has_seen_a_version_without_answering(author, question):
    quiz = QuizFactory(course=question.course, asks=[question])
    for learner in (LearnerFactory(), LearnerFactory()):
        browser = Client()
        browser.force_login(learner.user)
        browser.post(f"{quiz.get_absolute_url()}begin/", {"number": 1})
    give(learner, question)
    [entry] = history(question)
    assert (entry.met, entry.learners) == (2, 1)
    assert "Seen by 2 learners." in page_of(author, question)
