"""Sentences that can be quoted, and what became of a quote that is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.articles.sentences import nearest, sentences_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It turns. It stops.", ["It turns.", "It stops."]),
        ("“It turns.” He said so!", ["“It turns.”", "He said so!"]),
        ("It has 3.5 kW, i.e. Little.", ["It has 3.5 kW, i.e. Little."]),
        ("Mr. Otto and J. Watt met. They spoke.", ["Mr. Otto and J. Watt met.", "They spoke."]),
        ("one\ntwo\tthree\n\nFour", ["one", "two three", "Four"]),
        ("Since 2012. 2023 was later.", ["Since 2012.", "2023 was later."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, found):
    assert sentences_of(text) == found


@given(st.text(alphabet="Ab1.!? \n\t“”(e.g", max_size=60))
def test_every_sentence_is_in_the_text_and_nothing_is_lost(text):
    folded = " ".join(text.split())
    found = sentences_of(text)
    assert all(sentence in folded for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


TEXT = "A motor has two parts. The rotor spins inside the stator. Wires lie in slots."


def test_the_nearest_sentence_is_the_reworded_one():
    assert nearest("The rotor turns inside the stator.", TEXT) == (
        "The rotor spins inside the stator."
    )


@pytest.mark.parametrize("quote", ["", "Cheese is made from milk of goats", "!?"])
def test_nothing_is_near_to_what_has_nothing_in_common(quote):
    assert nearest(quote, TEXT) == ""
