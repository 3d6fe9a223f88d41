"""The history of a question: its versions, what each changed, and who answered it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from ..exchange.difference import Change, Words, differences
from ..kinds import kinds
from ..kinds.base import COMMON_WORDS
from ..models import Answer, Question, QuestionVersion


@dataclass(frozen=True, slots=True)
class Entry:
    """A version beside the one before it.

    ``learners`` counts those who answered this very version. ``kind_before`` is the name of the
    kind that the version before had, if it was another one, else "".
    """

    version: QuestionVersion
    first: bool
    learners: int
    kind_before: str
    changes: tuple[Change, ...]

    @property
    def typo_only(self) -> bool:
        """Whether answers to the version before hold for this one too."""
        return self.version.edition != self.version.number


def history(question: Question) -> list[Entry]:
    """Every version, the newest first. Two queries."""
    versions = list(question.versions.select_related("created_by").order_by("number"))
    learners = _learners(question)
    entries = [
        _entry(version, before, learners.get(version.pk, 0))
        for version, before in zip(versions, [None, *versions], strict=False)
    ]
    return entries[::-1]


def _learners(question: Question) -> dict[int, int]:
    """How many learners answered each version, by its id.

    A guest whose work went over to an account is not counted: the account has it.
    """
    answers = Answer.objects.filter(
        version__question=question, item__attempt__learner__merged_into=None
    )
    counts = answers.order_by().values_list("version")
    return dict(counts.annotate(Count("item__attempt__learner", distinct=True)))


def _entry(version: QuestionVersion, before: QuestionVersion | None, learners: int) -> Entry:
    if before is None:
        return Entry(version, True, learners, "", ())
    words = {**COMMON_WORDS, **_words(before.kind), **_words(version.kind)}
    return Entry(
        version,
        first=False,
        learners=learners,
        kind_before=before.kind if before.kind != version.kind else "",
        changes=tuple(differences(before.spec, version.spec, words)),
    )


def _words(kind: str) -> Words:
    """What authors call the kind's fields; a kind that was removed has no words for them."""
    return kinds[kind].words if kind in kinds else {}
