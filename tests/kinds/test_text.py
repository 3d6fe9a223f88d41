"""Folding, wildcards and slips."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.text import fold, forgivable, matches, visible, within

few_letters = st.text("ab", max_size=8)


def distance(a: str, b: str) -> int:
    """The distance by the textbook: a table of all pairs of beginnings."""
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            ways = [
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            ]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                ways.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(ways)
    return table[-1][-1]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  The\u00a0 Rotor. ", "the rotor"),
        ("“Rotor”", "rotor"),
        ("rotor’s", "rotor's"),
        ("rare\u2011earth", "rare-earth"),
        ("rare—earth", "rare-earth"),
        ("Élan", "elan"),
        ("e\u0301lan", "elan"),
        ("Łódź", "lodz"),
        ("ﬂux", "flux"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("\u202erotor\u200b", "rotor"),
        ("C++", "c++"),
        ("(rotor)", "rotor"),
        ("が", "が"),
        ("...", ""),
    ],
)
def test_answers_are_compared_in_a_common_form(typed, folded):
    assert fold(typed) == folded


def test_case_and_accents_stay_where_they_matter():
    assert fold("Élan", case=True) == "Elan"
    assert fold("E\u0301lan", accents=True) == "élan"
    assert fold("E\u0301lan", case=True, accents=True) == "Élan"


@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_any_text_can_be_folded(text, case, accents):
    folded = fold(text, case=case, accents=accents)
    assert folded == folded.strip()


@given(st.text(max_size=20))
def test_what_can_be_seen_stays(text):
    assert set(visible(text)) <= set(text)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("rotor", "rotor", True),
        ("rotor", "rotors", False),
        ("rotor*", "rotors", True),
        ("*rotor", "the rotor", True),
        ("a*b*c", "a-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("[a]*", "[a]b", True),
        ("a?c", "abc", False),
    ],
)
def test_a_star_stands_for_any_text(pattern, text, fits):
    assert matches(pattern, text) is fits


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_wildcards_match_as_an_expression_would(pattern, text):
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert matches(pattern, text) is bool(re.fullmatch(expression, text))


def test_many_wildcards_do_not_take_longer_and_longer():
    assert not matches("*a" * 200 + "b", "a" * 500)


@given(few_letters, few_letters, st.integers(0, 2))
def test_slips_are_counted_as_by_the_textbook(a, b, slips):
    assert within(a, b, slips) is (distance(a, b) <= slips)


def test_long_answers_are_compared_quickly_enough_to_finish():
    assert not within("ab" * 250, "ba" * 249 + "cc", 2)


@pytest.mark.parametrize(
    ("accepted", "typed", "typos", "forgiven"),
    [
        ("stator", "sttaor", 1, True),
        ("stator", "statr", 1, True),
        ("stator", "sstatorr", 1, False),
        ("stator", "sstatorr", 2, False),
        ("neodymium", "neodimiun", 2, True),
        ("neodymium", "neodimiun", 1, False),
        ("coil", "coal", 1, True),
        ("gap", "gab", 1, False),
        ("rotor", "roter", 0, False),
        ("model 2012", "model 2013", 2, False),
    ],
)
def test_slips_are_forgiven_by_the_length_of_the_answer(accepted, typed, typos, forgiven):
    assert forgivable(accepted, typed, typos) is forgiven
