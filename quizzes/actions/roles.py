"""Roles as groups of permissions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission

AUTHORS = "Authors"
REVIEWERS = "Reviewers"
ADMINS = "Admins"
TEACHERS = "Teachers"
CONTENT = ("course", "lesson", "question", "quiz", "quizpart", "tag")
WRITING = ("add", "change", "view")
MAY: Mapping[str, Mapping[str, Collection[str]]] = {
    AUTHORS: {"comment": ("add", "view"), **dict.fromkeys(CONTENT, WRITING)},
    REVIEWERS: {"comment": ("add", "view"), **dict.fromkeys(CONTENT, ("view",))},
    TEACHERS: {"classroom": ("add",)},
    ADMINS: {
        "comment": ("add", "view"),
        "user": WRITING,
        "learner": ("view", "change"),
        **dict.fromkeys(CONTENT, (*WRITING, "delete")),
    },
}
"""What each group may do with which model: authors write, reviewers look and comment, teachers
open classes (and see none but their own), admins also delete and keep the accounts."""


def make_roles(**signal: Any) -> None:
    """Make the groups, and give those that are there the rights on models that are new since.

    Runs after each migration, when the permissions exist. New is a model that the group has no
    right at all on. What a site's admin took from a group or gave to it is otherwise left alone;
    one that was emptied stays empty.
    """
    for name, rights in MAY.items():
        _make(name, rights)


def _make(name: str, rights: Mapping[str, Collection[str]]) -> None:
    group, made = Group.objects.get_or_create(name=name)
    own = {"content_type__app_label": "quizzes", "content_type__model__in": rights}
    there = set(group.permissions.filter(**own).values_list("content_type__model", flat=True))
    if not made and not there:
        return
    names = [f"{verb}_{model}" for model in rights if model not in there for verb in rights[model]]
    new = Permission.objects.filter(content_type__app_label="quizzes", codename__in=names)
    group.permissions.add(*new)
