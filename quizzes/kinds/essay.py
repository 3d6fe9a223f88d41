"""A text of one's own, marked by a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .authoring import Number, Prose, Several
from .base import UNREADABLE, BadResponse, Fields, Grade, Kind, Response, Spec
from .fields import entries, is_text

MAX_CHARS = 20_000
MOST_WORDS = 3000
MOST_LINES = 40
MOST_CRITERIA = 12
MOST_POINTS = 100


class Essay(Kind):
    """A response is the text, its line breaks as ``\\n``.

    How long it must be is asked when it is handed in; a draft may have any length. The rubric
    is shown before writing: who knows what counts writes better.
    """

    name = "essay"
    label = gettext_lazy("Essay")
    own_fields = frozenset({"min_words", "max_words", "lines", "rubric", "model_answer"})
    layout = (
        Number("min_words", gettext_lazy("Words at least"), optional=True),
        Number("max_words", gettext_lazy("Words at most"), optional=True),
        Number("lines", gettext_lazy("Lines of the field to write in"), optional=True),
        Several(
            "rubric",
            gettext_lazy("Rubric"),
            gettext_lazy("What counts. It is shown before writing."),
            fields=(
                Prose("text", gettext_lazy("Text")),
                Number("points", gettext_lazy("Points")),
            ),
            entry=gettext_lazy("Criterion"),
            most=MOST_CRITERIA,
            optional=True,
        ),
        Prose(
            "model_answer",
            gettext_lazy("Model answer"),
            gettext_lazy("Shown after the learner's own."),
            optional=True,
        ),
    )
    by_rule = False

    def own_problems(self, spec: Spec) -> list[str]:
        found = _number_problems(spec, "min_words", 0, MOST_WORDS)
        found += _number_problems(spec, "max_words", 1, MOST_WORDS)
        found += _number_problems(spec, "lines", 1, MOST_LINES)
        if not found and spec.get("min_words", 0) > spec.get("max_words", MOST_WORDS):
            found.append(_("More words are asked for than are allowed."))
        if "model_answer" in spec and not is_text(spec["model_answer"]):
            found.append(_("The model answer must be text. Leave the field out if there is none."))
        return found + _rubric_problems(spec)

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        return {
            "text": response if isinstance(response, str) else "",
            "lines": spec.get("lines", 8),
            "length": _length(spec),
            "max_chars": MAX_CHARS,
            "rubric": _rubric(spec),
        }

    def read(self, spec: Spec, fields: Fields) -> Response:
        values = fields.get("response", ())
        if len(values) > 1:
            raise BadResponse(_("Give one answer, not several."))
        text = _readable(values[0]).replace("\r\n", "\n").strip() if values else ""
        return text or None

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        values = fields.get("response", ())
        return UNREADABLE.sub("", values[0])[:MAX_CHARS] if values else None

    def incomplete(self, spec: Spec, response: Response) -> str:
        words = len(_readable(response).split())
        least, most = spec.get("min_words", 0), spec.get("max_words", MOST_WORDS)
        if words < least:
            return ngettext(
                "You have written %(words)d word; %(limit)d or more are asked for.",
                "You have written %(words)d words; %(limit)d or more are asked for.",
                words,
            ) % {"words": words, "limit": least}
        if words > most:
            return ngettext(
                "You have written %(words)d word; %(limit)d or fewer are asked for.",
                "You have written %(words)d words; %(limit)d or fewer are asked for.",
                words,
            ) % {"words": words, "limit": most}
        return ""

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        return Grade(None if _readable(response).strip() else 0.0)

    def key(self, spec: Spec) -> Response:
        model: str = spec.get("model_answer") or spec["explanation"]
        return model.replace("\r\n", "\n").strip()

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        text = response if isinstance(response, str) else ""
        return {
            "text": text,
            "words": len(text.split()),
            "rubric": _rubric(spec),
            "model": spec.get("model_answer", ""),
        }

    def example(self) -> dict[str, Any]:
        return {
            "stem": _(
                "Why may Renault gain by building its motor alone, and what does it risk? Use two"
                " facts of the article."
            ),
            "explanation": _(
                "A full answer weighs independence from suppliers against costs and skills that"
                " must now be built up, and rests both on the article."
            ),
            "quote": _("Renault goes on alone"),
            "min_words": 60,
            "max_words": 150,
            "lines": 8,
            "rubric": [
                {"text": _("Names a gain and a fact for it"), "points": 2},
                {"text": _("Names a risk and a fact for it"), "points": 2},
                {"text": _("Weighs the two against each other"), "points": 1},
            ],
            "model_answer": _(
                "Alone, Renault decides by itself what its motor costs and where its parts come"
                " from, and needs no magnets made with rare earths. But it must now build up what"
                " its partner knew about the stator."
            ),
        }


def _readable(response: Response) -> str:
    """The text. Raises BadResponse for what is none, is too long or cannot be stored."""
    if not isinstance(response, str):
        raise BadResponse(_("Your answer cannot be read. Type it again."))
    if len(response) > MAX_CHARS:
        raise BadResponse(
            _("Your answer is too long: keep it to at most %(count)d characters.")
            % {"count": MAX_CHARS}
        )
    if UNREADABLE.search(response):
        raise BadResponse(_("Your answer holds a character that cannot be read."))
    return response


def _length(spec: Spec) -> str:
    """How many words are asked for, in words; "" where any number will do."""
    least, most = spec.get("min_words", 0), spec.get("max_words")
    if least and most:
        return _("%(least)d to %(most)d words") % {"least": least, "most": most}
    if most:
        return ngettext("At most %(n)d word", "At most %(n)d words", most) % {"n": most}
    if least:
        return ngettext("At least %(n)d word", "At least %(n)d words", least) % {"n": least}
    return ""


def _rubric(spec: Spec) -> list[dict[str, Any]]:
    return [
        {"text": criterion["text"], "points": criterion["points"]}
        for criterion in spec.get("rubric", ())
    ]


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number_problems(spec: Spec, field: str, least: int, most: int) -> list[str]:
    if field not in spec or _is_whole(spec[field], least, most):
        return []
    problem = _("The field “%(field)s” must be a whole number from %(least)d to %(most)d.")
    return [problem % {"field": field, "least": least, "most": most}]


def _rubric_problems(spec: Spec) -> list[str]:
    rubric, found = entries(spec, "rubric", ("text", "points"), MOST_CRITERIA)
    for number, criterion in enumerate(rubric, start=1):
        if not is_text(criterion.get("text")):
            found.append(_("Criterion %(number)d of the rubric has no text.") % {"number": number})
        if not _is_whole(criterion.get("points"), 1, MOST_POINTS):
            found.append(
                _("Criterion %(number)d of the rubric needs points, from 1 to %(most)d.")
                % {"number": number, "most": MOST_POINTS}
            )
    return found
