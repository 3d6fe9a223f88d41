"""Items of QTI 2 and 3."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .effort import spend
from .prose_html import from_html
from .qti_interactions import BLOCK, INLINE, Declared, declared, gaps_of
from .qti_model import MOST_CHOICES, Asked, Feedback, Grid, Item, joined, stays_out
from .qti_rules import Rules
from .qti_xml import (
    Element,
    Lost,
    QtiFault,
    escaped,
    first,
    inside,
    line_in,
    markup_in,
    outer,
    tag_of,
    words_in,
)

UNKNOWN = frozenset(
    "graphicOrderInteraction graphicAssociateInteraction positionObjectStage"
    " positionObjectInteraction drawingInteraction uploadInteraction mediaInteraction"
    " hottextInteraction customInteraction portableCustomInteraction".split()
)
"""Interactions that no kind of question has."""
ANY = (*BLOCK, *INLINE, "gapMatchInteraction", *UNKNOWN)
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote hr address figure".split())
HOLDERS = frozenset("div section article contentBody".split())
A_TEXT = 10
"""Effort to read one, without its mark-up."""
OURS = "evlearn"


def item_of(root: Element, lost: Lost) -> Item:
    """What an assessmentItem holds. Raises QtiFault for what evlearn cannot ask."""
    body = first(root, "itemBody")
    if body is None:
        raise QtiFault(_("It has no itemBody."), line_in(root))
    ours = root.get("toolName") == OURS
    item = Item(lost, root.get("identifier", ""), root.get("title", ""), line_in(root))
    item.style = body.get("class", "")
    if first(root, "templateProcessing") is not None and not ours:
        words = _("It has variables of its own (templateProcessing), which are not read.")
        raise QtiFault(words, item.line)
    if root.get("adaptive") == "true":
        lost(_("It is adaptive: marked in several steps. Here it is asked once."))
    if first(root, "stylesheet") is not None:
        lost(_("A style sheet stays out."))
    _Body(item, declared(root)).read_all(body)
    _feedback(item, root, ours)
    return item


class _Body:
    """Goes through an itemBody and puts into the item what stands there.

    As deep as the tree, whose depth the parser limits.
    """

    def __init__(self, item: Item, answers: dict[str, Declared]) -> None:
        self.item = item
        self.answers = answers
        self.loose: list[str] = []
        self.holding: set[Element] = set()

    def read_all(self, body: Element) -> None:
        for each in body.iter(*BLOCK, *SPECIAL, *UNKNOWN):
            for around in each.iterancestors():
                if around in self.holding:
                    break
                self.holding.add(around)
        self.read(body)

    def read(self, element: Element) -> None:
        self.loose.append(escaped(element.text))
        for child in list(element):
            self._child(child)
            self.loose.append(escaped(child.tail))
        self._flush()

    def _child(self, child: Element) -> None:
        tag = tag_of(child)
        spend(1)
        if tag in UNKNOWN:
            words = _("evlearn has no questions of this sort: %s.")
            raise QtiFault(words % tag, line_in(child))
        if tag in SPECIAL:
            getattr(self, f"_{tag}")(child)
        elif tag in BLOCK:
            self._flush()
            self.item.flow.append(BLOCK[tag](child, self.answers, self.item.lost))
        elif child in self.holding or (
            tag in HOLDERS and next(inside(child, *PARAGRAPHS), None) is not None
        ):
            self._flush()
            self.read(child)
        elif tag == "table" and next(inside(child, *INLINE), None) is not None:
            self._flush()
            self._grid(child)
        else:
            self._text(child)

    def _text(self, child: Element) -> None:
        """Running text, its fields as marks."""
        spend(A_TEXT)
        paragraph = tag_of(child) in PARAGRAPHS
        if paragraph:
            self._flush()
        self.loose.append(self._marked(child))
        if paragraph:
            self._flush()

    def _marked(self, child: Element) -> str:
        """An element without its tail as HTML."""
        if tag_of(child) in INLINE:
            return self.item.field_in(self._field(child))
        for each in list(inside(child, *INLINE, "printedVariable")):
            if tag_of(each) == "printedVariable":
                mark = f"[[{each.get('identifier', '')}]]"
            else:
                mark = self.item.field_in(self._field(each))
            _replace(each, mark)
        tail, child.tail = child.tail, None
        text = outer(child)
        child.tail = tail
        return text

    def _field(self, element: Element) -> Asked:
        if len(self.item.inline) >= MOST_CHOICES:
            raise QtiFault(_("It has too many fields."), line_in(element))
        return INLINE[tag_of(element)](element, self.answers, self.item.lost)

    def _flush(self) -> None:
        markup, self.loose = "".join(self.loose), []
        if markup.strip():
            text = from_html(markup, self.item.lost)
            if text:
                self.item.flow.append(text)

    def _grid(self, table: Element) -> None:
        rows = []
        for row in table.iter("tr"):
            cells = [each for each in row if tag_of(each) in ("td", "th")]
            if any(each.get("colspan") or each.get("rowspan") for each in cells):
                self.item.lost(_("Joined cells of a table are single ones here."))
            rows.append([from_html(self._inside(each), self.item.lost) for each in cells])
        text = joined(" | ".join(cell for cell in row) for row in rows)
        self.item.flow.append(Grid(rows, text))

    def _inside(self, element: Element) -> str:
        return "".join(
            [
                escaped(element.text),
                *(self._marked(each) + escaped(each.tail) for each in list(element)),
            ]
        )

    def _gapMatchInteraction(self, element: Element) -> None:
        """Its gaps are fields with a common bank of words."""
        self._flush()
        words, fields = gaps_of(element, self.answers, self.item.lost)
        for gap, asked in fields:
            _replace(gap, self.item.field_in(asked))
        for word in words:
            word.getparent().remove(word)  # type: ignore[union-attr]
        self.read(element)

    def _rubricBlock(self, element: Element) -> None:
        """For learners it is text; for those who mark it is what a good answer says."""
        self._flush()
        if "evlearn-rubric" in (element.get("class") or ""):
            return
        view = (element.get("view") or "candidate").split()
        if "candidate" in view:
            self.read(element)
            return
        text = from_html(markup_in(element), self.item.lost)
        if next(element.getroottree().getroot().iter("extendedTextInteraction"), None) is None:
            stays_out(_("A note for %s") % ", ".join(view), text, self.item.lost)
            return
        self.item.model_answer = joined([self.item.model_answer, text])

    def _infoControl(self, element: Element) -> None:
        words = _("A note that is opened by hand stays out: “%s”")
        self.item.lost(words % words_in(element)[:300])

    def _endAttemptInteraction(self, element: Element) -> None:
        self.item.lost(_("A button “%s” stays out.") % element.get("title", "")[:100])

    def _templateBlock(self, element: Element) -> None:
        self.item.lost(_("Text under a condition stays out: “%s”") % words_in(element)[:300])

    _templateInline = _templateBlock

    def _feedbackBlock(self, element: Element) -> None:
        """Kept for later: see ``_feedback``."""
        self._kept(element)

    _feedbackInline = _feedbackBlock

    def _kept(self, element: Element) -> None:
        for each in inside(element, *ANY):
            raise QtiFault(_("A question within feedback is not read."), line_in(each))
        text = from_html(markup_in(element), self.item.lost)
        about, value = element.get("outcomeIdentifier", ""), element.get("identifier", "")
        self.item.feedback.append(Feedback(text, element.get("showHide", "show"), about, value))


SPECIAL = frozenset(
    "gapMatchInteraction rubricBlock infoControl endAttemptInteraction templateBlock"
    " templateInline feedbackBlock feedbackInline".split()
)
"""Elements that ``_Body`` has a method for."""


def _replace(element: Element, text: str) -> None:
    """Put text in an element's place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _feedback(item: Item, root: Element, ours: bool) -> None:
    """Tie what is said to the answers that it is said on."""
    for each in root.iterchildren("modalFeedback"):
        text = from_html(markup_in(each), item.lost)
        about, value = each.get("outcomeIdentifier", ""), each.get("identifier", "")
        item.feedback.append(Feedback(text, each.get("showHide", "show"), about, value))
    asked = [each for each in item.flow if not isinstance(each, str | Grid)] + item.inline
    rules = Rules({each.group or each.id: each for each in asked}, item.lost)
    rules.read(root, {each.about for each in item.feedback}, ours)
    item.feedback = [one for each in item.feedback for one in _tied(each, rules)]


def _tied(said: Feedback, rules: Rules) -> list[Feedback]:
    key = (said.about, said.value)
    if said.when == "hide":
        return [Feedback(said.text, "other")]
    if key in rules.shown:
        ties = rules.shown[key]
        if ties is None:
            return [Feedback(said.text, "other")]
        if not ties:
            part = said.about.partition("EXPLANATION_")[2]
            return [Feedback(said.text, "explained", part) if part else Feedback(said.text)]
        return [Feedback(said.text, tie.when, tie.about, tie.value or "") for tie in ties]
    name = rules.given.get(said.about, next(iter(rules.responses), ""))
    asked = rules.responses.get(name)
    if asked and any(each.id == said.value for each in asked.choices):
        return [Feedback(said.text, "option", name, said.value)]
    return [Feedback(said.text, "other" if said.about in rules.given else "always")]
