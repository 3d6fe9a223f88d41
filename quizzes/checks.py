"""System checks: what would fail later is named at start-up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import OperationalError, connections
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .kinds import kinds
from .models import QuestionVersion, Status, User

DEMO = Path(__file__).resolve().parent / "sample" / "accounts.json"
"""The accounts that load_sample makes, and their password, which everybody can read."""


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
    """E002: questions of a kind that was removed cannot be graded.

    W002: what is in a database that cannot be reached is not checked.
    """
    found: list[CheckMessage] = []
    for alias in options.get("databases") or []:
        tables = _tables(alias)
        if tables is None:
            found.append(_out_of_reach(alias))
        elif QuestionVersion._meta.db_table in tables:
            found += [_unknown(kind) for kind in _stored_kinds(alias) if kind not in kinds]
    return found


@register(Tags.security, Tags.database, deploy=True)
def demo_accounts_are_closed(**options: Any) -> list[CheckMessage]:
    """W001: anybody who has read this program can sign in to the demo accounts.

    Looks only where a database is named: ``manage.py check --deploy --database default``.
    """
    found: list[CheckMessage] = []
    for alias in options.get("databases") or []:
        # Before the first migration there are no accounts; where there is no database, the
        # check of the kinds says so.
        if User._meta.db_table in (_tables(alias) or []):
            found += _demo_accounts_left(alias)
    return found


@register(deploy=True)
def mail_is_sent(**options: Any) -> list[CheckMessage]:
    """W003: with the default, mail is printed on the server, and nobody sees it."""
    if not settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        return []
    return [
        Warning(
            "Mail is printed, not sent: nobody can set a forgotten password anew.",
            hint="Set EMAIL_URL, such as smtp+tls://user:password@mail.example.org:587.",
            id="quizzes.W003",
        )
    ]


def _tables(alias: str) -> list[str] | None:
    """The names of the tables; None where the database cannot be reached."""
    try:
        return connections[alias].introspection.table_names()
    except OperationalError:
        return None


def _stored_kinds(alias: str) -> list[str]:
    """The kinds of all versions that a learner may meet, old ones of open questions too."""
    versions = QuestionVersion.objects.using(alias).exclude(question__status=Status.RETIRED)
    return list(versions.order_by("kind").values_list("kind", flat=True).distinct())


def _unknown(kind: str) -> Error:
    return Error(
        f"There are questions of the unknown kind {kind!r}.",
        hint="Bring the kind back, or retire these questions.",
        id="quizzes.E002",
    )


def _out_of_reach(alias: str) -> Warning:
    return Warning(
        f"The database {alias!r} cannot be reached, so what is in it was not checked.",
        hint="Look at DATABASE_URL, and whether the database is running.",
        id="quizzes.W002",
    )


def _demo_accounts_left(alias: str) -> list[CheckMessage]:
    demo = json.loads(DEMO.read_text("utf-8"))
    emails = [account["email"] for account in demo["accounts"]]
    accounts = User.objects.using(alias).filter(email__in=emails, is_active=True)
    # Each comparison is slow by design; there are four accounts at most.
    opened = [
        email
        for email, password in accounts.order_by("email").values_list("email", "password")
        if check_password(demo["password"], password)
    ]
    if not opened:
        return []
    return [
        Warning(
            f"Demo accounts still have the password that everybody knows: {', '.join(opened)}.",
            hint="Delete them, or give them other passwords.",
            id="quizzes.W001",
        )
    ]
