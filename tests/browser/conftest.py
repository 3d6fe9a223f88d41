"""A served course, and browsers in front of it that are watched for faults."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import LearnerFactory

from .axe import ALL, BUT_CONTRAST, CONTRAST, violations
from .course import build
from .watch import Watch

ROOT = Path(__file__).resolve().parents[2]
LOOKS = [
    (1280, 800, "light", ALL),
    (390, 844, "light", BUT_CONTRAST),
    (390, 844, "dark", CONTRAST),
]
PATIENCE = 20_000
"""Milliseconds before a page counts as stuck. Long: the machine may be busy."""


def pytest_collection_modifyitems(items):
    """Try a test here once more before it counts as failed, and say so ("R").

    A browser, a server and a test share two cores with whatever else runs there: what is at fault
    fails twice. Everywhere else a test fails at once.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", autouse=True)
def _database_beside_a_browser():
    """Playwright's loop runs in this thread, which Django takes for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser: EVLEARN_CHROMIUM, else whatever the set-up finds."""
    named = os.environ.get("EVLEARN_CHROMIUM")
    if named:
        return named
    script = [sys.executable, str(ROOT / "scripts" / "browser.py")]
    return subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    # Chromium's own sandbox does not start for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium, "args": arguments}


@pytest.fixture(scope="session")
def live_server():
    """On this machine's own address, never on one that others reach."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def walk(live_server):
    return build()


@pytest.fixture
def ada(live_server):
    """A learner with an account."""
    return LearnerFactory(user__email="ada@example.com", user__name="Ada Lovelace")


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def no_fault(watch):
    """Looks at a page as it stands, in both themes and at two widths.

    Contrast takes most of the time and goes with the theme, all else with the width: so each
    theme has its contrast looked at once, each width everything else.
    """

    def look(page):
        faults = []
        for width, height, scheme, options in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            # axe measures with inline styles of its own, which the policy refuses.
            with watch.asleep():
                faults += violations(page, f"{width} {scheme}", options)
        assert faults == []

    return look


@pytest.fixture
def open_context(new_context, live_server, watch):
    """Opens a browser window of its own, signed in if a learner is given; watched."""

    def make(learner=None, **options):
        context = new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        if learner is not None:
            context.add_cookies([_session(learner, live_server.url)])
        return context

    yield make
    assert watch.unexpected() == []


@pytest.fixture
def open_page(open_context):
    """Opens a page in a window of its own."""
    return lambda learner=None, **options: open_context(learner, **options).new_page()


@pytest.fixture
def page(open_page):
    """The page of someone new."""
    return open_page()


def _session(learner, address):
    client = Client()
    client.force_login(learner.user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
