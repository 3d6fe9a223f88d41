"""What reviewers say of questions and decide on them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Comment, Question, Status, User
from .question import place

STEPS = {
    "submit": (Status.DRAFT, Status.IN_REVIEW),
    "publish": (Status.IN_REVIEW, Status.PUBLISHED),
    "return": (Status.IN_REVIEW, Status.DRAFT),
}
"""What a reviewer or author can do with a question: from which status to which."""


def comment(question: Question, text: str, *, by: User, now: datetime) -> Comment | None:
    """Say something of the question as it is now; the same twice in a row is said once."""
    with transaction.atomic():
        Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        last = question.comments.filter(author=by).order_by("-pk").first()
        if last and last.text == text and last.version_id == question.current_id:
            return None
        return question.comments.create(
            version=question.current, author=by, text=text, created_at=now
        )


def settle(question: Question, pk: int, *, by: User, now: datetime) -> bool:
    """Mark a comment as seen to; whether it was open."""
    found = question.comments.open().filter(pk=pk)
    return bool(found.update(settled_at=now, settled_by=by))


def move(question: Question, step: str, *, now: datetime) -> bool:
    """Take the question one of STEPS on; False where it is not in the status for it.

    The caller has seen to it that a question that is to be published lacks nothing.
    """
    before, after = STEPS[step]
    with transaction.atomic():
        found = Question.objects.select_for_update(no_key=True).filter(pk=question.pk)
        question = found.get()
        if question.status != before:
            return False
        question.status = after
        place(question, ["status"], from_lesson=None, now=now)
    return True
