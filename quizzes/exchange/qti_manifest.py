"""The manifest of a package: its items, and their tags as keywords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from .plain import as_read
from .qti_names import XSI
from .qti_xml import Element

LOM = "http://ltsc.ieee.org/xsd/LOM"
PACKAGE = {
    2: (
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
        ("QTIv2.2 Package", "1.0.0"),
        "imsqti_item_xmlv2p2",
    ),
    3: (
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
        ("QTI Package", "3.0.0"),
        "imsqti_item_xmlv3p0",
    ),
}
"""Namespace, schema, what the manifest says it follows, and the type of items, by version."""


def manifest(items: Sequence[tuple[str, Sequence[str], Sequence[str]]], version: int) -> bytes:
    """``items`` are the files with the tags and the pictures of each."""
    namespace, schema, follows, sort = PACKAGE[version]
    space = f"{{{namespace}}}"
    nsmap: Any = {None: namespace, "xsi": XSI, "lom": LOM}
    root = etree.Element(f"{space}manifest", nsmap=nsmap)
    root.set("identifier", "evlearn")
    root.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    head = etree.SubElement(root, f"{space}metadata")
    for name, text in zip(("schema", "schemaversion"), follows, strict=True):
        etree.SubElement(head, f"{space}{name}").text = text
    etree.SubElement(root, f"{space}organizations")
    resources = etree.SubElement(root, f"{space}resources")
    for number, (href, tags, pictures) in enumerate(items, start=1):
        resource = etree.SubElement(
            resources, f"{space}resource", identifier=f"item-{number}", type=sort, href=href
        )
        if tags:
            _keywords(etree.SubElement(resource, f"{space}metadata"), f"{{{LOM}}}", tags)
        for file in (href, *pictures):
            etree.SubElement(resource, f"{space}file", href=file)
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _keywords(metadata: Element, space: str, tags: Sequence[str]) -> None:
    lom = etree.SubElement(metadata, f"{space}lom")
    general = etree.SubElement(lom, f"{space}general")
    for tag in tags:
        keyword = etree.SubElement(general, f"{space}keyword")
        etree.SubElement(keyword, f"{space}string").text = as_read(tag)
