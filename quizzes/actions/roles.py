"""Roles as groups of permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

AUTHORS = "Authors"
AUTHORS_MAY = ["course", "lesson", "question", "quiz", "quizpart", "tag"]


def make_roles(**signal: Any) -> None:
    """Make the group of authors, who write courses, lessons, questions and quizzes.

    Runs after each migration, when the permissions exist. Rights that a site's admin took
    from the group or gave to it are left alone: an existing group is not touched.
    """
    authors, made = Group.objects.get_or_create(name=AUTHORS)
    if made:
        names = [f"{verb}_{model}" for model in AUTHORS_MAY for verb in ("add", "change", "view")]
        may = Permission.objects.filter(content_type__app_label="quizzes", codename__in=names)
        authors.permissions.set(may)
