"""System checks: what would fail later is named at start-up."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
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
def every_stored_kind_is_known(
    databases: list[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """E002: questions of a kind that was removed cannot be graded."""
    if not databases:
        return []
    stored = QuestionVersion.objects.order_by().values_list("kind", flat=True).distinct()
    return [
        Error(
            f"There are questions of the unknown kind {kind!r}.",
            hint="Bring the kind back, or retire these questions.",
            id="quizzes.E002",
        )
        for kind in stored
        if kind not in kinds
    ]
