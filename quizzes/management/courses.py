"""Courses as commands name and count them."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Course


def named_course(slug: str) -> Course:
    """The course with this short name; without one the only course that there is.

    Raises CommandError, which names those there are.
    """
    found = Course.objects.filter(slug=slug) if slug else Course.objects.all()
    courses = list(found[:2])
    if len(courses) == 1:
        return courses[0]
    known = ", ".join(Course.objects.values_list("slug", flat=True))
    if courses:
        text = _("There are several courses. Say which, with --course and one of: %(known)s.")
    elif known:
        text = _("There is no course “%(course)s”. Known are: %(known)s.")
    else:
        text = _("There is no course “%(course)s”, nor any other. Import an article first.")
    raise CommandError(text % {"course": slug, "known": known})


def counted(course: Course) -> str:
    """How many lessons and questions it has, in words."""
    lessons, questions = course.lessons.count(), course.questions.count()
    return _("%(lessons)s and %(questions)s") % {
        "lessons": ngettext("%(count)d lesson", "%(count)d lessons", lessons) % {"count": lessons},
        "questions": ngettext("%(count)d question", "%(count)d questions", questions)
        % {"count": questions},
    }
