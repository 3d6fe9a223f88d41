"""A file of questions to bring in, uploaded or typed."""

from __future__ import annotations

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


class ImportForm(forms.Form):
    """What is uploaded is put into the text area, where it can be mended before it is taken.

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
        try:
            text = self._text(self.form, cleaned)
            if text is not None:
                self._show(text, self.form)
                self.batch = self.form.read(text.encode())
        except ExchangeError as error:
            self.add_error("text", str(error))
        return cleaned

    def _format(self, cleaned: dict[str, Any]) -> Format | None:
        if cleaned.get("format"):
            return formats()[cleaned["format"]]
        return format_by_name(cleaned["file"].name) if cleaned.get("file") else None

    def _text(self, form: Format, cleaned: dict[str, Any]) -> str | None:
        if cleaned.get("file"):
            if cleaned["file"].size > MOST_TYPED:
                words = _("The file is too large for this page: use manage.py import_questions.")
                self.add_error("file", words)
                return None
            return form.text_of(cleaned["file"].read())
        if not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file, or type its text below."))
            return None
        typed: str = cleaned["text"]
        return typed.replace("\r\n", "\n")

    def _show(self, text: str, form: Format) -> None:
        """So that the page that comes back holds it, and need not be given the file again."""
        self.data = {**self.data.dict(), "text": text, "format": form.name}  # type: ignore[attr-defined]
