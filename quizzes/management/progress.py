"""A bar for commands that take long, on terminals."""

from __future__ import annotations

from typing import Self

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

WIDTH = 30


class Progress:
    """How much of ``total`` is done, on one line that is written again and again.

    Nothing at all where the stream is no terminal, or not ``shown``.
    """

    def __init__(self, stream: OutputWrapper, total: int, *, shown: bool = True) -> None:
        self.stream = stream
        self.total = total
        self.done = 0
        self.shown = shown and stream.isatty() and total > 0
        self.filled = -1

    def __enter__(self) -> Self:
        self.add(0)
        return self

    def __exit__(self, *error: object) -> None:
        if self.shown:
            self._write("\n")

    def add(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        filled = WIDTH * self.done // self.total if self.shown else self.filled
        if filled == self.filled:
            return
        self.filled = filled
        words = _("%(done)d of %(total)d") % {"done": self.done, "total": self.total}
        self._write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {words}")

    def _write(self, text: str) -> None:
        # In the plain style: on a terminal errors are red.
        self.stream.write(text, style_func=str, ending="")
        self.stream.flush()
