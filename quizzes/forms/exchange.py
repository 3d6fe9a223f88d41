"""A file of questions to bring in, uploaded or typed."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..exchange.base import Batch, Format
from ..exchange.registry import format_by_name, formats
from ..exchange.spec import ExchangeError
from ..models import Course, Lesson
from .authoring import lesson_choices

MOST_TYPED = 2_000_000
"""Characters. Larger files are for the command, which reads them from the disk."""
MOST_KEPT = 1_700_000
"""Bytes of a file that is no text. They come back with the form, a third longer, and a form has
2.5 MB at most."""


class ImportForm(forms.Form):
    """What is uploaded is put into the text area, where it can be mended before it is taken. A file
    that is no text comes back with the page, out of sight.

    Once valid, ``batch`` is what was read.
    """

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.order_by("title"))
    lesson = forms.ModelChoiceField(
        label=_("Lesson"),
        queryset=Lesson.objects.all(),
        required=False,
        help_text=_("For questions that name no lesson."),
    )
    format = forms.ChoiceField(
        label=_("Format"), required=False, help_text=_("Where the file's name does not say it.")
    )
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90, "spellcheck": "false"}),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    publish = forms.BooleanField(
        label=_("Publish what lacks nothing"),
        required=False,
        help_text=_("Otherwise questions from other programs become drafts."),
    )
    skip_bad = forms.BooleanField(label=_("Leave out what is at fault"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batch = Batch()
        self.form: Format | None = None
        choices: list[tuple[str, Any]] = [("", _("by the file's name"))]
        choices += [(name, each.label) for name, each in formats().items()]
        self.fields["format"].choices = choices  # type: ignore[attr-defined]
        self.fields["lesson"].choices = lesson_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the file, or what stands in the text area."""
        cleaned = super().clean() or {}
        lesson, course = cleaned.get("lesson"), cleaned.get("course")
        if lesson and course and lesson.course_id != course.pk:
            self.add_error("lesson", _("This lesson belongs to another course."))
        if self.errors:
            return cleaned
        self.form = self._format(cleaned)
        if self.form is None:
            self.add_error("format", _("Choose what kind of file it is."))
            return cleaned
        take = self._bytes if self.form.binary else self._text
        try:
            data = take(self.form, cleaned)
            if data is not None:
                self.batch = self.form.read(data)
        except ExchangeError as error:
            self.add_error("file" if self.form.binary else "text", str(error))
        return cleaned

    def _format(self, cleaned: dict[str, Any]) -> Format | None:
        if cleaned.get("format"):
            return formats()[cleaned["format"]]
        return format_by_name(cleaned["file"].name) if cleaned.get("file") else None

    def _text(self, form: Format, cleaned: dict[str, Any]) -> bytes | None:
        """What was uploaded, else typed, to be read."""
        if cleaned.get("file"):
            uploaded = self._uploaded(cleaned, MOST_TYPED)
            text = None if uploaded is None else form.text_of(uploaded)
        else:
            text = cleaned.get("text", "").replace("\r\n", "\n")
            if not text.strip():
                self.add_error("file", _("Choose a file, or type its text below."))
                text = None
        if text is None:
            return None
        self._show(form, text=text, kept="")
        return text.encode()

    def _bytes(self, form: Format, cleaned: dict[str, Any]) -> bytes | None:
        """What was uploaded, now or before."""
        if cleaned.get("file"):
            data = self._uploaded(cleaned, MOST_KEPT)
        elif cleaned.get("kept"):
            data = self._unpacked(cleaned["kept"])
        else:
            data = None
            self.add_error("file", _("Choose a file: this format is no text."))
        if data is not None:
            self._show(form, text="", kept=base64.b64encode(data).decode())
            self["file"].help_text = _("It is kept. To mend it, choose the mended file.")
        return data

    def _uploaded(self, cleaned: dict[str, Any], most: int) -> bytes | None:
        if cleaned["file"].size > most:
            words = _("The file is too large for this page: use manage.py import_questions.")
            self.add_error("file", words)
            return None
        return bytes(cleaned["file"].read())

    def _unpacked(self, kept: str) -> bytes | None:
        try:
            return base64.b64decode(kept, validate=True)
        except binascii.Error:
            self.add_error("file", _("The file got lost on the way. Choose it again."))
            return None

    def _show(self, form: Format, **fields: str) -> None:
        """So that the page that comes back holds it, and need not be given the file again."""
        self.data = {**self.data.dict(), **fields, "format": form.name}  # type: ignore[attr-defined]
