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

from ...actions.article import ArticleRefused, Imported, save_article, unknown_date
from ...articles import Article, ArticleError, Section, read_article


class Command(BaseCommand):
    """Reads Markdown, HTML or plain text; each section becomes a lesson."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what is to be said of it."""
        parser.add_argument("path", help="the article's file, or - for standard input")
        parser.add_argument("--title", default="", help="the course's title")
        parser.add_argument("--course", default="", help="short name of the course to update")
        parser.add_argument("--source-url", default="", help="where the article stands")
        parser.add_argument("--author", default="", help="who wrote it")
        parser.add_argument("--date", default="", help="when it appeared, as 2026-11-23")
        parser.add_argument("--publish", action="store_true", help="open the course to everyone")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and report the lessons and what was dropped."""
        _check(options)
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
                publish=options["publish"],
                by=None,
                now=timezone.now(),
            )
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
        raise CommandError(f"“{options['source_url']}” is not a web address.") from error


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


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
    lines = [f"{'New course' if imported.created else 'Course'} “{course}” ({course.slug})"]
    for change in imported.changes:
        renamed = f", was “{change.renamed_from}”" if change.renamed_from else ""
        lines.append(f"  {change.what:<9} {change.lesson} ({change.lesson.slug}){renamed}")
        lines += [f"            question {uid}: its quote is gone" for uid in change.lost_quotes]
    lines += [f"  dropped   {what}" for what in article.dropped]
    if any(change.what == "kept" for change in imported.changes):
        lines.append("Kept lessons are no longer in the article; retire them if they should go.")
    if course.status != "published":
        lines.append("It is a draft: import once more with --publish to open it to everyone.")
    return "\n".join(lines)
