"""Fetches the packages of npm.lock, each checked against its hash. Neither npm nor Node is needed.

They are for tests only and stay in .venv, packed as they came. The registry is that of
NPM_CONFIG_REGISTRY, as for npm, else the public one. Exit code 1 when one cannot be had.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import tarfile
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "npm.lock"
FOLDER = ROOT / ".venv" / "npm"
REGISTRY = "https://registry.npmjs.org"
PATIENCE = 60
"""Seconds without an answer before a download is given up."""


def integrity_of(data: bytes) -> str:
    """The hash of an archive as npm writes it."""
    return f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"


class Unfit(Exception):
    """A package that cannot be had, or is not the one that was pinned; says which and why."""


class Package(NamedTuple):
    """A line of npm.lock."""

    name: str
    version: str
    integrity: str

    @property
    def file(self) -> str:
        """The name of its archive, in the registry as in .venv."""
        return f"{self.name.rpartition('/')[2]}-{self.version}.tgz"

    def address(self, registry: str) -> str:
        """Where a registry has the archive."""
        return f"{registry.rstrip('/')}/{self.name}/-/{self.file}"


def locked(text: str) -> list[Package]:
    """The packages that a lock file names."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return [Package(*fields) for fields in lines if fields]


def archive(package: Package, folder: Path = FOLDER) -> Path:
    """The package's archive, fetched when it is not there as it must be. Raises Unfit."""
    path = folder / package.file
    if path.exists() and integrity_of(path.read_bytes()) == package.integrity:
        return path
    registry = os.environ.get("NPM_CONFIG_REGISTRY") or REGISTRY
    address = package.address(registry)
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 -- checked by its hash
            data = answer.read()
    except (OSError, ValueError, HTTPException) as error:
        raise Unfit(f"{package.name} could not be fetched from {address}: {error}") from error
    if integrity_of(data) != package.integrity:
        raise Unfit(f"{address} is not the file that npm.lock names by its hash.")
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f"{package.file}.{os.getpid()}"
    whole.write_bytes(data)
    whole.replace(path)
    return path


def member(name: str, path: str) -> bytes:
    """A file of a package of npm.lock. Raises Unfit, KeyError where it has no such file."""
    (package,) = (each for each in locked(LOCK.read_text()) if each.name == name)
    with tarfile.open(archive(package)) as tar:
        found = tar.extractfile(f"package/{path}")
        if found is None:
            raise KeyError(path)
        return found.read()


def main() -> None:
    """Have every package ready, or end with one sentence."""
    try:
        for package in locked(LOCK.read_text()):
            archive(package)
    except Unfit as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
