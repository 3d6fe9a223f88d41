"""Where sentences end."""

import pytest

from quizzes.suggestions.sentences import sentences


def cut(text, language="en"):
    return list(sentences(text, language))


def test_sentences_are_cut_at_their_ends():
    assert cut("It turns. Does it? It does!  Yes.") == ["It turns.", "Does it?", "It does!", "Yes."]


@pytest.mark.parametrize(
    "whole",
    [
        "Dr. Ada Lovelace met Mr. Babbage.",
        "It weighs approx. 5 kg and costs 3.50 euros.",
        "Motors, e.g. The Big One, turn.",
        "J. R. Hartley wrote it.",
        "See Fig. 3 and No. 5 for it.",
        "The U.S. Navy bought it.",
        "“Does it turn?” she asked.",
        "The firm (Motors Inc. of Lyon) closed.",
    ],
)
def test_abbreviations_decimals_and_quotes_do_not_end_one(whole):
    assert cut(whole) == [whole]


def test_an_abbreviation_may_end_one():
    assert cut("He works for Motors Inc. The firm is old.") == [
        "He works for Motors Inc.",
        "The firm is old.",
    ]


def test_a_quote_is_closed_before_the_next_one_begins():
    assert cut("She said: “It turns.” He left.") == ["She said: “It turns.”", "He left."]


def test_an_ordinal_does_not_end_a_german_sentence():
    assert len(cut("Am 3. Oktober war es so weit.", "de")) == 1
    assert len(cut("He was 20. Then he left.")) == 2


def test_what_is_cut_adds_up_to_the_text():
    text = "A. b c! D e? “F g.” H i etc. The end"
    assert " ".join(cut(text)) == text
