"""The weight of a lesson page for someone whose browser has nothing of the site yet."""

from __future__ import annotations

import gzip
import http.client
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from . import links
from .servers import HOST, BenchError, Server

HEADERS = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}
FONTS = (".woff2", ".woff", ".ttf")


@dataclass(frozen=True, slots=True)
class File:
    """One request: the file, and the bytes of the answer as they went over the wire."""

    path: str
    wire: int
    packing: str


@dataclass(frozen=True, slots=True)
class Weight:
    """Everything that one page loads, itself included."""

    page: str
    files: list[File]

    @property
    def total(self) -> int:
        """Bytes with fonts."""
        return sum(file.wire for file in self.files)

    @property
    def without_fonts(self) -> int:
        """Bytes without fonts."""
        return sum(file.wire for file in self.files if not file.path.endswith(FONTS))


def heaviest(server: Server, pages: Iterable[str]) -> Weight:
    """The heaviest of the pages."""
    return max((weigh(server, page) for page in pages), key=lambda weight: weight.total)


def weigh(server: Server, path: str) -> Weight:
    """Load the page and all that it asks for from this server."""
    file, html, _kind = _load(server, path)
    page = links.Page(html)
    files, waiting, seen = [file], [urljoin(path, link) for link in page.links], {path}
    while waiting:
        address = urlsplit(waiting.pop(0)).path
        if address in seen:
            continue
        seen.add(address)
        file, text, kind = _load(server, address)
        files.append(file)
        if "css" in kind:
            waiting += [urljoin(address, link) for link in links.of_style_sheet(text, page)]
        elif "javascript" in kind:
            waiting += [urljoin(address, link) for link in links.of_script(text)]
    return Weight(path, files)


def _load(server: Server, path: str) -> tuple[File, str, str]:
    """The file, its text and its type. Head and body count, as both are sent."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=20)
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise BenchError(f"{path} answers with {answer.status}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 19
    packing = answer.getheader("Content-Encoding", "")
    kind = answer.getheader("Content-Type", "")
    text = _unpack(server, path, body, packing) if _is_text(kind) else ""
    return File(path, head + len(body), packing), text, kind


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or "javascript" in kind


def _unpack(server: Server, path: str, body: bytes, packing: str) -> str:
    """The text; a packed one that Python cannot unpack itself is asked for once more."""
    if packing == "gzip":
        return gzip.decompress(body).decode()
    if packing == "deflate":
        return zlib.decompress(body).decode()
    if not packing:
        return body.decode()
    connection = http.client.HTTPConnection(HOST, server.port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()
