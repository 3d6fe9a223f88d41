"""Items in the names and the order of QTI 2.2 or 3.0."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from lxml import etree

from .qti_sheet import Sheet, el
from .qti_xml import Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
MATH = "http://www.w3.org/1998/Math/MathML"
ITEM = {
    2: (
        "http://www.imsglobal.org/xsd/imsqti_v2p2",
        "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
        "http://www.imsglobal.org/question/qti_v2p2/rptemplates/{}",
    ),
    3: (
        "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    ),
}
"""Namespace, schema and templates of responseProcessing by version."""
HTML = frozenset(
    "a b br code div em i img li object ol p span strong sub sup table tbody td th tr ul".split()
)
HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
WRAPPED = ("modalFeedback", "rubricBlock")


def serialised(sheet: Sheet, identifier: str, title: str, version: int) -> bytes:
    """The file of an item; with the same sheet always the same bytes."""
    namespace, schema, template = ITEM[version]
    root = el("assessmentItem", identifier=identifier, title=title)
    for name, value in (("toolName", "evlearn"), ("adaptive", "false"), ("timeDependent", "false")):
        root.set(name, value)
    root.extend(sheet.responses)
    root.extend(_outcomes(sheet))
    root.extend(sheet.templates)
    root.append(el("itemBody", *sheet.body, class_=sheet.style or None))
    processing = el("responseProcessing", *sheet.rules)
    if sheet.template and len(sheet.rules) == 1:
        processing = el("responseProcessing", template=template.format(sheet.template))
    if sheet.responses:
        root.append(processing)
    root.extend(sheet.said)
    if version == 3:
        _as_version_3(root)
    tag = f"{{{namespace}}}{_name('assessmentItem', version)}"
    whole = etree.Element(tag, nsmap=_spaces(namespace))
    whole.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    _named(root, whole, namespace, version)
    whole.set("{http://www.w3.org/XML/1998/namespace}lang", get_language() or "en")
    whole.text = "\n"
    for each in whole:
        each.tail = "\n"
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        + etree.tostring(whole, encoding="utf-8")
        + b"\n"
    )


def _outcomes(sheet: Sheet) -> list[Element]:
    """The score from 0 to 1 before all others."""
    if not sheet.responses:
        return []
    sheet.outcome("SCORE", "float", value="0")
    sheet.outcome("MAXSCORE", "float", value="1")
    *others, score, best = sheet.outcomes
    if sheet.by_people:
        score.set("externalScored", "human")
    return [score, best, *others]


def _as_version_3(root: Element) -> None:
    """Version 3 wraps the content of feedback, and has plain images."""
    for each in list(root.iter(*WRAPPED)):
        inner = el("contentBody", *list(each))
        each.append(inner)
    for each in list(root.iter("object")):
        image = el(
            "img",
            src=each.get("data"),
            alt=each.text or "",
            width=each.get("width"),
            height=each.get("height"),
        )
        image.tail = each.tail
        each.getparent().replace(each, image)  # type: ignore[union-attr]


def _spaces(namespace: str) -> Any:
    """The namespaces of a file: its own without a prefix."""
    return {None: namespace, "xsi": XSI}


def _humpless(name: str) -> str:
    return HUMP.sub(lambda found: f"-{found[1]}", name).lower()


@lru_cache(maxsize=512)
def _name(tag: str, version: int) -> str:
    if version == 2 or tag in HTML:
        return tag
    return f"qti-{_humpless(tag)}"


def _named(source: Element, target: Element, namespace: str, version: int) -> None:
    """Copy attributes and content with their proper names."""
    for name, value in source.attrib.items():
        own = version == 3 and source.tag not in HTML and namespace != MATH
        target.set(_humpless(str(name)) if own else name, value)
    target.text = source.text
    for child in source:
        math = child.tag == "math" or namespace == MATH
        space = MATH if math else namespace
        tag = child.tag if math else _name(child.tag, version)
        nsmap: Any = {None: MATH} if child.tag == "math" else None
        made = etree.SubElement(target, f"{{{space}}}{tag}", nsmap=nsmap)
        made.tail = child.tail
        _named(child, made, space, version)
