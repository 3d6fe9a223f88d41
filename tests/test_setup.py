"""The set-up: what is shipped as it came, what is pinned, and what the helpers say."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts import npm
from scripts.check_locks import problems

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "quizzes" / "static" / "quizzes"
VENDOR = STATIC / "vendor"
OURS = {"README.md", "SHA256SUMS"}

PROJECT = {"project": {"dependencies": ["django>=5,<6"]}, "dependency-groups": {"dev": ["ruff"]}}
RUN_LOCK = "django==5.2 \\\n    --hash=sha256:1\n    # via evlearn (pyproject.toml)\n"
DEV_LOCK = RUN_LOCK + "ruff==1 \\\n    --hash=sha256:2\n    # via evlearn (pyproject.toml:dev)\n"


def noted_sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def preflight(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "preflight.py"), *arguments]
    env = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def preflight_where(change: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The preflight in a Python to which ``change`` was done: root may write anywhere."""
    path = str(ROOT / "scripts" / "preflight.py")
    argv = [path, *arguments]
    code = (
        f"import os, runpy, sys; {change}; sys.argv = {argv!r};"
        f" runpy.run_path({path!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def run_sh(script: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "scripts" / "python.sh"), script]
    env = {"PATH": str(path), **environment}
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=path, check=False)


def fake_python(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def test_vendored_files_are_as_they_came():
    present = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in OURS
    }
    sums = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in present}
    assert sums == noted_sums()


def test_every_vendored_folder_has_its_licence():
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert folders
    assert [path.name for path in folders if not list(path.glob("LICENSE*"))] == []


def test_every_font_file_is_used_and_there():
    style = (STATIC / "evlearn.css").read_text()
    used = set(re.findall(r'url\("([^"]+woff2)"\)', style))
    there = {str(path.relative_to(STATIC)) for path in VENDOR.rglob("*.woff2")}
    assert used == there


def test_the_fonts_of_an_english_page_stay_small():
    files = ["literata/literata-latin", "literata/literata-latin-italic", "inter/inter-latin"]
    assert sum((VENDOR / f"{name}.woff2").stat().st_size for name in files) <= 75_000


def test_the_locks_fit_the_project():
    found = problems(
        tomllib.loads((ROOT / "pyproject.toml").read_text()),
        (ROOT / "requirements.lock").read_text(),
        (ROOT / "requirements-dev.lock").read_text(),
    )
    assert found == []


def test_fitting_locks_give_no_problem():
    assert problems(PROJECT, RUN_LOCK, DEV_LOCK) == []


@pytest.mark.parametrize(
    ("run_lock", "dev_lock", "problem"),
    [
        (RUN_LOCK, RUN_LOCK, "requirements-dev.lock lacks ruff"),
        (RUN_LOCK.replace("5.2", "6.0"), DEV_LOCK, "pins django 6.0"),
        (DEV_LOCK, DEV_LOCK, "pins ruff, which pyproject.toml does not ask for"),
        (RUN_LOCK, DEV_LOCK.replace("5.2", "5.1"), "the locks differ in django"),
        (RUN_LOCK.replace("--hash=sha256:1", ""), DEV_LOCK, "no hash for django"),
    ],
)
def test_a_lock_that_does_not_fit_is_named(run_lock, dev_lock, problem):
    assert problem in "\n".join(problems(PROJECT, run_lock, dev_lock))


STATOR = npm.locked(f"# a remark\n@motors/stator 1.0.0 {npm.integrity_of(b'wound')}\n")[0]


@pytest.fixture
def offer(tmp_path, monkeypatch):
    """Puts a program in the place of npm that fetches these bytes, whatever is asked for."""

    def put(data):
        (tmp_path / "offered").write_bytes(data)
        program = tmp_path / "npm"
        program.write_text(f'#!/bin/sh\ncp "{tmp_path}/offered" "$4/stator-1.0.0.tgz"\n')
        program.chmod(0o755)
        monkeypatch.setattr(npm, "NPM", str(program))

    return put


def test_the_packages_of_npm_are_pinned_by_hash():
    pinned = npm.locked(npm.LOCK.read_text())
    assert pinned
    assert [each.name for each in pinned if not re.match("sha512-.{86}==$", each.integrity)] == []


def test_a_package_of_npm_is_fetched_once(tmp_path, offer):
    offer(b"wound")
    assert npm.archive(STATOR, tmp_path / "kept").read_bytes() == b"wound"
    offer(b"burnt")
    assert npm.archive(STATOR, tmp_path / "kept").read_bytes() == b"wound"


def test_a_package_of_npm_that_was_changed_on_disk_is_fetched_anew(tmp_path, offer):
    offer(b"wound")
    npm.archive(STATOR, tmp_path).write_bytes(b"burnt")
    assert npm.archive(STATOR, tmp_path).read_bytes() == b"wound"


def test_a_package_of_npm_with_another_hash_is_not_kept(tmp_path, offer):
    offer(b"burnt")
    with pytest.raises(npm.Unfit, match="@motors/stator is not what"):
        npm.archive(STATOR, tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_without_npm_a_package_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(npm, "NPM", str(tmp_path / "npm"))
    with pytest.raises(npm.Unfit, match=r"could not fetch @motors/stator@1\.0\.0: .*No such file"):
        npm.archive(STATOR, tmp_path)
    assert not npm.can_be_had(tmp_path)


def test_a_port_in_use_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = preflight("--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is in use.")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["", "web", "-1", "0", "65536", "80 00"])
def test_a_port_that_is_no_port_is_one_sentence(port):
    done = preflight("--port", port)
    assert done.returncode == 1
    assert done.stderr.startswith("PORT must be a number")


def test_a_folder_that_cannot_be_written_is_one_sentence():
    done = preflight_where("os.access = lambda *args: False", "--port", "8000")
    assert done.returncode == 1
    assert "is not allowed to write in" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_old_python_is_told_in_one_sentence():
    done = preflight_where("sys.version_info = (3, 9, 2, 'final', 0)")
    assert done.returncode == 1
    assert done.stderr.startswith("evlearn needs Python 3.11 or newer and found 3.9")
    assert done.stderr.count("\n") == 1


def test_the_preflight_is_written_for_old_pythons():
    source = (ROOT / "scripts" / "preflight.py").read_text()
    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def test_the_first_recent_python_runs(tmp_path):
    fake_python(tmp_path, "python3", "exit 1")
    fake_python(tmp_path, "python3.12", "echo twelve $1")
    assert run_sh("x.py", tmp_path).stdout.endswith("twelve x.py\n")


def test_without_a_recent_python_the_old_one_runs_to_say_so(tmp_path):
    fake_python(tmp_path, "python3", '[ "$2" = "" ] || exit 1; [ "$1" = -c ] || echo old $1')
    assert run_sh("x.py", tmp_path).stdout == "old x.py\n"


def test_without_any_python_one_sentence_says_so(tmp_path):
    done = run_sh("x.py", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("Python was not found.")


def test_a_python_that_is_not_there_is_named(tmp_path):
    done = run_sh("x.py", tmp_path, PYTHON="/nowhere/python")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "/nowhere/python" in done.stderr
