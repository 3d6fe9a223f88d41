"""The authors' side: Django's admin over the actions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import content, lesson, marking, people, problem, question, quiz

__all__ = ["content", "lesson", "marking", "people", "problem", "question", "quiz"]

admin.site.site_header = admin.site.site_title = _("evlearn: the authors' side")
admin.site.index_title = _("Courses, questions and accounts")
