"""What both sites are asked to show: lessons of 300 words with five questions of four options."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

LESSONS = 8
QUESTIONS = 5
WORDS = 300
PARAGRAPHS = 5
QUOTE = "The rotor turns inside the stator and carries the shaft."
SENTENCES = [
    "An electric motor turns current into motion, and it does so with few moving parts.",
    QUOTE,
    "Copper wire, wound around the teeth of the stator, makes a field that travels in a circle.",
    "Magnets in the rotor follow that field; where there are no magnets, a second winding does.",
    "A stronger field gives more torque, yet it also warms the wire and the iron around it.",
    "Engineers therefore weigh the price of the metal against the heat that must be led away.",
]


@dataclass(frozen=True, slots=True)
class Content:
    """One lesson. ``questions`` are specs of single choices; option "a" is right."""

    title: str
    body: str
    questions: list[dict[str, Any]]


def lessons() -> list[Content]:
    """All of them, in order."""
    return [
        Content(
            title=f"What turns in a motor, part {number}",
            body=_body(),
            questions=[_question(number, at) for at in range(1, QUESTIONS + 1)],
        )
        for number in range(1, LESSONS + 1)
    ]


def _body() -> str:
    """HTML of WORDS words in paragraphs."""
    words: list[str] = []
    while len(words) < WORDS:
        words += " ".join(SENTENCES).split()
    size = WORDS // PARAGRAPHS
    parts = [" ".join(words[at : at + size]) for at in range(0, WORDS, size)]
    return "\n".join(f"<p>{escape(part)}</p>" for part in parts)


def _question(lesson: int, number: int) -> dict[str, Any]:
    texts = ["The rotor", "The stator", "The housing", "The winding of the stator"]
    return {
        "stem": f"Which part turns when current flows? (Lesson {lesson}, question {number})",
        "explanation": "The rotor is the part that moves; everything around it stands still.",
        "quote": QUOTE,
        "options": [
            {
                "id": letter,
                "text": text,
                "correct": letter == "a",
                "feedback": f"{text} is what many people name first; look at what the shaft does.",
            }
            for letter, text in zip("abcd", texts, strict=True)
        ],
    }
