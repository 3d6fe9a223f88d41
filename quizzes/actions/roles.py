"""Roles as groups of permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

AUTHORS = "Authors"
AUTHORS_MAY = ["course", "lesson", "question", "quiz", "quizpart", "tag"]
VERBS = ["add", "change", "view"]


def make_roles(**signal: Any) -> None:
    """Make the group of authors, who write courses, lessons, questions and quizzes.

    Runs after each migration, when the permissions exist. A group that is there gets the rights
    on models that are new since, which are those that it has no right at all on. What a site's
    admin took from it or gave to it is otherwise left alone; one that was emptied stays empty.
    """
    authors, made = Group.objects.get_or_create(name=AUTHORS)
    own = {"content_type__app_label": "quizzes", "content_type__model__in": AUTHORS_MAY}
    rights = authors.permissions.filter(**own)
    there = set(rights.values_list("content_type__model", flat=True))
    if not made and not there:
        return
    names = [f"{verb}_{model}" for model in AUTHORS_MAY if model not in there for verb in VERBS]
    new = Permission.objects.filter(content_type__app_label="quizzes", codename__in=names)
    authors.permissions.add(*new)
