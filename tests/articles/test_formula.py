import pytest

from quizzes.articles import inline_html
from quizzes.articles.formula import FormulaError, pieces, to_mathml

from .samples import html, read


@pytest.mark.parametrize("typed", ["$a^2$", r"\(a^2\)", "$$a^2$$", r"\[a^2\]"])
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
def test_tex_becomes_mathml_in_every_format(typed, name):
    article = read(f"Take {typed} of flour.", name)
    assert "<msup><mi>a</mi><mn>2</mn></msup>" in article.sections[0].html
    assert article.sections[0].formulas == 1
    assert article.dropped == ()


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "typed",
    ["$5 and $10", "$5-$10", "US$5 or 5$", "$20 (or 18$) a sack", "a $ sign", "$5 per loaf + 3$"],
)
def test_prices_are_no_formulas(typed, name):
    assert "<math" not in html(f"It costs {typed} today.", name)


def test_escaped_brackets_in_markdown_are_no_formulas():
    assert html(r"A \[note\] and \[1\].", "a.md") == "<p>A [note] and [1].</p>"


def test_a_formula_on_lines_of_its_own_is_a_block():
    assert '<math display="block"' in html("$$\nE = m\n- x\n$$\n", "a.md")


def test_tex_that_cannot_be_read_stays_visible_and_is_reported():
    article = read(r"Take $\frac{a$ of it.", "a.md")
    assert r"<code>$\frac{a$</code>" in article.sections[0].html
    assert article.dropped[0].startswith("1 formula that could not be read")


@pytest.mark.parametrize(
    "tex", [r"\frac{a}", "{", "}", "x^", r"\unknowncommand", "a & b", "{" * 900]
)
def test_bad_tex_is_refused(tex):
    with pytest.raises(FormulaError):
        to_mathml(tex)


def test_tex_in_code_is_left_alone():
    assert "<math" not in html("`$a^2$`", "a.md")
    assert "<math" not in html("<p>x</p><pre>$a^2$ \\(b\\)</pre>")


def test_scripted_formulas_become_mathml():
    assert "<mo>&lt;</mo>" in html('<p>So <script type="math/tex">a<b</script> holds.</p>')


def test_a_drawn_formula_keeps_its_mathml_only():
    drawn = (
        '<p>Is <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">x</span></span> right</p>'
    )
    assert html(drawn) == '<p>Is <math alttext="x"><mi>x</mi></math> right</p>'


def test_the_pieces_of_a_text_make_up_the_text():
    text = r"a $x$ b $5 c \(y_1\) d"
    assert "".join(getattr(piece, "typed", piece) for piece in pieces(text)) == text


def test_a_comment_inside_a_formula_breaks_nothing():
    assert "<!--" not in inline_html(r"$\text{<!-- x -->}$ and $\text{<?x y?>}$")
