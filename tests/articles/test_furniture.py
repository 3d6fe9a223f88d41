"""What a saved page holds besides its article goes and is named; real text stays."""

from pathlib import Path

import pytest

from .samples import html, read, titles

REST = "<p>" + "The mill grinds rye, and the baker waits for it with both hands. " * 8 + "</p>"


@pytest.fixture(scope="module")
def page():
    return read((Path(__file__).parent / "saved_page.html").read_text(), "The mill.html")


def left(block):
    """What is left of a block that stands in a page with other text."""
    return html(f"<h2>Mills</h2>{REST}{block}").removeprefix(html(f"<h2>Mills</h2>{REST}")).strip()


def test_of_a_saved_page_the_article_is_left(page):
    assert (page.title, page.author, page.date) == (
        "The mill that would not stop",
        "Ida Miller",
        "2026-05-04",
    )
    assert titles(page) == [page.title, "Who opened the sluice", "What the market made of it"]


@pytest.mark.parametrize(
    "words",
    ["Share this", "Facebook", "6 min", "Read more", "inbox", "cookies", "also like", "salt"],
)
def test_of_a_saved_page_the_furniture_is_gone(page, words):
    assert words not in "".join(section.html for section in page.sections)


def test_of_a_saved_page_text_with_names_like_furniture_stays(page):
    text = page.sections[2].text
    assert "upper mill 58%" in text
    assert "the ferryman's diary" in text
    assert "write to the parish" in page.sections[1].text


def test_the_furniture_of_a_saved_page_is_named(page):
    said = "\n".join(page.dropped)
    assert "2 blocks of sharing links" in said
    assert "1 byline: By Ida Miller | 4 May 2026 | 6 min read" in said
    assert "3 blocks of links to other articles: Read more: The baker" in said
    assert "1 newsletter box: The Post in your inbox" in said
    assert "1 cookie notice: We and our partners use cookies" in said


def test_a_saved_page_is_clean_of_links_that_lead_nowhere(page):
    assert 'href="https://valley.example/2019/flood"' in page.sections[1].html


@pytest.mark.parametrize(
    "block",
    [
        "<div class='share'><button>Share</button><button>Print</button></div>",
        "<ul><li><a href='https://twitter.com/intent/tweet?u'></a></li></ul>",
        "<p>Share: <a href='https://wa.me/?text=x'>WhatsApp</a></p>",
        "<p class='byline'>By Ida Miller</p>",
        "<p><time>4 May 2026</time></p>",
        "<p>By <a rel='author' href='/ida'>Ida Miller</a>, <time>4 May 2026</time></p>",
        "<p><strong>Related articles</strong></p><p><a href='/a'>The oven</a></p>",
        "<h3>Read next</h3><div><a href='/a'>The oven</a></div>",
        "<p>Read also: <a href='/a'>The oven</a></p>",
        "<div aria-label='Related articles'><a href='/a'>The oven</a></div>",
        "<h3>Sign up for our newsletter</h3><p>Weekly.</p><form><input type='email'></form>",
        "<section class='c-newsletter'><p>Subscribe <a href='/letter'>here</a></p></section>",
        "<div class='cookie-consent'><p>We use cookies.</p><button>Accept</button></div>",
    ],
)
def test_furniture_goes(block):
    assert left(block) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<div class='market-share'><p>The mill sells 58%.</p></div>",
        "<div class='share'><p>Each miller has a share.</p><a href='/x'>The scales</a></div>",
        "<p>Tell us or <a href='https://x.com/intent/post?u'>post it</a> before the fair.</p>",
        "<p>Write to <a href='mailto:a@b.example'>the miller</a>.</p>",
        "<div class='story-info'><p>By the river stands a mill.</p></div>",
        "<p>It stopped on <time>4 May 2026</time>.</p>",
        "<div class='related'><p>The <a href='/x'>old wheel</a> was made of oak and elm.</p></div>",
        "<h3>Read more</h3><p>Every child here learns to read before it can carry a sack.</p>",
        "<h3>Further reading</h3><ul><li><a href='https://b.example/x'>Mills</a></li></ul>",
        "<p>Related: the oak, the elm and the ash.</p>",
        "<div class='newsletter-history'><p>The first newsletter had one page.</p></div>",
        "<h3>Our newsletter</h3><p>It has been printed in the mill since 1911.</p>",
        "<div class='cookies'><p>Cookies need <a href='/rye'>rye</a> and butter.</p></div>",
        "<div class='social'><a href='/x'><img src='/x.png' alt='Sacks by year'></a></div>",
    ],
)
def test_real_text_stays_whatever_it_is_called(text):
    assert left(text) == left(text.replace("class=", "data-x="))
    assert left(text)


def test_what_makes_up_most_of_a_page_stays_whatever_it_is_called():
    cards = "".join(
        f"<p><a href='/{n}'>The mill of the month, number {n}</a></p>" for n in range(9)
    )
    assert "number 8" in html(f"<div class='related-articles'>{cards}</div>")
