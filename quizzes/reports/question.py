"""The history of a question: its versions, what each changed, and who answered it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from ..exchange.difference import Change, Words, differences
from ..kinds import kinds
from ..kinds.base import COMMON_WORDS
from ..models import Answer, AttemptItem, Question, QuestionVersion, of_learners


@dataclass(frozen=True, slots=True)
class Entry:
    """A version beside the one before it.

    ``learners`` counts those who answered this very version; ``met`` those, too, who were asked
    it in a quiz, or chose something and did not check it. ``kind_before`` is the name of the kind
    that the version before had, if it was another one, else "".
    """

    version: QuestionVersion
    first: bool
    learners: int
    met: int
    kind_before: str
    changes: tuple[Change, ...]

    @property
    def typo_only(self) -> bool:
        """Whether answers to the version before hold for this one too."""
        return self.version.edition != self.version.number


def history(question: Question) -> list[Entry]:
    """Every version, the newest first. Three queries."""
    versions = list(question.versions.select_related("created_by").order_by("number"))
    learners, others = _learners(question), _others(question)
    entries = [
        _entry(version, before, learners.get(version.pk, 0), others.get(version.pk, 0))
        for version, before in zip(versions, [None, *versions], strict=False)
    ]
    return entries[::-1]


def _learners(question: Question) -> dict[int, int]:
    """How many learners answered each version, by its id.

    A guest whose work went over to an account is not counted: the account has it.
    """
    answers = Answer.objects.filter(of_learners("item__attempt__"), version__question=question)
    counts = answers.order_by().values_list("version")
    return dict(counts.annotate(Count("item__attempt__learner", distinct=True)))


def _others(question: Question) -> dict[int, int]:
    """How many learners were shown each version, as far as it is known, and did not answer it."""
    answered = Answer.objects.filter(
        version=OuterRef("version"), item__attempt__learner=OuterRef("attempt__learner")
    )
    items = AttemptItem.objects.filter(
        ~Exists(answered), of_learners("attempt__"), question=question
    )
    return dict(items.values_list("version").annotate(Count("attempt__learner", distinct=True)))


def _entry(
    version: QuestionVersion, before: QuestionVersion | None, learners: int, others: int
) -> Entry:
    met = learners + others
    if before is None:
        return Entry(version, True, learners, met, "", ())
    words = {**COMMON_WORDS, **_words(before.kind), **_words(version.kind)}
    return Entry(
        version,
        first=False,
        learners=learners,
        met=met,
        kind_before=before.kind if before.kind != version.kind else "",
        changes=tuple(differences(before.spec, version.spec, words)),
    )


def _words(kind: str) -> Words:
    """What authors call the kind's fields; a kind that was removed has no words for them."""
    return kinds[kind].words if kind in kinds else {}
