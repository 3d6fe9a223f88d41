"""Joining what two authors made of one spec."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.difference import Step
from quizzes.exchange.merging import merged
from tests.factories import choice_spec

BASE = choice_spec()


def changed(**changes):
    return deepcopy(BASE) | changes


def with_option(at, **changes):
    spec = deepcopy(BASE)
    spec["options"][at] |= changes
    return spec


def with_options(*entries):
    return changed(options=[dict(each) for each in entries])


A, B, C = BASE["options"]
D = {"id": "d", "text": "The shaft", "correct": False, "feedback": "It carries."}
E = {"id": "e", "text": "The case", "correct": False, "feedback": "It holds."}


def test_different_fields_are_both_taken():
    found = merged(BASE, changed(stem="What spins?"), changed(explanation="Because it moves."))
    assert found.spec == changed(stem="What spins?", explanation="Because it moves.")
    assert found.conflicts == []


def test_different_options_are_both_taken():
    found = merged(BASE, with_option(0, text="A rotor"), with_option(1, feedback="It rests."))
    assert found.spec["options"][0]["text"] == "A rotor"
    assert found.spec["options"][1]["feedback"] == "It rests."
    assert found.conflicts == []


def test_where_both_changed_the_same_mine_stands_and_it_is_said():
    found = merged(BASE, with_option(0, text="Mine"), with_option(0, text="Theirs"))
    assert found.spec["options"][0]["text"] == "Mine"
    assert found.conflicts == [(Step("field", "options"), Step("id", "a"), Step("field", "text"))]


def test_the_same_change_on_both_sides_is_no_conflict():
    same = changed(stem="What spins?")
    assert merged(BASE, same, deepcopy(same)) == (same, [])


@pytest.mark.parametrize(
    ("mine", "theirs", "ids"),
    [
        ([A, B, C, D], [A, B, C, E], "abcde"),
        ([A, B, D, C], [A, B, C], "abdc"),
        ([A, B, C], [C, B, A], "cba"),
        ([A, B, C, D], [C, A, B], "cdab"),
        ([B, A, C], [A, B, C, E], "bace"),
        ([A, C], [A, B, C, E], "ace"),
        ([A, B, C], [A, C], "ac"),
    ],
)
def test_entries_added_moved_and_removed_are_joined(mine, theirs, ids):
    found = merged(BASE, with_options(*mine), with_options(*theirs))
    assert "".join(each["id"] for each in found.spec["options"]) == ids
    assert found.conflicts == []


def test_an_entry_that_one_changed_and_the_other_removed_stays():
    kept = merged(BASE, with_option(2, text="The case"), with_options(A, B))
    assert [each["text"] for each in kept.spec["options"]] == [A["text"], B["text"], "The case"]
    assert kept.conflicts == [(Step("field", "options"), Step("id", "c"))]
    back = merged(BASE, with_options(A, B), with_option(2, text="The case"))
    assert back.spec["options"][2]["text"] == "The case"
    assert len(back.conflicts) == 1


def test_a_field_that_one_took_away_goes():
    theirs = changed()
    del theirs["quote"]
    assert "quote" not in merged(BASE, changed(stem="What spins?"), theirs).spec


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "x", "y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"id": st.sampled_from("pqr"), "v": inner}), max_size=3)
    ),
    max_leaves=8,
)
SPECS = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)


@given(base=SPECS, mine=SPECS)
def test_who_alone_changed_something_keeps_it_whole(base, mine):
    assert merged(base, mine, base) == (mine, [])
    assert merged(base, base, mine) == (mine, [])


@given(base=SPECS, mine=SPECS, theirs=SPECS)
def test_any_two_are_joined_or_said_to_clash(base, mine, theirs):
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert bool(one.conflicts) == bool(other.conflicts)
