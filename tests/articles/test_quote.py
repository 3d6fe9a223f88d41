from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.articles import highlight, text_of

from .samples import MILL_TEXT, read

PARAGRAPH = "<p>Rye is <em>slow</em> &amp; good.</p>"


def test_text_parts_blocks_rows_and_cells():
    made = (
        "<p>a<br>b</p>\n<ul><li>c</li><li>d</li></ul><table><tr><td>e</td><td>f</td></tr></table>"
    )
    assert text_of(made) == "a\nb\n\nc\nd\n\ne\tf"


def test_text_has_characters_for_references():
    assert text_of(PARAGRAPH) == "Rye is slow & good."


def test_a_quote_is_marked_with_an_anchor():
    assert highlight(PARAGRAPH, "Rye is", "q1") == (
        '<p><mark id="q1" tabindex="-1">Rye is</mark> <em>slow</em> &amp; good.</p>'
    )


def test_a_quote_across_inline_elements_is_marked_in_parts():
    assert highlight(PARAGRAPH, "is  slow\n& good", "q") == (
        '<p>Rye <mark id="q" tabindex="-1">is </mark><em><mark>slow</mark></em>'
        "<mark> &amp; good</mark>.</p>"
    )


def test_a_quote_may_run_across_the_cells_of_a_row():
    row = "<tr><td>Taste</td><td>nuts</td></tr>"
    assert highlight(row, "Taste nuts", "q") == (
        '<tr><td><mark id="q" tabindex="-1">Taste</mark></td><td><mark>nuts</mark></td></tr>'
    )


def test_a_formula_is_marked_whole():
    formula = "<math><mi>x</mi><mo>=</mo><mn>2</mn></math>"
    assert highlight(f"<p>So {formula} holds</p>", "=2 holds", "q") == (
        f'<p>So <mark id="q" tabindex="-1">{formula} holds</mark></p>'
    )


@pytest.mark.parametrize("quote", ["", "  ", "not there", "em", "slow&good"])
def test_a_quote_that_is_not_there_gives_none(quote):
    assert highlight(PARAGRAPH, quote, "q") is None


def test_words_in_attributes_are_not_text():
    assert highlight('<p><a href="/slow" title="a > b">x</a></p>', "slow", "q") is None


def test_an_anchor_cannot_break_out_of_its_attribute():
    assert '"><b>' not in highlight(PARAGRAPH, "Rye", 'a"><b>')


class Checker(HTMLParser):
    """Fails on a tag that is closed out of order."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "img", "hr", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_marked(html, quote):
    marked = highlight(html, quote, "q")
    assert marked is not None
    checker = Checker()
    checker.feed(marked)
    assert checker.open == []
    assert text_of(marked) == text_of(html)
    bare = marked.replace('<mark id="q" tabindex="-1">', "").replace("<mark>", "")
    assert bare.replace("</mark>", "") == html


@given(data=st.data())
def test_any_words_of_a_section_can_be_marked_and_change_nothing_else(data):
    section = data.draw(st.sampled_from(read(MILL_TEXT, "a.txt").sections))
    words = section.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert_marked(section.html, " ".join(words[start:end]))


@given(
    st.lists(st.sampled_from(["<em>", "a", " b", "&lt;", "&amp; ", "é", "</em>", "c"]), max_size=20)
)
def test_any_line_can_be_marked_and_change_nothing_else(parts):
    line, depth = [], 0
    for part in parts:
        depth += {"<em>": 1, "</em>": -1}.get(part, 0)
        if depth < 0:
            depth = 0
            continue
        line.append(part)
    made = f"<p>{''.join(line)}{'</em>' * depth}</p>"
    if text_of(made).split():
        assert_marked(made, text_of(made))
