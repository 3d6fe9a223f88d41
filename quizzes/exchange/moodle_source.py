"""A question element of Moodle XML while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

from django.utils.translation import gettext as _
from lxml import etree

from .effort import spend
from .gift_answers import Reading
from .moodle_answers import Answer, Lost, MoodleFault, Spec, weight_in
from .moodle_xml import Element, line_of, text_of
from .pictures import Pictures

FORMS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "markdown": "markdown",
    "plain_text": "plain",
    "wiki_like": "plain",
}
USUAL = {
    "answernumbering": {"abc"},
    "attachments": {"0"},
    "attachmentsrequired": {"0"},
    "correctanswerformat": {"1"},
    "correctanswerlength": {"2"},
    "defaultgrade": {"0", "1"},
    "gradingtype": {"RELATIVE_ALL_PREVIOUS_AND_NEXT"},
    "hidden": {"0"},
    "layouttype": {"0", "VERTICAL"},
    "maxbytes": {"0"},
    "numberingstyle": {"none"},
    "penalty": {"0", "0.1", "0.3333333", "0.33", "1"},
    "responseformat": {"editor", "plain", "monospaced"},
    "responserequired": {"0", "1"},
    "selectcount": {"0", "2"},
    "selecttype": {"0", "ALL"},
    "showgrading": {"0", "1", "SHOW"},
    "showstandardinstruction": {"0", "1"},
    "showunits": {"0", "3"},
    "shuffleanswers": {"1", "true"},
    "single": {"0", "1", "true", "false"},
    "synchronize": {"0"},
    "unitgradingtype": {"0"},
    "unitpenalty": {"0.1"},
    "unitsleft": {"0"},
}
"""Settings that say nothing of their own: what questions have anyway, or of no use here."""
AN_ANSWER = 11
"""Effort to read one, without its mark-up."""
A_CHILD = 3
SIGNS_A_UNIT = 500
TRUE = ("1", "true")
TAG = re.compile(r"<[^<>]{0,500}>")
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{0,9})?")
LONGEST_VALUE = 60
LONGEST_TEXT = 100_000
"""Characters of mark-up, pictures within it not counted."""
MOST_ELEMENTS = 10_000
"""Elements of one question."""
EMBEDDED = re.compile(r"(\bdata:[\w/+.-]{1,60};base64,)[A-Za-z0-9+/=\s]+")


class Source:
    """What is asked of it counts as read; ``unread`` has the rest. ``lost`` is told in words
    what evlearn cannot hold of it. Raises MoodleFault for one that is too large."""

    def __init__(self, element: Element, lost: Lost, pictures: Pictures) -> None:
        self.element = element
        self.pictures = pictures
        self.lost = lost
        self.spec: Spec = {}
        self.read: set[str] = set()
        if next(islice(element.iter(), MOST_ELEMENTS, None), None) is not None:
            words = _("The question has more than %(most)d elements.")
            raise MoodleFault(words % {"most": MOST_ELEMENTS})
        text = element.find("questiontext")
        self.form = FORMS.get("html" if text is None else text.get("format", "html"), "html")

    def children(self, name: str) -> list[Element]:
        self.read.add(name)
        return self.element.findall(name)

    def child(self, name: str) -> Element | None:
        return next(iter(self.children(name)), None)

    def value(self, name: str) -> str:
        """A setting; "" where there is none."""
        return text_of(self.child(name))

    def prose(self, element: Element | None) -> str:
        """The text of an element as inline Markdown."""
        if element is None:
            return ""
        spend(A_CHILD)
        text = text_of(element)
        self.tell_of_files(element, text)
        return self.inline(text, element.get("format"))

    def inline(self, text: str, form: str | None = None) -> str:
        """A text in the file's mark-up as inline Markdown."""
        known = FORMS.get(form, "html") if form else self.form
        return Reading({}, self.lost).inline(_short_enough(text), known)

    def question_text(self) -> str:
        """The text of the question in the file's mark-up."""
        return _short_enough(text_of(self.child("questiontext")))

    def tell_of_files(self, element: Element, text: str = "") -> None:
        """Names the files in an element, but for those that a link or picture names."""
        for file in element.iterfind("file"):
            spend(A_CHILD + len(text) // SIGNS_A_UNIT)
            name = file.get("name", "")
            if quote(name) not in text or not name:
                words = _("The file “%(name)s” stays out: pictures need an address on the web.")
                self.lost(words % {"name": name[:100]})

    def answers(self) -> list[Answer]:
        """Raises MoodleFault for a weight that is none."""
        return [self._answer(each) for each in self.children("answer")]

    def _answer(self, element: Element) -> Answer:
        spend(AN_ANSWER)
        return Answer(
            weight=weight_in(element.get("fraction", "0"), line_of(element)),
            plain=" ".join(text_of(element).split()),
            feedback=self.prose(element.find("feedback")),
            prose=self.prose(element) if self._has_prose(element) else "",
            tolerance=text_of(element.find("tolerance")),
            tolerance_type=text_of(element.find("tolerancetype")),
            line=line_of(element),
        )

    def _has_prose(self, element: Element) -> bool:
        """Whether an answer is a text with mark-up, and not one to compare."""
        kind = self.element.get("type", "")
        return kind.startswith(("multichoice", "oumulti"))

    def unread(self) -> Iterator[tuple[str, str]]:
        """Names and values of settings that were not asked for and say something."""
        for child in self.element:
            if not isinstance(child.tag, str) or child.tag in self.read:
                continue
            said = text_of(child) or " ".join(map(str, child.itertext(etree.Element)))
            value = " ".join(TAG.sub(" ", said).split())
            usual = USUAL.get(child.tag, ())
            number = f"{float(value):.7g}" if NUMBER.fullmatch(value) else value
            if value and value not in usual and number not in usual:
                yield child.tag, value[:LONGEST_VALUE]


def _short_enough(text: str) -> str:
    """The text without the data of pictures within it. Raises MoodleFault for a long one."""
    text = EMBEDDED.sub(r"\1", text)
    if len(text) > LONGEST_TEXT:
        words = _("A text has more than %(most)d characters.")
        raise MoodleFault(words % {"most": LONGEST_TEXT})
    return text


def whole_number(typed: str, element: Element) -> int:
    """Raises MoodleFault for what is none."""
    if not re.fullmatch(r"\d{1,6}", typed):
        words = _("“%(typed)s” is not a whole number.")
        raise MoodleFault(words % {"typed": typed[:40]}, line_of(element))
    return int(typed)
