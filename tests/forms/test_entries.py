"""Entries of a form's lists are added, removed and moved."""

from __future__ import annotations

import pytest

from quizzes.forms.draft import draft_of, spec_of
from quizzes.forms.entries import change, complete, ids_in
from quizzes.kinds import kinds

KIND = kinds["single_choice"]
OPTIONS = "content-options-several"


@pytest.fixture
def draft():
    return draft_of(KIND.form, KIND.example())


def ids(draft):
    return [option.get("id") for option in spec_of(KIND.form, draft)[0]["options"]]


def test_an_added_entry_comes_last_and_gets_an_id_of_its_own(draft):
    assert change(KIND.form, draft, "add", OPTIONS) == f"{OPTIONS}-4"
    complete(KIND.form, draft, lambda: {"1", "2"})
    assert ids(draft) == ["a", "b", "c", "3"]


def test_a_removed_entry_leaves_nothing_and_the_others_keep_their_ids(draft):
    assert change(KIND.form, draft, "remove", f"{OPTIONS}-2") == f"remove:{OPTIONS}-3"
    assert ids(draft) == ["a", "c"]
    assert not [name for name in draft if name.startswith(f"{OPTIONS}-2")]


def test_a_row_whose_number_begins_with_anothers_stays():
    rows = {OPTIONS: ["1", "10"], f"{OPTIONS}-10-text-prose": ["ten"], f"{OPTIONS}-1-id": ["a"]}
    change(KIND.form, rows, "remove", f"{OPTIONS}-1")
    assert rows == {OPTIONS: ["10"], f"{OPTIONS}-10-text-prose": ["ten"]}


@pytest.mark.parametrize(
    ("do", "row", "order"),
    [
        ("up", 2, ["b", "a", "c"]),
        ("down", 2, ["a", "c", "b"]),
        ("up", 1, ["a", "b", "c"]),
        ("down", 3, ["a", "b", "c"]),
    ],
)
def test_an_entry_moves_by_one_place_as_far_as_there_is_one(draft, do, row, order):
    assert change(KIND.form, draft, do, f"{OPTIONS}-{row}") == f"{do}:{OPTIONS}-{row}"
    assert ids(draft) == order


@pytest.mark.parametrize(
    ("do", "name"),
    [
        ("zzz", f"{OPTIONS}-1"),
        ("remove", f"{OPTIONS}-999"),
        ("remove", OPTIONS),
        ("remove", ""),
        ("add", "content-nothing-several"),
        ("add", f"{OPTIONS}-1"),
        ("", ""),
    ],
)
def test_what_no_button_says_changes_nothing(draft, do, name):
    before = {key: list(values) for key, values in draft.items()}
    assert change(KIND.form, draft, do, name) == ""
    assert draft == before


def test_a_full_list_takes_no_more(draft):
    for _number in range(20):
        change(KIND.form, draft, "add", OPTIONS)
    assert len(draft[OPTIONS]) == 12


def test_the_last_entry_can_go(draft):
    for row in (1, 2):
        change(KIND.form, draft, "remove", f"{OPTIONS}-{row}")
    assert change(KIND.form, draft, "remove", f"{OPTIONS}-3") == f"add:{OPTIONS}"


def test_a_new_form_begins_with_the_least_number_of_entries():
    new = {}
    complete(KIND.form, new, set)
    assert ids(new) == ["1", "2"]


def test_a_list_within_an_entry_has_entries_too():
    parts = kinds["parts"]
    draft = draft_of(parts.form, parts.example())
    units = "content-parts-several-1-units-several"
    assert change(parts.form, draft, "add", units) == f"{units}-2"


def test_ids_are_found_however_deep():
    assert ids_in(kinds["parts"].example()) == {"a", "b"}
    assert ids_in([{"id": 5}, {"x": [{"id": "z"}]}]) == {"z"}
