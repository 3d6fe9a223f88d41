"""PDF files."""

import pytest

from quizzes.articles import ArticleError, read_article

from .files import pdf_file
from .test_docx import damaged

FIRST = [
    (24, 50, 750, "Motors"),
    (16, 50, 700, "The stator"),
    (10, 50, 680, "It stands still, and in it lie the copper coils that make the"),
    (10, 50, 668, "field turn; around them a case of alumi-"),
    (10, 50, 656, "nium keeps the water out of all of it."),
    (10, 50, 630, "A second paragraph follows."),
    (10, 300, 20, "1"),
]
SECOND = [
    (16, 50, 750, "The rotor"),
    (10, 50, 730, "- It turns."),
    (10, 50, 718, "- It has poles."),
    (10, 300, 20, "2"),
]


def test_larger_lines_are_headings_and_lines_make_paragraphs():
    article = read_article(pdf_file(FIRST, SECOND), filename="motors.pdf")
    assert article.title == "Motors"
    assert [section.title for section in article.sections] == ["The stator", "The rotor"]
    assert article.sections[0].html == (
        "<p>It stands still, and in it lie the copper coils that make the field turn; around "
        "them a case of aluminium keeps the water out of all of it.</p>\n"
        "<p>A second paragraph follows.</p>"
    )
    assert article.sections[1].html == "<ul><li>It turns.</li><li>It has poles.</li></ul>"


def test_what_a_pdf_does_not_say_is_named():
    layout, numbers = read_article(pdf_file(FIRST, SECOND)).dropped
    assert layout.startswith("the layout of 2 pages")
    assert numbers == "2 page numbers and running heads"


def test_a_sentence_goes_on_across_pages():
    pages = [[(10, 50, 100, "The rotor turns in the")], [(10, 50, 700, "stator without a magnet.")]]
    (section,) = read_article(pdf_file(*pages)).sections
    assert section.html == "<p>The rotor turns in the stator without a magnet.</p>"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (pdf_file([]), "no text"),
        (b"%PDF-1.4 nothing", "damaged"),
        (pdf_file(*[[(10, 50, 100, "A line.")]] * 301), "more than 300 pages"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(raw, says):
    with pytest.raises(ArticleError, match=says):
        read_article(raw, filename="motors.pdf")


def test_damaged_files_are_read_or_refused():
    for raw in damaged(pdf_file(FIRST, SECOND), 300):
        try:
            assert read_article(raw, filename="motors.pdf").sections
        except ArticleError:
            continue
