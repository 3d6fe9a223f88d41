"""Tags as authors type them: words separated by commas."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..kinds.base import plain
from ..models import Tag


def tag_names(text: str) -> list[str]:
    """The names without blanks around them, none of them twice. Raises ValidationError."""
    by_folded = {name.casefold(): name for each in text.split(",") if (name := plain(each))}
    names = list(by_folded.values())
    longest = Tag._meta.get_field("name").max_length or 0
    if long := [name for name in names if len(name) > longest]:
        problem = _("Keep a tag to at most %(count)d characters: “%(name)s”.")
        raise ValidationError(problem % {"count": longest, "name": long[0]})
    return names
