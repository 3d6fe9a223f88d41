"""What the browsers send, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from .load import Shot, Shots
from .servers import HOST

HEADERS = (
    f"Host: {HOST}\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Connection: keep-alive\r\n"
)
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
TURNS = (("a", b"That is right."), ("b", b"Not quite."))
"""Options chosen in turn, so that each answer is new, and what is then to be read."""


def page(url: str, visitor: Mapping[str, str], marker: bytes) -> Shots:
    """The same page, time and again."""
    request = f"GET {url} HTTP/1.1\r\n{HEADERS}Cookie: {visitor['cookie']}\r\n\r\n"
    shot = Shot(request.encode(), marker)
    while True:
        yield shot


def answers(questions: Sequence[Mapping[str, Any]], visitor: Mapping[str, str]) -> Shots:
    """One question after the other, and then again with another option.

    ``after`` counts up as the forms of a learner who tries again do.
    """
    heads = [_head(question["url"], visitor) for question in questions]
    for after in count():
        option, marker = TURNS[after % len(TURNS)]
        for question, head in zip(questions, heads, strict=True):
            body = (
                f"csrfmiddlewaretoken={visitor['token']}&for={visitor['name']}"
                f"&version={question['version']}&after={after}&response={option}"
            )
            request = f"{head}Content-Length: {len(body)}\r\n\r\n{body}"
            yield Shot(request.encode(), marker)


def _head(url: str, visitor: Mapping[str, str]) -> str:
    return (
        f"POST {url} HTTP/1.1\r\n{HEADERS}{FORM}HX-Request: true\r\n"
        f"Origin: http://{HOST}\r\nCookie: {visitor['cookie']}\r\n"
    )
