"""Questions whose values are drawn for each learner."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from quizzes.actions.learner import adopt
from quizzes.actions.question import save_question
from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt, Learner
from tests.factories import NOW, LearnerFactory, QuestionFactory
from tests.views.conftest import answer_url, draft_url, form, post

pytestmark = pytest.mark.django_db
calculated = kinds["calculated"]
SEED = re.compile(r'name="response-seed" value="(\d+)"')


@pytest.fixture
def question(lesson):
    return QuestionFactory(lesson=lesson, kind="calculated", spec=calculated.example())


def page_of(browser, question, query=""):
    return browser.get(question.lesson.get_absolute_url() + query).content.decode()


def seed_on(page):
    return int(SEED.search(page)[1])


def hand_in(browser, question, seed, text=None, *, url=answer_url, after=0):
    typed = calculated.key_for(question.current.spec, seed)["typed"] if text is None else text
    fields = form(question, after=after) | {"response-seed": seed, "response-typed": typed}
    return browser.post(url(question), fields, headers={"HX-Request": "true"})


def test_a_learner_sees_the_same_values_again(signed_in, question):
    seed = seed_on(page_of(signed_in, question))
    assert seed_on(page_of(signed_in, question)) == seed
    hand_in(signed_in, question, seed, "1")
    assert seed_on(page_of(signed_in, question, f"?retry={question.pk}")) == seed
    assert Attempt.objects.get().seed == seed


def test_a_guest_sees_the_same_values_before_and_after_the_first_answer(client, question):
    seed = seed_on(page_of(client, question))
    assert "That is right." in hand_in(client, question, seed).content.decode()
    assert seed_on(page_of(client, question, f"?retry={question.pk}")) == seed


def test_signing_up_keeps_the_values_of_what_was_begun(client, ada, question):
    seed = seed_on(page_of(client, question))
    hand_in(client, question, seed, "1")
    adopt(Learner.objects.get(user=None).pk, ada.user, now=NOW)
    browser = Client()
    browser.force_login(ada.user)
    assert seed_on(page_of(browser, question, f"?retry={question.pk}")) == seed


def test_learners_have_values_of_their_own(question):
    seeds = set()
    for _ in range(5):
        browser = Client()
        browser.force_login(LearnerFactory().user)
        seeds.add(seed_on(page_of(browser, question)))
    assert len(seeds) == 5


def test_an_answer_to_other_values_is_refused(signed_in, question):
    seed = seed_on(page_of(signed_in, question))
    response = hand_in(signed_in, question, seed + 1)
    assert response.status_code == 409
    assert not Answer.objects.exists()
    told = hand_in(signed_in, question, seed + 1, url=draft_url)
    assert told.status_code == 409


def test_the_answer_keeps_the_values_it_was_given_for(signed_in, question):
    seed = seed_on(page_of(signed_in, question))
    page = hand_in(signed_in, question, seed).content.decode()
    stem = calculated.with_values(question.current.spec, seed)["stem"]
    assert stem in page
    assert "[[" not in page
    assert Answer.objects.get().response["seed"] == seed


def test_what_cannot_be_read_stays_in_the_form_with_its_values(signed_in, question):
    seed = seed_on(page_of(signed_in, question))
    response = hand_in(signed_in, question, seed, "many")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="many"' in page
    assert seed_on(page) == seed


def test_a_question_beside_it_is_not_drawn_anew(signed_in, question, lesson):
    save_question(
        lesson.course,
        "fixed",
        "single_choice",
        kinds["single_choice"].example() | {"quote": "The rotor turns inside the stator."},
        lesson=lesson,
        position=9,
        by=None,
        now=NOW,
    )
    fixed = lesson.questions.get(uid="fixed")
    assert post(signed_in, fixed, "b").status_code == 200
    assert seed_on(page_of(signed_in, question)) == Attempt.objects.get().seed
