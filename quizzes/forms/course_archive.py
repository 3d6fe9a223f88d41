"""The archive of a course, uploaded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from ..articles.archive import MEGABYTE
from ..exchange.course import SUFFIX, CourseSpec
from ..exchange.course_read import read_course
from ..exchange.spec import ExchangeError

MOST_BYTES = 50 * MEGABYTE
"""Larger ones are for the command: the page reads the file while the author waits."""


class CourseArchiveForm(forms.Form):
    """Once valid, ``spec`` is what the archive holds."""

    file = forms.FileField(
        label=_("The course's file"),
        help_text=_("As “Download the course” writes it. Up to 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": SUFFIX}),
    )
    slug = forms.CharField(
        label=_("Another short name"),
        required=False,
        max_length=80,
        validators=[validate_slug],
        help_text=_("Where the course's own is taken here."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.spec: CourseSpec | None = None

    def clean_file(self) -> Any:
        """A course that can be read."""
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            words = _("The file is larger than 50 MB: use manage.py import_course.")
            raise forms.ValidationError(words)
        try:
            self.spec = read_course(found.read())
        except ExchangeError as error:
            raise forms.ValidationError(str(error)) from error
        return found
