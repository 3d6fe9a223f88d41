"""What differs between two specs: nothing is left out, and it reads well."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.difference import Mark, compare, differences, whole
from quizzes.kinds import kinds
from quizzes.kinds.base import COMMON_WORDS
from tests.factories import choice_spec
from tests.kinds.specs import damaged

leaf = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
entry = st.dictionaries(st.sampled_from(["id", "text", "near", "x"]), leaf, max_size=3)
inside = st.recursive(
    leaf | entry,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)
specs = st.dictionaries(st.sampled_from(["stem", "options", "near", "answer"]), inside)
some_kind = st.sampled_from(sorted(kinds))
prose = st.lists(
    st.sampled_from(["The", "rotor", "turns", ",", " ", "\n", "  ", ".", "stator", "né"])
).map("".join)


def before_of(pieces):
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.NEW)


def after_of(pieces):
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.GONE)


def named(before, after, kind="single_choice"):
    """Where there are differences, in words."""
    words = {**COMMON_WORDS, **kinds[kind].words}
    return [change.where for change in differences(before, after, words)]


def marked(before, after):
    """The comparison as one line: -gone- and +new+."""
    signs = {Mark.SAME: "", Mark.GONE: "-", Mark.NEW: "+"}
    return "".join(
        f"{signs[piece.mark]}{piece.text}{signs[piece.mark]}" for piece in compare(before, after)
    )


def json_like(value):
    """The value so that only the same JSON is equal: 1, 1.0 and true differ."""
    if isinstance(value, dict):
        return {name: json_like(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [json_like(inner) for inner in value]
    return repr(value)


@given(specs)
def test_equal_specs_do_not_differ(spec):
    assert differences(spec, deepcopy(spec)) == []


@given(specs, specs)
def test_specs_that_differ_are_never_said_to_be_equal(before, after):
    same = json_like(before) == json_like(after)
    assert (differences(before, after) == []) is same


@given(st.data())
def test_every_changed_value_of_every_kind_is_named(data):
    kind = kinds[data.draw(some_kind)]
    before, after = kind.example(), data.draw(damaged(kind))
    found = {change.path for change in differences(before, after)}
    for path in changed_fields(before, after):
        assert any([step.name for step in each][: len(path)] == path for each in found), path


def changed_fields(before, after):
    """The names of fields of which something differs, and of those in sets of fields."""
    for name in {*before, *after}:
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from ([name, *path] for path in changed_fields(old, new))
        elif json_like(old) != json_like(new) or (name in before) != (name in after):
            yield [name]


@given(st.data())
def test_one_changed_value_is_named_where_it_stands_and_nothing_else(data):
    spec = kinds[data.draw(some_kind)].example()
    changed = deepcopy(spec)
    path = data.draw(st.sampled_from(list(texts(spec))))
    target = changed
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] += " And more."
    [change] = differences(spec, changed)
    assert change.path[0].name == path[0]
    assert len(change.path) == len(path)
    assert after_of(change.pieces) == target[path[-1]]


def texts(value, here=()):
    """Where the texts of a spec are, ids aside."""
    if isinstance(value, str):
        yield here
        return
    pairs = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else pairs:
        if key != "id":
            yield from texts(inner, (*here, key))


@given(prose, prose)
def test_the_pieces_hold_both_texts_in_full(before, after):
    pieces = compare(before, after)
    assert (before_of(pieces), after_of(pieces)) == (before, after)


@given(prose)
def test_a_text_compared_with_itself_is_unchanged(text):
    assert all(piece.mark is Mark.SAME for piece in compare(text, text))


def test_single_words_are_marked():
    before, after = "The rotor turns in there.", "The stator turns out there."
    assert marked(before, after) == "The -rotor-+stator+ turns -in-+out+ there."


def test_neighbouring_words_are_marked_as_one():
    before = "According to it the old rotor turns in the housing."
    after = "According to it the new stator turns in the housing."
    assert marked(before, after) == (
        "According to it the -old rotor-+new stator+ turns in the housing."
    )


def test_an_added_comma_is_all_that_is_marked():
    assert marked("So it turns now", "So, it turns now") == "So+,+ it turns now"


def test_texts_with_little_in_common_stand_one_after_the_other():
    before, after = "What turns in a motor?", "Where does the magnet sit then?"
    assert compare(before, after) == whole(before, after)


def test_very_long_texts_are_not_compared_word_by_word():
    before = "word " * 5000
    assert compare(before, f"{before}more") == whole(before, f"{before}more")


def test_an_option_moved_is_not_taken_for_another():
    after = choice_spec()
    after["options"].reverse()
    assert named(choice_spec(), after) == ["Option: order"]
    assert before_of(differences(choice_spec(), after)[0].pieces) == "a, b, c"


def test_an_option_moved_and_changed_is_named_twice():
    after = choice_spec()
    after["options"].reverse()
    after["options"][0]["text"] = "The housing of it"
    assert named(choice_spec(), after) == ["Option C: text", "Option: order"]


def test_an_added_option_is_shown_with_all_its_fields():
    after = choice_spec()
    new = {"id": "fan", "text": "The fan", "correct": False, "feedback": "It cools."}
    after["options"].insert(1, new)
    assert named(choice_spec(), after) == [
        "Option “fan”: text",
        "Option “fan”: correct",
        "Option “fan”: feedback",
    ]


def test_a_removed_option_stands_where_it_was():
    after = choice_spec("What moves in there?")
    del after["options"][1]
    assert named(choice_spec(), after) == [
        "Stem",
        "Option B: text",
        "Option B: correct",
        "Option B: feedback",
    ]


def test_entries_without_an_id_go_by_their_place():
    before = {"near": [{"value": 3, "feedback": "No."}]}
    after = {"near": [{"value": 3, "feedback": "No."}, {"value": 4, "feedback": "Nor that."}]}
    assert named(before, after, "numeric") == [
        "Foreseen wrong value 2: value",
        "Foreseen wrong value 2: feedback",
    ]


def test_lists_in_lists_are_named_by_both_places():
    assert named({"cells": [["a", "b"]]}, {"cells": [["a", "c"]]}) == ["Cells 1 2"]


def test_fields_that_no_kind_names_go_by_their_name():
    assert named({"word_limit": 3}, {"word_limit": 5}) == ["Word limit"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (True, False, ["yes", "no"]),
        (1, True, ["1", "yes"]),
        (0.5, 0.25, ["0.5", "0.25"]),
        (None, "", ["(nothing)", "(empty)"]),
        ("", "rotor", ["(empty)", "rotor"]),
        ([], {}, ["(nothing)", "(nothing)"]),
    ],
)
def test_values_are_shown_as_authors_write_them(before, after, expected):
    [change] = differences({"answer": before}, {"answer": after})
    assert [piece.text for piece in change.pieces] == expected


def test_a_field_that_was_left_out_before_is_new_as_a_whole():
    [change] = differences({}, {"hint": "Think."})
    assert change.pieces == whole(None, "Think.")
