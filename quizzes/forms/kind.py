"""The names of question kinds for authors, those of removed kinds included."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..kinds import kinds


def kind_label(name: str) -> str:
    """What authors call the kind; a kind that was removed is said to be unknown."""
    if name in kinds:
        return str(kinds[name].label)
    return _("%(kind)s (unknown kind)") % {"kind": name}


def kind_choices(current: str = "") -> list[tuple[str, str]]:
    """Every kind for a list to choose from, and ``current`` though it be unknown.

    Without it the form would show another kind than the one that is stored.
    """
    names = sorted(kinds, key=lambda name: str(kinds[name].label).casefold())
    if current and current not in kinds:
        names.append(current)
    return [(name, kind_label(name)) for name in names]


def unknown_kind_help(name: str) -> str:
    """What an author can do about a question of a removed kind."""
    return _(
        "This site does not know the kind “%(kind)s”, so nobody can answer the question. Choose"
        " another kind and write its content, or set the status to “retired” and leave the rest"
        " as it is."
    ) % {"kind": name}
