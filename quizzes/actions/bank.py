"""Lists of questions brought into a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..articles.embedded import Embedded
from ..exchange.pictures import shown_in
from ..exchange.spec import QuestionSpec
from ..kinds import SpecRefused, check_spec, kinds
from ..models import ASKED, Course, Lesson, Question, QuestionVersion, Status, User
from .course import touch
from .picture import keep_pictures
from .question import lesson_text, save_question, tag, tags_of
from .quotes import quote_lost

PAGE = 500
"""Questions that are written at once: what SQLite takes as parameters has a limit."""
MOST_NAMED = 20
"""Lessons that a fault names; there may be as many faults as questions."""


def untold(count: int) -> None:
    """Nobody wants to hear how many more are done."""


class QuestionsRefused(ValueError):
    """Questions of which at least one is at fault; ``faults`` has a line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a question that is to be brought in.

    ``faults`` keep it out. What is ``missing`` keeps it from being published only: it becomes a
    draft.
    """

    question: QuestionSpec
    lesson: Lesson | None
    status: str
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether nobody will be asked it yet."""
        return self.status != Status.PUBLISHED

    @property
    def label(self) -> str:
        """The status in words."""
        return str(Status(self.status).label)


def plan(
    course: Course,
    questions: Iterable[QuestionSpec],
    *,
    whole: bool,
    status: str = Status.PUBLISHED,
    lesson: str = "",
    quoted: bool = True,
) -> list[Planned]:
    """What ``save_questions`` would do with each, in their order. Two queries.

    ``whole`` says that the file carries everything, so that what is missing from a question to
    be published is a fault; ``lesson`` is the slug of the lesson for questions that name none.
    With ``quoted`` a published question needs a quote that its lesson has.
    """
    lessons = {
        each.slug: (each, lesson_text(each) if quoted else None) for each in course.lessons.all()
    }
    there = dict(course.questions.values_list("uid", "status"))
    found: list[Planned] = []
    seen: set[str] = set()
    for question in questions:
        if question.uid in seen:
            fault = _("the identifier “%(uid)s” stands twice.") % {"uid": question.uid}
            found.append(Planned(question, None, status, (fault,)))
            continue
        seen.add(question.uid)
        slug = question.lesson or lesson
        found.append(_planned(question, slug, lessons, there, whole, status))
    return found


def _planned(
    question: QuestionSpec,
    slug: str,
    lessons: Mapping[str, tuple[Lesson, str | None]],
    there: Mapping[str, str],
    whole: bool,
    status: str,
) -> Planned:
    lesson, text = lessons.get(slug, (None, None))
    stands = there.get(question.uid, question.status or status)
    if stands not in Status:
        fault = _("there is no status “%(status)s”.") % {"status": stands}
        return Planned(question, None, Status.DRAFT, (fault,))
    if slug and lesson is None:
        words = _("the course has no lesson “%(lesson)s”. It has: %(known)s.")
        known = [*list(lessons)[:MOST_NAMED], *(["…"] if len(lessons) > MOST_NAMED else [])]
        fault = words % {"lesson": slug[:80], "known": ", ".join(known)}
        return Planned(question, None, stands, (fault,))
    try:
        check_spec(question.kind, question.spec, text)
    except SpecRefused as refused:
        problems = tuple(refused.problems)
        published = stands == Status.PUBLISHED
        if (whole and published) or question.kind not in kinds:
            return Planned(question, lesson, stands, problems)
        if not published:
            return Planned(question, lesson, stands, (), problems)
        if question.uid in there:
            words = _("it would take the place of a published question, which lacks nothing.")
            return Planned(question, lesson, stands, (words, *problems))
        return Planned(question, lesson, Status.DRAFT, (), problems)
    return Planned(question, lesson, stands)


def save_questions(
    course: Course,
    questions: Iterable[QuestionSpec],
    *,
    by: User | None,
    now: datetime,
    whole: bool = True,
    status: str = Status.PUBLISHED,
    lesson: str = "",
    skip_bad: bool = False,
    pictures: Sequence[Embedded] = (),
    told: Callable[[int], None] = untold,
) -> Counter[str]:
    """Add or bring up to date all questions, or none; with ``skip_bad`` those without a fault.

    The rest as for ``plan``; ``told`` hears how many more are done. Of the ``pictures`` those
    that the questions show are kept for the course. Returns how many were "added", "changed",
    "unchanged" and "skipped", how many of the added ones are "drafts", and new "pictures".
    Raises QuestionsRefused with every fault of the list, so that one reading mends them all.
    """
    planned = plan(course, questions, whole=whole, status=status, lesson=lesson)
    return save_planned(
        course, planned, by=by, now=now, skip_bad=skip_bad, pictures=pictures, told=told
    )


def save_planned(
    course: Course,
    planned: Sequence[Planned],
    *,
    by: User | None,
    now: datetime,
    skip_bad: bool = False,
    pictures: Sequence[Embedded] = (),
    told: Callable[[int], None] = untold,
) -> Counter[str]:
    """What ``save_questions`` does once it knows what is to be done; as it does."""
    faults = faults_of(planned)
    if faults and not skip_bad:
        raise QuestionsRefused(faults)
    good = [(at, each) for at, each in enumerate(planned, start=1) if not each.faults]
    done: Counter[str] = Counter(skipped=len(planned) - len(good))
    with transaction.atomic():
        shown = shown_in((each.question for _at, each in good), pictures) if pictures else ()
        done["pictures"] = keep_pictures(course, shown, by=by, now=now)
        found = course.questions.select_related("current").prefetch_related("tags")
        there = {question.uid: question for question in found.order_by()}
        new = [(at, each) for at, each in good if each.question.uid not in there]
        for start in range(0, len(new), PAGE):
            page = new[start : start + PAGE]
            _add(course, page, by, now)
            told(len(page))
        done.update(added=len(new), drafts=sum(each.draft for _at, each in new))
        known = [(at, each) for at, each in good if each.question.uid in there]
        done.update(_update(course, known, there, by, now, told))
    return done


