"""Bytes of unknown encoding to text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from django.utils.translation import gettext as _

from .errors import ArticleError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 first: its little-endian mark begins with UTF-16's."""
BINARY_STARTS = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf", b"\x7fELF", b"{\\rtf",
)  # fmt: skip
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
MAX_CONTROL_SHARE = 0.005
FOREIGN = re.compile(r"[^\x00-\x7f]{200,}")
MOST_ACCENTS, JOINER = 30, "\u034f"
SAMPLE = 4096


def decode(raw: bytes) -> str:
    """Text of ``raw``, with ``\\n`` line ends, composed accents and no control characters.

    Tries, in this order: byte order mark, UTF-16 without one, UTF-8, the encoding the HTML
    declares, Windows-1252. Unreadable bytes become U+FFFD. Raises ArticleError for an empty
    file and for binary data.
    """
    if not raw.strip(b" \t\r\n\f\0" + codecs.BOM_UTF8 + codecs.BOM_UTF16_LE):
        raise ArticleError(_("The file is empty: choose one that has text in it."))
    if raw.startswith(BINARY_STARTS):
        raise _binary()
    text = _decoded(raw)
    if len(CONTROL.findall(text)) > len(text) * MAX_CONTROL_SHARE:
        raise _binary()
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed(text)


def composed(text: str) -> str:
    """``text`` with composed accents. Very many on one letter, which would take the square of
    their number in time, are parted as Unicode's stream-safe form says."""
    if not text.isascii():
        text = FOREIGN.sub(_parted, text)
    return unicodedata.normalize("NFC", text)


def _parted(run: re.Match[str]) -> str:
    """A run of foreign letters without more accents in a row than any script has."""
    out: list[str] = []
    row = 0
    for letter in run[0]:
        row = row + 1 if unicodedata.combining(letter) else 0
        if row > MOST_ACCENTS:
            out.append(JOINER)
            row = 1
        out.append(letter)
    return "".join(out)


def _binary() -> ArticleError:
    return ArticleError(
        _("This file is not text: save the article as text, HTML or DOCX and import that.")
    )


def _decoded(raw: bytes) -> str:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    wide = _utf16_without_mark(raw)
    if wide:
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_single_byte_or_declared(raw), "replace")


def _utf16_without_mark(raw: bytes) -> str:
    """The UTF-16 byte order that makes ``raw`` read as text, or "".

    Text of any script has blanks and line ends, whose other byte is zero.
    """
    sample = raw[: SAMPLE // 2 * 2]
    if b"\0" not in sample:
        return ""
    best, found = 0.2, ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        common = sum(letter in " \n\r\t" or "!" <= letter <= "~" for letter in text)
        foreign = sum(unicodedata.category(letter) in ("Cn", "Co", "Cc", "Cs") for letter in text)
        foreign -= sum(letter in "\n\r\t" for letter in text)
        # Text that is mostly of another script still has a blank every dozen characters.
        share = common / len(text) + 0.15 * (" " in text or "\n" in text)
        if foreign + text.count("\ufffd") <= len(text) * 0.02 and share > best:
            best, found = share, encoding
    return found


def _single_byte_or_declared(raw: bytes) -> str:
    """The encoding of bytes that are not UTF-8 throughout."""
    declared = DECLARED.search(raw[:SAMPLE])
    if declared:
        name = (declared[1] or declared[2]).decode("ascii")
        try:
            codec = codecs.lookup(name)
            # Codecs such as "hex" do not give text.
            "".encode(codec.name)
        except (LookupError, TypeError, ValueError):
            codec = None
        if codec is not None and codec.name not in ("iso8859-1", "ascii", "utf-8"):
            return codec.name
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(letter > "\x7f" for letter in text) - broken
    return "utf-8" if foreign > 10 * broken else "cp1252"
