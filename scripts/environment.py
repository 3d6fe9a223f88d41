"""Creates .venv and installs one lock file into it, when that has not been done yet.

Usage: environment.py requirements.lock|requirements-dev.lock. What is installed is noted in
.venv by the lock's hash, so that the next call costs a few milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-locks"
CONTAINS = {
    "requirements.lock": ["requirements.lock"],
    "requirements-dev.lock": ["requirements.lock", "requirements-dev.lock"],
}
"""What a lock installs. The development lock pins the same versions (see check_locks.py)."""


def fail(message: str) -> None:
    """End with one sentence on the error stream and exit code 1."""
    sys.exit(message)


def line_for(name: str, folder: Path = ROOT) -> str:
    """The stamp's line for a lock file as it is now."""
    return f"{name} {hashlib.sha256((folder / name).read_bytes()).hexdigest()}"


def version_of(python: Path) -> str:
    """``3.11`` for the Python at a path; empty when it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def usable() -> bool:
    """Whether .venv runs the wanted Python and has pip."""
    version = version_of(PYTHON)
    asked = bool(os.environ.get("PYTHON"))
    this = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if not version or (asked and version != this):
        return False
    pip = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


def create() -> None:
    """Make .venv from the Python that runs this script."""
    if not (find_spec("venv") and find_spec("ensurepip")):
        fail(
            f"{sys.executable} comes without its venv module. On Debian and Ubuntu install it"
            " with: apt-get install python3-venv"
        )
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run([base, "-m", "venv", "--clear", VENV], check=False)
    if done.returncode:
        fail("The environment .venv could not be created; the lines above say why.")


def install(name: str) -> None:
    """Install a lock file, every package checked against its hash."""
    print(f"Installing the packages of {name}. This is done once and takes a minute.", flush=True)
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    done = subprocess.run(
        [PYTHON, "-m", "pip", "install", *options, "-r", ROOT / name], check=False
    )
    if done.returncode:
        fail("The packages could not be installed; the lines above say why.")


def main(name: str) -> None:
    """Bring .venv up to the named lock."""
    noted = STAMP.read_text().splitlines() if STAMP.exists() else []
    if line_for(name) in noted and usable_quickly():
        return
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        fail(
            f"evlearn installs its packages in {VENV} and is not allowed to write there."
            " Run it as the owner of that folder, or from a copy of your own."
        )
    if not usable():
        create()
    install(name)
    STAMP.write_text("".join(line_for(lock) + "\n" for lock in CONTAINS[name]))


def usable_quickly() -> bool:
    """As usable(), without starting a Python where this one is that of .venv."""
    return Path(sys.prefix).resolve() == VENV or usable()


if __name__ == "__main__":
    main(sys.argv[1])
