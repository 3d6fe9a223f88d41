"""Equations in Word files."""

import re

import pytest

from quizzes.articles import equations, read_article
from quizzes.articles.to_markdown import to_markdown

from .files import MATHS, WORD, drawing, paragraph, word_file
from .test_embedded import png

TEXT = paragraph("It stands still.")


def run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equation(text):
    return f"<m:oMath>{run(text)}</m:oMath>"


def words(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def html(*blocks, **parts):
    article = read_article(word_file(TEXT, *blocks, **parts), filename="motors.docx")
    (section,) = article.sections
    return section.html.removeprefix("<p>It stands still.</p>\n"), article.dropped


def test_an_equation_stands_where_it_stood():
    found, dropped = html(f"<w:p>{words('Force is ')}{equation('F=ma')}{words(' here.')}</w:p>")
    assert re.fullmatch(r'<p>Force is <math [^>]*alttext="F=ma"[^>]*>.*</math> here\.</p>', found)
    assert 'display="inline"' in found
    assert dropped == ()


def test_an_equation_of_its_own_is_displayed():
    for block in (
        f"<w:p><m:oMathPara>{equation('F=ma')}</m:oMathPara></w:p>",
        f"<m:oMathPara>{equation('F=ma')}</m:oMathPara>",
    ):
        found, _dropped = html(block)
        assert found.startswith("<p><math")
        assert 'display="block"' in found
        assert found.count("<math") == 1


def test_equations_of_one_paragraph_keep_their_order():
    both = f"<w:p><m:oMathPara>{equation('a')}{equation('b')}</m:oMathPara></w:p>"
    found, _dropped = html(both)
    assert re.findall('alttext="(.)"', found) == ["a", "b"]


def test_an_equation_in_a_table_and_in_a_heading_is_set():
    cells = "".join(f"<w:tc><w:p>{equation(name)}</w:p></w:tc>" for name in "ab")
    found, _dropped = html(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 2}</w:tbl>")
    assert "<td><math" in found
    heading = f'<w:p><w:pPr><w:pStyle w:val="heading2"/></w:pPr>{equation("b")}</w:p>'
    parts = [paragraph("Part", "heading1"), TEXT, heading, TEXT]
    raw = word_file(*parts, paragraph("Other", "heading1"), TEXT)
    found = read_article(raw, filename="motors.docx").sections[0].html
    assert "<h2><math" in found


def test_an_author_finds_the_equation_as_tex():
    found, _dropped = html(f"<w:p>{words('So ')}{equation('α=2')}</w:p>")
    assert to_markdown(found) == r"So $\alpha=2$"


def test_an_equation_in_a_footnote_is_set():
    notes = (
        f'<w:footnotes {WORD} {MATHS}><w:footnote w:id="1"><w:p>{equation("a")}</w:p>'
        "</w:footnote></w:footnotes>"
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="n" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    parts = {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": related}
    block = f'<w:p>{words("See")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    found, dropped = html(block, **parts)
    assert 'alttext="a"' in found
    assert dropped == ()


def test_an_empty_equation_is_nothing():
    assert html(f"<w:p>{words('So')}<m:oMath/></w:p>") == ("<p>So</p>", ())


def test_pictures_stay_in_a_file_with_equations():
    article = read_article(
        word_file(TEXT, f"<w:p>{equation('a')}</w:p>", drawing("a.png"), pictures={"a.png": png()})
    )
    assert (article.sections[0].formulas, article.sections[0].images) == (1, 1)


def test_an_equation_that_cannot_be_set_leaves_its_signs_and_is_named():
    deep = "<m:box><m:e>" * 45 + run("E=1") + "</m:e></m:box>" * 45
    found, dropped = html(f"<w:p>{words('So ')}<m:oMath>{deep}</m:oMath></w:p>")
    assert found == "<p>So E=1</p>"
    (line,) = dropped
    assert line.startswith("the form of 1 equation, of which only the signs are kept")
    assert line.endswith(": E=1")


def test_a_structure_that_is_not_known_is_named():
    odd = f"<m:oMath>{run('a+')}<m:spiral><m:e>{run('b')}</m:e></m:spiral></m:oMath>"
    found, dropped = html(f"<w:p>{odd}</w:p>")
    assert r'alttext="a+\text{b}"' in found
    assert dropped == ("the form of a part of 1 equation (its signs are kept; look it over): a+b",)


@pytest.mark.parametrize("limit", ["MOST", "MOST_TEX"])
def test_equations_beyond_a_limit_leave_their_signs(monkeypatch, limit):
    monkeypatch.setattr(equations, limit, 1)
    found, dropped = html(f"<w:p>{equation('a')}{words(' and ')}{equation('b')}</w:p>")
    assert found.endswith("</math> and b</p>")
    assert "1 equation" in dropped[0]


@pytest.mark.parametrize("typed", ["\ue0100\ue011", "\ue0107\ue011", "\ue010x"])
def test_the_marks_of_equations_mean_nothing_in_a_text_of_others(typed):
    found, _dropped = html(f"<w:p>{words(f'So {typed}.')}</w:p>")
    assert found == f"<p>So {typed}.</p>"
    found, _dropped = html(f"<w:p>{words(f'So {typed}.')}{equation('a')}</w:p>")
    assert found.startswith("<p>So ")
