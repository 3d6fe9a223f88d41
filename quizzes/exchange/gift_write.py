"""Questions as GIFT, as Moodle would read them. What it has no form for is left to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..articles.decode import CONTROL
from ..kinds.numbers import exact, is_number
from .gift_answers import ARROW, GENERAL
from .gift_lines import written
from .prose import to_markdown
from .spec import QuestionSpec

Spec = Mapping[str, Any]


def visible(question: QuestionSpec) -> str:
    """The question with its title, without comments.

    Fields of a wrong type are left out.
    """
    spec = question.spec
    stem = f"::{written(' '.join(question.uid.split()))}::[markdown]{prose(spec, 'stem')}"
    answers = ANSWERS[question.kind](spec)
    if answers is None:
        return CONTROL.sub("", stem)
    general = prose(spec, "explanation")
    lines = [*answers, *([GENERAL + general] if general else [])]
    if len(lines) < 2:
        return CONTROL.sub("", f"{stem}{{{''.join(lines)}}}")
    opening = "{#" if question.kind == "numeric" else "{"
    return CONTROL.sub("", "\n\t".join([stem + opening, *lines]) + "\n}")


def prose(entry: Spec, name: str) -> str:
    """A field's inline Markdown, escaped."""
    return written(to_markdown(_text(entry, name)))


def _text(entry: Spec, name: str) -> str:
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""


def _begun(text: str, form: str = "markdown") -> str:
    """``text`` so that its beginning is not taken for a weight or a text format."""
    return f"[{form}]{text}" if text.startswith(("[", "%")) else text


def _with_feedback(answer: str, entry: Spec) -> str:
    feedback = prose(entry, "feedback")
    return f"{answer}#{_begun(feedback)}" if feedback else answer


def _listed(spec: Spec, name: str) -> list[Spec]:
    value = spec.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _weight(share: float) -> str:
    """Per cent with the five decimals that Moodle has."""
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def _single_choice(spec: Spec) -> list[str]:
    return [
        _with_feedback(f"{'=' if each.get('correct') else '~'}{_begun(prose(each, 'text'))}", each)
        for each in _listed(spec, "options")
    ]


def _multiple_choice(spec: Spec) -> list[str]:
    options = _listed(spec, "options")
    right = sum(bool(each.get("correct")) for each in options)
    weights = {
        True: _weight(1 / max(right, 1)),
        False: _weight(-1 / max(len(options) - right, 1)),
    }
    return [
        _with_feedback(
            f"~%{weights[bool(each.get('correct'))]}%{_begun(prose(each, 'text'))}", each
        )
        for each in options
    ]


def _true_false(spec: Spec) -> list[str]:
    truth = bool(spec.get("answer"))
    value = spec.get("feedback")
    feedback = value if isinstance(value, Mapping) else {}
    right, wrong = ("true", "false") if truth else ("false", "true")
    said = [_begun(prose(feedback, wrong)), _begun(prose(feedback, right))]
    while said and not said[-1]:
        said.pop()
    return ["#".join(["TRUE" if truth else "FALSE", *said])]


def _arrowless(text: str) -> str:
    """``text`` without the sign of a matching, for which GIFT knows no escape."""
    return text.replace(ARROW, "→")


def _short_text(spec: Spec) -> list[str]:
    value = spec.get("accepted")
    accepted = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    right = [f"=%100%{_begun(written(each), 'plain')}" for each in accepted]
    wrong = [
        _with_feedback(f"=%0%{_begun(written(_text(each, 'text')), 'plain')}", each)
        for each in _listed(spec, "wrong")
    ]
    return [_arrowless(each) for each in right + wrong]


def _numeric(spec: Spec) -> list[str]:
    tolerance, answer = spec.get("tolerance", 0), spec.get("answer")
    if spec.get("tolerance_kind") == "relative" and is_number(tolerance) and is_number(answer):
        tolerance = float(exact(tolerance) * abs(exact(answer)))
    right = f"=%100%{_number(answer)}:{_number(tolerance)}"
    return [right] + [
        _with_feedback(
            f"=%0%{_number(each.get('value'))}:{_number(each.get('tolerance', 0))}", each
        )
        for each in _listed(spec, "near")
    ]


def _number(value: Any) -> str:
    return str(exact(value)) if is_number(value) else ""


def _matching(spec: Spec) -> list[str]:
    prompts, choices = _listed(spec, "prompts"), _listed(spec, "choices")
    texts = {_text(each, "id"): written(_text(each, "text")) for each in choices}
    used = [_text(each, "choice") for each in prompts]
    pairs = [
        f"={_begun(_arrowless(prose(each, 'text')))} {ARROW} {_begun(texts.get(key, ''), 'plain')}"
        for each, key in zip(prompts, used, strict=True)
    ]
    others = [text for key, text in texts.items() if key not in used]
    return pairs + [f"= {ARROW} {_begun(text, 'plain')}" for text in others]


def _essay(spec: Spec) -> list[str]:
    return []


def _statement(spec: Spec) -> None:
    return None


ANSWERS: Mapping[str, Callable[[Spec], Sequence[str] | None]] = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "matching": _matching,
    "essay": _essay,
    "statement": _statement,
}
"""What stands between the braces, line by line, for the kinds that GIFT has; None where there
are no braces."""
