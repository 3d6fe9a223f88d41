"""``manage.py import_questions``: bring a file of questions into a course."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions.bank import Planned, QuestionsRefused, faults_of, plan, save_questions
from ...exchange.base import Batch, Format
from ...exchange.registry import format_by_name, formats
from ...exchange.spec import ExchangeError
from ...models import Course, Status
from ..courses import named_course
from ..progress import Progress


class Command(BaseCommand):
    """Adds or updates the questions of a file; all of them or none, unless told otherwise."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what it is, and where its questions belong."""
        parser.description = _("Bring a file of questions into a course: all of them or none.")
        parser.add_argument("path", help=_("the file, or - for standard input"))
        parser.add_argument(
            "--course", default="", help=_("the course's short name, where there are several")
        )
        parser.add_argument("--lesson", default="", help=_("for questions that name no lesson"))
        parser.add_argument(
            "--format", choices=list(formats()), help=_("where the file's name does not say it")
        )
        parser.add_argument("--publish", action="store_true", help=_("publish what lacks nothing"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen"))
        parser.add_argument("--skip-bad", action="store_true", help=_("take what is good"))
        parser.add_argument("--json", action="store_true", help=_("say it as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        course = named_course(options["course"])
        form = _format(options["path"], options["format"])
        publish = form.whole or options["publish"]
        rules = {
            "whole": form.whole,
            "status": Status.PUBLISHED if publish else Status.DRAFT,
            "lesson": options["lesson"],
        }
        try:
            batch = form.read(_data(options["path"]))
            planned = plan(course, batch.questions, **rules)
            if options["dry_run"]:
                self.stdout.write(_listed(batch, planned, as_json=options["json"]))
                return
            bad = [str(fault) for fault in batch.faults]
            if bad and not options["skip_bad"]:
                raise QuestionsRefused([*bad, *faults_of(planned)])
            good = sum(not each.faults for each in planned)
            with Progress(self.stderr, good, shown=not options["json"]) as bar:
                done = save_questions(
                    course,
                    batch.questions,
                    by=None,
                    now=timezone.now(),
                    skip_bad=options["skip_bad"],
                    pictures=batch.pictures,
                    told=bar.add,
                    **rules,
                )
        except (ExchangeError, QuestionsRefused) as refused:
            raise CommandError("\n".join([str(refused), _("Nothing was imported.")])) from refused
        done["skipped"] += len(bad)
        left_out = [*bad, *faults_of(planned), *map(str, batch.remarks)]
        if options["json"]:
            self.stdout.write(json.dumps({**done, "remarks": left_out}, ensure_ascii=False))
            return
        self.stdout.write("\n".join([_report(course, done), *left_out]))


def _format(path: str, name: str | None) -> Format:
    form = formats()[name] if name else format_by_name(path)
    if form is None and path == "-":
        form = formats()["json"]
    if form is None:
        known = ", ".join(formats())
        raise CommandError(
            _("Say what kind of file it is, with --format and one of: %(known)s.")
            % {"known": known}
        )
    return form


def _data(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error


def _listed(batch: Batch, planned: list[Planned], *, as_json: bool) -> str:
    """Every question with its place, what it becomes, and every remark."""
    rows = [
        {
            "place": each.question.place,
            "uid": each.question.uid,
            "kind": each.question.kind,
            "lesson": each.lesson.slug if each.lesson else "",
            "becomes": "fault" if each.faults else each.status,
            "faults": list(each.faults),
            "missing": list(each.missing),
        }
        for each in planned
    ]
    if as_json:
        found = {
            "questions": rows,
            "faults": list(map(str, batch.faults)),
            "remarks": list(map(str, batch.remarks)),
        }
        return json.dumps(found, ensure_ascii=False, indent=2)
    lines = []
    for row in rows:
        lines.append(f"{row['place']}: {row['uid']} ({row['kind']}) → {row['becomes']}")
        lines += [f"  {words}" for words in (*row["faults"], *row["missing"])]
    lines += [_("%(place)s → fault") % {"place": fault} for fault in batch.faults]
    return "\n".join([*lines, *map(str, batch.remarks), _("Nothing was imported.")])


def _report(course: Course, done: Mapping[str, int]) -> str:
    added, changed, unchanged = (done[what] for what in ("added", "changed", "unchanged"))
    lines = [
        _("The questions of “%(course)s”:") % {"course": course},
        ngettext("  %(count)d was added.", "  %(count)d were added.", added) % {"count": added},
        ngettext("  %(count)d was changed.", "  %(count)d were changed.", changed)
        % {"count": changed},
        ngettext("  %(count)d is unchanged.", "  %(count)d are unchanged.", unchanged)
        % {"count": unchanged},
    ]
    if drafts := done["drafts"]:
        text = ngettext("  %(count)d is a draft.", "  %(count)d are drafts.", drafts)
        lines.append(text % {"count": drafts})
    if skipped := done["skipped"]:
        text = ngettext("  %(count)d was left out.", "  %(count)d were left out.", skipped)
        lines.append(text % {"count": skipped})
    if pictures := done["pictures"]:
        text = ngettext("  %(count)d picture is new.", "  %(count)d pictures are new.", pictures)
        lines.append(text % {"count": pictures})
    return "\n".join(lines)
