"""Fields of specs, of which drafts may lack any, as Moodle XML writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..kinds.numbers import exact, is_number
from .moodle_xml import html_node, html_of, node, text_node

Spec = Mapping[str, Any]


def text(entry: Spec, name: str) -> str:
    """A text; "" for what is none."""
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""


def texts(entry: Spec, name: str) -> list[str]:
    """Those entries of a list that are texts."""
    value = entry.get(name)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def listed(entry: Spec, name: str) -> list[Spec]:
    """Those entries of a list that are sets of fields."""
    value = entry.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def number(value: object) -> str:
    """A number as it was written; "0" for what is none."""
    return str(exact(value)) if is_number(value) else "0"


def margin(spec: Spec) -> str:
    """The tolerance as Moodle takes it: absolute."""
    tolerance, answer = spec.get("tolerance", 0), spec.get("answer")
    if spec.get("tolerance_kind") == "relative" and is_number(tolerance) and is_number(answer):
        return str(exact(tolerance) * abs(exact(answer)))
    return number(tolerance)


def percent(share: float) -> str:
    """Per cent with the five decimals that Moodle has."""
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def weights(options: Sequence[Spec]) -> list[float]:
    """What each option counts where several may be chosen: all right ones 1, all wrong ones -1."""
    right = sum(bool(each.get("correct")) for each in options)
    wrong = len(options) - right
    return [1 / right if each.get("correct") else -1 / wrong for each in options]


def html_answer(weight: float, entry: Spec) -> str:
    """An answer with mark-up and its feedback."""
    return html_node("answer", text(entry, "text"), feedback_of(entry), fraction=percent(weight))


def plain_answer(weight: float, typed: str, entry: Spec, *inner: str) -> str:
    """An answer that is compared, with its feedback."""
    return node(
        "answer",
        text_node(typed),
        feedback_of(entry),
        *inner,
        fraction=percent(weight),
        format="plain_text",
    )


def feedback_of(entry: Spec) -> str:
    return html_node("feedback", text(entry, "feedback"))


def stem_node(html: str) -> str:
    """The text of a question."""
    return node("questiontext", text_node(html), format="html")


def paragraphs(*markdown: str) -> str:
    """Texts as HTML, each in a paragraph, without empty ones."""
    return "".join(f"<p>{html_of(each)}</p>" for each in markdown if each.strip())
