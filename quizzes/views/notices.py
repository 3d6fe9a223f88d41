"""Notices to a class, as pages show them."""

from __future__ import annotations

import secrets
from typing import Any

from ..forms.notice import NoticeForm
from ..models import Classroom, Notice
from ..reports.live import notices_in


def notice_board(classroom: Classroom, form: NoticeForm | None = None) -> dict[str, Any]:
    """What a page for those who teach needs to show and take notices. One query."""
    form = form or NoticeForm(initial={"token": secrets.token_hex(8)})
    return {"notices": notices_in(classroom), "notice_form": form}


def board(classroom: Classroom) -> dict[str, Any]:
    """What a page for learners needs to show notices. One query."""
    found = notices_in(classroom)
    return {"notices": found, "notices_seen": seen(found), "notices_of": classroom}


def seen(found: list[Notice]) -> str:
    """A short name of what is shown, to see whether it has changed."""
    return "-".join(str(each.pk) for each in found)
