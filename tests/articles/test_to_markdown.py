"""What is stored and what is edited are the same text, whatever stands in it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.articles import ArticleError, read_article
from quizzes.articles.fragment import clean_html, read_markdown
from quizzes.articles.to_markdown import to_markdown

from .samples import MILL_TEXT
from .test_clean import SOUP

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "quizzes" / "sample" / "renault" / "article.md"
WRITTEN = {
    "marks": "a *b* **c** ~~d~~ `e` [f](https://x.y/z_(1)) ![g](https://x.y/i.png)",
    "nested lists": "- a\n- b\n  - c\n\n    d\n- e\n\n3. x\n4. y",
    "two lists in a row": "- a\n- b\n\n<!-- -->\n\n- c",
    "a quotation": "> q\n>\n> - r\n> - s\n>\n> ```py\n> x = 1\n>\n> y\n> ```",
    "a table": "| a | b |\n|---|--:|\n| 1\\|2 | *x* |\n|  | $x^2$ |",
    "definitions": "Term\n: One\n: Two\n\nOther\n: Three",
    "formulas": "$$\nx^2 + \\frac{1}{2}\n$$\n\nprice \\$5 and \\$6, $a<b$",
    "a caption": '![alt](https://x.y/p.png "A *caption* of 5\\" things")',
    "breaks": "a\\\n- b <br> c <sub>2</sub> <mark>m</mark> H<sub>2</sub>O",
    "look-alikes": "1986\\. A year\n\n\\# not\n\nsnake_case 2*3*4 & &amp;amp; [1] \\[x=1\\] <b>",
    "code": "````\n```\n\n\ncode\n````",
}
PLAIN = (
    "a *b* **c** `d`",
    "- a\n- b\n  - c",
    "1. x\n2. y",
    "## Heading\n\ntext",
    "| a | b |\n| --- | --: |\n| 1 | *x* |",
    "```py\nx = 1\n```",
    "> q",
    "x<sub>2</sub>",
    "It cost $5, then 70% & more_or_less [1].",
)
MARKS = ["*", "**", "_", "`", "~~", "$", "\\", "[", "](", ")", "![", "<", ">", "&", "#", "# ", "- ",
         "1. ", "> ", "| ", "|\n|-|\n", "\n", "\n\n", "  ", ": ", "```", "---", "===", "<br>",
         "<sub>", "</sub>", "<table>", "<td>", "[^1]", "[^1]: ", "word", "Ä", "\xa0"]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(MARKS), max_size=30).map("".join)


def there_and_back(body):
    return read_markdown(to_markdown(body)).html


@pytest.mark.parametrize("name", [SAMPLE, HERE / "saved_page.html"])
def test_every_lesson_of_an_article_comes_back_as_it_was(name):
    for section in read_article(name.read_bytes(), filename=name.name).sections:
        assert there_and_back(section.html) == section.html


def test_every_lesson_of_a_plain_text_comes_back_as_it_was():
    for section in read_article(MILL_TEXT.encode()).sections:
        assert there_and_back(section.html) == section.html


@pytest.mark.parametrize("name", WRITTEN)
def test_what_an_author_writes_comes_back_as_it_was(name):
    body = read_markdown(WRITTEN[name]).html
    assert clean_html(body) == body
    assert there_and_back(body) == body


@pytest.mark.parametrize("text", PLAIN)
def test_plain_markdown_is_written_as_an_author_would(text):
    assert to_markdown(read_markdown(text).html) == text


@settings(max_examples=100, deadline=None)
@given(MARKDOWN)
def test_any_markdown_comes_back_as_it_was(text):
    body = read_markdown(text).html
    assert there_and_back(body) == clean_html(body) == body


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_any_clean_body_comes_back_as_it_was(soup):
    try:
        body = clean_html(f"<p>x</p>{soup}")
    except ArticleError:
        return
    assert there_and_back(body) == body


def test_joined_cells_stay_mark_up():
    body = clean_html("<table><tr><th>a<th>b<tr><td colspan=2>x</table>")
    assert 'colspan="2"' in to_markdown(body)
    assert there_and_back(body) == body


def test_a_picture_with_a_known_size_is_written_without_it():
    text = "![A rotor](/media/pictures/ab.webp)"
    sizes = {"/media/pictures/ab.webp": (40, 30)}
    body = read_markdown(text, sizes=sizes).html
    assert 'width="40" height="30"' in body
    assert to_markdown(body, sizes=sizes) == text


def test_a_picture_of_another_size_than_its_own_stays_mark_up():
    body = clean_html('<p><img src="/media/pictures/ab.webp" alt="" width="20" height="15"></p>')
    sizes = {"/media/pictures/ab.webp": (40, 30)}
    assert read_markdown(to_markdown(body, sizes=sizes), sizes=sizes).html == body


def test_what_the_cleaning_takes_is_said():
    written = read_markdown("Text.\n\n<iframe src=x></iframe>\n\n![plan](plan.png)")
    assert written.dropped[0] == "1 embedded frame"
    assert "plan.png" in written.dropped[1]


def test_a_second_top_heading_becomes_one_of_the_lesson():
    assert read_markdown("# Wires").html == "<h2>Wires</h2>"


def test_notes_do_not_lead_back():
    assert read_markdown("x[^1]\n\n[^1]: note").html.endswith("<li>note</li></ol>")
