import codecs

import pytest

from quizzes.articles import ArticleError, read_article
from quizzes.articles.decode import decode

TEXT = "Brötchen kosten 3 € – „frisch“.\nDas Müsli auch.\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_common_encodings_are_read(raw):
    assert decode(raw) == TEXT


def test_utf16_of_another_script_is_known_without_a_mark():
    text = "Хлеб пекут из муки.\nМука из зерна, а зерно с поля.\n"
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


def test_the_encoding_an_html_page_declares_is_used():
    page = '<html><head><meta charset="windows-1251"></head><body><p>Хлеб</p></body></html>'
    assert "Хлеб" in read_article(page.encode("cp1251"), filename="a.html").sections[0].text


def test_an_unknown_declared_encoding_does_no_harm():
    page = '<html><meta charset="hex"><body><p>Müsli</p>'.encode("cp1252")
    assert "Müsli" in decode(page)


def test_one_broken_byte_in_utf8_is_reported():
    raw = ("Müsli " * 30).encode() + b"\xff bread."
    assert "1 character that could not be read" in read_article(raw, filename="a.txt").dropped


def test_line_ends_are_made_equal_and_accents_composed():
    assert decode("a\r\nb\rcafe\u0301".encode()) == "a\nb\ncafé"


@pytest.mark.parametrize("raw", [b"", b" \n\t", codecs.BOM_UTF8, b"\xff\xfe", b"\0\0\0\0"])
def test_an_empty_file_is_refused(raw):
    with pytest.raises(ArticleError, match="empty"):
        read_article(raw)


@pytest.mark.parametrize(
    "raw",
    [b"{\\rtf1 text}", b"7z\xbc\xaf\x27\x1c", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 8],
)
@pytest.mark.parametrize("name", ["", "a.txt", "a.md", "a.html"])
def test_binary_data_is_refused(raw, name):
    with pytest.raises(ArticleError, match="not text"):
        read_article(raw, filename=name)
