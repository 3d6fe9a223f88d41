"""A lesson as its author types it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from ..articles import ArticleError
from ..articles.fragment import Written, read_markdown
from ..articles.to_markdown import to_markdown
from ..exchange.difference import Piece
from ..exchange.paragraphs import compare_texts
from ..models import Lesson, Picture

THEIRS = "theirs"
"""The wish of an author who goes on from what somebody else saved."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else saved while this author wrote.

    ``state`` names it; ``pieces`` lead from their text to this author's.
    """

    state: str
    title: str
    pieces: tuple[Piece, ...]


def markdown_of(lesson: Lesson) -> str:
    """The lesson's text as an author edits it: as it was typed, while that is what is stored."""
    if lesson.source and written(lesson.source).html == lesson.body:
        return lesson.source
    return _made(lesson.body) if lesson.body else ""


def written(text: str) -> Written:
    """What is stored and shown of an author's Markdown. Raises ArticleError."""
    return read_markdown(text, sizes=Picture.objects.sizes_in(text))


def _made(body: str) -> str:
    return to_markdown(body, sizes=Picture.objects.sizes_in(body))


class MarkdownField(forms.CharField):
    """A text area's content with plain line ends and no blank lines around it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The text; leading blanks stay, for they mean something."""
        return (super().to_python(value) or "").replace("\r\n", "\n").strip("\n")


class LessonForm(forms.ModelForm):
    """A lesson; its text is Markdown here and clean HTML everywhere else.

    ``based_on`` names the state that the author started from. A form that was sent with a wish
    (``do``) is drawn again: it is neither valid nor does it have errors.
    """

    body = MarkdownField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "cols": 90, "aria-describedby": "body-help"}),
        help_text=_(
            "Markdown. HTML may stand in it for what Markdown cannot say. Pictures are uploaded at"
            " the end of the page of a saved lesson."
        ),
    )
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Lesson
        fields = ["course", "title", "slug", "status"]

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        self.conflict: Conflict | None = None
        self.source = ""
        self.redrawn = data is not None and data.get("do") == THEIRS
        super().__init__(data, *args, **options)
        if self.instance.pk:
            self.initial.update(body=markdown_of(self.instance), based_on=self.instance.state)
        if self.redrawn:
            self.data = self._theirs(self.data)

    def _theirs(self, data: Any) -> Any:
        """What was sent, with what is stored in its place and this author's text beside it."""
        data = data.copy()
        data["mine"] = data.get("body", "")
        for name in ("title", "slug", "status", "body", "based_on"):
            data[name] = self.initial.get(name, "")
        return data

    def own_text(self) -> str:
        """The text that an author set aside to go on from somebody else's; "" usually."""
        return self.data.get("mine", "") if self.is_bound else ""

    def is_valid(self) -> bool:
        """Whether this can be saved, and is to be."""
        return not self.redrawn and super().is_valid()

    def full_clean(self) -> None:
        """Look at everything, unless the author is not done."""
        if self.redrawn:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
        else:
            super().full_clean()

    def clean_slug(self) -> str:
        """A short name that no other lesson of the course has.

        Django leaves this to the form: where the course can only be read, it does not look.
        """
        slug = self.cleaned_data["slug"]
        others = Lesson.objects.filter(course=self.instance.course_id, slug=slug)
        if self.instance.pk and others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another lesson of this course has this short name."))
        return slug

    def clean_body(self) -> str:
        """The text as HTML without anything that could run or restyle the page."""
        typed = self.cleaned_data["body"]
        try:
            html = written(typed).html
            if not html:
                raise forms.ValidationError(_("There is no text that could be shown."))
            self.source = "" if _made(html) == typed else typed
        except ArticleError as error:
            raise forms.ValidationError(str(error)) from error
        return html

    def clean(self) -> dict[str, Any]:
        """Refuse to undo in silence what somebody else saved since the form was drawn."""
        cleaned = super().clean() or {}
        stored, based_on = self.instance, cleaned.get("based_on", "")
        if not stored.pk or based_on == stored.state or self.data.get("keep") == stored.state:
            return cleaned
        own = [cleaned.get(name) for name in ("title", "slug", "status", "body")]
        if own != [stored.title, stored.slug, stored.status, stored.body]:
            typed = MarkdownField(required=False).to_python(self.data.get("body", ""))
            pieces = compare_texts(markdown_of(stored), typed)
            self.conflict = Conflict(stored.state, stored.title, pieces)
            self.add_error(
                None,
                _(
                    "Somebody else saved this lesson meanwhile. Nothing of yours is lost, and"
                    " nothing is saved yet: choose below."
                ),
            )
        return cleaned
