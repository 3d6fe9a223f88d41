"""Which alternatives of a question learners chose, as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from django.utils.translation import gettext as _

from ..kinds import BadResponse, Response, kinds
from ..kinds.alternative import Alternative
from ..models import QuestionVersion, Regrade
from ..scoring.alternatives import Choice, Remark, Said, Tally, remarks, tally

MOST_FURTHER = 8
"""Alternatives of one place that were typed or made up, and are listed; the rest is one row."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one learner answered to a version, None for nothing, and has in the rest."""

    version_id: int
    response: Response
    rest: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """An alternative, or everything else of its place: then it has no ``sign``.

    ``strong`` and ``weak`` are how many of these learners chose it.
    """

    sign: str
    alternative: Alternative
    count: int
    strong: int
    weak: int
    share: float
    """Of all the learners who had the question, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The versions of a question that mean the same, and what was said to them."""

    version: QuestionVersion
    """The latest of them."""
    tally: Tally
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]

    @property
    def has_places(self) -> bool:
        """Whether there is more than one thing to answer."""
        return any(row.alternative.place for row in self.rows)

    @property
    def blank_share(self) -> float:
        """Of the learners, those without an answer."""
        return self.tally.blank / self.tally.count if self.tally.count else 0.0


def editions(
    replies: Sequence[Reply],
    versions: Mapping[int, QuestionVersion],
    regrades: Mapping[int, Regrade],
) -> tuple[Edition, ...]:
    """What was said to each edition of a question, the latest first. No query."""
    by_edition: dict[int, list[Reply]] = {}
    for reply in replies:
        by_edition.setdefault(versions[reply.version_id].edition, []).append(reply)
    return tuple(
        _edition(by_edition[number], versions, regrades)
        for number in sorted(by_edition, reverse=True)
    )


def _edition(
    replies: Sequence[Reply],
    versions: Mapping[int, QuestionVersion],
    regrades: Mapping[int, Regrade],
) -> Edition:
    latest = max((versions[each.version_id] for each in replies), key=lambda one: one.number)
    reader = _Reader(versions, regrades)
    known = {each.key: each for each in reader.always(latest)}
    always = set(known)
    said = []
    for reply in replies:
        found = reader.read(reply)
        for each in found:
            known.setdefault(each.key, each)
        said.append(Said(frozenset(each.key for each in found), reply.rest))
    counted = tally(said)
    judged = [replace(one, right=one.right or one.key in reader.accepted) for one in known.values()]
    rows = _rows(judged, always, counted)
    choices = [_choice(row, always) for row in rows if row.sign]
    return Edition(latest, counted, rows, tuple(remarks(counted, choices)))


def _choice(row: Row, always: set[str]) -> Choice:
    each = row.alternative
    return Choice(each.key, row.sign, each.right, each.place, offered=each.key in always)


class _Reader:
    """Responses to alternatives; each response is read once, however many learners gave it."""

    def __init__(
        self, versions: Mapping[int, QuestionVersion], regrades: Mapping[int, Regrade]
    ) -> None:
        self.versions, self.regrades = versions, regrades
        self.accepted: set[str] = set()
        self._read: dict[tuple[int, str], tuple[Alternative, ...]] = {}

    def always(self, version: QuestionVersion) -> tuple[Alternative, ...]:
        """What is shown whoever said it: by the new key, where there is one."""
        regrade = self.regrades.get(version.pk)
        if regrade and regrade.policy == Regrade.Policy.ACCEPT:
            for response in regrade.accepted:
                alone = _alternatives(version, response)
                self.accepted |= {each.key for each in alone} if len(alone) == 1 else set()
        if regrade and regrade.policy == Regrade.Policy.RECOMPUTE:
            version = regrade.version if regrade.version.kind == version.kind else version
        return _alternatives(version, None)

    def read(self, reply: Reply) -> tuple[Alternative, ...]:
        """What a reply says; nothing for no answer."""
        if reply.response is None:
            return ()
        at = reply.version_id, json.dumps(reply.response, sort_keys=True)
        if at not in self._read:
            version, regrade = self.versions[reply.version_id], self.regrades.get(reply.version_id)
            if regrade and regrade.reads(version.kind, reply.response):
                version = regrade.version
            self._read[at] = _alternatives(version, reply.response)
        return self._read[at]


def _alternatives(version: QuestionVersion, response: Response) -> tuple[Alternative, ...]:
    """Nothing for a response that the version cannot read: it was one to another version. Nothing
    either of a kind that was taken out of the program."""
    if version.kind not in kinds:
        return ()
    try:
        return version.grader.alternatives(version.spec, response)
    except BadResponse:
        return ()


def _rows(found: Sequence[Alternative], always: set[str], counted: Tally) -> tuple[Row, ...]:
    """By their places: what is offered in its order, then what else was said, the most first."""
    places = list(dict.fromkeys(each.place for each in found))
    rows: list[Row] = []
    for place in places:
        own = [each for each in found if each.place == place]
        further = [each for each in own if each.key not in always]
        further.sort(key=lambda each: (-counted.chosen.get(each.key, 0), each.text))
        shown = [each for each in own if each.key in always] + further[:MOST_FURTHER]
        for each in shown:
            rows.append(_row(_sign(sum(bool(row.sign) for row in rows)), each, [each.key], counted))
        if others := further[MOST_FURTHER:]:
            words = _("%(count)d further answers") % {"count": len(others)}
            rest = Alternative("", words, right=False, place=place, bare=True)
            rows.append(_row("", rest, [each.key for each in others], counted))
    return tuple(rows)


def _row(sign: str, each: Alternative, keys: Sequence[str], counted: Tally) -> Row:
    count = sum(counted.chosen.get(key, 0) for key in keys)
    return Row(
        sign=sign,
        alternative=each,
        count=count,
        strong=sum(counted.strong.get(key, 0) for key in keys),
        weak=sum(counted.weak.get(key, 0) for key in keys),
        share=count / counted.count if counted.count else 0.0,
    )


def _sign(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    high, low = divmod(number, len(ascii_uppercase))
    return (ascii_uppercase[high - 1] if high else "") + ascii_uppercase[low]
