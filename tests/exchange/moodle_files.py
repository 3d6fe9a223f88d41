"""Files of Moodle XML for the tests of it."""

from __future__ import annotations

import struct
from base64 import b64encode

from quizzes.exchange.base import Batch
from quizzes.exchange.moodle import MoodleXml

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 400, 200)
FILE = f'<file name="motor.png" encoding="base64">{b64encode(PNG).decode()}</file>'


ASKED = "Which part turns?"


def xml(*questions: str) -> str:
    return "<quiz>\n" + "\n".join(questions) + "\n</quiz>"


def question(kind: str, inner: str = "", text: str = ASKED, form: str = "html") -> str:
    return (
        f'<question type="{kind}"><questiontext format="{form}"><text><![CDATA[{text}]]></text>'
        f"</questiontext>{inner}</question>"
    )


def read(text: str) -> Batch:
    return MoodleXml().read(text.encode())


def one(kind: str, inner: str = "", text: str = ASKED, form: str = "html"):
    """The one question of a file, without faults."""
    batch = read(xml(question(kind, inner, text, form)))
    assert batch.faults == []
    (found,) = batch.questions
    return found


def spec(kind: str, inner: str = "", text: str = ASKED, form: str = "html"):
    """What the question says beside its stem."""
    found = dict(one(kind, inner, text, form).spec)
    found.pop("stem")
    return found


def said(*questions: str) -> list[str]:
    """The words of the remarks."""
    return [each.words for each in read(xml(*questions)).remarks]


def fault(kind: str, inner: str = "", text: str = ASKED) -> str:
    batch = read(xml(question(kind, inner, text)))
    assert batch.questions == []
    (found,) = batch.faults
    assert found.place == "line 2"
    return found.words


def answer(text: str, weight: object = 0, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{weight}"><text>{text}</text>'
        f"<feedback><text>{feedback}</text></feedback>{more}</answer>"
    )


def option(key: str, text: str, correct: bool, feedback: str = "") -> dict[str, object]:
    return {"id": key, "text": text, "correct": correct, "feedback": feedback}


NUMBER = answer("95", 100, more="<tolerance>0.5</tolerance>")


def pair(prompt: str, choice: str) -> str:
    return f"<subquestion><text>{prompt}</text><answer><text>{choice}</text></answer></subquestion>"


def category(path: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category></question>'


def dataset(name: str, *values: object, low: object = 1, high: object = 3, digits: int = 0) -> str:
    items = "".join(f"<dataset_item><value>{value}</value></dataset_item>" for value in values)
    return (
        f"<dataset_definition><name><text>{name}</text></name><minimum><text>{low}</text></minimum>"
        f"<maximum><text>{high}</text></maximum><decimals><text>{digits}</text></decimals>"
        f"<dataset_items>{items}</dataset_items></dataset_definition>"
    )


def drop(shape: str, coords: str, number: int) -> str:
    return (
        f"<drop><no>{number}</no><shape>{shape}</shape><coords>{coords}</coords>"
        f"<choice>{number}</choice></drop>"
    )


DRAGS = "".join(
    f"<drag><no>{number}</no><text>{text}</text></drag>"
    for number, text in enumerate(("Rotor", "Stator"), start=1)
)
