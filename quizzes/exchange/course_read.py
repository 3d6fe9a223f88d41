"""Reading a course's archive: what it says is held against the shape that ``course`` writes.

Whether a title is too long or a status unknown is for the database's models to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from ..articles.archive import MEGABYTE
from . import strict_json
from .archive import Archive
from .course import (
    FACTS,
    FORMAT,
    LIMITS,
    LISTING,
    QUESTIONS,
    VERSION,
    CourseSpec,
    LessonSpec,
    PartSpec,
    PictureSpec,
    QuizSpec,
)
from .effort import bounded
from .naming import LONGEST_TAG
from .native import Native
from .spec import ExchangeError

SOURCES = ("question", "lesson", "tag")
MOST_TEXTS = 60 * MEGABYTE
"""Of lessons and questions together, unpacked."""
TEXTS = (".json", ".html", ".md")
MOST_REMARKS = 20
MOST_TEXT = 10 * MEGABYTE
"""Of the listing, and of each text of a lesson. What is read from them takes far more memory."""
LARGEST = 2**15 - 1
"""Numbers beyond are none that a quiz could have, and some databases refuse them."""


class _Fields:
    """A set of fields of the listing; ``place`` is what messages call it."""

    def __init__(self, values: Any, place: str) -> None:
        if not isinstance(values, dict):
            raise ExchangeError(_("%(place)s is not a set of fields.") % {"place": place})
        self.values = values
        self.place = place

    def refused(self, name: str) -> ExchangeError:
        words = _("%(place)s: the field “%(field)s” is missing or is not what it should be.")
        return ExchangeError(words % {"place": self.place, "field": name})

    def text(self, name: str, otherwise: str | None = None) -> str:
        """A text; "otherwise" stands for a missing one, where one may be missing."""
        value = self.values.get(name, otherwise)
        if not isinstance(value, str):
            raise self.refused(name)
        return value

    def fields(self, name: str) -> list[_Fields]:
        """A list of sets of fields."""
        values = self.values.get(name, [])
        if not isinstance(values, list):
            raise self.refused(name)
        return [_Fields(each, f"{name} {at}") for at, each in enumerate(values, start=1)]

    def number(self, name: str) -> float:
        value = self.values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.refused(name)
        if abs(value) > LARGEST:
            raise self.refused(name)
        return value

    def whole(self, name: str) -> int:
        value = self.number(name)
        if not isinstance(value, int):
            raise self.refused(name)
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self.values.get(name) is None else self.whole(name)

    def truth(self, name: str) -> bool:
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self.refused(name)
        return value


@bounded
def read_course(data: bytes) -> CourseSpec:
    """The course of an archive; its pictures are read when they are gone through.

    Raises ExchangeError, also while the pictures are gone through.
    """
    archive = Archive(data, LIMITS)
    _refuse_long_texts(archive)
    listing = _listing(archive)
    unknown = _unknown(archive, _named(listing))
    lessons = tuple(_lesson(archive, each) for each in listing.fields("lessons"))
    pictures = listing.fields("pictures")
    batch = Native().read(_member(archive, QUESTIONS))
    return CourseSpec(
        facts={name: _Fields(listing.values.get("course"), "course").text(name) for name in FACTS},
        lessons=lessons,
        pictures=_pictures(archive, pictures),
        questions=batch.questions,
        quizzes=tuple(_quiz(each) for each in listing.fields("quizzes")),
        remarks=unknown,
    )


def _refuse_long_texts(archive: Archive) -> None:
    """Raises ExchangeError where all but the pictures is more than a course can be."""
    texts = [name for name in archive.names if name.endswith(TEXTS)]
    if archive.size(*texts) > MOST_TEXTS:
        words = _("Unpacked, the texts of the archive would be larger than %(most)d MB.")
        raise ExchangeError(words % {"most": MOST_TEXTS // MEGABYTE})


def _listing(archive: Archive) -> _Fields:
    if LISTING not in archive:
        words = _("This is no course: the archive has no %(member)s.")
        raise ExchangeError(words % {"member": LISTING})
    text = _text(archive, LISTING)
    try:
        listing = strict_json.loads(text)
    except ValueError as error:
        words = _("%(member)s is not JSON: %(why)s")
        raise ExchangeError(words % {"member": LISTING, "why": error}) from error
    fields = _Fields(listing, LISTING)
    if fields.values.get("format") != FORMAT:
        raise ExchangeError(_("The file does not say “format”: “%s”.") % FORMAT)
    if fields.values.get("version") != VERSION:
        raise ExchangeError(
            _("The file is of version %(found)s; this program reads version %(known)d.")
            % {"found": str(fields.values.get("version"))[:20], "known": VERSION}
        )
    return fields


def _member(archive: Archive, name: str) -> bytes:
    if name not in archive:
        raise ExchangeError(_("The archive has no %(member)s.") % {"member": name[:100]})
    return archive.read(name)


def _text(archive: Archive, name: str) -> str:
    data = _member(archive, name)
    if len(data) > MOST_TEXT:
        words = _("%(member)s is larger than %(most)d MB.")
        raise ExchangeError(words % {"member": name, "most": MOST_TEXT // MEGABYTE})
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ExchangeError(_("%(member)s is not UTF-8 text.") % {"member": name}) from error
    if "\x00" in text:
        raise ExchangeError(_("%(member)s is not UTF-8 text.") % {"member": name})
    return text


def _lesson(archive: Archive, fields: _Fields) -> LessonSpec:
    markdown = fields.text("markdown", "")
    return LessonSpec(
        slug=fields.text("slug"),
        title=fields.text("title"),
        status=fields.text("status"),
        body=_text(archive, fields.text("html")),
        source=_text(archive, markdown) if markdown else "",
    )


def _pictures(archive: Archive, listed: list[_Fields]) -> Iterator[PictureSpec]:
    for fields in listed:
        name = fields.text("file")
        content = _member(archive, name)
        path = PurePosixPath(name)
        picture = PictureSpec(
            content, path.suffix.removeprefix("."), fields.text("name"), fields.text("alt")
        )
        if path.stem != picture.digest:
            words = _("%(member)s: its content is not what its name says. It was changed.")
            raise ExchangeError(words % {"member": name[:100]})
        yield picture


def _quiz(fields: _Fields) -> QuizSpec:
    facts: dict[str, Any] = {
        **{name: fields.text(name) for name in ("slug", "title", "intro", "status", "way")},
        **{name: fields.whole(name) for name in ("position", "tries")},
        **{name: fields.truth(name) for name in ("shuffle_questions", "shuffle_options")},
        "penalty": fields.number("penalty"),
        "most_attempts": fields.whole_or_none("most_attempts"),
        "closes_at": fields.text("closes_at", ""),
        "shown": _shown(fields),
    }
    return QuizSpec(facts, tuple(_part(each) for each in fields.fields("parts")))


def _shown(fields: _Fields) -> dict[str, list[str]]:
    shown = fields.values.get("shown", {})
    lists = shown.values() if isinstance(shown, dict) else [None]
    for each in lists:
        if not isinstance(each, list) or not all(isinstance(name, str) for name in each):
            raise fields.refused("shown")
    return {str(stage): list(parts) for stage, parts in shown.items()}


def _part(fields: _Fields) -> PartSpec:
    sources = [name for name in SOURCES if name in fields.values]
    if len(sources) != 1:
        raise fields.refused(SOURCES[0])
    source = sources[0]
    name = fields.text(source)
    if source == "tag" and not (name.strip() and len(name) <= LONGEST_TAG):
        raise fields.refused(source)
    return PartSpec(source, name, fields.whole_or_none("count"), fields.number("points"))


def _named(listing: _Fields) -> set[str]:
    """The members that the listing names. Each may be used once, so that reading has an end."""
    names = [each.text("file") for each in listing.fields("pictures")]
    for lesson in listing.fields("lessons"):
        names += [lesson.text("html"), *filter(None, [lesson.text("markdown", "")])]
    known = {LISTING, QUESTIONS}
    for name in names:
        if name in known:
            words = _("%(member)s: course.json uses it twice.")
            raise ExchangeError(words % {"member": name[:100]})
        known.add(name)
    return known


def _unknown(archive: Archive, known: Collection[str]) -> list[str]:
    """A line for each member that the listing does not name."""
    others = [name for name in archive.names if name not in known]
    words = _("%(member)s: course.json does not name it. It was left out.")
    lines = [words % {"member": name[:100]} for name in others[:MOST_REMARKS]]
    if len(others) > MOST_REMARKS:
        lines.append(_("… and %(count)d more") % {"count": len(others) - MOST_REMARKS})
    return lines
