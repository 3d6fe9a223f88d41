"""Answers to the examples of all kinds, and how a learner gives them in a player of QTI."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import Any, NamedTuple

from quizzes.exchange.qti_assign import NONE

from .qti_page import ItemPage

Step = Callable[[ItemPage], None]
"""One thing that a learner does."""


class Answer(NamedTuple):
    """An answer to an example: as evlearn keeps it, and as it is given in the player."""

    example: str
    what: str
    response: Any
    steps: list[Step]

    @property
    def name(self) -> str:
        return f"{self.example}: {self.what}"


def choose(*keys: str) -> list[Step]:
    return [methodcaller("choose", key) for key in keys]


def reason(answer: str, key: str) -> list[Step]:
    return [methodcaller("choose", answer, "ANSWER"), methodcaller("choose", key, "REASON")]


def enter(text: str) -> list[Step]:
    return [methodcaller("enter", text)]


def match(*places: str) -> list[Step]:
    return [methodcaller("match", f"_{key}", place) for key, place in enumerate(places, 1)]


def order(keys: str) -> list[Step]:
    return [methodcaller("place", key, at) for at, key in enumerate(keys, 1)]


def label(*labels: str) -> list[Step]:
    return [methodcaller("label", key, f"_{pin}") for pin, key in enumerate(labels, 1)]


def gaps(mined: str, refined: str, part: str, other: str) -> list[Step]:
    return [
        methodcaller("select", mined, "mined"),
        methodcaller("enter", refined, "refined"),
        methodcaller("select", part, "part"),
        methodcaller("enter", other, "other"),
    ]


def cells(*keys: str) -> list[Step]:
    return [methodcaller("select", key, f"_{gap}") for gap, key in enumerate(keys, 1)]


def parts(number: str, truth: str) -> list[Step]:
    return [methodcaller("enter", number, "a"), methodcaller("choose", truth, "b")]


def numbered(*values: str) -> dict[str, str]:
    return {str(number): value for number, value in enumerate(values, 1)}


def positions(keys: str) -> dict[str, int]:
    return {key: at for at, key in enumerate(keys, 1)}


LABELS = ["stator", "winding", "magnet", "core", "shaft"]
FILLED = {"mined": "70 %", "refined": "85", "part": "rotor", "other": "stator"}
GROUPS = ["with", "without", "without", "-"]

GIVEN = [
    Answer("single_choice", "right", "b", choose("b")),
    Answer("single_choice", "wrong", "a", choose("a")),
    Answer("multiple_choice", "right", ["a", "b"], choose("a", "b")),
    Answer("multiple_choice", "partly right", ["a"], choose("a")),
    Answer("multiple_choice", "wrong", ["c"], choose("c")),
    Answer("true_false", "right", True, choose("true")),
    Answer("true_false", "wrong", False, choose("false")),
    Answer("true_false-2", "right", {"answer": True, "reason": "a"}, reason("true", "a")),
    Answer("true_false-2", "wrong reason", {"answer": True, "reason": "b"}, reason("true", "b")),
    Answer("true_false-2", "wrong", {"answer": False, "reason": "a"}, reason("false", "a")),
    Answer("numeric", "right", "95", enter("95")),
    Answer("numeric", "within the tolerance", "95.4", enter("95.4")),
    Answer("numeric", "wrong", "80", enter("80")),
    Answer("numeric", "foreseen", "0.95", enter("0.95")),
    Answer("short_text", "right", "Armature", enter("Armature")),
    Answer("short_text", "right with more behind", "the rotor of it", enter("the rotor of it")),
    Answer("short_text", "wrong with more before", "by the rotor", enter("by the rotor")),
    Answer("short_text", "wrong", "housing", enter("housing")),
    Answer("short_text", "foreseen", "the stator", enter("the stator")),
    Answer(
        "matching",
        "right",
        numbered("still", "turns", "carries"),
        match("still", "turns", "carries"),
    ),
    Answer(
        "matching",
        "one wrong",
        numbered("still", "turns", "stores"),
        match("still", "turns", "stores"),
    ),
    Answer(
        "matching", "wrong", numbered("turns", "still", "still"), match("turns", "still", "still")
    ),
    Answer("classify", "right", numbered(*GROUPS), match(*GROUPS[:3], NONE)),
    Answer(
        "classify",
        "one wrong",
        numbered("without", *GROUPS[1:]),
        match("without", *GROUPS[1:3], NONE),
    ),
    Answer("ordering", "right", positions("abcd"), order("abcd")),
    Answer("ordering", "two swapped", positions("abdc"), order("abdc")),
    Answer("ordering", "turned round", positions("dcba"), order("dcba")),
    Answer("labels", "right", numbered(*LABELS), label(*LABELS)),
    Answer("labels", "one wrong", numbered(*LABELS[:4], "brush"), label(*LABELS[:4], "brush")),
    Answer("hotspot", "right", {"region": "bars"}, [methodcaller("press", "bars")]),
    Answer("hotspot", "wrong", {"region": "yoke"}, [methodcaller("press", "yoke")]),
    Answer("gaps", "right", FILLED, gaps("w2", "85", "w1", "stator")),
    Answer("gaps", "one wrong", FILLED | {"mined": "62 %"}, gaps("w1", "85", "w1", "stator")),
    Answer("table", "right", numbered("induced current", "yes"), cells("w1", "w1")),
    Answer("table", "one wrong", numbered("induced current", "no"), cells("w1", "w2")),
    Answer("parts", "right", {"a": "2.5", "b": True}, parts("2.5", "true")),
    Answer("parts", "one wrong", {"a": "3", "b": True}, parts("3", "true")),
]
NOTHING = [
    Answer(example, "nothing", None, [])
    for example in dict.fromkeys(answer.example for answer in GIVEN)
]
ANSWERS = [*GIVEN, *NOTHING]
