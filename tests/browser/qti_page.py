"""A page in which an independent player shows items of QTI 3.0, and a learner answers them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Route

from scripts.npm import member

ROOT = Path(__file__).resolve().parents[2]
PLAYER = "@citolab/qti-components"
TRIES = "numAttempts"
SITE = "http://127.0.0.1"
"""Nothing listens there: every request is answered here, and an unknown one fails."""
BRIEF, STILL = 20, 60
"""Milliseconds: what the player takes to notice a drag, and to settle on a target."""
BLANK = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Item</title>
<body><script type="module" src="/player.js"></script>"""
SHOW = """async (xml) => {
  const item = document.createElement("qti-item");
  const container = item.appendChild(document.createElement("item-container"));
  const ready = new Promise((done) =>
    item.addEventListener("qti-assessment-item-connected", (event) => done(event.detail)));
  document.body.replaceChildren(item);
  await container.updateComplete;
  container.itemXML = xml;
  window.item = await ready;
  await new Promise((done) => setTimeout(done, 20));
}"""
"""What ``item`` is from then on is the player's own element of the item, its interface."""


class ItemPage:
    """One item at a time; a new one takes the place of the old."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.files = {
            "/": ("text/html", BLANK),
            "/player.js": ("text/javascript", member(PLAYER, "cdn/index.js")),
        }
        self.page.route("**/*", self._answer)
        self.page.goto(SITE)
        self.page.wait_for_function("Boolean(customElements.get('qti-item'))")

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=ROOT / "quizzes" / path.removeprefix("/"))
        elif path in self.files:
            sort, body = self.files[path]
            route.fulfill(content_type=sort, body=body)
        else:
            route.abort()

    def show(self, xml: bytes) -> None:
        """Put an item, not yet answered, on the page."""
        self.page.evaluate(SHOW, xml.decode())

    @property
    def body(self) -> Locator:
        """What the item says and asks."""
        return self.page.locator("qti-item-body")

    def variable(self, name: str) -> Any:
        """What the player knows of a response, an outcome or a template variable."""
        found = "(name) => item.variables.find((each) => each.identifier === name)"
        return self.page.evaluate(found, name)

    def responses(self) -> dict[str, Any]:
        """What was answered, by the names of the item."""
        found = self.page.evaluate("item.variables.filter((each) => each.type === 'response')")
        return {each["identifier"]: each["value"] for each in found if each["identifier"] != TRIES}

    def finish(self) -> None:
        """Have the answer marked. Raises Error where the player breaks down over it."""
        self.page.evaluate("item.processResponse()")

    def printed(self) -> list[str]:
        """The values of variables in the text."""
        shown = self.body.locator("qti-printed-variable")
        return shown.evaluate_all("(all) => all.map((each) => each.shadowRoot.textContent)")

    def said(self) -> list[str]:
        """The feedback in view."""
        shown = self.page.locator("qti-modal-feedback").filter(has=self.page.locator("dialog:open"))
        return [" ".join(text.split()) for text in shown.all_text_contents()]

    def choose(self, key: str, name: str = "RESPONSE") -> None:
        """Click a choice."""
        self._asked(name).locator(f'qti-simple-choice[identifier="{key}"]').click()

    def enter(self, text: str, name: str = "RESPONSE") -> None:
        """Write into a field and leave it."""
        field = self._asked(name).locator("input, textarea")
        field.fill(text)
        field.blur()

    def select(self, key: str, name: str) -> None:
        """Take an entry of a list in running text."""
        asked = self._asked(name)
        asked.get_by_role("button").first.click()
        asked.locator(f'qti-inline-choice[identifier="{key}"]').click()

    def match(self, key: str, place: str) -> None:
        """Drag what is to be matched to where it belongs."""
        first, last = (f"qti-simple-match-set:{which}-of-type" for which in ("first", "last"))
        self._drag(f'{first} > [identifier="{key}"]', f'{last} > [identifier="{place}"]')

    def place(self, key: str, at: int) -> None:
        """Drag a step to its place, the first of which is 1."""
        self._drag(f'qti-simple-choice[identifier="{key}"]', f"drop-list >> nth={at - 1}")

    def label(self, key: str, pin: str) -> None:
        """Drag a label onto its pin."""
        words = f'qti-graphic-gap-match-interaction > [identifier="{key}"]'
        self._drag(words, f'qti-associable-hotspot[identifier="{pin}"]')

    def press(self, key: str) -> None:
        """Choose a region of a picture by keyboard."""
        self._region(key).press("Space")

    def point(self, key: str) -> None:
        """Click into a region of a picture, near its upper edge."""
        box = self._region(key).bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 5)

    def _region(self, key: str) -> Locator:
        return self.page.locator(f'qti-hotspot-choice[identifier="{key}"]')

    def _asked(self, name: str) -> Locator:
        return self.page.locator(f'[response-identifier="{name}"]')

    def _drag(self, source: str, target: str) -> None:
        """Hold still before letting go, for the player takes no new target at once."""
        mouse = self.page.mouse
        mouse.move(*self._middle(source))
        mouse.down()
        self.page.wait_for_timeout(BRIEF)
        x, y = self._middle(target)
        mouse.move(x + 3, y, steps=3)
        self.page.wait_for_timeout(STILL)
        mouse.move(x, y)
        mouse.up()
        self.page.wait_for_timeout(BRIEF)

    def _middle(self, selector: str) -> tuple[float, float]:
        box = self.page.locator(selector).bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
