"""The learner's card while a question is being written."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.forms.content import written
from quizzes.kinds import kinds
from quizzes.models import Answer, Question, QuestionVersion
from tests.factories import LearnerFactory, QuestionFactory, UserFactory, choice_spec
from tests.kinds.specs import specimens

from .page import shown, words

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:quizzes_question_preview")


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


def of(kind, spec, **more):
    return {"kind": kind, "previewed": written(spec)} | more


@pytest.mark.parametrize(("kind", "spec"), specimens().values(), ids=specimens())
def test_every_kind_is_shown_fresh_and_with_its_key(author, kind, spec):
    page = author.post(PAGE, of(kind, spec))
    assert page.status_code == 200
    assert "once this is there" not in words(page)
    if kinds[kind].asked:
        assert ("Check answer" if kinds[kind].by_rule else "Hand in") in words(page)
        assert 'class="feedback' not in page.content.decode()
        assert "Try again" in words(author.post(PAGE, of(kind, spec, do="key")))
    assert not Question.objects.exists()


def test_what_stands_in_the_form_is_shown_before_it_is_saved(author):
    question = QuestionFactory()
    sent = shown(author, question)
    [name] = [name for name in sent if "stem" in name]
    assert "What spins?" in words(author.post(PAGE, sent | {name: "What spins?"}))
    assert QuestionVersion.objects.count() == 1


@pytest.mark.parametrize(("response", "said"), [("a", "That is right."), ("b", "Not quite.")])
def test_it_can_be_answered_and_nothing_is_kept(author, response, said):
    page = author.post(PAGE, of("single_choice", choice_spec(), do="check", response=response))
    assert said in words(page)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("response", ["", "zz"])
def test_what_cannot_be_checked_is_said(author, response):
    page = author.post(PAGE, of("single_choice", choice_spec(), do="check", response=response))
    assert 'role="alert"' in page.content.decode()


def test_what_is_missing_is_said_instead(author):
    page = author.post(PAGE, of("single_choice", choice_spec(explanation="")))
    assert "There is no explanation" in words(page)


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "riddle"}, {"kind": "numeric", "previewed": "{"}, {"previewed": "[1]"}]
)
def test_nonsense_gets_a_sentence(author, sent):
    page = author.post(PAGE, sent)
    assert page.status_code == 200
    assert "once this is there" in words(page)


def test_it_may_stand_in_a_frame_of_this_site_and_of_no_other(author):
    page = author.post(PAGE, of("single_choice", choice_spec()))
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    other = author.get(reverse("admin:quizzes_question_changelist"))
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_it_is_not_for_learners(client):
    client.force_login(LearnerFactory().user)
    assert client.post(PAGE, of("single_choice", choice_spec())).status_code == 302
