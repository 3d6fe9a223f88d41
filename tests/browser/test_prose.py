"""Lists and tables of a lesson as they are drawn."""

from __future__ import annotations

import pytest

from quizzes.articles import read_article
from tests.factories import LessonFactory

TEXT = """- Rye
  1. dark
  2. sour
- Wheat

One item more:

- Oats

  They need a hull taken off.

  - by stones

| Grain | Kind | Price |
|---|:-:|--:|
| Rye | dark | 1.20 |
"""


@pytest.fixture
def style(page, live_server):
    """Tells a computed property of the first element that a selector finds."""
    body = read_article(TEXT.encode(), filename="a.md").sections[0].html
    page.goto(LessonFactory(body=body).get_absolute_url())

    def tell(selector, name):
        found = page.locator(f".prose {selector}").first
        return found.evaluate("(node, name) => getComputedStyle(node)[name]", name)

    return tell


def test_a_numbered_list_in_a_bulleted_one_has_numbers(style):
    assert style("ul ol > li", "listStyleType") == "decimal"


def test_a_list_in_a_list_leaves_no_gap_below(style):
    assert style("ul ol", "marginBottom") == "0px"
    assert style("li:has(> p) > ul", "marginBottom") == "0px"


def test_columns_are_aligned_as_the_author_said(style):
    assert style("td:nth-child(1)", "textAlign") == "start"
    assert style("td:nth-child(2)", "textAlign") == "center"
    assert style("td:nth-child(3)", "textAlign") == "end"
