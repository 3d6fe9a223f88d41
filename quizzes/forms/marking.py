"""What a person says of an answer: points by the rubric, or a share of the mark; a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..kinds.base import UNREADABLE
from ..scoring.readings import Given

MOST = 4000
"""Characters of a comment."""


class MarkForm(forms.Form):
    """A field for each criterion; where there is no rubric, the percentage of the mark."""

    comment = forms.CharField(
        label=gettext_lazy("Comment for the learner"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
    )

    def __init__(
        self, data: Any, *, rubric: Sequence[Mapping[str, Any]], given: Given | None = None
    ) -> None:
        """``rubric`` is the version's; ``given`` what stands so far."""
        super().__init__(data)
        self.rubric = rubric
        scores = given.points if given and given.points else []
        for number, criterion in enumerate(rubric):
            self.fields[f"points_{number}"] = forms.TypedChoiceField(
                label=criterion["text"],
                choices=[(each, str(each)) for each in range(criterion["points"] + 1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=scores[number] if number < len(scores) else None,
                error_messages={"required": _("Choose how many points this earns.")},
            )
        if not rubric:
            self.fields["percent"] = forms.IntegerField(
                label=_("Share of the mark, 0 to 100%"),
                min_value=0,
                max_value=100,
                initial=round(100 * given.fraction)
                if given and given.fraction is not None
                else None,
            )
        self.order_fields([*(name for name in self.fields if name != "comment"), "comment"])
        if given:
            self.initial["comment"] = given.comment

    def clean_comment(self) -> str:
        """A text that can be stored."""
        comment: str = self.cleaned_data["comment"].replace("\r\n", "\n").strip()
        if UNREADABLE.search(comment):
            raise forms.ValidationError(_("The comment holds a character that cannot be stored."))
        return comment

    @property
    def points(self) -> list[int] | None:
        """What each criterion earned; None without a rubric."""
        if not self.rubric:
            return None
        return [self.cleaned_data[f"points_{number}"] for number in range(len(self.rubric))]

    @property
    def fraction(self) -> float:
        """The share of the mark, 0 to 1."""
        points = self.points
        if points is None:
            return float(self.cleaned_data["percent"]) / 100
        return sum(points) / sum(criterion["points"] for criterion in self.rubric)
