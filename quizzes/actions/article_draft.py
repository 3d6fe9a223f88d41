"""An article on its way to lessons: kept, put together, saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..articles import Article, Section
from ..articles.edit import merged, parted
from ..articles.embedded import Embedded
from ..articles.pictures import Made
from ..models import ArticleDraft, Course, DraftPicture, User
from .article import Imported, save_article
from .picture import columns_of
from .reimport import ArticleRefused, CourseInDoubt, course_of, match_lessons

MOST_SECTIONS = 400
MOST_LETTERS = 5_000_000
FACTS = ("author", "date", "source_url", "source_title", "summary", "language")


@dataclass(frozen=True, slots=True)
class Piece:
    """A section of a draft; ``dropped`` ones become no lesson."""

    section: Section
    dropped: bool = False


def keep(article: Article, *, by: User, now: datetime) -> ArticleDraft:
    """Keep an article for its author to look over. Raises ArticleRefused for one too large."""
    letters = sum(len(each.html) for each in article.sections)
    if len(article.sections) > MOST_SECTIONS or letters > MOST_LETTERS:
        raise ArticleRefused(
            _("The article has more than %(most)d sections or is too long: bring it in in parts.")
            % {"most": MOST_SECTIONS}
        )
    with transaction.atomic():
        draft = ArticleDraft.objects.create(
            owner=by,
            title=article.title[:200],
            facts={name: getattr(article, name) for name in FACTS},
            sections=_stored([Piece(each) for each in article.sections]),
            losses=list(article.dropped),
            created_at=now,
            updated_at=now,
        )
        rows = [
            DraftPicture(
                draft=draft, digest=each.digest, **columns_of(each.made, each.name, each.alt)
            )
            for each in article.pictures
        ]
        DraftPicture.objects.bulk_create(rows, batch_size=20)
    return draft


def pieces_of(draft: ArticleDraft) -> list[Piece]:
    """The draft's sections, those that are dropped among them."""
    return [Piece(Section(each["title"], each["html"]), each["dropped"]) for each in draft.sections]


def article_of(draft: ArticleDraft) -> Article:
    """The article as the draft has it, without the pictures that came with it.

    Raises ArticleRefused where every section is dropped.
    """
    sections = tuple(each.section for each in pieces_of(draft) if not each.dropped)
    if not sections:
        raise ArticleRefused(_("Every section is left out: keep at least one."))
    return Article(draft.title, sections, tuple(draft.losses), **draft.facts)


def _pictures_of(draft: ArticleDraft) -> tuple[Embedded, ...]:
    return tuple(
        Embedded(
            each.digest,
            Made(bytes(each.content), each.ending, each.width, each.height),
            each.name,
            each.alt,
        )
        for each in draft.pictures.all()
    )


def change(
    draft: ArticleDraft,
    *,
    seen: int,
    title: str,
    facts: Mapping[str, str],
    titles: Sequence[str],
    do: str = "",
    at: int = 0,
    block: int = 0,
    now: datetime,
) -> bool:
    """Take over what was typed, then do one thing to the section ``at``; whether it was done.

    ``do`` is "merge" (with the kept one before it), "part" (before its ``block``), "drop",
    "restore" or nothing. Where the draft is no longer as it was ``seen``, nothing is changed.
    """
    with transaction.atomic():
        found = ArticleDraft.objects.select_for_update().filter(pk=draft.pk, revision=seen).first()
        pieces = pieces_of(found) if found else []
        if found is None or len(titles) != len(pieces):
            return False
        named = [
            replace(each, section=Section(name.strip()[:200] or each.section.title, _html(each)))
            for each, name in zip(pieces, titles, strict=True)
        ]
        edited = _edited(named, do, at, block)
        found.title = title.strip()[:200] or found.title
        found.facts = found.facts | dict(facts)
        found.sections = _stored(edited if edited is not None else named)
        found.revision, found.updated_at = seen + 1, now
        found.save()
    return edited is not None


def save(
    draft: ArticleDraft, *, course_slug: str, publish: bool, by: User, now: datetime
) -> Imported:
    """Make a course of the draft, or bring ``course_slug`` up to date; the draft is gone then.

    Raises ArticleRefused.
    """
    with transaction.atomic():
        found = ArticleDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if found is None:
            raise ArticleRefused(_("The article was saved or dropped meanwhile."))
        imported = save_article(
            replace(article_of(found), pictures=_pictures_of(found)),
            course_slug=course_slug,
            new=not course_slug,
            publish=publish,
            by=by,
            now=now,
        )
        found.delete()
    return imported


def _edited(pieces: list[Piece], do: str, at: int, block: int) -> list[Piece] | None:
    """The pieces after one thing was done; None where it cannot be done."""
    if not do:
        return pieces
    if not 0 <= at < len(pieces):
        return None
    before, piece, after = pieces[:at], pieces[at], pieces[at + 1 :]
    if do in ("drop", "restore"):
        return [*before, replace(piece, dropped=do == "drop"), *after]
    if do == "part":
        try:
            first, second = parted(piece.section, block)
        except ValueError:
            return None
        return [*before, replace(piece, section=first), replace(piece, section=second), *after]
    kept = [place for place, each in enumerate(before) if not each.dropped]
    if do != "merge" or not kept or piece.dropped:
        return None
    last = kept[-1]
    before[last] = replace(before[last], section=merged(before[last].section, piece.section))
    return [*before, *after]


def _html(piece: Piece) -> str:
    return piece.section.html


def _stored(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    return [
        {"title": each.section.title, "html": each.section.html, "dropped": each.dropped}
        for each in pieces
    ]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What saving would do to a course's lessons.

    ``becomes`` has a word for each kept section: "added", "changed" or "unchanged"; ``stays``
    are titles of lessons that the article lacks.
    """

    becomes: list[str]
    stays: list[str]


def foreseen(sections: Sequence[Section], course: Course | None) -> Foreseen:
    """What the sections would do to ``course``; to a new one without. Writes nothing."""
    lessons = list(course.lessons.order_by("position", "pk")) if course else []
    matches = match_lessons(sections, lessons)
    becomes = []
    for at, section in enumerate(sections):
        lesson = matches.get(at)
        same = lesson and (lesson.title, lesson.body) == (section.title[:200], section.html)
        becomes.append("added" if lesson is None else "unchanged" if same else "changed")
    used = {lesson.pk for lesson in matches.values()}
    return Foreseen(becomes, [each.title for each in lessons if each.pk not in used])


def likely_course(article: Article) -> Course | None:
    """The course that the article seems to be a new state of, for the author to say."""
    try:
        with transaction.atomic():
            return course_of(article)
    except CourseInDoubt as doubt:
        return Course.objects.filter(slug=doubt.slug).first()
