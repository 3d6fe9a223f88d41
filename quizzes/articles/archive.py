"""Zip archives from people one does not know."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

MOST_MEMBERS = 2_000
MOST_BYTES = 100 * 1024 * 1024
"""All members unpacked."""
MOST_RATIO = 200
"""Of unpacked to packed, for members beyond SMALL."""
SMALL = 1024 * 1024


class BadArchive(ValueError):
    """An archive that is broken, or too large unpacked, or reaches outside of itself."""


def open_archive(raw: bytes) -> zipfile.ZipFile:
    """The archive, judged by what its directory says; ``member`` holds it to that.

    Raises BadArchive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise BadArchive("not a zip archive") from error
    if len(infos) > MOST_MEMBERS:
        raise BadArchive("too many members")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadArchive("too large unpacked")
    for info in infos:
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise BadArchive(f"{info.filename}: packed too tightly")
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in info.filename:
            raise BadArchive(f"{info.filename}: outside the archive")
    return archive


def content_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member unpacked. Raises BadArchive where it is damaged or protected."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise BadArchive(f"{name}: damaged") from error
