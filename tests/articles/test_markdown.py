import pytest

from quizzes.articles import ArticleError

from .samples import html, read, titles

TWO = "## Flour\n\nIt is ground.\n\n## Ovens\n\nThey are hot.\n"


def test_a_lone_h1_above_other_headings_is_the_title_and_no_section():
    article = read(f"# Bread\n\nAn introduction.\n\n{TWO}", "a.md")
    assert article.title == "Bread"
    assert titles(article) == ["Bread", "Flour", "Ovens"]


def test_several_h1_are_sections():
    assert titles(read("# A\n\none\n\n# B\n\ntwo\n\n## C\n\nthree\n", "a.md")) == ["A", "B"]


def test_deeper_headings_stay_inside_and_start_at_h2():
    text = "# T\n\n## A\n\na\n\n### B\n\nb\n\n##### C\n\nc\n\n## D\n\nd\n"
    section = read(text, "a.md").sections[0]
    assert section.html == "<p>a</p>\n<h2>B</h2>\n<p>b</p>\n<h3>C</h3>\n<p>c</p>"


def test_the_section_level_is_the_highest_that_occurs_twice():
    text = "## Part\n\np\n\n### A\n\na\n\n### B\n\nb\n\n#### C\n\nc\n"
    assert titles(read(text, "a.md")) == ["Part", "A", "B"]


def test_without_a_heading_there_is_one_section_named_by_its_first_words():
    article = read(
        "Bread is *older* than the plough, and far older than the oven we know. Yes.", "a.md"
    )
    assert titles(article) == ["Bread is older than the plough"]


def test_a_first_sentence_without_a_pause_is_cut_at_a_word():
    title = read("word " * 40, "a.md").sections[0].title
    assert len(title) <= 60
    assert title.endswith("word…")


def test_the_text_before_the_first_heading_takes_the_given_title():
    assert titles(read(f"Before.\n\n{TWO}", "a.md", title="Mine"))[0] == "Mine"


def test_one_heading_at_the_top_gives_one_section():
    article = read("# Bread\n\nIt is baked.", "a.md")
    assert (article.title, titles(article)) == ("Bread", ["Bread"])


def test_one_heading_after_text_gives_two_sections():
    assert titles(read("First this.\n\n# Bread\n\nIt is baked.", "a.md")) == ["First this", "Bread"]


def test_a_heading_and_nothing_else_gives_one_section():
    assert read("# Bread", "a.md").sections[0].html == "<p>Bread</p>"


def test_twenty_equal_headings_give_twenty_sections():
    article = read("## Again\n\nSome text.\n\n" * 20, "a.md")
    assert titles(article) == ["Again"] * 20


def test_a_heading_without_text_is_reported():
    article = read(f"{TWO}\n## Coming soon\n", "a.md")
    assert titles(article) == ["Flour", "Ovens"]
    assert article.dropped == ("1 heading without text: Coming soon",)


def test_front_matter_is_read_and_unknown_fields_are_reported():
    text = (
        "---\ntitle: 'Bread: a life'\nauthors:\n  - Ida\n  - Ole\ndate: 2024-03-01T10:00\n"
        f"source: https://b.example/\nlang: de\ndraft: yes\n---\n\n{TWO}"
    )
    article = read(text)
    assert (article.title, article.author) == ("Bread: a life", "Ida, Ole")
    assert (article.date, article.language) == ("2024-03-01", "de")
    assert article.source_url == "https://b.example/"
    assert article.dropped == ("1 field of the front matter: draft",)


def test_a_given_title_wins_and_the_other_one_is_reported():
    article = read(f"# Bread\n\n{TWO}", "a.md", title="Loaves")
    assert article.title == "Loaves"
    assert article.dropped == ("another title: Bread",)


def test_a_rule_at_the_start_is_no_front_matter():
    assert "Sales: up" in read("---\n\nSales: up\n\n---\n\nMore of it.", "a.md").sections[0].text


def test_a_table_has_its_first_row_as_head_inside_a_scrolling_region():
    made = html("| A | B |\n|---|---|\n| c | d |\n", "a.md")
    assert made == (
        '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table><thead><tr>'
        '<th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>c</td><td>d</td>'
        "</tr></tbody></table></div>"
    )


