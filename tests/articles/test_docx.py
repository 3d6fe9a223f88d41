"""Word files."""

import random

import pytest

from quizzes.articles import ArticleError, read_article

from .files import paragraph, word_file, zip_of

STILL = paragraph("It stands still and holds the coils.")
TURNS = paragraph("It turns inside the stator.")


def damaged(whole, count):
    chance = random.Random(20250102)
    for _ in range(count):
        copy = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(copy))
            copy[at : at + chance.choice([1, 1, 4, 60])] = chance.randbytes(chance.randrange(4))
        yield bytes(copy)


def titles(article):
    return [section.title for section in article.sections]


def test_headings_by_style_begin_lessons():
    blocks = [
        paragraph("The stator", "heading1"),
        STILL,
        paragraph("The rotor", "heading1"),
        paragraph("Its poles", "heading2"),
        TURNS,
    ]
    article = read_article(word_file(*blocks), filename="motors.docx")
    assert titles(article) == ["The stator", "The rotor"]
    assert article.sections[1].html == "<h2>Its poles</h2>\n<p>It turns inside the stator.</p>"
    assert article.dropped == ()


def test_the_title_is_the_paragraph_in_the_style_for_it():
    blocks = [paragraph("Motors", "Title"), paragraph("Parts", "heading1"), STILL]
    article = read_article(word_file(*blocks))
    assert article.title == "Motors"
    assert titles(article) == ["Parts"]


def test_short_bold_lines_are_headings_where_there_are_no_others():
    blocks = [
        paragraph("The stator", bold=True),
        STILL,
        paragraph("The rotor", bold=True),
        paragraph("Mind the gap.", bold=True),
        TURNS,
    ]
    article = read_article(word_file(*blocks))
    assert titles(article) == ["The stator", "The rotor"]
    assert "<strong>Mind the gap.</strong>" in article.sections[1].html


def test_what_the_file_says_of_itself_is_taken_over():
    core = (
        '<c xmlns:d="http://d.example"><d:title>On motors</d:title><d:creator>Ida</d:creator></c>'
    )
    article = read_article(word_file(STILL, docProps__core_xml="", **{"docProps__core.xml": core}))
    assert (article.title, article.author) == ("On motors", "Ida")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (zip_of({"a.txt": b"text"}), "not a Word file"),
        (word_file(STILL)[:200], "damaged"),
        (word_file(STILL) + bytes(50 * 1024**2), "make its pictures smaller"),
        (word_file("<w:p>"), "damaged"),
        (word_file(STILL, before='<!DOCTYPE w [<!ENTITY a "b">]>'), "damaged"),
        (zip_of({"word/document.xml": b" " * 31_000_000}), "damaged"),
        (zip_of({"word/document.xml": b"<a/>", "../out": b""}), "damaged"),
        (zip_of({"word/document.xml": b"<a/>"} | {str(at): b"" for at in range(2001)}), "damaged"),
        (word_file(), "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(raw, says):
    with pytest.raises(ArticleError, match=says):
        read_article(raw, filename="motors.docx")


def test_damaged_files_are_read_or_refused():
    whole = word_file(paragraph("The stator", "heading1"), STILL, TURNS)
    refused = 0
    for raw in damaged(whole, 300):
        try:
            assert read_article(raw, filename="motors.docx").sections
        except ArticleError:
            refused += 1
    assert 0 < refused < 300


def test_charts_and_diagrams_are_named_as_lost():
    chart = '<c:chart xmlns:c="c" xmlns:r="r" r:id="rId9"/>'
    drawn = f"<w:p><w:r><w:drawing>{chart}</w:drawing></w:r></w:p>"
    assert read_article(word_file(STILL, drawn, drawn)).dropped == (
        "2 drawings or charts (to keep one, make a picture of it)",
    )
