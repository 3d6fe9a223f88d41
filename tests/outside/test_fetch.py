"""Fetching pages, from a server of the test's own on this machine."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from quizzes.articles import read_article
from quizzes.outside.fetch import MOST_BYTES, FetchRefused, fetch, is_public

PAGE = b"<!DOCTYPE html><title>Motors</title><article><h2>Stator</h2><p>It stands.</p></article>"


class Site(BaseHTTPRequestHandler):
    """Answers by path; ``asked`` are the paths that were asked for, with their hosts."""

    asked: list[tuple[str, str | None]]

    def do_GET(self):
        self.asked.append((self.path, self.headers["Host"]))
        getattr(self, self.path.strip("/").partition("?")[0].replace(".", "_"))()

    def log_message(self, *args):
        """Silent."""

    def send(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self):
        self.send(PAGE, Content_Type="text/html; charset=utf-8")

    def packed(self):
        self.send(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def latin(self):
        self.send("Größe und Maß".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1")

    def notes_md(self):
        self.send(b"# One", Content_Type="application/octet-stream")

    def gone(self):
        self.send(b"", 404)

    def there(self):
        self.send(b"", 302, Location="/page?x=%20 y")

    def inside(self):
        self.send(b"", 302, Location="http://private.example/page")

    def to_file(self):
        self.send(b"", 302, Location="file:///etc/passwd")

    def circle(self):
        self.send(b"", 302, Location="/circle")

    def large(self):
        self.send(b"x" * (MOST_BYTES + 1))

    def bomb(self):
        self.send(gzip.compress(b"x" * (MOST_BYTES + 1)), Content_Encoding="gzip")

    def broken(self):
        self.wfile.write(b"nothing like it\r\n\r\n")

    def slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x")
            self.wfile.flush()
            if self.server.done.wait(0.02):
                return


@pytest.fixture
def site():
    handler = type("Handler", (Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.done = threading.Event()
    server.asked = handler.asked
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.done.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def get(site):
    """Fetch from the site, whatever host is named; "private" ones are behind a private address."""
    port = site.server_port

    def look_up(host, asked_port):
        return ["10.0.0.1" if host == "private.example" else "127.0.0.1"]

    def may(address, asked_port):
        return address == "127.0.0.1"

    def run(path, host="motors.example", **options):
        options = {"look_up": look_up, "may": may} | options
        return fetch(f"http://{host}:{port}{path}", **options)

    return run


def test_a_page_is_fetched_by_its_own_name(get, site):
    fetched = get("/page")
    assert (fetched.raw, fetched.filename) == (b"\xef\xbb\xbf" + PAGE, "page.html")
    assert site.asked == [("/page", f"motors.example:{site.server_port}")]
    assert read_article(fetched.raw, filename=fetched.filename).sections[0].title == "Stator"


def test_a_packed_page_is_unpacked(get):
    assert get("/packed").raw == PAGE


def test_the_encoding_that_the_server_names_holds(get):
    assert get("/latin").raw.decode("utf-8-sig") == "Größe und Maß"


def test_the_name_says_the_format_where_the_server_does_not(get):
    assert get("/notes.md").filename == "notes.md"


def test_redirects_are_followed(get, site):
    fetched = get("/there")
    assert fetched.url.endswith("/page?x=%20 y")
    assert [path for path, _host in site.asked] == ["/there", "/page?x=%20%20y"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/inside", "private.example is not on the public web"),
        ("/to_file", "not the address of a page"),
        ("/circle", "without an end"),
        ("/large", "larger than 10 MB"),
        ("/bomb", "larger than 10 MB"),
        ("/gone", "error 404"),
        ("/broken", "did not answer as it should"),
    ],
)
def test_what_leads_astray_is_refused(get, path, says):
    with pytest.raises(FetchRefused, match=says):
        get(path)


def test_a_private_host_is_never_asked(get, site):
    with pytest.raises(FetchRefused, match="not on the public web"):
        get("/page", host="private.example")
    assert site.asked == []


def test_a_host_with_one_private_address_is_never_asked(get, site):
    with pytest.raises(FetchRefused, match="not on the public web"):
        get("/page", look_up=lambda host, port: ["127.0.0.1", "10.0.0.1"])
    assert site.asked == []


def test_a_site_that_drips_is_left(get):
    begun = time.monotonic()
    with pytest.raises(FetchRefused, match="too slow"):
        get("/slow", seconds=0.3)
    # Twenty seconds is what it takes to the end.
    assert time.monotonic() - begun < 10


def test_an_address_that_nobody_answers_at_is_said_so(site):
    site.server_close()
    with pytest.raises(FetchRefused, match="did not answer"):
        fetch(
            f"http://motors.example:{site.server_port}/",
            may=lambda address, port: True,
            look_up=lambda host, port: ["127.0.0.1"],
        )


def test_the_usual_judge_refuses_this_machine(site):
    with pytest.raises(FetchRefused, match="not on the public web"):
        fetch(f"http://127.0.0.1:{site.server_port}/page")
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "motors.example",
        "ftp://motors.example/",
        "file:///etc/passwd",
        "http://",
        "http://a:b@motors.example/",
        "http://motors.example:99999/",
        "http://[::1/",
        "http://" + "x" * 300 + ".example/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url):
    with pytest.raises(FetchRefused, match="not the address of a page"):
        fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0",
        "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:7f00:1::", "192.0.0.8",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address):
    assert not is_public(address, 443)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_public_addresses_may_be_asked_at_the_usual_ports(address):
    assert is_public(address, 443)
    assert is_public(address, 80)
    assert not is_public(address, 5432)
