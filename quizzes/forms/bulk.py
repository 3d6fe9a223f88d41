"""What is asked before many questions are changed at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Course, Lesson
from .tags import tag_names


class TagsForm(forms.Form):
    """Tags to give and tags to take off."""

    add = forms.CharField(
        label=_("Tags to give"),
        required=False,
        max_length=500,
        help_text=_("Separated by commas. New ones are made."),
    )
    remove = forms.CharField(label=_("Tags to take off"), required=False, max_length=500)

    def clean_add(self) -> list[str]:
        """The names, none of them twice."""
        return tag_names(self.cleaned_data["add"])

    def clean_remove(self) -> list[str]:
        """Likewise."""
        return tag_names(self.cleaned_data["remove"])

    def clean(self) -> dict[str, Any]:
        """Refuse a form that asks for nothing, or for a tag both ways."""
        cleaned = super().clean() or {}
        add, remove = cleaned.get("add", []), cleaned.get("remove", [])
        if not self.errors and not add and not remove:
            raise forms.ValidationError(_("Name at least one tag."))
        both = {name.casefold() for name in add} & {name.casefold() for name in remove}
        if both:
            words = _("Either give or take off: %(names)s.")
            raise forms.ValidationError(words % {"names": ", ".join(sorted(both))})
        return cleaned


class MoveForm(forms.Form):
    """The lesson to which questions of one course are moved."""

    lesson = forms.ModelChoiceField(label=_("Lesson"), queryset=Lesson.objects.none())

    def __init__(self, course: Course, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Their texts are long, and nobody reads them here.
        lessons = course.lessons.defer("body").order_by("position", "pk")
        self.fields["lesson"].queryset = lessons  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing is asked but whether it is meant."""
