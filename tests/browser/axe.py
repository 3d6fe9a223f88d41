"""What axe finds on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Left out unless asked for by name, though it bears the tag.
ALL = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
BUT_CONTRAST = ALL | {
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
}
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}


def violations(page: Page, where: str, options: dict[str, object]) -> list[str]:
    """What axe finds on the page, one line each, once all of the page is there."""
    # After a click the new page is there as soon as its first bytes are: without any element.
    page.wait_for_load_state("load")
    return [
        f"{where} {fault['id']}: {node['html'][:160]} {node['failureSummary']}"
        for fault in Axe().run(page, options=options).response["violations"]
        for node in fault["nodes"]
    ]
