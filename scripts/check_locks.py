"""Checks, without a network, that the lock files fit pyproject.toml and each other.

Every requirement is pinned at a version it allows, nothing is pinned for the project that
it does not ask for, every pin has hashes, and both locks pin the same versions.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[\w.-]+)(\[.*?\])?==(?P<version>\S+)(?P<rest>.*(?:\n[ #].*)*)", re.M)
Pins = dict[str, tuple[str, bool, bool]]
"""Name to version, whether the project itself asks for it, whether it has hashes."""


def pins(text: str) -> Pins:
    """The pins of a lock file."""
    return {
        canonicalize_name(found["name"]): (
            found["version"],
            bool(re.search(r"# +(via )?evlearn \(pyproject\.toml", found["rest"])),
            "--hash=sha256:" in found["rest"],
        )
        for found in PIN.finditer(text)
    }


def mismatches(asked: list[str], locked: Pins, lock: str) -> list[str]:
    """What in one lock does not fit the requirements ``asked``."""
    found = []
    wanted: dict[str, Requirement] = {
        canonicalize_name(need.name): need for need in map(Requirement, asked)
    }
    for name, need in wanted.items():
        if name not in locked:
            found.append(f"{lock} lacks {need}")
        elif not need.specifier.contains(locked[name][0], prereleases=True):
            found.append(f"{lock} pins {name} {locked[name][0]}, pyproject.toml asks for {need}")
    for name, (_, direct, hashed) in locked.items():
        if direct and name not in wanted:
            found.append(f"{lock} pins {name}, which pyproject.toml does not ask for")
        if not hashed:
            found.append(f"{lock} has no hash for {name}")
    return found


def problems(project: dict, run_text: str, dev_text: str) -> list[str]:
    """Everything that does not fit; empty when the locks are in order."""
    asked = project["project"]["dependencies"]
    run, dev = pins(run_text), pins(dev_text)
    found = mismatches(asked, run, "requirements.lock")
    found += mismatches(asked + project["dependency-groups"]["dev"], dev, "requirements-dev.lock")
    for name, (version, _, _) in run.items():
        if dev.get(name, ("nothing",))[0] != version:
            found.append(f"the locks differ in {name}")
    return found


def main() -> None:
    """Exit code 1 and one line per problem when the locks need to be made anew."""
    found = problems(
        tomllib.loads((ROOT / "pyproject.toml").read_text()),
        (ROOT / "requirements.lock").read_text(),
        (ROOT / "requirements-dev.lock").read_text(),
    )
    if found:
        sys.exit("\n".join([*found, "Run: make lock"]))


if __name__ == "__main__":
    main()
