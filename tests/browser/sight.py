"""What of a page is in sight: widths, covered buttons, sizes of targets."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

OVERFLOW = """() => {
  const wide = document.scrollingElement.scrollWidth - window.innerWidth;
  if (wide <= 0) return null;
  const culprits = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
    .map((each) => each.outerHTML.slice(0, 120));
  return { wide, culprits: culprits.slice(0, 5) };
}"""

COVERED = """(element) => {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const inside = box.top >= 0 && box.left >= 0
    && box.bottom <= window.innerHeight && box.right <= window.innerWidth;
  if (!inside) return `outside: ${JSON.stringify(box)} of ${innerWidth}x${innerHeight}`;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return element.contains(top) ? null : `covered by ${top?.outerHTML.slice(0, 120)}`;
}"""

IN_VIEW = """(element) => {
  const box = element.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20);
  const y = Math.max(box.top, 0) + Math.min(box.height / 2, 10);
  const seen = box.top >= -1 && box.top < window.innerHeight;
  if (!seen) return `top at ${box.top} of ${innerHeight}`;
  const top = document.elementFromPoint(x, y);
  return element.contains(top) || top?.contains(element) ? null
    : `covered by ${top?.outerHTML.slice(0, 120)}`;
}"""

LOOKS, BETWEEN_LOOKS = 100, 100  # the latter in milliseconds

TARGET = "(element) => (element.closest('label') ?? element).getBoundingClientRect().height"


def no_sideways_scroll(page: Page) -> None:
    fault = page.evaluate(OVERFLOW)
    assert fault is None, fault


def within_reach(button: Locator) -> None:
    """The button can be scrolled wholly into the window, and nothing lies on top of it."""
    fault = button.evaluate(COVERED)
    assert fault is None, fault


def in_view(element: Locator) -> None:
    """The element begins inside the window, uncovered, once the page has come to rest."""
    fault = element.evaluate(IN_VIEW)
    for _ in range(LOOKS):
        if fault is None:
            return
        element.page.wait_for_timeout(BETWEEN_LOOKS)
        fault = element.evaluate(IN_VIEW)
    raise AssertionError(fault)


def big_enough(targets: Locator) -> None:
    """Each option or field can be hit with a thumb: 44 pixels or more."""
    heights = [each.evaluate(TARGET) for each in targets.all()]
    assert heights
    assert min(heights) >= 44, heights
