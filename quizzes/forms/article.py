"""An article brought in through the browser, and what its author says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Course

MOST_BYTES = 10 * 1024 * 1024
ENDINGS = ".md,.markdown,.txt,.text,.html,.htm,.xhtml,.docx,.pdf"
WEB = ["http", "https"]


class ArticleSourceForm(forms.Form):
    """Where the article is: exactly one of a text, a file and an address."""

    text = forms.CharField(
        label=_("The article's text"),
        required=False,
        strip=False,
        help_text=_("Paste it: Markdown, HTML or plain text."),
        widget=forms.Textarea(attrs={"rows": 12, "cols": 90}),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("Word (DOCX), Markdown, HTML, plain text; PDF as far as it goes. Up to 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
    )
    url = forms.CharField(
        label=_("or the address of a page"),
        required=False,
        max_length=1000,
        help_text=_("The page is fetched once; it has to be open to everyone on the web."),
        widget=forms.URLInput(attrs={"size": 70}),
    )

    def clean_file(self) -> Any:
        """A file that is small enough to be read at once."""
        found = self.cleaned_data["file"]
        if found and found.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB: bring it in in parts."))
        return found

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three."""
        cleaned = super().clean() or {}
        given = [name for name in self.fields if str(cleaned.get(name) or "").strip()]
        if not given and not self.errors:
            raise forms.ValidationError(_("Paste a text, choose a file or give an address."))
        if len(given) > 1:
            raise forms.ValidationError(
                _("There is more than one article: leave two of the three empty.")
            )
        return cleaned


class ArticleFactsForm(forms.Form):
    """What is said of the article, and where its lessons go."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 90}),
    )
    author = forms.CharField(label=_("Who wrote it"), required=False, max_length=200)
    date = forms.DateField(
        label=_("When it appeared"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source_url = forms.URLField(
        label=_("Where it stands"), required=False, max_length=1000, assume_scheme="https"
    )
    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=Course.objects.order_by("title"),
        required=False,
        empty_label=_("a new course"),
        help_text=_("Of a course that is there, lessons are brought up to date; nothing is lost."),
    )
    publish = forms.BooleanField(label=_("Open it to everyone at once"), required=False)

    def facts(self) -> dict[str, str]:
        """What is kept with the draft."""
        new = self.cleaned_data
        date = new["date"].isoformat() if new["date"] else ""
        return {name: new[name] for name in ("summary", "author", "source_url")} | {"date": date}
