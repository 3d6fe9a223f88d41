"""``manage.py import_article``: an article becomes a course, or brings its course up to date."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions.article import Imported, LessonChange, save_article, unknown_date
from ...actions.reimport import ArticleRefused, CourseInDoubt
from ...articles import Article, ArticleError, Section, read_article
from ...models import Status
from ..courses import named_course


class Command(BaseCommand):
    """Reads Markdown, HTML or plain text; each section becomes a lesson."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what is to be said of it."""
        parser.description = _(
            "Make a course of an article, a lesson of each section, or bring its course up to date."
        )
        add = parser.add_argument
        add("path", help=_("the article's file, or - for standard input"))
        add("--title", default="", help=_("the course's title"))
        add("--course", default="", help=_("short name of the course to update"))
        add("--new", action="store_true", help=_("make a new course all the same"))
        add("--source-url", default="", help=_("where the article stands"))
        add("--author", default="", help=_("who wrote it"))
        add("--date", default="", help=_("when it appeared, as 2026-11-23"))
        add("--publish", action="store_true", help=_("open the course to everyone"))
        add("--json", action="store_true", help=_("report as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and report the lessons and what was dropped."""
        _check(options)
        if options["course"] and not options["new"]:
            named_course(options["course"])
        path = options["path"]
        try:
            article = read_article(
                _read(path),
                filename="" if path == "-" else path,
                title=options["title"],
                base_url=options["source_url"],
            )
        except ArticleError as error:
            raise CommandError(str(error)) from error
        article = replace(
            article,
            source_url=options["source_url"] or article.source_url,
            author=options["author"] or article.author,
            date=options["date"] or article.date,
        )
        try:
            imported = save_article(
                article,
                course_slug=options["course"],
                new=options["new"],
                publish=options["publish"],
                by=None,
                now=timezone.now(),
            )
        except CourseInDoubt as doubt:
            raise CommandError(_way_out(doubt)) from doubt
        except ArticleRefused as error:
            raise CommandError(str(error)) from error
        report = _as_json if options["json"] else _as_text
        self.stdout.write(report(article, imported))


def _check(options: dict[str, Any]) -> None:
    if wrong := unknown_date(options["date"]):
        raise CommandError(wrong)
    try:
        if options["source_url"]:
            URLValidator(schemes=["http", "https"])(options["source_url"])
    except ValidationError as error:
        raise CommandError(
            _("“%(address)s” is not a web address.") % {"address": options["source_url"]}
        ) from error


def _way_out(doubt: CourseInDoubt) -> str:
    """What is in doubt, and the options that settle it."""
    advice = _("Add --course %(slug)s to bring that course up to date, or --new to make another.")
    return " ".join([str(doubt), advice % {"slug": doubt.slug}])


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error


def _as_json(article: Article, imported: Imported) -> str:
    lessons = [
        {
            "title": change.lesson.title,
            "slug": change.lesson.slug,
            "change": change.what,
            **_figures(section),
        }
        for change, section in zip(imported.changes, article.sections, strict=False)
    ]
    course = imported.course
    report = {
        "title": course.title,
        "course": course.slug,
        "status": course.status,
        "source": {
            "url": course.source_url,
            "author": course.source_author,
            "date": course.source_date.isoformat() if course.source_date else "",
        },
        "lessons": lessons,
        "pictures": {"taken": len(article.shown), "new": imported.new_pictures},
        "kept": [change.lesson.slug for change in imported.changes if change.what == "kept"],
        "dropped": list(article.dropped),
        "lost_quotes": [uid for change in imported.changes for uid in change.lost_quotes],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _figures(section: Section) -> dict[str, int]:
    return {
        "words": section.words,
        "tables": section.tables,
        "lists": section.lists,
        "images": section.images,
    }


def _as_text(article: Article, imported: Imported) -> str:
    course = imported.course
    made = (
        _("New course “%(title)s” (%(slug)s)")
        if imported.created
        else _("Course “%(title)s” (%(slug)s)")
    )
    lines = [made % {"title": course, "slug": course.slug}]
    if imported.renamed_from:
        lines.append(_row("", _was_called(imported.renamed_from)))
    for change in imported.changes:
        lines += _lesson_lines(change)
    lines += _picture_lines(len(article.shown), imported.new_pictures)
    lines += [_row(_("dropped"), what) for what in article.dropped]
    if any(change.what == "kept" for change in imported.changes):
        lines.append(_("Kept lessons are no longer in the article; retire them if they should go."))
    return "\n".join([*lines, *_who_can_read(imported)])


def _who_can_read(imported: Imported) -> list[str]:
    """A line on whether the course is open, where that has changed or may have to."""
    course = imported.course
    if course.status != Status.PUBLISHED:
        return [_("It is a draft: import once more with --publish to open it to everyone.")]
    if imported.opened:
        return [_("It is published now: everyone can read it.")]
    if course.lessons.filter(status=Status.DRAFT).exists():
        return [_("It has lessons in draft: import once more with --publish to open them.")]
    return []


def _lesson_lines(change: LessonChange) -> list[str]:
    """What happened to a lesson; below it, indented, what an author may have to see to."""
    what = {
        "added": _("added"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "kept": _("kept"),
    }
    lesson = change.lesson
    name = _("%(title)s (%(slug)s)") % {"title": lesson, "slug": lesson.slug}
    lines = [_row(what[change.what], name)]
    if change.renamed_from:
        lines.append(_row("", _was_called(change.renamed_from)))
    for uid in change.lost_quotes:
        lost = _("The quote of its question %(uid)s is no longer in the text.") % {"uid": uid}
        lines.append(_row("", lost))
    return lines


def _picture_lines(taken: int, new: int) -> list[str]:
    """A line on the pictures that stood in the file, if any did."""
    if not taken:
        return []
    words = _("%(taken)d taken from the file, new: %(new)d")
    return [_row(_("pictures"), words % {"taken": taken, "new": new})]


def _was_called(title: str) -> str:
    return _("Its title was “%(title)s” before.") % {"title": title}


def _row(what: str, text: str) -> str:
    return f"  {what:<9} {text}".rstrip()
