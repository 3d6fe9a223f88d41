"""The lesson page without what differs between learners: rendered once, then only filled.

A page is mostly the same for everyone. The template draws it with holes; a request puts in the
menu, the messages, the learner's progress, the text and the cards.
"""

from __future__ import annotations

import re

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ..reports.kept import kept
from ..reports.outline import CourseOutline, LessonLink, LessonOutline, QuestionOutline

TEMPLATE = "quizzes/lesson/lesson.html"
HOLES = ("nav", "messages", "steps", "rail", "prose", "cards", "end")
HOLE = re.compile("<!--hole:([a-z]+)-->")


def page(course: CourseOutline, link: LessonLink, kept_by: str, **holes: str) -> str:
    """The lesson's whole page. ``holes`` has HTML for each of HOLES."""
    parts = _shell(course, link, kept_by, get_language())
    return "".join(holes[part] if at % 2 else part for at, part in enumerate(parts))


@kept(1024)
def _shell(
    course: CourseOutline,
    link: LessonLink,
    kept_by: str,
    language: str | None,
) -> tuple[str, ...]:
    """The page in pieces, and between them the names of the holes."""
    holes = {name: mark_safe(f"<!--hole:{name}-->") for name in HOLES}  # noqa: S308 -- constants
    context = {"course": course, "link": link, "kept_by": kept_by, "holes": holes}
    return tuple(HOLE.split(render_to_string(TEMPLATE, context)))


def nav(request: HttpRequest) -> str:
    """The menu, as any page has it. Visitors' sign-in links lead back to where they are."""
    user = request.user
    if user.is_authenticated:
        return _menu(user.get_short_name(), user.is_staff, get_language())
    return render_to_string("components/nav.html", {"user": user}, request)


@kept(2048)
def _menu(
    name: str,
    is_staff: bool,
    language: str | None,
) -> str:
    """The menu of someone signed in on a page that the menu does not name."""
    user = {"is_authenticated": True, "is_staff": is_staff, "get_short_name": name}
    return render_to_string("components/nav.html", {"user": user})


def messages(request: HttpRequest) -> str:
    """What Django has to say once, for instance after signing in."""
    found = list(get_messages(request))
    return render_to_string("components/messages.html", {"messages": found}) if found else ""


@kept(1024)
def prose(
    lesson: LessonOutline,
    language: str | None,
) -> str:
    """The lesson's text."""
    return _prose(lesson.body, None)


def marked_prose(html: str, question: QuestionOutline) -> str:
    """The lesson's text with the sentence marked that settles ``question``, and the way back."""
    return _prose(html, question)


def _prose(html: str, marked: QuestionOutline | None) -> str:
    # It was sanitised when it was saved.
    context = {"text": mark_safe(html), "marked": marked}  # noqa: S308
    return render_to_string("quizzes/lesson/prose.html", context)
