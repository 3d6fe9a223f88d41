"""HTML: a whole saved page or a fragment of one."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from .base import CERTAIN, LIKELY, Draft, Format, Source
from .container import container_of
from .contents import remove_contents
from .dates import iso_date
from .furniture import remove_furniture
from .prune import prune, typeset
from .report import Report
from .tree import body_of, parse, text_in

PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
FRAGMENT = re.compile(
    r"\s*<(?:article|main|section|div|p|h[1-6]|ul|ol|table|figure|blockquote|header|body|head)"
    r"(?:\s[^>]*)?>",
    re.IGNORECASE,
)
CLOSING = re.compile(r"</(?:p|div|li|h[1-6]|article|section|table)>", re.IGNORECASE)
AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "citation_author")
DATE = (
    "article:published_time", "date", "dc.date", "dc.date.issued", "datepublished", "pubdate",
    "citation_publication_date", "parsely-pub-date", "publish-date",
)  # fmt: skip


class Html(Format):
    """HTML, of which only the article is read."""

    extensions = (".html", ".htm", ".xhtml")

    def confidence(self, source: Source) -> float:
        """Certain for a page; likely for a fragment that begins and ends with tags."""
        if PAGE.match(source.text):
            return CERTAIN
        fragment = FRAGMENT.match(source.text) and CLOSING.search(source.text)
        return LIKELY + 0.1 if fragment and not re.search(r"^#{1,6} \S", source.text, re.M) else 0.0

    def read(self, source: Source, report: Report) -> Draft:
        """The draft of the page's article, with what its head says of it."""
        root = parse(source.text)
        body = body_of(root)
        meta = _meta(root)
        facts = {
            "fallback_title": _title(root, meta),
            "author": _author(root, meta),
            "date": _date(root, meta),
            "url": _address(root, meta, source.base_url),
            "source_title": meta.get("og:site_name", ""),
            "summary": meta.get("og:description") or meta.get("description", ""),
            "language": (root.get("lang") or meta.get("og:locale", "").replace("_", "-"))[:12],
        }
        base = root.find(".//base")
        stated = (base.get("href") or "") if base is not None else ""
        own = source.base_url or facts["url"]
        base_url = urljoin(own, stated) if stated else own
        remove_furniture(body, report)
        prune(body, report)
        remove_contents(body, report)
        article = container_of(root, body, report)
        typeset(article, report)
        usable = base_url if urlsplit(base_url).scheme in ("http", "https") else ""
        return Draft(body=article, base_url=usable, report=report, **facts)


def _meta(root: HtmlElement) -> dict[str, str]:
    """The page's meta fields by lower-case name; the first of each counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _title(root: HtmlElement, meta: dict[str, str]) -> str:
    """The page's title without the site's name after a bar or dash."""
    first = next((text_in(heading) for heading in root.iter("h1") if text_in(heading)), "")
    tag = root.find("head/title")
    page = text_in(tag) if tag is not None else ""
    stated = meta.get("og:title") or meta.get("twitter:title", "")
    site = meta.get("og:site_name", "")
    for title in (stated, first, page):
        if title:
            return _without_site(title, site, first)
    return ""


def _without_site(title: str, site: str, heading: str) -> str:
    if heading and title.startswith(heading):
        return heading
    parts = re.split(r"\s+[|–—·»-]\s+", title)
    if len(parts) > 1 and (parts[-1] == site or (not site and "|" in title)):
        return re.sub(r"\s+[|–—·»-]\s+" + re.escape(parts[-1]) + "$", "", title)
    return title


def _author(root: HtmlElement, meta: dict[str, str]) -> str:
    named = [meta[name] for name in AUTHOR if name in meta and "://" not in meta[name]]
    links = (text_in(link) for link in root.iter("a") if link.get("rel") == "author")
    return named[0] if named else next((text for text in links if text), "")


def _date(root: HtmlElement, meta: dict[str, str]) -> str:
    stated = [meta[name] for name in DATE if name in meta]
    stated += [time.get("datetime") or "" for time in root.iter("time")]
    return next((date for text in stated if (date := iso_date(text))), "")


def _address(root: HtmlElement, meta: dict[str, str], base_url: str) -> str:
    """The web address the page gives for itself, else the one it was read from."""
    canonical = [
        link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"
    ]
    for address in (*canonical, meta.get("og:url", ""), base_url):
        if address.startswith(("http://", "https://")):
            return address
    return ""
