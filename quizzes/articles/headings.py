"""Finding the headings of plain text, which has no mark-up for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import iso_date

MAX_CHARS = 80
MAX_WORDS = 14
ITEM = re.compile(r"^(\s*)([-*•·‣◦▪]|\d{1,3}[.)]|[a-z]\))\s+(\S.*)$")
TABLE = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*([-*_=~–—])(\s*\1){2,}\s*$")
MARKED = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
BYLINE = re.compile(r"^[Bb]y\s+((?:[A-Z][\w.'’-]*|and|de|van|von|der|la|&)(?:,?\s+|$)){1,8}$")
SMALL = frozenset(
    "a an the of and or nor but in on at to for from with without by as is are was were be it its"
    " vs via per into onto over under than that this if not so yet up out off de la le les des du"
    " et der die das und von van en el los y".split()
)
QUESTION = frozenset(
    "how what why when where who whose which is are was were can could do does did should would"
    " will has have".split()
)


def kind_of(line: str) -> str:
    """What a line is by its own look: blank, table, item, rule, quote, marked or text."""
    if not line.strip():
        return "blank"
    for kind, pattern in (("table", TABLE), ("rule", RULE), ("marked", MARKED), ("item", ITEM)):
        if pattern.match(line):
            return kind
    return "quote" if line.startswith(">") else "text"


class Headings:
    """The headings among the lines of a text: ``levels`` maps line number to 1..6."""

    def __init__(self, lines: Sequence[str], *, wrapped: bool) -> None:
        self._lines = lines
        self._wrapped = wrapped
        self._kinds = [kind_of(line) for line in lines]
        self._filled = [at for at, kind in enumerate(self._kinds) if kind != "blank"]
        self._after = dict(zip(self._filled, self._filled[1:], strict=False))
        self.levels: dict[int, int] = {}
        self._find_marked()
        candidates = {at for at in self._filled if self._is_candidate(at)}
        self._find_chains(candidates)
        self._find_sentences(candidates)

    def text(self, at: int) -> str:
        """The words of the heading in line ``at``."""
        line = self._lines[at]
        marked = MARKED.match(line) or re.match(r"^\s*(\d{1,3}[.)])\s+(.*)$", line)
        return (marked[2] if marked else line).strip()

    def _find_marked(self) -> None:
        for at, kind in enumerate(self._kinds):
            if kind == "marked":
                self.levels[at] = len(MARKED.match(self._lines[at])[1])  # type: ignore[index]
            elif kind == "rule" and at and self._kinds[at - 1] == "text" and self._underlines(at):
                self.levels[at - 1] = 1 if "=" in self._lines[at] else 2

    def _underlines(self, at: int) -> bool:
        line, above = self._lines[at].strip(), self._lines[at - 1].strip()
        return set(line) <= {"=", "-", "~"} and len(above) <= MAX_CHARS and self._opens(at - 1)

    def _is_candidate(self, at: int) -> bool:
        """Whether a line looks like a title-case heading, its neighbours aside."""
        if at in self.levels or (self._wrapped and not self._opens(at)):
            return False
        line = self._lines[at].strip()
        if self._kinds[at] == "item":
            return self._is_numbered_heading(at)
        return self._kinds[at] == "text" and looks_short(line) and in_title_case(line)

    def _is_numbered_heading(self, at: int) -> bool:
        match = re.match(r"^(\d{1,3})[.)]\s+(.*)$", self._lines[at])
        if not match or not looks_short(match[2]) or not in_title_case(match[2]):
            return False
        after = self._after.get(at)
        before = next((other for other in reversed(range(at)) if self._kinds[other] != "blank"), -1)
        alone = before < 0 or self._kinds[before] != "item"
        return alone and after is not None and self._kinds[after] == "text"

    def _opens(self, at: int) -> bool:
        return at == 0 or self._kinds[at - 1] in ("blank", "rule")

    def _is_body(self, at: int | None) -> bool:
        """Whether text, a list or a table stands in line ``at``."""
        if at is None or at in self.levels:
            return False
        line = self._lines[at].strip()
        if self._kinds[at] != "text":
            return self._kinds[at] in ("item", "table", "quote")
        return len(line) > 40 or line[-1] in '.!?:…”"»'

    def _find_chains(self, candidates: set[int]) -> None:
        """Judge runs of candidates: a heading has a body, a run of short lines is a list."""
        done: set[int] = set()
        for first in sorted(candidates):
            if first in done:
                continue
            chain = [first]
            while self._after.get(chain[-1]) in candidates:
                chain.append(self._after[chain[-1]])
            done.update(chain)
            self._judge(chain)

    def _judge(self, chain: list[int]) -> None:
        top = chain[0] == self._filled[0]
        following = self._after.get(chain[-1])
        followed = self._is_body(following)
        if top and (len(chain) > 1 or following in self.levels):
            self.levels[chain.pop(0)] = 1
        if not followed or not chain or len(chain) > 2:
            return
        if len(chain) == 2 and self._opens(chain[0]):
            self.levels |= {chain[0]: 2, chain[1]: 3}
        else:
            self.levels[chain[-1]] = 2

    def _find_sentences(self, candidates: set[int]) -> None:
        """Add headings written like sentences: questions, and short lines standing alone."""
        title_case = bool(candidates & self.levels.keys())
        found = [
            at
            for at in self._filled
            if at not in self.levels
            and at not in candidates
            and self._kinds[at] == "text"
            and self._is_body(self._after.get(at))
            and self._is_sentence_heading(at, strict=title_case)
        ]
        self.levels |= dict.fromkeys(found, 2)

    def _is_sentence_heading(self, at: int, *, strict: bool) -> bool:
        line = self._lines[at].strip()
        words = line.split()
        if not looks_short(line) or not line[0].isupper():
            return False
        if line.endswith("?"):
            asks = words[0].casefold().strip("'’") in QUESTION and 3 <= len(words) <= 12
            return asks and (self._opens(at) or not (strict or self._wrapped))
        parted = at + 1 < len(self._kinds) and self._kinds[at + 1] == "blank" and self._opens(at)
        body = self._after.get(at)
        long_body = body is not None and len(self._lines[body].split()) >= 8
        return parted and long_body and len(line) <= 60 and len(words) <= 8 and line[-1].isalnum()


def looks_short(line: str) -> bool:
    """Whether a line may be a heading by its length, its end and what it holds."""
    if not 3 <= len(line) <= MAX_CHARS or len(line.split()) > MAX_WORDS:
        return False
    if line.rstrip("\"'”’»)")[-1:] in (".", ",", ";", ":", "…"):
        return False
    if re.search(r"https?://|\S@\S|\$\$|\\[(\[]", line) or not re.search(r"[^\W\d_]", line):
        return False
    return not iso_date(line) and not BYLINE.match(line)


def in_title_case(line: str) -> bool:
    """Whether the words of a line that carry meaning begin with capitals."""
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    telling = [word for word in words if word.casefold() not in SMALL]
    if not telling or len(line) < 4 or not (words[0][0].isupper() or line[0].isdigit()):
        return False
    return sum(word[0].isupper() for word in telling) >= 0.8 * len(telling)
