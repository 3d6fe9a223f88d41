"""Archives as the formats here read them: what is wrong with one is an ExchangeError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..articles import archive
from ..articles.errors import ArchiveError
from .spec import ExchangeError


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except ArchiveError as error:
        raise ExchangeError(str(error)) from error


class Archive(archive.Archive):
    """An archive whose list of members has been found fit. Raises ExchangeError."""

    def __init__(self, data: bytes, limits: archive.Limits = archive.USUAL) -> None:
        with _refused():
            super().__init__(data, limits)

    def read(self, name: str) -> bytes:
        """What a member holds. Raises ExchangeError where it is damaged, KeyError for none."""
        with _refused():
            return super().read(name)
