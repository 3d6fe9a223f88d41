"""Fetches the packages of npm.lock with npm, each checked against its hash.

They are for tests only and stay in .venv, packed as they came: nothing of them is installed or
run here. Exit code 1 when one cannot be had.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "npm.lock"
FOLDER = ROOT / ".venv" / "npm"
NPM = "npm"
PATIENCE = 180
"""Seconds before a download is given up."""


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
        """The name of its archive in .venv."""
        return f"{self.name.rpartition('/')[2]}-{self.version}.tgz"

    def is_in(self, path: Path) -> bool:
        """Whether the file is there and is the one that was pinned."""
        return path.exists() and integrity_of(path.read_bytes()) == self.integrity


def locked(text: str) -> list[Package]:
    """The packages that a lock file names."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return [Package(*fields) for fields in lines if fields]


def can_be_had(folder: Path = FOLDER) -> bool:
    """Whether every package is there, or npm to fetch it."""
    packages = locked(LOCK.read_text())
    return bool(shutil.which(NPM)) or all(each.is_in(folder / each.file) for each in packages)


def archive(package: Package, folder: Path = FOLDER) -> Path:
    """The package's archive, fetched when it is not there as it must be. Raises Unfit."""
    path = folder / package.file
    if package.is_in(path):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as beside:
        fetched = _fetched(package, Path(beside))
        if not package.is_in(fetched):
            raise Unfit(
                f"What npm fetched as {package.name} is not what npm.lock names by its hash."
            )
        fetched.replace(path)
    return path


def _fetched(package: Package, folder: Path) -> Path:
    wanted = f"{package.name}@{package.version}"
    command = [NPM, "pack", wanted, "--pack-destination", str(folder), "--silent"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, text=True)
    except (OSError, subprocess.SubprocessError) as error:
        why = getattr(error, "stderr", "") or error
        raise Unfit(f"npm could not fetch {wanted}: {why}") from error
    found = list(folder.glob("*.tgz"))
    if len(found) != 1:
        raise Unfit(f"npm fetched {len(found)} files for {wanted}.")
    return found[0]


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
