"""Classes: made, changed, archived, copied; who teaches them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Assignment, Classroom, ClassTeacher, User
from ..models.classroom import new_code

Role = ClassTeacher.Role


class LastTeacher(ValueError):
    """A class must have a teacher; the message says what to do."""


def open_class(name: str, time_zone: str, joining: str, *, by: User, now: datetime) -> Classroom:
    """A new class, with ``by`` as its teacher."""
    with transaction.atomic():
        classroom = Classroom.objects.create(
            name=name, time_zone=time_zone, joining=joining, created_at=now
        )
        classroom.teachers.create(user=by, role=Role.TEACHER)
    return classroom


def change_class(classroom: Classroom, *, name: str, time_zone: str, joining: str) -> None:
    """Change what a teacher decides about the class, and nothing that changed meanwhile."""
    found = Classroom.objects.filter(pk=classroom.pk)
    found.update(name=name, time_zone=time_zone, joining=joining)


def renew_code(classroom: Classroom, *, seen: str) -> bool:
    """Give the class another code, so that the one that was ``seen`` lets nobody in.

    False where it had been renewed already: the same press twice is one.
    """
    found = Classroom.objects.filter(pk=classroom.pk, code=seen)
    return bool(found.update(code=new_code()))


def archive(classroom: Classroom, *, now: datetime) -> None:
    """Close the class: nobody joins, and it stands apart in lists. Everything stays."""
    Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(archived_at=now)


def reopen(classroom: Classroom) -> None:
    """Take the class back from the archive."""
    Classroom.objects.filter(pk=classroom.pk).update(archived_at=None)


def copy_class(classroom: Classroom, name: str, *, by: User, now: datetime) -> Classroom:
    """The class without its learners, for instance for the next year; ``by`` teaches it too.

    Its assignments come along as drafts without dates: last year's are over.
    """
    with transaction.atomic():
        copy = Classroom.objects.create(
            name=name,
            time_zone=classroom.time_zone,
            joining=classroom.joining,
            copied_from=classroom,
            created_at=now,
        )
        roles = dict(classroom.teachers.values_list("user", "role")) | {by.pk: Role.TEACHER}
        ClassTeacher.objects.bulk_create(
            ClassTeacher(classroom=copy, user_id=user_id, role=role)
            for user_id, role in sorted(roles.items())
        )
        for assignment in classroom.assignments.order_by("pk"):
            _copy_assignment(assignment, copy, by, now)
    return copy


def _copy_assignment(assignment: Assignment, to: Classroom, by: User, now: datetime) -> None:
    lessons = list(assignment.lessons.all())
    assignment.pk, assignment._state.adding = None, True
    assignment.classroom, assignment.created_by = to, by
    assignment.opens_at = assignment.due_at = assignment.closes_at = assignment.published_at = None
    assignment.created_at = assignment.changed_at = now
    assignment.save()
    assignment.lessons.set(lessons)


def set_teacher(classroom: Classroom, user: User, role: str) -> None:
    """Let an account teach the class or help; one that does already gets the role.

    Raises LastTeacher where that would leave none.
    """
    with transaction.atomic():
        _hold(classroom)
        if role != Role.TEACHER:
            _keep_another(classroom, user)
        ClassTeacher.objects.update_or_create(
            classroom=classroom, user=user, defaults={"role": role}
        )


def drop_teacher(classroom: Classroom, user: User) -> None:
    """Let an account teach the class no longer. Raises LastTeacher where that would leave none."""
    with transaction.atomic():
        _hold(classroom)
        _keep_another(classroom, user)
        classroom.teachers.filter(user=user).delete()


def _hold(classroom: Classroom) -> None:
    """Of two teachers who drop each other at the same moment, the second is refused."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)


def _keep_another(classroom: Classroom, user: User) -> None:
    teachers = classroom.teachers.filter(role=Role.TEACHER)
    if not teachers.exclude(user=user).exists() and teachers.filter(user=user).exists():
        raise LastTeacher(
            _("A class needs a teacher. Make somebody else one first, or archive the class.")
        )
