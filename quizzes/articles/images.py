"""Addresses of pictures and links."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from .report import Report, shortened

LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
PLACEHOLDER = re.compile(r"^data:|(?:^|/)(?:placeholder|spacer|blank|pixel|lazy)[\w-]*\.\w+$", re.I)
MAX_WORDS, MAX_PLACE = 40, 36
"""How many characters of a picture's words and of its address name it."""
SAVED = re.compile(r"(?:\./)?[^/]+[_-](?:files|Dateien|fichiers|archivos|bestanden|file)/")
"""Where browsers put the pictures of a page they save; no page on the web has them there."""
SITE_LOCAL = re.compile(r"/(?![/\\])")


def web_address(url: str, base_url: str, *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """``url`` made absolute, or site-local ("/…") where it is and no base is known; else ""."""
    url = re.sub(r"[\x00-\x20]+", "", url) if "\n" in url or "\t" in url else url.strip()
    try:
        joined = urljoin(base_url, url) if base_url else url
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if joined.startswith("//"):
        return f"https:{joined}"
    if parts.scheme:
        has_place = bool(parts.netloc) or parts.scheme == "mailto"
        return joined if parts.scheme.lower() in schemes and has_place else ""
    return joined if SITE_LOCAL.match(joined) else ""


def source_of(image: HtmlElement, base_url: str, report: Report, own: Container[str] = ()) -> str:
    """The address of a picture, or "" where it has none; that is then noted in ``report``.

    ``own`` are addresses on this site, which are relative to nothing else.
    """
    stated = stated_source(image)
    if stated in own:
        return stated
    if stated.startswith("data:"):
        report.note("image_embedded", _name(image, ""))
        return ""
    if not stated:
        report.note("image_missing", _name(image, ""))
        return ""
    address = "" if SAVED.match(stated) else web_address(stated, base_url)
    if not address:
        beside = not re.match(r"[a-zA-Z][\w+.-]*:", stated)
        report.note("image_relative" if beside else "image_refused", _name(image, stated))
    return address


def _name(image: HtmlElement, address: str) -> str:
    """What an author knows a picture by: the end of its address, its words, or both."""
    words = shortened(" ".join((image.get("alt") or image.get("title") or "").split()), MAX_WORDS)
    place = address if len(address) <= MAX_PLACE else f"…{address[-MAX_PLACE:]}"
    if words and place:
        return _("%(address)s (%(words)s)") % {"address": place, "words": words}
    return words or place or _("one without a name")


def is_pixel(image: HtmlElement) -> bool:
    """Whether a picture is too small to be one."""
    return image.get("width") in ("0", "1") or image.get("height") in ("0", "1")


def stated_source(image: HtmlElement) -> str:
    """The address the mark-up gives, the lazily loaded one before a placeholder."""
    source = (image.get("src") or "").strip()
    lazy = next((image.get(name) for name in LAZY if image.get(name)), "")
    if lazy and (not source or PLACEHOLDER.search(source) or lazy != source):
        return lazy.strip()
    if source and not PLACEHOLDER.search(source):
        return source
    sets = [image.get(name) for name in LAZY_SETS]
    picture = next(image.iterancestors("picture"), None)
    if picture is not None:
        for variant in picture.iter("source"):
            sets += [variant.get("srcset"), variant.get("data-srcset")]
    return next((largest(value) for value in sets if value and largest(value)), source)


def largest(srcset: str) -> str:
    """The address of the widest picture in a srcset, data addresses aside."""
    best, found = -1.0, ""
    for match in re.finditer(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)", srcset):
        size = float(match[2]) if re.fullmatch(r"\d+(\.\d+)?", match[2] or "") else 0.0
        if size > best and not match[1].startswith("data:"):
            best, found = size, match[1]
    return found
