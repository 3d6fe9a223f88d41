"""Plain text as inline Markdown and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.plain import is_plain, markdown_of, plain_of


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("The rotor turns.", "The rotor turns."),
        ("2*3*4 = 24", r"2\*3\*4 = 24"),
        ("2 * 3 and a_b", "2 * 3 and a_b"),
        ("a*b _____ c", "a*b _____ c"),
        ("<https://a.org> & <x@y.org>", r"\<https://a.org> & \<x@y.org>"),
        ("_x_ and `y`", r"\_x\_ and \`y\`"),
        ("[a](b) ![a](b)", r"[a]\(b) ![a]\(b)"),
        ("<b>R</b> & U &lt; I", r"<b>R</b> & U \&lt; I"),
        ("~~no~~", r"\~~no\~~"),
        (r"C:\new \* x", r"C:\new \\* x"),
        (r"so \(U = R*I\) holds", "so $U = R*I$ holds"),
        (r"\(x^2\)a", r"\(x^2\)a"),
        (r"\[U = R I\]", "$$U = R I$$"),
        ("$$U = R I$$", "$$U = R I$$"),
        ("$x^2$ costs $5 or $7", "$x^2$ costs $5 or $7"),
        (r"\(not\) \(closed", r"\\(not\\) \\(closed"),
    ],
)
def test_plain_text_is_shown_as_it_stands_and_formulas_as_such(plain, markdown):
    assert markdown_of(plain) == markdown
    assert markdown_of(plain_of(markdown)) == markdown


@pytest.mark.parametrize(
    "text", ["*em*", "a\nb", "![motor](/m.png)", "`x`", "a  b", "e\u0301", "\x01"]
)
def test_what_plain_text_cannot_say_is_noticed(text):
    assert not is_plain(text)


@given(st.text("ab *_`~[](<>&#;!:@/.\\n", max_size=20))
@settings(max_examples=1000)
def test_no_sign_becomes_mark_up(text):
    assert plain_of(markdown_of(text)) == " ".join(text.split())
