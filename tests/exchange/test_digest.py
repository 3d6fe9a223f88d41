"""What the list of questions says of one, made of its spec."""

import pytest

from quizzes.exchange.digest import LONGEST_SEARCH, LONGEST_STEM, Lack, digest
from quizzes.kinds import kinds
from tests.factories import choice_spec


def of_choice(*stem, **changes):
    return digest("single_choice", choice_spec(*stem, **changes))


def test_the_stem_is_told_without_its_mark_up():
    assert of_choice("What *turns* in a [motor](/m)?").stem == "What turns in a motor?"


def test_a_long_stem_is_cut():
    stem = of_choice("turns " * 100).stem
    assert len(stem) == LONGEST_STEM
    assert stem.endswith("…")


def test_a_question_is_found_by_its_stem_and_its_options():
    search = of_choice("Où est le CAFÉ?").search
    assert "ou est le cafe" in search
    assert "the housing" in search


@pytest.mark.parametrize("field", ["explanation", "quote", "hint"])
def test_what_is_said_afterwards_is_not_sought(field):
    assert "zebra" not in of_choice(**{field: "zebra"}).search


def test_feedback_is_not_sought():
    assert "remark" not in of_choice().search


def test_a_very_long_question_is_searched_as_far_as_is_quick():
    assert len(of_choice("turns " * 1000).search) == LONGEST_SEARCH


@pytest.mark.parametrize("name", sorted(kinds))
def test_an_example_of_any_kind_lacks_at_most_its_quote(name):
    found = digest(name, kinds[name].example())
    assert found.lack is Lack.NOTHING
    assert found.search.startswith(found.stem.casefold()[:20])


def test_without_a_quote_it_may_lack_that_only():
    assert of_choice(quote=" ").lack is Lack.QUOTE


def test_without_an_explanation_it_lacks_more():
    assert of_choice(explanation="").lack is Lack.MORE


@pytest.mark.parametrize("spec", [{}, {"stem": 5}, [], None, {"stem": "\x00"}, {"options": [[1]]}])
def test_whatever_an_author_left_behind_is_told(spec):
    assert digest("single_choice", spec).lack is Lack.MORE


def test_a_kind_that_was_removed_cannot_be_published():
    assert digest("riddle", choice_spec()).lack is Lack.MORE
