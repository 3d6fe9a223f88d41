"""Two authors on one question."""

import json

import pytest
from django.contrib.auth.models import Group

from quizzes.actions.roles import AUTHORS
from quizzes.kinds import kinds
from tests.factories import QuestionFactory, UserFactory, choice_spec

from .page import address, controls, shown, words

pytestmark = pytest.mark.django_db
STEM, HINT, EXPLANATION = "content-stem-prose", "content-hint-line", "content-explanation-prose"


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Ada")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def question():
    return QuestionFactory(spec=choice_spec())


def saved(author, question, sent):
    """What the author's page says when it is sent after another one was."""
    page = author.post(address(question), sent)
    assert page.status_code == 200
    return page


def test_both_changes_are_in_the_form_and_saved_from_there(author, question):
    mine = shown(author, question) | {HINT: "Look inside."}
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    page = saved(author, question, mine)
    again = controls(page)
    assert (again[STEM], again[HINT]) == (["What moves?"], ["Look inside."])
    assert author.post(address(question), again).status_code == 302
    question.refresh_from_db()
    assert question.current.number == 3
    spec = question.current.spec
    assert (spec["stem"], spec["hint"]) == ("What moves?", "Look inside.")


def test_what_the_other_changed_is_shown_with_their_name(author, question):
    mine = shown(author, question) | {HINT: "Look inside."}
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    page = words(saved(author, question, mine))
    assert "Ada saved version 2" in page
    assert "What the other changed Stem" in page
    assert "deleted: turns" in page
    assert "Changed by both" not in page


def test_where_both_changed_the_same_ones_own_stands_and_theirs_is_shown(author, question):
    mine = shown(author, question) | {STEM: "What spins?"}
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    page = saved(author, question, mine)
    assert controls(page)[STEM] == ["What spins?"]
    assert "Changed by both: yours stands" in words(page)


def test_the_other_place_and_tags_are_kept(author, question):
    mine = shown(author, question) | {HINT: "Look inside.", "tag_names": "motors"}
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    assert controls(saved(author, question, mine))["tag_names"] == ["motors"]


def test_the_content_as_text_is_joined_as_text(author, question):
    text = shown(author, question) | {"do": "text"}
    mine = controls(author.post(address(question), text))
    mine["spec"] = json.dumps(choice_spec() | {"hint": "Look inside."})
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    spec = json.loads(controls(saved(author, question, mine))["spec"][0])
    assert (spec["stem"], spec["hint"]) == ("What moves?", "Look inside.")


def test_another_kind_is_not_joined_but_shown(author, question):
    mine = shown(author, question) | {HINT: "Look inside."}
    essay = controls(author.post(address(question), shown(author, question) | {"do": "text"}))
    essay |= {"kind": "essay", "spec": json.dumps(kinds["essay"].example() | {"quote": ""})}
    essay |= {"status": "draft"}
    assert author.post(address(question), essay).status_code == 302
    page = saved(author, question, mine)
    assert controls(page)[HINT] == ["Look inside."]
    assert controls(page)["kind"] == ["single_choice"]
    assert "Changed by both" in words(page)


def test_who_changed_nothing_gets_what_the_other_saved(author, question):
    mine = shown(author, question)
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    assert controls(saved(author, question, mine))[STEM] == ["What moves?"]


@pytest.mark.parametrize("based_on", ["", "x", "0", "-1", "99", "9" * 300])
def test_a_form_that_says_nothing_sensible_of_its_origin_saves_nothing(author, question, based_on):
    author.post(address(question), shown(author, question) | {STEM: "What moves?"})
    sent = shown(author, question) | {STEM: "What spins?", "based_on": based_on}
    page = saved(author, question, sent)
    question.refresh_from_db()
    assert question.current.spec["stem"] == "What moves?"
    assert controls(page)[STEM] == ["What spins?"]


def test_a_place_that_the_other_changed_is_not_set_back(author, question):
    mine = shown(author, question) | {HINT: "Look inside."}
    author.post(address(question), shown(author, question) | {"status": "retired"})
    assert author.post(address(question), mine).status_code == 302
    question.refresh_from_db()
    assert (question.status, question.current.spec["hint"]) == ("retired", "Look inside.")
