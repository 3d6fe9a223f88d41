"""Fetching a page that an author named, without being led anywhere else.

The name is looked up once, every address that it has is judged, and the connection is made to
one of these very addresses; so again after each redirect. What comes is limited in size, the
whole in time.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import NoReturn
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext as _
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

MOST_BYTES = 10 * 1024 * 1024
MOST_REDIRECTS = 5
SECONDS = 15.0
"""For everything, redirects included, but for looking up names."""
CONNECT_SECONDS = 5.0
CHUNK = 64 * 1024
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset((301, 302, 303, 307, 308))
EMBEDDING = ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24", "192.0.0.0/24")
"""Networks whose addresses stand for others, private ones among them, or for no host at all."""
NETWORKS = tuple(map(ipaddress.ip_network, EMBEDDING))
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class FetchRefused(ValueError):
    """A page that was not fetched; the message says why and what else can be done."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its bytes, where it was found in the end, and a file name that fits it."""

    raw: bytes
    url: str
    filename: str


def is_public(address: str, port: int) -> bool:
    """Whether anyone on the internet could reach this address and port."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if any(found.version == each.version and found in each for each in NETWORKS):
        return False
    return port in PORTS.values() and found.is_global and not found.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """Every address of a host. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(
    url: str,
    *,
    may: Callable[[str, int], bool] = is_public,
    look_up: Callable[[str, int], list[str]] = addresses_of,
    seconds: float = SECONDS,
) -> Fetched:
    """The page at a web address. ``may`` says which addresses and ports may be asked.

    Raises FetchRefused.
    """
    watch = Watch(seconds)
    with watch.running():
        for _hop in range(MOST_REDIRECTS + 1):
            parts, host, port = _parts(url)
            addresses = _judged(host, port, may, look_up)
            fetched, elsewhere = _ask(url, parts, host, port, addresses, watch)
            if fetched:
                return fetched
            url = urljoin(url, elsewhere)
    raise FetchRefused(_("The address leads from one page to the next without an end."))


class Watch:
    """Ends what is under way when the time is up, however slowly the other side goes on."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.late = False
        self.socket: socket.socket | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """While the time runs. Raises FetchRefused for what fails after its end."""
        timer = threading.Timer(self.seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self.late = True
        if self.socket:
            # It may have been closed in this very moment.
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)


def _parts(url: str) -> tuple[SplitResult, str, int]:
    """The address in parts, its host in ASCII and its port."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise _no_address(url) from error
    if parts.scheme not in PORTS or not host or parts.username is not None:
        raise _no_address(url)
    return parts, host, port


def _no_address(url: str) -> FetchRefused:
    words = _("“%(url)s” is not the address of a page: it begins with https:// or http://.")
    return FetchRefused(words % {"url": url[:200]})


def _judged(
    host: str,
    port: int,
    may: Callable[[str, int], bool],
    look_up: Callable[[str, int], list[str]],
) -> list[str]:
    try:
        addresses = look_up(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(_("There is no site named %(host)s.") % {"host": host}) from error
    if not addresses or not all(may(address, port) for address in addresses):
        raise FetchRefused(
            _("%(host)s is not on the public web: save the page and upload the file instead.")
            % {"host": host}
        )
    return addresses


def _ask(
    url: str, parts: SplitResult, host: str, port: int, addresses: list[str], watch: Watch
) -> tuple[Fetched | None, str]:
    """The page, or the address that it redirects to."""
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    named = f"[{host}]" if ":" in host else host
    own = port == PORTS[parts.scheme]
    headers = {
        "Host": named if own else f"{named}:{port}",
        "User-Agent": "evlearn",
        "Accept": "text/html, text/markdown, text/plain, application/pdf, */*",
        "Accept-Encoding": "gzip",
    }
    try:
        connection = _connected(parts.scheme, host, port, addresses, watch)
        try:
            connection.request("GET", target, headers=headers, preload_content=False)
            response = connection.getresponse()
            where = response.headers.get("Location", "")
            if response.status in REDIRECTS and where:
                return None, where
            if response.status != 200:
                _no_page(response.status)
            raw = _body(response, watch)
        finally:
            connection.close()
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if isinstance(error, FetchRefused):
            raise
        if watch.late:
            raise _too_slow() from error
        raise FetchRefused(
            _("%(host)s did not answer as it should: try later, or upload the page as a file.")
            % {"host": host}
        ) from error
    return _fetched(raw, url, response, parts), ""


def _connected(
    scheme: str, host: str, port: int, addresses: list[str], watch: Watch
) -> HTTPConnection:
    """A connection to the first of the addresses that takes one."""
    failure: Exception = OSError()
    for address in addresses[:4]:
        if watch.late:
            raise _too_slow()
        if scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                address,
                port,
                timeout=CONNECT_SECONDS,
                ssl_context=ssl.create_default_context(),
                server_hostname=host,
                assert_hostname=host,
            )
        else:
            connection = HTTPConnection(address, port, timeout=CONNECT_SECONDS)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failure = error
        else:
            watch.socket = connection.sock
            return connection
    raise failure


def _no_page(status: int) -> NoReturn:
    raise FetchRefused(
        _("The site answered with the error %(status)d: open the page in a browser and save it.")
        % {"status": status}
    )


def _too_slow() -> FetchRefused:
    return FetchRefused(_("The site is too slow: save the page and upload the file instead."))


def _body(response: HTTPResponse, watch: Watch) -> bytes:
    chunks, size = [], 0
    while chunk := response.read1(CHUNK, decode_content=True):
        size += len(chunk)
        if size > MOST_BYTES:
            raise FetchRefused(
                _("The page is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024**2}
            )
        chunks.append(chunk)
    if watch.late:
        raise _too_slow()
    return b"".join(chunks)


def _fetched(raw: bytes, url: str, response: HTTPResponse, parts: SplitResult) -> Fetched:
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "")
    kind = said.get_content_type()
    charset = said.get_content_charset()
    if charset and kind.startswith("text/"):
        # What the server says holds, where it can be true: a mark tells whoever reads the bytes.
        with suppress(LookupError, UnicodeError):
            raw = raw.decode(charset).encode("utf-8-sig")
    name = PurePosixPath(parts.path).name
    ending = ENDINGS.get(kind, "")
    return Fetched(raw, url, f"page{ending}" if ending else name)
