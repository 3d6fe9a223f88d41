import pytest

from quizzes.articles import inline_html


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("*a* **b** `c<d`", "<em>a</em> <strong>b</strong> <code>c&lt;d</code>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("<b onclick=x>hi</b>", "&lt;b onclick=x&gt;hi&lt;/b&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("[x](/lessons)", '<a href="/lessons">x</a>'),
        ("[x](https://b.example)", '<a href="https://b.example" rel="noopener">x</a>'),
        ("costs $5 and $10", "costs $5 and $10"),
        ("# not a heading", "# not a heading"),
        ("", ""),
    ],
)
def test_inline_markdown_becomes_inline_html(typed, made):
    assert inline_html(typed) == made


def test_tex_becomes_mathml():
    assert inline_html("$x^2$").startswith("<math")


def test_bad_tex_is_shown_as_code():
    assert inline_html(r"$\frac{a$") == r"<code>$\frac{a$</code>"


@pytest.mark.parametrize("link", ["javascript:x", "data:text/html,x", "vbscript:x", "JaVaScript:x"])
def test_a_link_that_could_act_is_no_link(link):
    assert "<a " not in inline_html(f"[x]({link})")


def test_a_picture_keeps_its_alternative_text_and_loads_late():
    html = inline_html("See ![A *motor*](https://example.com/a.png)")
    assert html == 'See <img src="https://example.com/a.png" alt="A motor" loading="lazy">'


def test_a_picture_from_elsewhere_than_the_web_has_no_address():
    assert "data:" not in inline_html("![x](data:image/png;base64,AAAA)")
    assert "<img" not in inline_html("![x](javascript:alert(1))")
