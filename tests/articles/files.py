"""Small Word and PDF files, made as they are needed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{OFFICE}.'
    f'document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{OFFICE}.'
    'styles+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
    "</w:style>"
    for name in ("Title", "heading 1", "heading 2", "Quote", "Caption")
)


def paragraph(text: str, style: str = "", bold: bool = False) -> str:
    """A paragraph of a Word file's main part."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{styled}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def drawing(name: str, words: str = "") -> str:
    """A paragraph with a picture that ``word_file`` has under this name."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWINGS}/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="Picture" descr="{words}"/><a:graphic xmlns:a="{DRAWINGS}/main">'
        f'<a:graphicData><pic:pic xmlns:pic="{DRAWINGS}/picture"><pic:blipFill>'
        f'<a:blip r:embed="{name}" xmlns:r="{KINDS}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def word_file(
    *blocks: str, before: str = "", pictures: Mapping[str, bytes] | None = None, **parts: str
) -> bytes:
    """A Word file of these blocks. ``parts`` are further members, "/" written "__"."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{KINDS}/image" Target="media/{name}"/>'
        for name in pictures or {}
    )
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" '
        f'Type="{KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="s" '
        f'Type="{KINDS}/styles" Target="styles.xml"/>{related}</Relationships>',
        "word/styles.xml": f"<w:styles {WORD}>{STYLES}</w:styles>",
        "word/document.xml": f"{before}<w:document {WORD} {MATHS}><w:body>{''.join(blocks)}"
        "</w:body></w:document>",
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    media = {f"word/media/{name}": content for name, content in (pictures or {}).items()}
    return zip_of({name: text.encode() for name, text in members.items()} | media)


def zip_of(members: dict[str, bytes]) -> bytes:
    """A packed archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf_file(*pages: list[tuple[int, int, int, str]]) -> bytes:
    """A PDF; of each page the lines as size, place from the left and from below, and text."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for at, page in enumerate(pages):
        content = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for size, x, y, text in page
        ).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )
