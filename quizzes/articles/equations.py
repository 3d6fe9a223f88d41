"""Equations of a Word file: taken out before it is read, and set as formulas where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from .formula import MAX_CHARS, Formula, FormulaError, to_mathml
from .omml import MATHS, TooDeep, text_of_equation, to_tex
from .prune import typeset
from .report import Report

MOST, MOST_TEX = 5_000, 300_000
"""Equations that are set, and characters of their TeX; of further ones the signs stay."""
MARK = re.compile("\ue010(\\d{1,6})\ue011")
"""Stands for an equation, by its number; the signs around it belong to no language."""
HOLDERS = tuple(f"{{{space}}}oMathPara" for space in MATHS)
EQUATIONS = tuple(f"{{{space}}}oMath" for space in MATHS)


class Equations:
    """Those of one file."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._left = MOST_TEX
        self._found: list[tuple[Formula, str]] = []
        """TeX, and the bare signs."""

    def taken_out(self, part: bytes) -> bytes:
        """A part of a Word file with a mark in place of each equation.

        Raises XMLSyntaxError.
        """
        if not any("oMath".encode(code) in part for code in ("utf-8", "utf-16-le")):
            return part
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(part, parser)
        for equation in list(root.iter(*EQUATIONS)):
            if next(equation.iterancestors(*EQUATIONS), None) is None:
                self._take(equation, root)
        for holder in list(root.iter(*HOLDERS)):
            holder.clear()
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)

    def put_back(self, body: HtmlElement) -> None:
        """Set the equations in the HTML that was made of the file."""
        if self._found:
            typeset(body, self._report, cut=self._pieces, marks=("\ue010",))

    def _take(self, equation: etree._Element, root: etree._Element) -> None:
        signs = " ".join(text_of_equation(equation).split())
        parent = equation.getparent()
        assert parent is not None, "an equation is never the whole of a part"
        display = parent.tag in HOLDERS
        place = parent if display else equation
        if signs:
            place.addprevious(_run(f"\ue010{len(self._found)}\ue011", place, root))
            self._found.append((Formula(self._tex(equation, signs), display, signs), signs))
        if not display:
            parent.remove(equation)

    def _tex(self, equation: etree._Element, signs: str) -> str:
        """TeX of an equation; "" for one that cannot be read."""
        if len(self._found) >= MOST or len(signs) > MAX_CHARS:
            return ""
        try:
            result = to_tex(equation)
        except TooDeep:
            return ""
        self._left -= len(result.tex)
        if self._left < 0:
            return ""
        if result.unknown:
            self._report.note("equation_part", signs)
        return result.tex

    def _pieces(self, text: str) -> Iterator[str | Formula]:
        for at, piece in enumerate(MARK.split(text)):
            if at % 2 and int(piece) < len(self._found):
                yield self._set(int(piece))
            elif piece and not at % 2:
                yield piece

    def _set(self, number: int) -> str | Formula:
        """The formula; the signs alone, and a note, where it cannot be set."""
        formula, signs = self._found[number]
        try:
            if formula.tex:
                to_mathml(formula.tex, display=formula.display)
                return formula
        except FormulaError:
            pass
        self._report.note("equation", signs)
        return signs


def _run(text: str, place: etree._Element, root: etree._Element) -> etree._Element:
    """What stands for an equation: a run, in a paragraph of its own where there is none."""
    space = etree.QName(root).namespace
    run = etree.Element(f"{{{space}}}r")
    etree.SubElement(run, f"{{{space}}}t").text = text
    if next(place.iterancestors(f"{{{space}}}p"), None) is not None:
        return run
    paragraph = etree.Element(f"{{{space}}}p")
    paragraph.append(run)
    return paragraph