def test_nested_lists_quotes_and_code_survive():
    made = html("- a\n  - b\n    1. c\n\n> said\n\n```py\nx < 1\n```\n", "a.md")
    assert "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>" in made
    assert "<blockquote><p>said</p></blockquote>" in made
    assert '<pre><code class="language-py">x &lt; 1</code></pre>' in made


def test_lists_inside_lists_are_counted():
    assert read("- a\n  - b\n    1. c\n", "a.md").sections[0].lists == 3


def test_a_lone_picture_with_a_title_is_a_figure():
    made = html('![A loaf](/static/loaf.png "Fresh")', "a.md")
    assert made == (
        '<figure><img src="/static/loaf.png" alt="A loaf" loading="lazy">'
        "<figcaption>Fresh</figcaption></figure>"
    )


def test_a_list_of_the_headings_is_a_table_of_contents():
    article = read(f"# T\n\n## Contents\n\n- [Flour](#flour)\n- [Ovens](#ovens)\n\n{TWO}", "a.md")
    assert titles(article) == ["Flour", "Ovens"]
    assert article.dropped == ("table of contents",)


@pytest.mark.parametrize(
    "contents",
    [
        "## Contents\n\n- [Flour](#flour)\n",
        "**Contents**\n\n- [On flour](#flour)\n",
        "Table of contents\n\n- [On flour](#flour)\n",
        "## Table of contents\n\n1. Flour\n",
    ],
)
def test_a_table_of_contents_with_one_entry_goes_entirely(contents):
    article = read(f"# T\n\n{contents}\n## Flour\n\nIt is ground.\n", "a.md")
    assert [section.html for section in article.sections] == ["<p>It is ground.</p>"]
    assert article.dropped == ("table of contents",)


def test_a_list_under_contents_that_repeats_no_heading_stays():
    text = "# T\n\n## Contents\n\n- Flour\n- Salt\n\n## Flour and ovens\n\nBoth are hot.\n"
    assert titles(read(text, "a.md")) == ["Contents", "Flour and ovens"]


def test_a_section_that_is_called_contents_and_has_text_stays():
    text = f"{TWO}## Contents\n\nThe oven holds forty loaves.\n"
    assert titles(read(text, "a.md"))[-1] == "Contents"


def test_the_alignment_of_columns_is_kept():
    made = html("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n", "a.md")
    assert '<td>1</td><td class="centred">2</td><td class="at-end">3</td>' in made
    assert '<th scope="col" class="at-end">c</th>' in made


def test_a_picture_beside_the_file_comes_through_with_the_address_of_its_page():
    page = "https://b.example/bread/"
    given = html("![A loaf](x.png)", "a.md", base_url=page)
    stated = html(f"---\nsource: {page}\n---\n\n![A loaf](x.png)", "a.md")
    assert given == stated
    assert 'src="https://b.example/bread/x.png"' in given


def test_a_picture_beside_the_file_is_named_where_its_page_is_unknown():
    [line] = read("Bread.\n\n![A loaf](x.png)", "a.md").dropped
    assert line.endswith("x.png (A loaf)")


def test_markdown_is_known_by_its_look():
    assert titles(read(TWO)) == ["Flour", "Ovens"]


def test_footnotes_keep_their_text():
    assert "A note." in read("Bread[^1] is old.\n\n[^1]: A note.\n", "a.md").sections[0].text


def test_raw_html_in_markdown_is_cleaned():
    assert html('<p onclick="x()">a<script>b</script></p>\n\nc', "a.md") == "<p>a</p>\n<p>c</p>"


def test_a_file_of_nothing_but_a_comment_is_refused():
    with pytest.raises(ArticleError, match="no text"):
        read("<!-- nothing -->", "a.md")


def test_front_matter_says_what_it_is_about_and_where_it_appeared():
    facts = "summary: On mills.\npublication: The Miller\nsource: https://a.example/1"
    article = read(f"---\n{facts}\n---\n\n{TWO}")
    assert (article.summary, article.source_title) == ("On mills.", "The Miller")
    assert article.source_url == "https://a.example/1"


def test_a_source_that_is_no_address_is_kept_as_words():
    article = read(f"---\nsource: The Miller, spring issue\n---\n\n{TWO}")
    assert (article.source_title, article.source_url) == ("The Miller, spring issue", "")
    assert article.dropped == ()
