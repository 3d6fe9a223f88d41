"""Joining and parting sections."""

import pytest

from quizzes.articles import Section
from quizzes.articles.edit import blocks_of, merged, parted

STATOR = Section("Stator", "<p>It stands.</p>\n<h2>Coils</h2>\n<p>Of copper.</p>")
ROTOR = Section("Rotor & shaft", "<p>It turns.</p>\n<h2>Poles</h2>\n<ul><li>north</li></ul>")


def test_the_blocks_of_a_section_are_told_apart():
    assert [(each.heading, each.begins) for each in blocks_of(STATOR)] == [
        (False, "It stands."),
        (True, "Coils"),
        (False, "Of copper."),
    ]


def test_a_joined_section_stands_under_its_title_one_level_down():
    both = merged(STATOR, ROTOR)
    assert both.title == "Stator"
    assert both.html == (
        f"{STATOR.html}\n<h2>Rotor &amp; shaft</h2>\n<p>It turns.</p>\n<h3>Poles</h3>\n"
        "<ul><li>north</li></ul>"
    )


def test_what_was_joined_can_be_parted_again():
    assert parted(merged(STATOR, ROTOR), 3) == (STATOR, ROTOR)


def test_a_section_parted_before_a_paragraph_is_named_by_its_beginning():
    first, second = parted(STATOR, 1)
    assert first == Section("Stator", "<p>It stands.</p>")
    assert second == Section("Coils", "<p>Of copper.</p>")
    assert parted(Section("One", "<p>First.</p><p>Second thing.</p>"), 1)[1].title == "Second thing"


@pytest.mark.parametrize("at", [-1, 0, 3, 99])
def test_nothing_is_parted_where_one_half_would_be_empty(at):
    with pytest.raises(ValueError, match=str(at)):
        parted(STATOR, at)


def test_nothing_is_parted_before_a_heading_that_nothing_follows():
    with pytest.raises(ValueError, match="1"):
        parted(Section("One", "<p>Text.</p><h2>End</h2>"), 1)
