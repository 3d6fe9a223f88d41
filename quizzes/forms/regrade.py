"""How the answers to a question are to be marked instead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..kinds import Response
from ..models import QuestionVersion, Regrade

BY_RULE_ONLY = {Regrade.Policy.RECOMPUTE, Regrade.Policy.ACCEPT}
"""Policies that need a key; what people mark has none."""


class RegradeForm(forms.Form):
    """The policy, the versions whose answers it is about, and the reason for learners to read."""

    policy = forms.ChoiceField(label=gettext_lazy("What is to be done"), widget=forms.RadioSelect)
    accepted = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Answers to accept"),
        help_text=gettext_lazy("Only for “accept further answers”."),
        widget=forms.CheckboxSelectMultiple,
        coerce=json.loads,
        required=False,
    )
    versions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Answers to which versions"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        error_messages={"required": gettext_lazy("Choose at least one version.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Learners read it below “This question was corrected”."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )

    def __init__(
        self,
        data: Any,
        *,
        by_rule: bool,
        versions: Sequence[tuple[QuestionVersion, int]],
        responses: Sequence[tuple[Response, str, int]],
    ) -> None:
        """``versions`` with their numbers of answers; ``responses`` in words with learners."""
        super().__init__(data)
        policies = [each for each in Regrade.Policy if by_rule or each not in BY_RULE_ONLY]
        self._choices("policy", [(each.value, str(each.label)) for each in policies])
        self._choices("versions", [(v.pk, _version_label(v, count)) for v, count in versions])
        self._choices("accepted", [_response_choice(*each) for each in responses])
        self.fields["versions"].initial = [version.pk for version, _count in versions]

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """To accept further answers means to name some."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("policy") == Regrade.Policy.ACCEPT and not cleaned.get("accepted"):
            problem = _("Tick the answers that are to be accepted.")
            raise ValidationError({"accepted": problem})
        return cleaned


def _version_label(version: QuestionVersion, answers: int) -> str:
    text = ngettext(
        "Version %(number)d: %(answers)d answer", "Version %(number)d: %(answers)d answers", answers
    )
    return text % {"number": version.number, "answers": answers}


def _response_choice(response: Response, words: str, learners: int) -> tuple[str, str]:
    text = ngettext("%(words)s – %(count)d learner", "%(words)s – %(count)d learners", learners)
    return json.dumps(response, sort_keys=True), text % {"words": words, "count": learners}
