"""Equations of word processors as TeX."""

import pytest
from lxml import etree

from quizzes.articles.formula import to_mathml
from quizzes.articles.omml import TooDeep, to_tex

from .files import MATHS, WORD


def element(markup):
    return etree.fromstring(f"<m:oMath {MATHS} {WORD}>{markup}</m:oMath>")


def r(text, **properties):
    """A run; properties such as ``sty="p"``."""
    stated = "".join(f'<m:{name} m:val="{value}"/>' for name, value in properties.items())
    held = f"<m:rPr>{stated}</m:rPr>" if stated else ""
    return f"<m:r>{held}<m:t>{text}</m:t></m:r>"


def s(name, *parts, **properties):
    """A structure of parts, each (name, markup) or the markup of an ``e``."""
    stated = "".join(f'<m:{key} m:val="{value}"/>' for key, value in properties.items())
    inner = "".join(
        f"<m:{part[0]}>{part[1]}</m:{part[0]}>" if isinstance(part, tuple) else f"<m:e>{part}</m:e>"
        for part in parts
    )
    return f"<m:{name}><m:{name}Pr>{stated}</m:{name}Pr>{inner}</m:{name}>"


def fraction(above, below, **properties):
    return s("f", ("num", above), ("den", below), **properties)


def matrix(*rows):
    markup = "".join(
        f"<m:mr>{''.join(f'<m:e>{r(cell)}</m:e>' for cell in row)}</m:mr>" for row in rows
    )
    return f"<m:m>{markup}</m:m>"


EQUATIONS = [
    (r("F=ma"), "F=ma"),
    (r("α≤2π"), r"\alpha\le2\pi"),
    (r("P=2,5") + r(" kW", nor="1"), r"P=2{,}5\text{ kW}"),
    (r("2 x"), r"2\ x"),
    (r("𝑣=𝑠/𝑡"), "v=s/t"),
    (r("100%"), r"100\%"),
    (r("R", scr="double-struck"), r"\mathbb{R}"),
    (r("v", sty="b") + r("x", sty="bi"), r"\mathbf{v}\boldsymbol{x}"),
    (r("k", sty="p") + r("W", sty="p"), r"\mathrm{kW}"),
    (r("α") + r("b"), r"\alpha b"),
    (fraction(r("a"), r("b")), r"\frac{a}{b}"),
    (fraction(r("a"), r("b+c"), type="lin"), "a/{b+c}"),
    (s("d", fraction(r("n"), r("k"), type="noBar")), r"\binom{n}{k}"),
    (s("sSup", r("x"), ("sup", r("2"))), "x^{2}"),
    (s("sSup", r("10"), ("sup", r("−3"))), "10^{-3}"),
    (s("sSup", s("d", r("a+b")), ("sup", r("2"))), "{(a+b)}^{2}"),
    (r("2") + s("sSup", r("10"), ("sup", r("3"))), "2 10^{3}"),
    (s("sSub", r("P"), ("sub", r("el", sty="p"))), r"P_{\mathrm{el}}"),
    (s("sSubSup", r("x"), ("sub", r("i")), ("sup", r("2"))), "x_{i}^{2}"),
    (s("sPre", ("sub", r("1")), ("sup", r("2")), r("H")), "{}_{1}^{2}H"),
    (s("rad", ("deg", ""), r("x"), degHide="1"), r"\sqrt{x}"),
    (s("rad", ("deg", r("3")), r("x")), r"\sqrt[3]{x}"),
    (
        s("nary", ("sub", r("i=1")), ("sup", r("n")), r("i"), chr="∑", limLoc="undOvr"),
        r"\sum_{i=1}^{n} i",
    ),
    (s("nary", ("sub", ""), ("sup", ""), r("f"), subHide="1", supHide="1"), r"\int f"),
    (
        s("nary", ("sub", r("0")), ("sup", r("1")), r("x"), limLoc="undOvr"),
        r"\int\limits_{0}^{1} x",
    ),
    (s("d", r("x"), begChr="[", endChr=")"), r"\left[ x \right)"),
    (s("d", fraction(r("a"), r("b"))), r"\left( \frac{a}{b} \right)"),
    (s("d", r("x"), begChr="{", endChr="}"), r"\left\{ x \right\}"),
    (s("d", r("a"), r("b"), sepChr=","), "(a,b)"),
    (s("d", r("a"), fraction(r("b"), r("c"))), r"\left( a\middle| \frac{b}{c} \right)"),
    (s("d", r("x"), begChr="|", endChr="|"), "|x|"),
    (s("d", matrix("ab", "cd")), r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}"),
    (matrix("ab"), r"\begin{matrix}a & b\end{matrix}"),
    (
        s("d", matrix("a") + r("+") + matrix("b"), begChr="[", endChr="]"),
        r"\left[ \begin{matrix}a\end{matrix}+\begin{matrix}b\end{matrix} \right]",
    ),
    (s("func", ("fName", r("sin", sty="p")), r("α")), r"\sin\alpha"),
    (s("func", ("fName", r("sgn", sty="p")), r("x")), r"\operatorname{sgn} x"),
    (
        s("func", ("fName", s("limLow", r("lim", sty="p"), ("lim", r("n→∞")))), r("x")),
        r"\lim_{n\rightarrow\infty} x",
    ),
    (s("acc", r("x")), r"\hat{x}"),
    (s("acc", r("AB"), chr="\u20d7"), r"\overrightarrow{AB}"),
    (s("bar", r("x"), pos="top") + s("bar", r("y")), r"\overline{x}\underline{y}"),
    (s("limLow", s("groupChr", r("a+b")), ("lim", r("2"))), r"\underbrace{a+b}_{2}"),
    (s("groupChr", r("k"), chr="→", vertJc="bot"), r"\overset{k}{\rightarrow}"),
    (s("limUpp", r("="), ("lim", r("!"))), r"\overset{!}{=}"),
    (
        s("eqArr", r("a&amp;=b"), r("c&amp;=d")),
        r"\begin{array}{rl}a & =b \\ c & =d\end{array}",
    ),
    (
        s("d", s("eqArr", r("1"), r("2")), begChr="{", endChr=""),
        r"\begin{cases}1 \\ 2\end{cases}",
    ),
    (s("borderBox", r("x")), r"\boxed{x}"),
    (s("phant", r("x"), show="0"), r"\phantom{x}"),
    (s("box", r("x")), "x"),
    (f"<w:ins>{r('a')}</w:ins><w:del>{r('b')}</w:del>", "a"),
    (
        "<m:r><w:rPr><w:b/></w:rPr><m:rPr><m:sty m:val='p'/></m:rPr><m:t>kg</m:t></m:r>",
        r"\mathrm{kg}",
    ),
]


@pytest.mark.parametrize(("markup", "tex"), EQUATIONS)
def test_each_structure_has_its_tex(markup, tex):
    found = to_tex(element(markup))
    assert (found.tex, found.unknown) == (tex, [])


@pytest.mark.parametrize("tex", [tex for _markup, tex in EQUATIONS])
def test_the_tex_can_be_set(tex):
    assert to_mathml(tex).startswith("<math")


def test_what_is_not_known_leaves_its_signs_and_is_counted():
    found = to_tex(element(r("a+") + f"<m:spiral><m:e>{r('b{c}')}</m:e></m:spiral>"))
    assert (found.tex, found.unknown) == (r"a+\text{bc}", ["spiral"])


def test_an_equation_that_nests_too_deep_is_refused():
    markup = r("x")
    for _level in range(60):
        markup = s("box", markup)
    with pytest.raises(TooDeep):
        to_tex(element(markup))
