"""Whatever comes in, nothing that could act comes out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.articles import ArticleError, inline_html, read_article, text_of
from quizzes.articles.fragment import clean_html

PIECES = [
    "<script>", "</script>", "<p>", "</p>", "<div onclick=x>", "<img src=x onerror=alert(1)>",
    '<a href="javascript:x">', "</a>", '<a href="java\nscript:x">', "<svg><script>", "</svg>",
    "<math>", "</math>", "<mtext>", "<mglyph>", "<annotation-xml encoding=text/html>", "<style>",
    "</style>", "<!--", "-->", "<table>", "<td>", "<tr>", "</table>", "<b>", "</b>", "<noscript>",
    '<p title="', '">', "&lt;script&gt;", "<iframe srcdoc='<script>'>", "text ", "<h2>", "</h2>",
    "<li>", "<ul>", "<template>", "<textarea>", "<![CDATA[", "]]>", "$x<y$", r"\(a\)", "<a<b>",
    '<math href="javascript:x">', "<x:script>", "<title>", "<base href='javascript:/'>", "&#x6A;",
    '<script type="math/mml"><img src=x onerror=y>', '<script type="math/tex">',
]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join)
URLS = ("href", "src")


class Inspector(HTMLParser):
    """Fails on anything that could act."""

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "style", "iframe", "svg", "form", "object", "template")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("style", "id", "srcdoc", "srcset")
            if name in URLS:
                assert re.match(r"https?:|mailto:|/(?!/)|[^:]*$", value), value


def inspect(made):
    assert "<script" not in made.lower()
    Inspector().feed(made)


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
@given(soup=SOUP)
def test_no_soup_comes_out_with_anything_that_acts(name, soup):
    try:
        article = read_article(soup.encode("utf-8", "ignore"), filename=name)
    except ArticleError:
        return
    assert article.sections
    for section in article.sections:
        inspect(section.html)
        assert text_of(section.html) == section.text


@given(SOUP)
def test_inline_text_never_acts(soup):
    inspect(inline_html(soup))


@given(SOUP)
def test_cleaning_what_is_clean_changes_nothing(soup):
    try:
        once = clean_html(f"<p>x</p>{soup}")
    except ArticleError:
        return
    assert clean_html(once) == once


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_one_clear_sentence(raw):
    try:
        sections = read_article(raw).sections
    except ArticleError as error:
        sections = str(error).endswith(".")
    assert sections
