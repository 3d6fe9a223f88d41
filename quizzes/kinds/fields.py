"""Checks of what an author wrote, shared by the kinds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from django.utils.translation import gettext as _


def is_text(value: object) -> TypeGuard[str]:
    """Whether ``value`` is a string with something in it."""
    return isinstance(value, str) and bool(value.strip())


def feedback_of(entry: Mapping[str, Any]) -> str:
    """The author's remark on an entry; "" for none. It makes a question better and may be left
    out: the explanation is what every question has."""
    return str(entry.get("feedback", ""))


def feedback_problems(entry: Mapping[str, Any], where: str) -> list[str]:
    """What is wrong with the remark on an entry, of which ``where`` says which it is."""
    if isinstance(entry.get("feedback", ""), str):
        return []
    return [_("%(place)s: the feedback must be text.") % {"place": where}]


def said(*texts: str) -> tuple[str, ...]:
    """Those of the texts that say something."""
    return tuple(text for text in texts if text.strip())


def unknown_fields(entry: Mapping[str, Any], known: Collection[str], where: str = "") -> list[str]:
    """A problem for each field that nothing reads: most often a slip in its name.

    ``where`` says of which entry of a list the field is one, for instance ``options[2]``.
    """
    prefix = f"{where}." if where else ""
    return [
        _("There is no field “%(field)s”. Known here: %(known)s.")
        % {"field": f"{prefix}{field}"[:80], "known": ", ".join(sorted(known))}
        for field in entry
        if field not in known
    ]


def entries(
    spec: Mapping[str, Any], field: str, known: Collection[str] | None, most: int
) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The sets of named fields listed under ``field``, and what is wrong with the list.

    The list is empty when it cannot be used, or when the field is left out. Names of fields
    are not looked at where ``known`` is None.
    """
    value = spec.get(field, [])
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        problem = _("The field “%(field)s” must be a list of sets of named fields.")
        return [], [problem % {"field": field}]
    if len(value) > most:
        problem = _("The field “%(field)s” can have at most %(most)d entries.")
        return [], [problem % {"field": field, "most": most}]
    found = []
    for number, entry in enumerate(value, start=1):
        if known is not None:
            found += unknown_fields(entry, known, f"{field}[{number}]")
    return value, found


def flag_problems(spec: Mapping[str, Any], *names: str) -> list[str]:
    """A problem for each of the optional yes-or-no fields that holds something else."""
    return [
        _("The field “%(field)s” must be true or false.") % {"field": name}
        for name in names
        if not isinstance(spec.get(name, False), bool)
    ]


PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)[^)]*\)")
"""A picture in inline Markdown: its alternative text and its address."""


def embedded_problems(text: str) -> list[str]:
    """What is wrong with the pictures in a text of inline Markdown."""
    found = []
    for alt, address in PICTURE.findall(text):
        if not alt.strip():
            problem = _("The picture %(address)s has no alternative text: ![what it shows](…).")
            found.append(problem % {"address": address})
        if not is_address(address):
            problem = _(
                "The address of a picture must begin with https:// or /, not “%(address)s”."
            )
            found.append(problem % {"address": address})
    return found


LONGEST_ADDRESS = 500
OF_THE_SITE = re.compile(r"/(?!/)[^\s\\\x00-\x20\x7f]*")
"""Neither ``//`` nor a backslash, which browsers read as a slash: both lead elsewhere."""
ELSEWHERE = re.compile(r"https://[^\s\\\x00-\x20\x7f]+")


def is_address(value: object) -> TypeGuard[str]:
    """Whether a page may load a picture from there: over HTTPS, or from the site itself."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return False
    if OF_THE_SITE.fullmatch(value):
        return True
    try:
        return bool(ELSEWHERE.fullmatch(value) and urlsplit(value).hostname)
    except ValueError:
        return False