def faults_of(planned: Iterable[Planned]) -> list[str]:
    """A line for each fault."""
    return [f"{each.question.place}: {fault}" for each in planned for fault in each.faults]


def _add(
    course: Course, new: Sequence[tuple[int, Planned]], by: User | None, now: datetime
) -> None:
    """Questions with their first versions and tags: a dozen queries for any number."""
    if not new:
        return
    questions = Question.objects.bulk_create(_question(course, at, each, now) for at, each in new)
    specs = [each.question for _at, each in new]
    versions = QuestionVersion.objects.bulk_create(
        _version(question, 1, each, by, now)
        for question, each in zip(questions, specs, strict=True)
    )
    for question, version in zip(questions, versions, strict=True):
        question.current = version
    Question.objects.bulk_update(questions, ["current"])
    tags = tags_of(course, (name for each in specs for name in each.tags))
    through = Question.tags.through
    through.objects.bulk_create(
        through(question_id=question.pk, tag_id=tag_id)
        for question, each in zip(questions, specs, strict=True)
        for tag_id in {tags[name.casefold()].pk for name in each.tags}
    )
    touch(course.pk, now=now)


def _question(course: Course, position: int, planned: Planned, now: datetime) -> Question:
    question = Question(
        course=course,
        lesson=planned.lesson,
        uid=planned.question.uid,
        position=position,
        status=planned.status,
        quote_lost=quote_lost(planned.question.spec, planned.lesson),
        created_at=now,
    )
    question.describe(planned.question.kind, planned.question.spec)
    return question


def _update(
    course: Course,
    known: Iterable[tuple[int, Planned]],
    there: Mapping[str, Question],
    by: User | None,
    now: datetime,
    told: Callable[[int], None],
) -> Counter[str]:
    """Bring questions up to date: many at once, but for those that go elsewhere."""
    done: Counter[str] = Counter()
    staying = []
    for at, each in known:
        old = there[each.question.uid]
        if _stays(old, each) and not _same(old, at, each):
            staying.append((at, each))
            continue
        done["unchanged" if _stays(old, each) else _save(course, each, at, by, now)] += 1
        told(1)
    for start in range(0, len(staying), PAGE):
        page = staying[start : start + PAGE]
        changed = _revise(course, page, by, now)
        done.update(changed=changed, unchanged=len(page) - changed)
        told(len(page))
    return done


def _stays(old: Question, planned: Planned) -> bool:
    """Whether the question keeps its lesson and its tags."""
    new, lesson = planned.question, planned.lesson.pk if planned.lesson else None
    there = {tag.name.casefold() for tag in old.tags.all()}
    tags = not new.tags or there == {name.casefold() for name in new.tags}
    return tags and old.lesson_id == lesson


def _same(old: Question, position: int, planned: Planned) -> bool:
    """Whether the question, which stays, is already what the file says."""
    new, version = planned.question, old.current
    same = version and (version.kind, version.spec) == (new.kind, new.spec)
    return bool(same and old.position == position)


def _revise(
    course: Course, page: Sequence[tuple[int, Planned]], by: User | None, now: datetime
) -> int:
    """Bring positions and specs up to date, in a few queries; returns how many changed."""
    uids = [each.question.uid for _at, each in page]
    found = course.questions.select_for_update(no_key=True).filter(uid__in=uids).order_by()
    there = {question.uid: question for question in found}
    versions = QuestionVersion.objects.filter(question__in=there.values()).order_by("number")
    last = {version.question_id: version for version in versions}
    changed, revised = [], []
    for at, each in page:
        question, new = there[each.question.uid], each.question
        before = last[question.pk]
        revises = (before.kind, before.spec) != (new.kind, new.spec)
        if revises:
            revised.append(_version(question, before.number + 1, new, by, now))
        if revises or question.position != at:
            question.position = at
            question.quote_lost = quote_lost(new.spec, each.lesson)
            changed.append(question)
    for version in QuestionVersion.objects.bulk_create(revised):
        version.question.ask(version)
    Question.objects.bulk_update(changed, ["position", "quote_lost", *ASKED])
    if changed:
        touch(course.pk, now=now)
    return len(changed)


def _version(
    question: Question, number: int, new: QuestionSpec, by: User | None, now: datetime
) -> QuestionVersion:
    return QuestionVersion(
        question=question,
        number=number,
        edition=number,
        kind=new.kind,
        spec=new.spec,
        created_by=by,
        created_at=now,
    )


def _save(course: Course, planned: Planned, position: int, by: User | None, now: datetime) -> str:
    question = planned.question
    what = save_question(
        course,
        question.uid,
        question.kind,
        question.spec,
        lesson=planned.lesson,
        position=position,
        status=planned.status,
        check=False,  # as it was when planned
        by=by,
        now=now,
    )
    if question.tags:
        row = Question.objects.select_related("course").get(course=course, uid=question.uid)
        tag(row, question.tags, now=now)
    return what
