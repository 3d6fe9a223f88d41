"""System checks: what would fail later is named at start-up."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .kinds import kinds
from .models import QuestionVersion


@register()
def every_kind_has_its_template(**options: Any) -> list[CheckMessage]:
    """E001: a kind without templates/quizzes/kinds/<kind>.html cannot be shown."""
    found: list[CheckMessage] = []
    for name in kinds:
        try:
            get_template(f"quizzes/kinds/{name}.html")
        except TemplateDoesNotExist:
            found.append(
                Error(f"The kind {name!r} has no template.", hint="Add it.", id="quizzes.E001")
            )
    return found


@register(Tags.database)
def every_stored_kind_is_known(**options: Any) -> list[CheckMessage]:
    """E002: questions of a kind that was removed cannot be graded."""
    table = QuestionVersion._meta.db_table
    found: list[CheckMessage] = []
    for alias in options.get("databases") or []:
        # Before the first migration there is nothing to look at.
        if table in connections[alias].introspection.table_names():
            found += [_unknown(kind) for kind in _stored_kinds(alias) if kind not in kinds]
    return found


def _stored_kinds(alias: str) -> list[str]:
    versions = QuestionVersion.objects.using(alias).order_by()
    return list(versions.values_list("kind", flat=True).distinct())


def _unknown(kind: str) -> Error:
    return Error(
        f"There are questions of the unknown kind {kind!r}.",
        hint="Bring the kind back, or retire these questions.",
        id="quizzes.E002",
    )
