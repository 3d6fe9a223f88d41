"""What a page of a quiz posts: the fields of all its questions in one form.

One form, so that nothing chosen is lost whichever button is pressed, also without JavaScript.
The fields of a question have its id before their names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..kinds import BadResponse, Kind, Response
from ..kinds.base import Fields, Spec
from ..scoring.answering import Confidence
from .answer import BIGGEST_ID, MOST_ANSWERS

DIGEST_CHARS = 12


class AttemptForm(forms.Form):
    """The attempt that a page was drawn for."""

    attempt = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)


class ShownForm(forms.Form):
    """How many answers the learner had given, and what was filled in, when a form was drawn."""

    after = forms.IntegerField(min_value=0, max_value=MOST_ANSWERS)
    was = forms.CharField(max_length=DIGEST_CHARS, required=False)
    confidence = forms.ChoiceField(
        choices=[(each.value, each.value) for each in Confidence], required=False
    )


@dataclass(frozen=True, slots=True)
class Posted:
    """What stands in the form of one question."""

    response: Response
    confidence: Confidence | None
    after: int
    changed: bool
    """Whether something else is filled in than when the form was drawn."""
    error: str = ""
    """Why the response cannot be read; ``response`` then is what can be shown again."""


def prefix_of(question_id: int) -> str:
    """What stands before the names of a question's fields."""
    return f"q{question_id}-"


def digest_of(response: Response, confidence: str) -> str:
    """A short name of what a form has filled in, to see whether it was changed."""
    text = json.dumps([response, confidence], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def fields_of(post: QueryDict, question_id: int) -> Fields:
    """The fields of one question by their own names."""
    prefix = prefix_of(question_id)
    return {
        name.removeprefix(prefix): values
        for name, values in post.lists()
        if name.startswith(prefix)
    }


def posted(post: QueryDict, question_id: int, kind: Kind, spec: Spec, seed: int) -> Posted | None:
    """What was posted for a question; None where the form did not have it or was tampered with."""
    fields = fields_of(post, question_id)
    shown = ShownForm({name: values[0] for name, values in fields.items() if values})
    if not shown.is_valid():
        return None
    confidence = shown.cleaned_data["confidence"]
    response, error = _read(kind, spec, seed, fields)
    return Posted(
        response=response,
        confidence=Confidence(confidence) if confidence else None,
        after=shown.cleaned_data["after"],
        changed=bool(error) or digest_of(response, confidence) != shown.cleaned_data["was"],
        error=error,
    )


def _read(kind: Kind, spec: Spec, seed: int, fields: Mapping) -> tuple[Response, str]:
    try:
        response = kind.read(spec, fields)
    except BadResponse as bad:
        return kind.as_posted(spec, fields), str(bad)
    if response is not None and kind.drawn and kind.seed_of(response) != seed:
        return None, _("This page is out of date. Nothing was recorded. Load it again.")
    return response, ""
