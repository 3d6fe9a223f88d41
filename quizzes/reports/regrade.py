"""Regrades: what one would change, and what was decided so far."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from ..kinds import Response, kinds
from ..models import Answer, AttemptItem, Question, QuestionVersion, Regrade, of_learners

MOST_NAMES = 200
"""Learners whose change a preview names; the counts are of all."""
MOST_RESPONSES = 60


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one learner's mark; None is "does not count"."""

    name: str
    before: float | None
    after: float | None

    @property
    def direction(self) -> int:
        """1 for a rise, -1 for a fall, 0 for neither. What stops counting is neither."""
        if self.before is None or self.after is None:
            return 0
        return (self.after > self.before) - (self.after < self.before)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a regrade would change, by learner, the latest answer counting."""

    risen: tuple[Change, ...]
    fallen: tuple[Change, ...]
    dropped: int
    unchanged: int
    rises: int
    falls: int

    @property
    def total(self) -> int:
        """Learners whose answer would be marked."""
        return self.rises + self.falls + self.dropped + self.unchanged


def preview(regrade: Regrade) -> Preview:
    """What ``regrade``, which need not be saved, would change. Four queries."""
    changes = list(_changes(regrade))
    risen = [change for change in changes if change.direction > 0]
    fallen = [change for change in changes if change.direction < 0]
    dropped = sum(each.after is None and each.before is not None for each in changes)
    return Preview(
        risen=tuple(risen[:MOST_NAMES]),
        fallen=tuple(fallen[:MOST_NAMES]),
        dropped=dropped,
        unchanged=len(changes) - len(risen) - len(fallen) - dropped,
        rises=len(risen),
        falls=len(fallen),
    )


def _changes(regrade: Regrade) -> Iterator[Change]:
    versions = QuestionVersion.objects.filter(pk__in=regrade.versions)
    kind_of = dict(versions.values_list("pk", "kind"))
    for item in _answered(regrade.question_id, kind_of):
        kind = kind_of[item.answered_version]  # type: ignore[attr-defined]
        after = regrade.fraction(kind, item.response, item.last_fraction)  # type: ignore[attr-defined]
        yield Change(_name(item), item.last_fraction, after)
    yield from _left_open(regrade)


def _left_open(regrade: Regrade) -> Iterator[Change]:
    """Those who handed a quiz in without an answer, where that counts otherwise now."""
    in_force = Regrade.objects.by_version([regrade.question_id])
    items = _unanswered(regrade.question_id).filter(version__in=regrade.versions)
    for item in items.select_related("attempt__learner__user", "attempt__quiz").order_by("pk"):
        there = in_force.get(item.version_id)
        before, after = there.for_unanswered if there else 0.0, regrade.for_unanswered
        if before != after:
            yield Change(_name(item), before, after)


def _unanswered(question_id: int) -> QuerySet[AttemptItem]:
    """The items of quizzes with marks that were handed in and have no answer to the question."""
    return AttemptItem.objects.filter(
        of_learners("attempt__"),
        question=question_id,
        answer_count=0,
        mark__isnull=False,
        attempt__finished_at__isnull=False,
    )


def _name(item: AttemptItem) -> str:
    """The learner; somebody may have answered in lessons and in quizzes, each with its mark.

    Who learns in a class is known to those who teach it, and not to authors.
    """
    if item.attempt.assignment_id:
        return _("somebody in a class")
    name, quiz = str(item.attempt.learner), item.attempt.quiz
    return f"{name} · {quiz.title}" if quiz else name


def _answered(question_id: int, version_ids: Iterable[int]) -> QuerySet[AttemptItem]:
    """The items of all who count and whose latest answer is to one of the versions; by name."""
    items = AttemptItem.objects.filter(
        of_learners("attempt__"), question=question_id, answer_count__gt=0
    ).annotate(last=FilteredRelation("answers", condition=Q(answers__ordinal=F("last_ordinal"))))
    return (
        items.filter(last__version__in=list(version_ids))
        .annotate(response=F("last__response"), answered_version=F("last__version"))
        .select_related("attempt__learner__user", "attempt__quiz")
        .order_by("attempt__learner__user__name", "attempt__learner__user__email", "pk")
    )


@dataclass(frozen=True, slots=True)
class Given:
    """A response that learners gave and that earned less than the full mark."""

    response: Response
    words: str
    learners: int


def responses_given(question: Question, version_ids: Iterable[int]) -> list[Given]:
    """What was answered and did not earn the full mark, the most frequent first.

    At most MOST_RESPONSES. Two queries.
    """
    versions = {
        version.pk: version
        for version in question.versions.filter(pk__in=list(version_ids))
        if version.kind in kinds
    }
    times: Counter[tuple[int, str]] = Counter()
    for item in _answered(question.pk, versions):
        if item.last_fraction != 1:
            response = json.dumps(item.response, sort_keys=True)  # type: ignore[attr-defined]
            times[item.answered_version, response] += 1  # type: ignore[attr-defined]
    words: dict[str, str] = {}
    learners: Counter[str] = Counter()
    for (version_id, response), count in times.items():
        version = versions[version_id]
        words.setdefault(response, version.grader.told(version.spec, json.loads(response)))
        learners[response] += count
    return [
        Given(json.loads(response), words[response], count)
        for response, count in learners.most_common(MOST_RESPONSES)
    ]


def versions_answered(question: Question) -> list[tuple[QuestionVersion, int]]:
    """The versions that were answered, with the number of answers, the newest first.

    Those, too, that stood in a quiz and that everyone left open.
    """
    counts = dict(
        Answer.objects.filter(item__question=question)
        .values_list("version")
        .annotate(answers=Count("pk"))
    )
    left_open = set(_unanswered(question.pk).values_list("version", flat=True))
    return [
        (version, counts.get(version.pk, 0))
        for version in question.versions.order_by("-number")
        if version.pk in left_open | counts.keys()
    ]


def decided(question: Question) -> list[Regrade]:
    """The question's regrades, the newest first, with who decided. One query."""
    found = question.regrades.select_related("created_by", "undone_by", "version")
    return list(found.order_by("-pk"))
