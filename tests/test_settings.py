"""The settings a deployment gets from its environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECRET = "for this test only, and long enough to be taken seriously: 4b1d9e77a2c8f3"


def manage(*words, **variables):
    """Run manage.py in an environment that holds ``variables`` and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=kept | {"ENV_FILE": os.devnull} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_debug_and_without_a_secret_nothing_starts(tmp_path):
    done = manage("check", VAR_DIR=str(tmp_path))
    assert done.returncode != 0
    assert "SECRET_KEY is not set." in done.stderr


def test_a_secret_of_the_demo_does_not_serve_a_deployment(tmp_path):
    (tmp_path / "secret_key").write_text(SECRET)
    assert manage("check", VAR_DIR=str(tmp_path)).returncode != 0


def test_the_deployment_check_is_silent(tmp_path):
    done = manage(
        "check",
        "--deploy",
        "--fail-level=DEBUG",
        VAR_DIR=str(tmp_path),
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="learn.example.org",
        EMAIL_URL="smtp://localhost:25",
    )
    assert done.returncode == 0
    assert "no issues (2 silenced)" in done.stdout + done.stderr


def deployed(tmp_path, **variables):
    """What the deployment check says of sound settings with these changes."""
    sound = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "learn.example.org"}
    sound["EMAIL_URL"] = "smtp://localhost:25"
    done = manage("check", "--deploy", VAR_DIR=str(tmp_path), **(sound | variables))
    return done.stdout + done.stderr


def test_it_is_silent_for_a_school_that_turned_https_off(tmp_path):
    assert "no issues" in deployed(tmp_path, HTTPS="0")


@pytest.mark.parametrize("url", ["", "consolemail://"])
def test_it_warns_while_mail_is_printed_and_not_sent(tmp_path, url):
    assert "Mail is printed, not sent" in deployed(tmp_path, EMAIL_URL=url)


def test_an_empty_variable_is_as_good_as_none(tmp_path):
    assert "no issues" in deployed(tmp_path, DATABASE_URL="", REDIS_URL="")


def test_what_is_missing_is_said_in_one_sentence():
    done = manage("check")
    assert len(done.stderr.strip().splitlines()) == 1


def test_with_debug_a_secret_is_made_that_only_its_owner_reads(tmp_path):
    assert manage("check", VAR_DIR=str(tmp_path), DEBUG="1").returncode == 0
    secret = tmp_path / "secret_key"
    assert len(secret.read_text()) > 49
    assert secret.stat().st_mode & 0o077 == 0


def test_the_folder_for_the_database_is_made(tmp_path):
    done = manage("migrate", "-v0", VAR_DIR=str(tmp_path / "a" / "b"), SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a" / "b" / "evlearn.sqlite3").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "a").write_text("a file")
    done = manage("check", VAR_DIR=str(tmp_path / "a" / "b"), SECRET_KEY=SECRET)
    assert done.returncode != 0
    assert "cannot be made" in done.stderr.splitlines()[-1]


def test_a_file_gives_what_the_environment_leaves_open(tmp_path):
    (tmp_path / "env").write_text(f"SECRET_KEY='{SECRET}'\n")
    done = manage("check", VAR_DIR=str(tmp_path), ENV_FILE=str(tmp_path / "env"))
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("postgres://user:secret@127.0.0.1/evlearn", "django.db.backends.postgresql"),
        ("sqlite:////tmp/x.sqlite3", "django.db.backends.sqlite3"),
    ],
)
def test_the_database_is_chosen_by_its_address(tmp_path, url, engine):
    question = "from django.conf import settings; print(settings.DATABASES['default']['ENGINE'])"
    done = manage(
        "shell", "-c", question, VAR_DIR=str(tmp_path), SECRET_KEY=SECRET, DATABASE_URL=url
    )
    assert engine in done.stdout


def test_demo_accounts_are_never_made_without_debug(tmp_path):
    database = f"sqlite:///{tmp_path}/x.sqlite3"
    settings = {"VAR_DIR": str(tmp_path), "SECRET_KEY": SECRET, "DATABASE_URL": database}
    assert manage("migrate", "-v0", **settings).returncode == 0
    assert manage("load_sample", **settings).returncode == 0
    count = "from quizzes.models import User; print('accounts:', User.objects.count())"
    assert "accounts: 0" in manage("shell", "-c", count, **settings).stdout


def test_an_assistants_address_that_is_none_does_not_start(tmp_path):
    done = manage("check", VAR_DIR=str(tmp_path), SECRET_KEY=SECRET, SUGGESTIONS_URL="file:///etc")
    assert done.returncode != 0
    assert "SUGGESTIONS_URL must begin with" in done.stderr
