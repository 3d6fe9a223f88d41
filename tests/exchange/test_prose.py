"""HTML and Markdown of other programs as inline Markdown, and back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzes.articles.inline import inline_html
from quizzes.exchange.plain import markdown_of, plain_of
from quizzes.exchange.prose import from_markdown, to_markdown
from quizzes.exchange.prose_html import from_html


def html(markup):
    """What it becomes, where nothing is lost."""
    lost = []
    text = from_html(markup, lost.append)
    assert lost == []
    return text


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("a < b &amp; c", "a < b & c"),
        ("<p>a</p>\n<p>b</p>", "a  \nb"),
        ("<p>a <b> b </b>c</p>", "a **b** c"),
        ("<b>Note:</b>turns", "**Note**:turns"),
        ("a<br>b<br/>c", "a  \nb  \nc"),
        ("<b>a<br>b</b>", "**a**  \n**b**"),
        ("<i>a</i><s>b</s>", "*a*~~b~~"),
        ("1*2*3 <b>4</b>", r"1\*2\*3 **4**"),
        ("*<b>a</b>", r"\***a**"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a  \n2. b"),
        ("<code>a `b`</code>", "`` a `b` ``"),
        ("<pre>a\n  b</pre>", "`a`  \n`b`"),
        ("H<sub>2</sub>O m<sup>3</sup>", "H₂O m³"),
        (r"<p>so \(x&lt;2\) and $$y$$</p>", "so $x<2$ and $$y$$"),
        ('<math alttext="x^2"><mi>x</mi></math>', "$x^2$"),
        ('<img src="https://a.org/b.png" alt="c">', "![c](https://a.org/b.png)"),
        ('Look<a href="https://a.org/(b)"> there</a>', "Look[there](https://a.org/%28b%29)"),
        ("<script>x</script><!-- y -->a", "a"),
    ],
)
def test_html_becomes_inline_markdown(markup, markdown):
    assert html(markup) == markdown


@given(
    st.lists(st.sampled_from(["a", " ", "*", "_", "<b>", "</b>", "<i>", "</i>", "`", "[", "]("]))
)
@settings(max_examples=300)
def test_signs_between_tags_stay_signs(parts):
    markup = "".join(parts)
    signs = [sign for sign in "".join(part for part in parts if "<" not in part) if sign in "`[]("]
    assert [sign for sign in plain_of(html(markup)) if sign in "`[]("] == signs


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("a *b*", "a *b*"),
        (r"a \\(x\_1\\) b", "a $x_1$ b"),
        (r"\\(\\frac{a}{b} &lt; 2\\)", r"$\frac{a}{b} < 2$"),
        (r"\\[x\\]", "$$x$$"),
        (r"a \(x\) b", "a $x$ b"),
        (r"a \\(1\\) b", "a $1$ b"),
        (r"`\\(x\\)` \\(x\\)", r"`\\(x\\)` $x$"),
        (r"a \\(b", r"a \\(b"),
        (r"\\(two words here\\)", r"\\(two words here\\)"),
        ("it costs $5", "it costs $5"),
    ],
)
def test_formulas_of_other_markdown_are_found(foreign, ours):
    assert from_markdown(foreign) == ours


@pytest.mark.parametrize(
    ("ours", "foreign"),
    [
        ("a *b*", "a *b*"),
        ("a $x_1$ b", r"a \\(x\_1\\) b"),
        ("$$x$$", r"\\[x\\]"),
        ("`$x$` <b>", "`$x$` &lt;b>"),
        ("$5 and $6", "$5 and $6"),
    ],
)
def test_formulas_are_written_for_other_markdown(ours, foreign):
    assert to_markdown(ours) == foreign
    assert inline_html(from_markdown(foreign)) == inline_html(ours)


@given(st.text(r"ab $\()[]{}_*^=1", max_size=20))
@settings(max_examples=400)
def test_what_is_written_is_shown_the_same_when_read(text):
    ours = markdown_of(text)
    assume("<code>" not in inline_html(ours))  # TeX that cannot be shown
    assume("\\\\(" not in ours and "\\\\[" not in ours)  # formulas elsewhere
    again = inline_html(from_markdown(to_markdown(ours)))
    assert again.split() == inline_html(ours).split()
