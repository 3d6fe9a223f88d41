"""A cold lesson page: few requests, all to the site itself, and nothing moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map((each) => each.node?.outerHTML?.slice(0, 100));
    window.shifts.push({ value: entry.value, moved });
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# Two frames after the fonts have come, everything that could move has moved.
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts)))))"""

TWO_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""


@pytest.fixture
def requested(page, walk, live_server):
    """The addresses that a cold lesson page asks for."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    page.goto(walk.start, wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return [address for address in found if not address.startswith("data:")]


def test_it_makes_few_requests(requested):
    assert len(requested) <= 10, requested


def test_it_asks_nobody_else(requested, live_server):
    assert [address for address in requested if not address.startswith(live_server.url)] == []


def test_it_loads_both_faces(requested, page):
    loaded = page.evaluate(
        "[...document.fonts].filter((each) => each.status === 'loaded').map((f) => f.family)"
    )
    assert {name.strip('"') for name in loaded} >= {"Literata Variable", "Inter Variable"}


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_nothing_moves_while_it_loads(open_page, walk, size):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.add_init_script(SHIFTS)
    page.goto(walk.start, wait_until="networkidle")
    shifts = page.evaluate(SETTLED)
    assert sum(shift["value"] for shift in shifts) < 0.02, shifts


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_nothing_moves_when_the_fonts_come_late(open_page, walk, size):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.add_init_script(SHIFTS)
    held = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(walk.start, wait_until="domcontentloaded")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(TWO_FRAMES)
    page.route("**/*.woff2", lambda route: route.continue_())
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate(SETTLED)
    assert held
    # A word of a narrow table may go to the next line: browsers round widths of letters each in
    # their own way. What people notice begins at 0.1.
    assert sum(shift["value"] for shift in shifts) < 0.05, shifts
