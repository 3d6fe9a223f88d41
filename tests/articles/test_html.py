import pytest

from quizzes.articles import ArticleError
from quizzes.articles.fragment import clean_html

from .samples import html, read, titles

LONG = "The mill grinds rye, and the baker waits for it with both hands in the dough. " * 6
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Bread | Baker's Weekly</title>
<meta property="og:title" content="Bread, at last"><meta name="author" content="Ida Miller">
<meta property="article:published_time" content="2024-03-01T08:00:00Z">
<link rel="canonical" href="https://b.example/bread"></head><body><!-- note -->
<nav><a href="/">Home</a></nav><header><p>Baker's Weekly</p></header>
<main><article><h2 id="f">Flour <a href="#f">#</a></h2><p>{LONG}</p><h2>Ovens</h2><p>{LONG}</p>
<aside>Buy bread</aside><form><input name="q"><button>Go</button></form></article>
<div>Read on</div></main><footer>Imprint</footer><script>track()</script><style>p{{}}</style>
<iframe src="https://ads.example"></iframe></body></html>"""


def test_a_saved_page_gives_its_article_only():
    article = read(PAGE)
    assert titles(article) == ["Flour", "Ovens"]
    assert article.sections[0].html == f"<p>{LONG.strip()}</p>"


def test_a_saved_page_says_what_it_is():
    article = read(PAGE)
    assert (article.title, article.author) == ("Bread, at last", "Ida Miller")
    assert (article.date, article.language) == ("2024-03-01", "en-GB")
    assert article.source_url == "https://b.example/bread"


def test_what_a_page_loses_is_reported():
    assert read(PAGE).dropped == (
        "1 script",
        "1 navigation block",
        "1 side note",
        "1 page header",
        "1 page footer",
        "1 form or form field",
        "1 embedded frame",
        "2 words outside the article",
    )


def test_the_longest_article_of_a_page_is_chosen():
    page = f"<html><body><article><p>Short.</p></article><article><p>{LONG}</p></article></body>"
    assert html(page) == f"<p>{LONG.strip()}</p>"


def test_a_page_without_article_mark_up_is_read_by_its_paragraphs():
    links = "".join(f'<li><a href="/{n}">Link number {n}</a></li>' for n in range(20))
    page = (
        f"<html><head><title>Bread</title></head><body><div class='menu'><ul>{links}</ul></div>"
        f"<div class='post'><h2>A</h2><p>{LONG}</p><ul><li>one<ul><li>two</li></ul></li></ul>"
        f"<h2>B</h2><p>{LONG}</p></div></body></html>"
    )
    article = read(page)
    assert titles(article) == ["A", "B"]
    assert article.sections[0].lists == 2


def test_a_fragment_is_read_whole():
    assert html("<h2>A</h2><p>b</p><h2>C</h2><p>d</p>", "") == "<p>b</p>\n<p>d</p>"


def test_a_table_keeps_caption_spans_and_scopes():
    made = html(
        "<table><caption>Sacks</caption><tr><th>K<th>V<tr><th rowspan=2 style='x'>a<td colspan=3>1"
        "<tr><td>2</table>"
    )
    assert 'aria-label="Sacks"><table><caption>Sacks</caption><thead><tr><th scope="col">K' in made
    assert '<th rowspan="2" scope="row">a</th><td colspan="3">1</td>' in made


@pytest.mark.parametrize(
    "cell",
    [
        "<td align='right'>1</td>",
        "<td style='color: red; text-align:right'>1</td>",
        "<td class='has-text-align-right'>1</td>",
        "<td class='big text-right'>1</td>",
        "<td><p align='right'>1</p></td>",
    ],
)
def test_the_alignment_of_a_cell_is_kept(cell):
    made = html(f"<table><tr><td>a</td>{cell}</tr></table>")
    assert '<td>a</td><td class="at-end">1</td>' in made


def test_the_alignment_of_a_row_holds_for_its_cells_unless_they_say_otherwise():
    made = html("<table><tr align='center'><td>a</td><td align='left'>b</td></tr></table>")
    assert '<td class="centred">a</td><td>b</td>' in made


def test_a_class_that_is_not_about_alignment_goes():
    assert "<td>b</td>" in html("<table><tr><td>a</td><td class='bright'>b</td></tr></table>")


def test_a_table_used_for_layout_leaves_its_text():
    article = read(
        '<table role="presentation"><tr><td><p>a</p></td><td>b</td></tr></table>', "a.html"
    )
    assert article.sections[0].html == "<p>a</p>\n<p>b</p>"
    assert article.dropped == ("1 table used for layout (its text is kept)",)


@pytest.mark.parametrize(
    "kept",
    [
        "<p>H<sub>2</sub>O, x<sup>2</sup></p>",
        '<p><abbr title="kilogram">kg</abbr></p>',
        "<dl><dt>Rye</dt><dd>A grain</dd></dl>",
        "<blockquote><p>Said.</p></blockquote>",
        "<ul><li>a<ol><li>b</li></ol></li></ul>",
        "<p><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>",
        '<p><a href="https://b.example/x" rel="noopener">x</a></p>',
        '<figure><img src="https://b.example/x.png" alt="x" loading="lazy">'
        "<figcaption>A <em>loaf</em></figcaption></figure>",
        "<pre><code>a\n  b</code></pre>",
        '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table><tbody><tr>'
        '<td>a</td><td class="centred">b</td><td class="at-end">1</td></tr></tbody></table></div>',
    ],
)
def test_good_mark_up_stays_as_it_is(kept):
    assert html(kept) == kept
    assert clean_html(kept) == kept


@pytest.mark.parametrize(
    "bad",
    [
        "<p>a<script>b()</script></p>",
        "<p style='color:red' onclick='b()' id='x' class='y'>a</p>",
        "<p><a href='javascript:b()'>a</a></p>",
        "<p><a href=' jav&#x09;ascript:b()'>a</a></p>",
        "<p><a href='data:text/html,b'>a</a></p>",
        "<p><svg onload='b()'></svg>a</p>",
        "<p>a<!-- b --></p>",
        "<p>a<span hidden>b</span></p>",
        "<p>a<span style='display: none'>b</span></p>",
        "<p>a<object data='b'></object></p>",
    ],
)
def test_what_could_act_is_taken_out(bad):
    assert html(bad) == "<p>a</p>"


def test_a_list_of_links_within_the_page_is_a_table_of_contents():
    links = '<li><a href="#a">A</a></li><li><a href="#b">B</a></li>'
    contents = f"<div><p>On this page</p><ul>{links}</ul></div>"
    article = read(f"{contents}<h2>A</h2><p>x</p><h2>B</h2><p>y</p>", "a.html")
    assert titles(article) == ["A", "B"]
    assert article.dropped == ("table of contents",)


@pytest.mark.parametrize(
    "contents",
    [
        "<div class='toc'><ul><li><a href='#a'>Rye</a></li></ul></div>",
        "<h2>Contents</h2><div><ul><li><a href='#a'>Rye</a></li></ul></div>",
    ],
)
def test_a_table_of_contents_with_one_link_goes_entirely(contents):
    article = read(f"<p>Begin.</p>{contents}<h2 id='a'>Grain</h2><p>x</p>", "a.html")
    assert [section.html for section in article.sections] == ["<p>Begin.</p>", "<p>x</p>"]
    assert article.dropped == ("table of contents",)


def test_a_lone_link_within_the_page_stays_in_its_list():
    made = html("<ul><li><a href='#a'>The ovens</a></li></ul><h2 id='a'>A</h2><p>x</p>")
    assert "<ul><li>The ovens</li></ul>" in made


def test_links_within_the_page_become_text():
    assert html('<p>See <a href="#x">below</a>.</p>') == "<p>See below.</p>"


def test_words_in_neighbouring_divisions_do_not_touch():
    section = read("<div>one<div>two</div>three<br><br>four</div>", "a.html").sections[0]
    assert section.text.split() == ["one", "two", "three", "four"]


def test_code_keeps_its_language_and_no_other_class():
    made = html('<pre class="hl"><code class="hljs language-python">x</code></pre>')
    assert made == '<pre><code class="language-python">x</code></pre>'


def test_relative_addresses_are_resolved():
    made = html(
        '<p><img src="a/b.png" alt="x"><a href="../c">c</a></p>', base_url="https://b.example/d/e"
    )
    assert 'src="https://b.example/d/a/b.png"' in made
    assert 'href="https://b.example/c"' in made


def test_a_site_local_picture_stays_without_a_base():
    assert 'src="/static/x.png"' in html('<p><img src="/static/x.png" alt="x"></p>')


def test_a_picture_is_asked_for_over_https():
    made = html(
        '<p><a href="http://b.example">b</a> <img src="http://b.example/x.png" alt="x"></p>'
    )
    assert 'src="https://b.example/x.png"' in made
    assert 'href="http://b.example"' in made


def test_a_relative_picture_without_a_base_leaves_its_words():
    article = read(
        '<figure><img src="x.png" alt="A loaf"><figcaption>Fresh</figcaption></figure>', "a.html"
    )
    assert article.sections[0].html == "<p>A loaf</p>\n<p>Fresh</p>"
    assert article.dropped == (
        "1 picture that lies beside the file (write its web address into the article, or say "
        "at which address the page stands): x.png (A loaf)",
    )


def test_an_embedded_picture_that_is_damaged_leaves_its_words():
    article = read('<p>a</p><p><img src="data:image/png;base64,AA" alt="dot"></p>', "a.html")
    assert article.sections[0].html == "<p>a</p>\n<p>dot</p>"
    assert article.dropped == (
        "1 picture in the file that cannot be shown (SVG, EMF or WMF, damaged, linked, or larger "
        "than 10 MB or 40 megapixels: put it in as PNG): picture 1 (dot)",
    )


def test_every_dropped_picture_is_named():
    pictures = "".join(f"<img src='{n}.png'>" for n in range(9))
    [line] = read(f"<p>a {pictures}</p>", "a.html").dropped
    assert line.endswith("0.png; 1.png; 2.png; 3.png; 4.png; 5.png; 6.png; 7.png; 8.png")


@pytest.mark.parametrize(
    ("picture", "named"),
    [
        ("<img alt='A loaf'>", "without an address (give it one): A loaf"),
        ("<img src='file:///home/loaf.png'>", "https://): file:///home/loaf.png"),
        ("<img src='data:image/png;base64,AA'>", "put it in as PNG): picture 1"),
        ("<svg role='img' aria-label='A loaf'></svg>", "make a picture of it): A loaf"),
        ("<svg><title>A loaf</title></svg>", "make a picture of it): A loaf"),
    ],
)
def test_a_dropped_picture_comes_with_the_reason_and_what_to_do(picture, named):
    [line] = read(f"<p>a {picture}</p>", "a.html").dropped
    assert line.endswith(named)


def test_a_picture_that_the_browser_saved_beside_the_page_is_dropped():
    picture = "<p>a <img src='Bread_files/loaf.png'></p>"
    [line] = read(picture, "a.html", base_url="https://b.example/bread/").dropped
    assert line.endswith("Bread_files/loaf.png")


def test_a_picture_beside_the_file_comes_through_with_the_address_of_its_page():
    page = "https://b.example/bread/"
    assert 'src="https://b.example/bread/x.png"' in html("<p><img src=x.png></p>", base_url=page)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="data:image/gif;base64,R0" data-src="https://b.example/x.png">',
        '<img data-srcset="https://b.example/s.png 300w, https://b.example/x.png 900w">',
        '<picture><source srcset="https://b.example/x.png 2x"><img></picture>',
        '<noscript><img src="https://b.example/x.png"></noscript>',
    ],
)
def test_a_lazily_loaded_picture_is_recovered(picture):
    assert 'src="https://b.example/x.png"' in html(f"<p>a {picture}</p>")


def test_sizes_of_pictures_stay_when_they_are_numbers():
    made = html('<p>a <img src="/x.png" width="40" height="50%"></p>')
    assert '<img src="/x.png" alt="" width="40" loading="lazy">' in made


@pytest.mark.parametrize("depth", [200, 10_000])
def test_endless_nesting_is_refused_with_one_sentence(depth):
    with pytest.raises(ArticleError, match="nests"):
        read("<div>" * depth + "deep" + "</div>" * depth, "a.html")


def test_usual_nesting_is_read():
    assert html("<div>" * 90 + "deep" + "</div>" * 90) == "<p>deep</p>"


def test_a_page_of_scripts_only_is_refused():
    with pytest.raises(ArticleError, match="no text"):
        read("<html><body><script>x</script></body></html>", "a.html")


def test_an_html_page_is_known_whatever_it_is_called():
    assert titles(read(PAGE, "page.txt")) == ["Flour", "Ovens"]


def test_two_hundred_sections_are_read():
    text = "".join(f"<h2>Sack {n}</h2><p>{LONG}</p>" for n in range(200))
    assert len(read(text, "a.html").sections) == 200


def test_what_stands_in_a_list_without_an_item_gets_one():
    made = html("<p>x</p><ul><b>t</b> y<li>z<ul><li>u</li></ul></li><ol><li>v</li></ol></ul>")
    assert made == (
        "<p>x</p>\n<ul><li><b>t</b> y</li><li>z<ul><li>u</li></ul><ol><li>v</li></ol></li></ul>"
    )


def test_a_file_of_rules_only_is_refused():
    with pytest.raises(ArticleError, match="no text"):
        read("***", "a.txt")


def test_characters_that_no_text_may_hold_are_left_out():
    assert html("<p>a\f$x^2$&#12;&#31;b&#xFFFF;&#99999999999;</p>").endswith(" b</p>")


@pytest.mark.parametrize("before", ["", "<title>Motors</title>", "<head><title>Motors</title>"])
def test_a_page_need_not_say_where_its_body_begins(before):
    article = read(f"<!DOCTYPE html>{before}<article><h2>Stator</h2><p>It stands.</p></article>")
    assert titles(article) == ["Stator"]
