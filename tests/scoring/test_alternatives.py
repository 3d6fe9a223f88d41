"""Who chooses what, and what that says of a question."""

import pytest

from quizzes.scoring.alternatives import (
    Choice,
    Level,
    Said,
    is_common,
    remark,
    remarks,
    tally,
)
from quizzes.scoring.statistics import ItemStatistics

ABC = [
    Choice("a", "A", right=True, offered=True),
    Choice("b", "B", right=False, offered=True),
    Choice("c", "C", right=False, offered=True),
]


def said(*groups):
    """Learners of equal strength: each group is what they chose, the weakest group first."""
    return [
        Said(frozenset(sign for sign in one if sign != "-"), float(rest))
        for rest, group in enumerate(groups)
        for one in group
    ]


def texts(counted, choices=ABC):
    return [each.text for each in remarks(counted, choices)]


def test_strong_and_weak_are_a_third_each():
    counted = tally([Said(frozenset("a"), float(rest)) for rest in range(30)])
    assert (counted.count, counted.strong_count, counted.weak_count) == (30, 10, 10)
    assert counted.strong == {"a": 10}


def test_whoever_has_as_much_as_one_of_a_third_belongs_to_it():
    counted = tally(said("aaaa", "aaaa", "aaaa"))
    assert (counted.weak_count, counted.strong_count) == (4, 4)
    counted = tally(said("a" * 10, "bb"))
    assert not counted.grouped
    counted = tally(said("a" * 9, "bbb"))
    assert not counted.grouped
    counted = tally(said("a" * 8, "bbbb"))
    assert (counted.weak_count, counted.strong_count) == (8, 4)


def test_fewer_than_ten_are_not_parted():
    assert not tally(said("aaa", "aaa", "aaa")).grouped
    assert tally(said("aaa", "aaaa", "aaa")).grouped


def test_those_without_a_rest_are_in_no_group():
    counted = tally([*said("aaa", "aaaa", "aaa"), Said(frozenset("b"), None)])
    assert (counted.count, counted.chosen["b"]) == (11, 1)
    assert counted.strong_count == counted.weak_count == 3


def test_no_answer_is_counted_by_itself():
    counted = tally(said("a-", "b-"))
    assert (counted.count, counted.blank, counted.chosen) == (4, 2, {"a": 1, "b": 1})


def test_of_nobody_there_is_nothing():
    counted = tally([])
    assert (counted.count, counted.blank, counted.grouped) == (0, 0, False)
    assert remarks(counted, ABC) == []


def test_strong_learners_who_choose_a_wrong_one_put_the_key_in_doubt():
    counted = tally(said("aacc", "aabc", "bbba"))
    first = remarks(counted, ABC)[0]
    assert (first.level, first.text) == (Level.MEND, "Strong learners choose B: check the key.")


def test_as_many_strong_learners_at_the_key_put_nothing_in_doubt():
    assert "check the key" not in " ".join(texts(tally(said("abcc", "aabc", "bbaa"))))


def test_a_wrong_one_that_draws_the_strong_may_be_right_too():
    counted = tally(said("aacca", "aabcc", "aaabb"))
    assert texts(counted) == ["B draws strong learners more than weak ones: may it be right, too?"]


def test_one_strong_learner_makes_nothing():
    assert texts(tally(said("aacc", "aabc", "aaab"))) == []


def test_each_place_has_its_own_key():
    choices = [
        Choice("1", "A", right=True, place="Gap 1", offered=True),
        Choice("2", "B", right=True, place="Gap 2", offered=True),
        Choice("x", "C", right=False, place="Gap 2"),
    ]
    people = [Said(frozenset({"1", "2"}), 0.0)] * 8 + [Said(frozenset({"1", "x"}), 1.0)] * 4
    assert texts(tally(people), choices) == ["Strong learners choose C: check the key."]


def test_what_nobody_chooses_is_named():
    assert texts(tally(said("aaab", "aaab", "aaaa"))) == [
        "Nobody chooses C: put something there that learners may believe, or leave it out."
    ]
    assert texts(tally(said("aaaa", "aaaa", "aaaa"))) == [
        "Nobody chooses B, C: put something there that learners may believe, or leave them out."
    ]


def test_a_key_that_nobody_chooses_and_what_was_not_offered_are_not_named_as_unused():
    choices = [ABC[0], Choice("t", "D", right=False)]
    assert texts(tally(said("----", "----", "----")), choices)[0].startswith("12 learners of 12")


@pytest.mark.parametrize(("blanks", "told"), [(2, False), (3, True)])
def test_many_without_an_answer_are_told(blanks, told):
    people = said("abc", "ab" + "-" * blanks, "abc" + "a" * (5 - blanks))
    assert any("gave no answer" in text for text in texts(tally(people))) is told


def test_of_fewer_than_ten_nothing_is_said():
    counted = tally(said("aaa", "aaa", "bbb"))
    assert remarks(counted, ABC) == []


@pytest.mark.parametrize(
    ("count", "of", "common"),
    [(3, 300, True), (2, 10, True), (2, 11, False), (1, 5, False), (1, 1, False), (0, 5, False)],
)
def test_three_learners_or_a_fifth_are_more_than_slips(count, of, common):
    assert is_common(count, of) is common


@pytest.mark.parametrize(
    ("count", "facility", "discrimination", "level", "words"),
    [
        (9, 50.0, 60.0, Level.OPEN, "Too few to judge: it takes the marks of 10 learners."),
        (30, 50.0, -5.0, Level.MEND, "check the key"),
        (30, 98.0, 40.0, Level.LOOK, "Nearly everyone"),
        (30, 10.0, 40.0, Level.LOOK, "teach it again"),
        (30, 60.0, 10.0, Level.LOOK, "hardly better"),
        (30, 60.0, 20.0, Level.FINE, "It can stay"),
        (30, 60.0, 40.0, Level.FINE, "Keep it"),
    ],
)
def test_each_verdict_has_a_sentence_that_says_what_to_do(
    count, facility, discrimination, level, words
):
    found = remark(ItemStatistics(count, facility, discrimination, None))
    assert found.level is level
    assert words in found.text
