"""Drafts from an OpenAI-compatible endpoint, where the site names one. Off by default.

What is sent is the lesson's text and how drafts look: no name, no answer, nothing of any learner.
What comes back is held against the lesson by ``suggestions.written``; nothing of it is published.
"""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

from ..exchange.spec import ExchangeError
from ..suggestions.written import Reading, read_reply, told_kinds

CONNECT_SECONDS, READ_SECONDS = 5, 20
MOST_SECONDS = 60
"""For the whole reply, however slowly it comes."""
MOST_BYTES = 1_000_000
MOST_SENT = 24_000
"""Characters of a lesson that are sent."""
CHUNK = 65_536
TASK = (
    "You draft questions for a lesson. Use only what its text says. Reply with JSON only: an object"
    " with a list “questions”, at most ten, each with “kind” and “spec” in the form of these"
    " examples. Each spec has a “quote”: a sentence copied from the text without any change."
    " The examples are about another text: "
)


class AssistantError(Exception):
    """Why there is no reply; the message is for the author."""


def is_on() -> bool:
    """Whether the site names an endpoint and a model."""
    return bool(settings.SUGGESTIONS_URL and settings.SUGGESTIONS_MODEL)


def host() -> str:
    """To whom a lesson's text goes."""
    return urlsplit(settings.SUGGESTIONS_URL).netloc.rpartition("@")[2]


def drafts(lesson_text: str) -> Reading:
    """Drafts on a lesson's text, checked. Raises AssistantError."""
    if not is_on():
        raise AssistantError(_("This site names no assistant."))
    reply = _content(_post(_request(lesson_text[:MOST_SENT])))
    try:
        found = read_reply(reply, lesson_text)
    except ExchangeError as error:
        raise AssistantError(str(error)) from error
    if len(lesson_text) > MOST_SENT:
        words = _("Only the first %(count)d characters of the lesson were sent.")
        found.remarks.append(words % {"count": MOST_SENT})
    return found


def _request(text: str) -> bytes:
    messages = [
        {"role": "system", "content": TASK + told_kinds()},
        {"role": "user", "content": text},
    ]
    return json.dumps({"model": settings.SUGGESTIONS_MODEL, "messages": messages}).encode()


def _post(body: bytes) -> bytes:
    """The reply's body. One try, no redirect, bounded in time and size. Raises AssistantError."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if settings.SUGGESTIONS_KEY:
        headers["Authorization"] = f"Bearer {settings.SUGGESTIONS_KEY}"
    ends = time.monotonic() + MOST_SECONDS
    address = f"{settings.SUGGESTIONS_URL.rstrip('/')}/chat/completions"
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            response = pool.request(
                "POST", address, body=body, headers=headers, redirect=False, preload_content=False
            )
            try:
                if response.status != 200:
                    words = _("The assistant answered with an error (%(status)d). Try again later.")
                    raise AssistantError(words % {"status": response.status})
                return _read(response, ends)
            finally:
                # What was not read is not waited for.
                response.close()
    except urllib3.exceptions.NewConnectionError as error:  # counts as a time-out there
        raise _unreachable() from error
    except urllib3.exceptions.TimeoutError as error:
        raise _too_slow() from error
    except urllib3.exceptions.HTTPError as error:
        raise _unreachable() from error


def _read(response: urllib3.BaseHTTPResponse, ends: float) -> bytes:
    found = bytearray()
    while chunk := response.read1(CHUNK):
        found += chunk
        if len(found) > MOST_BYTES:
            raise AssistantError(_("The assistant’s reply is too long to be read."))
        if time.monotonic() > ends:
            raise _too_slow()
    return bytes(found)


def _too_slow() -> AssistantError:
    return AssistantError(_("The assistant took too long. Try again later."))


def _unreachable() -> AssistantError:
    return AssistantError(_("The assistant cannot be reached. Try again later."))


def _content(body: bytes) -> str:
    """The text of the first choice. Raises AssistantError."""
    try:
        reply: Any = json.loads(body)
        content = reply["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise AssistantError(_("The assistant’s reply cannot be read.")) from error
    if not isinstance(content, str):
        raise AssistantError(_("The assistant’s reply cannot be read."))
    return content
