"""A picture that an author uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ..articles.pictures import MOST_BYTES, Made, PictureRefused, remake, too_large

LONGEST_ALT = 500


class PictureForm(forms.Form):
    """The file, and what it shows in words. Once valid, ``made`` is the picture to keep."""

    prefix = "picture"
    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}
        ),
        help_text=_("PNG, JPEG, WebP or GIF, up to 10 MB. It is made small enough for the page,"
                    " and what cameras write into it, such as the place, is taken out."),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("What it shows"),
        required=False,
        max_length=LONGEST_ALT,
        help_text=_("In words, for those who cannot see it."),
    )
    decorative = forms.BooleanField(
        label=_("It only decorates: there is nothing to say"), required=False
    )

    made: Made | None = None

    def clean_file(self) -> UploadedFile:
        """A file that is a picture by its content, whatever it is called."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            if (file.size or 0) > MOST_BYTES:
                raise too_large()
            self.made = remake(file.read())
        except PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file

    def clean_alt(self) -> str:
        """The words in one line."""
        return " ".join(self.cleaned_data["alt"].split())

    def clean(self) -> dict[str, Any]:
        """Ask for words, unless there is nothing to say."""
        cleaned = super().clean() or {}
        words, decorative = cleaned.get("alt"), cleaned.get("decorative")
        if "alt" in cleaned and not words and not decorative:
            self.add_error("alt", _("Say in words what the picture shows, or tick the box below."))
        if words and decorative:
            self.add_error("decorative", _("A picture with words does not only decorate."))
        return cleaned
