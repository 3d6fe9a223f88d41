"""What an author adds to a question that lacks something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..suggestions.places import Place

NOWHERE = ""


class CompletingForm(forms.Form):
    """A sentence among those proposed, or words of a lesson, and an explanation.

    Once valid, ``lesson`` and ``quote`` are what was chosen; None and "" for nothing. The
    explanation is "", too, where it is as it was.
    """

    place = forms.ChoiceField(label=_("The sentence that settles it"), required=False)
    own = forms.CharField(
        label=_("or these words of a lesson"),
        required=False,
        help_text=_("Word for word, as they stand there."),
        widget=forms.TextInput(attrs={"size": 70}),
    )
    explanation = forms.CharField(
        label=_("Why the right answer is right"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 70}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        places: Sequence[Place],
        titles: Mapping[int, str],
        having: Callable[[str], int | None],
        placed: bool,
        **options: Any,
    ) -> None:
        """``titles`` are those of the lessons; ``having`` finds the one that has a quote; a
        question that is ``placed`` has its sentence already."""
        super().__init__(*args, **options)
        self.lesson: int | None = None
        self.quote = ""
        self._having = having
        self._places = {_name(place): place for place in places}
        if placed:
            del self.fields["place"], self.fields["own"]
            return
        choices = [
            (name, f"{titles[place.lesson]}: {place.sentence}")
            for name, place in self._places.items()
        ]
        self.fields["place"] = forms.ChoiceField(
            label=self.fields["place"].label,
            required=False,
            choices=[*choices, (NOWHERE, _("None of these"))],
            initial=next((name for name, each in self._places.items() if each.likely), NOWHERE),
            widget=forms.RadioSelect,
            error_messages={
                "invalid_choice": _("The lesson has changed: choose again, or type the words.")
            },
        )

    @property
    def is_stale(self) -> bool:
        """Whether the question has changed since the form was drawn, or the form is of none."""
        return self["seen"].value() != str(self.initial["seen"])

    def clean_explanation(self) -> str:
        """Browsers send line ends of their own and blanks go: neither changes a text."""
        typed, there = (
            text.replace("\r\n", "\n").strip()
            for text in (self.cleaned_data["explanation"], self.initial["explanation"])
        )
        return "" if typed == there else typed

    def clean(self) -> dict[str, Any]:
        """The place of words that were typed, else of the sentence that was chosen."""
        cleaned = super().clean() or {}
        own = cleaned.get("own", "")
        if own:
            self.lesson, self.quote = self._having(own), own
            if self.lesson is None:
                self.add_error("own", _("No lesson where this question may stand has these words."))
        elif place := self._places.get(cleaned.get("place", "")):
            self.lesson, self.quote = place.lesson, place.sentence
        return cleaned


def _name(place: Place) -> str:
    """The same for the same sentence, also when others are proposed beside it."""
    return sha256(f"{place.lesson} {place.sentence}".encode()).hexdigest()[:16]
