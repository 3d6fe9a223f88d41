"""Notes what no page may do: errors in the console, refused content, failed requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`));
"""


class Watch:
    """Collects the faults of every page in the contexts it is given.

    A test that provokes one on purpose names a part of its words with ``expect``.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of the context, those opened later too."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def expect(self, *words: str) -> None:
        """Pass over problems that hold one of these words."""
        self.expected += words

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Pass over what a tool, and not the page, does meanwhile."""
        noted = len(self.problems)
        yield
        del self.problems[noted:]

    def unexpected(self) -> list[str]:
        """What went wrong and was not announced."""
        return [
            problem
            for problem in self.problems
            if not any(words in problem for words in self.expected)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        if message.type == "error" or "Content Security Policy" in text:
            self.problems.append(f"console: {text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")

    def _failed(self, request: Request) -> None:
        # A page that is left gives its open requests up; nothing failed then.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"request: {request.failure} {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"response: {response.status} {response.url}")
