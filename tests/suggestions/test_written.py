"""Drafts that something else wrote."""

import json

import pytest

from quizzes.exchange.spec import ExchangeError
from quizzes.suggestions.written import KINDS, draft_of, read_reply, told_kinds
from tests.factories import QUOTE, choice_spec

TEXT = f"A motor has two parts. {QUOTE} A shaft carries it."
GOOD = {"kind": "single_choice", "spec": choice_spec()}


def refused(entry):
    with pytest.raises(ExchangeError) as caught:
        draft_of(entry, TEXT)
    return str(caught.value)


def test_a_sound_draft_is_proposed():
    found = draft_of(GOOD, TEXT)
    assert (found.right, found.source) == ("The rotor", QUOTE)


def test_a_draft_may_lack_what_its_author_adds():
    options = [each | {"feedback": ""} for each in choice_spec()["options"]]
    spec = choice_spec(options=options)
    del spec["explanation"]
    assert draft_of({"kind": "single_choice", "spec": spec}, TEXT).spec == spec


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("text", "set of named fields"),
        ({"kind": "riddle", "spec": {}}, "cannot be drafted"),
        ({"kind": ["single_choice"], "spec": {}}, "cannot be drafted"),
        ({"kind": "hotspot", "spec": {}}, "cannot be drafted"),
        ({"kind": "single_choice", "spec": []}, "can be read"),
        ({"kind": "single_choice", "spec": choice_spec(options=[])}, "options or more"),
        ({"kind": "single_choice", "spec": choice_spec(quote="")}, "no quote"),
        (
            {"kind": "single_choice", "spec": choice_spec(quote="The rotor flies.")},
            "not in the lesson",
        ),
        ({"kind": "single_choice", "spec": choice_spec(quote=7)}, "must be text"),
        ({"kind": "single_choice", "spec": choice_spec(html="<b>")}, "no field"),
        (
            {"kind": "single_choice", "spec": choice_spec("![x](https://a.example/b.png)")},
            "a picture",
        ),
        ({"kind": "single_choice", "spec": choice_spec("x" * 30_000)}, "can be read"),
        ({"kind": "numeric", "spec": {"stem": "?", "quote": QUOTE, "answer": "7"}}, "number"),
    ],
)
def test_what_is_not_sound_is_refused_with_a_reason(entry, reason):
    assert reason in refused(entry)


@pytest.mark.parametrize(
    "around",
    ["{}", "Here you are: {} Good luck {{sic}}!", "```json\n{}\n```", "[1] first {{no}} then {}"],
)
def test_json_is_found_in_prose(around):
    found = read_reply(around.format(json.dumps({"questions": [GOOD]})), TEXT)
    assert (len(found.suggestions), found.remarks) == (1, [])


def test_a_bare_list_is_read_too():
    assert len(read_reply(json.dumps([GOOD]), TEXT).suggestions) == 1


def test_one_bad_draft_leaves_the_others():
    found = read_reply(json.dumps([{"kind": "riddle"}, GOOD]), TEXT)
    assert len(found.suggestions) == 1
    assert found.remarks[0].startswith("Draft 1 was refused: The kind “riddle”")


def test_more_drafts_than_are_read_are_counted():
    found = read_reply(json.dumps([GOOD] * 40), TEXT)
    assert len(found.suggestions) == 30
    assert "10 further drafts were left out." in found.remarks


@pytest.mark.parametrize(
    "text", ["", "No.", "{", "[" * 100_000, '{"a":' * 100_000, "{{" * 90, "[]", '{"questions": 7}']
)
def test_a_reply_without_drafts_is_refused(text):
    with pytest.raises(ExchangeError, match="no drafts"):
        read_reply(text, TEXT)


def test_the_examples_name_every_kind_that_may_be_written():
    shown = json.loads(told_kinds())["questions"]
    assert [each["kind"] for each in shown] == list(KINDS)
