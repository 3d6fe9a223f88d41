"""Prints the path of a Chromium for the browser tests, installing one where that is possible.

Looked for in this order: CHROMIUM, an installed Chromium or Chrome, Debian's package (as
root), Playwright's own download. The one without windows comes first: the tests take little
more than half the time in it. Anything but the path goes to the error stream.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

PACKAGES = ["chromium-headless-shell", "chromium"]
"""Of Debian; older ones have the second only."""
NAMES = [*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable"]
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NONE = (
    "The browser tests need Chromium, and it could not be installed here. Install it and set"
    " CHROMIUM to its path, or run the other tests: make test-fast"
)


def runs(path: str | None) -> bool:
    """Whether a browser starts there. Some systems have a stub that only names a shop."""
    if not path or not os.access(path, os.X_OK):
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def installed() -> str | None:
    """A browser that is there already."""
    return next((path for path in [*map(shutil.which, NAMES), MAC] if path and runs(path)), None)


def call(*command: str, **environment: str) -> None:
    """Run an installer, its words on the error stream. What it achieved is looked at after."""
    subprocess.run(command, stdout=sys.stderr, env=os.environ | environment, check=False)


def from_debian() -> str | None:
    """Debian's package, where this user may install it."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("Installing Chromium from the system's packages.", file=sys.stderr)
    options = ["-qq", "-y", "--no-install-recommends"]
    call("apt-get", "-qq", "update")
    for package in PACKAGES:
        call("apt-get", "install", *options, package, DEBIAN_FRONTEND="noninteractive")
        if path := installed():
            return path
    return None


def from_playwright() -> str | None:
    """Playwright's own download."""
    print("Downloading the Chromium of Playwright.", file=sys.stderr)
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not runs(path):
        # Its failures are pages of its own inner workings; whether it failed shows below.
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(install, capture_output=True, check=False)
    return path if runs(path) else None


def sources() -> Iterator[str | None]:
    """Paths, each tried only when those before gave none."""
    yield installed()
    yield from_debian()
    yield from_playwright()


def main() -> None:
    """Print the path, or end with one sentence."""
    chosen = os.environ.get("CHROMIUM")
    if chosen and not runs(chosen):
        sys.exit(f"CHROMIUM is {chosen}, and no browser starts there. Correct it or unset it.")
    path = chosen or next(filter(None, sources()), None)
    if not path:
        sys.exit(NONE)
    print(path)


if __name__ == "__main__":
    main()
