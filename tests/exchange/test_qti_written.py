"""QTI as evlearn writes it: packages, what is carried, damaged files."""

import random
import re
from dataclasses import replace

import pytest

from quizzes.exchange.archive import Archive
from quizzes.exchange.registry import format_by_name, formats
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.kinds import kinds
from tests.kinds.specs import example, specimens

from . import test_qti_classic, test_qti_items
from .mutations import mutated
from .qti_samples import as_version_3, classic, item, read, remarks

EACH = [pytest.param(formats()[name], id=name) for name in ("qti", "qti3")]
each_version = pytest.mark.parametrize("form", EACH)


def written(form, *questions):
    return b"".join(form.write(questions))


def question(kind="single_choice", **changes):
    return QuestionSpec("motor-1", "", kind, example(kind, **changes), "", ("motors",))


def test_names_of_files():
    assert format_by_name("motors.zip") is formats()["qti"]
    assert formats()["qti3"].suffixes == (".qti3.zip",)


@each_version
def test_a_package_is_the_same_bytes_each_time(form):
    assert written(form, question()) == written(form, question())
    found = Archive(written(form, question(), question("numeric")))
    assert found.names == ("items/00001.xml", "items/00002.xml", "imsmanifest.xml")


@each_version
def test_what_was_edited_elsewhere_wins_and_what_only_evlearn_knows_stays(form):
    data = Archive(written(form, question())).read("items/00001.xml").decode()
    (found,) = read(data.replace("The rotor<", "The armature<")).questions
    assert found.spec["options"][0]["text"] == "The armature"
    assert found.spec["quote"] == question().spec["quote"]
    assert found.uid == "motor-1"
    assert "It was edited" in remarks(data.replace("The rotor<", "The armature<"))


@each_version
def test_other_layout_is_no_edit(form):
    data = Archive(written(form, question())).read("items/00001.xml").decode()
    batch = read(data.replace("><", ">\n  <"))
    assert batch.remarks == []
    assert batch.questions[0].spec == question().spec


def test_an_item_without_its_comment_keeps_what_qti_can_hold():
    for name, (kind, spec) in specimens().items():
        data = Archive(written(formats()["qti"], QuestionSpec(name, "", kind, spec, ""))).read(
            "items/00001.xml"
        )
        bare = data[: data.index(b"<!-- evlearn")] + data[data.index(b"-->") + 3 :]
        (found,) = read(bare).questions
        assert found.kind == kind, name
        assert set(found.spec) >= set(spec) & {"stem", "explanation", "options", "parts", "gaps"}


@pytest.mark.parametrize(
    "comment",
    [
        "evlearn: {",
        "evlearn: []",
        'evlearn: {"uid": 5}',
        'evlearn: {"tags": "x"}',
        'evlearn: {"spec": 1}',
    ],
)
def test_a_damaged_comment_is_said(comment):
    xml = item("<p>A motor.</p>").replace(
        "</assessmentItem>", f"<!-- {comment} --></assessmentItem>"
    )
    assert "The comment for evlearn cannot be read" in remarks(xml)


@each_version
def test_what_is_no_question_is_a_loss(form):
    assert form.losses(question("single_choice", options=[])) == [
        "the whole question: it has fewer than two options"
    ]
    assert "no questions of the kind" in form.losses(replace(question(), kind="riddle"))[0]
    assert read(written(form, question(), replace(question(), kind="riddle"))).faults == []


@each_version
@pytest.mark.parametrize(
    "text", ["a -- b --> c", "]]> & <b>", "\x0b\ufffe\ud800", "$a<b$ [[1]]", " "]
)
def test_any_text_is_written_and_what_differs_is_a_loss(form, text):
    one = question(stem=text + "motor")
    back = read(written(form, one)).questions[0]
    assert back.spec == one.spec or form.losses(one)


@each_version
def test_a_question_that_is_not_finished_is_written(form):
    bare = {
        "stem": "Which?",
        "options": [{"id": "a", "text": "x", "correct": True, "feedback": ""}] * 2,
    }
    for kind in kinds:
        for spec in (bare, {"stem": "Which?"}, {}):
            one = QuestionSpec("q", "", kind, spec, "")
            data = written(form, one)
            assert form.losses(one) or form.read(data).questions[0].spec == spec


def sample():
    """Items of both versions and of 1.2, our own and of others."""
    everything = [QuestionSpec(name, "", *pair, "") for name, pair in specimens().items()]
    archive = Archive(written(formats()["qti"], *everything))
    foreign = [each[1] for each in test_qti_items.TABLE]
    old = [classic(each[1]) for each in test_qti_classic.TABLE]
    texts = [*foreign, *old, as_version_3(foreign[0])]
    return [archive.read(name) for name in archive.names[:-1]] + [text.encode() for text in texts]


def exchanged(data, count):
    """Copies of XML in which values, texts and whole elements stand in each other's place."""
    chance = random.Random(20250101)
    text = data.decode()
    pieces = [
        [*re.findall(r'"[^"]*"', text), '""', '"1e999"', '"a b"', '"-"'],
        [*re.findall(r">[^<>]+<", text), "><", ">-1<"],
        [found[0] for found in re.finditer(r"<\w[^<>]*/>|<(\w+)[^<>]*>[^<>]*</\1>", text)] + [""],
    ]
    for _ in range(count):
        copy = text
        for _ in range(chance.randint(1, 3)):
            sort = chance.choice(pieces)
            old, new = chance.choice(sort) or "<p/>", chance.choice(sort)
            copy = copy.replace(old, new, chance.choice([1, 9]))
        yield copy.encode()


def survive(data):
    try:
        batch = read(data)
    except ExchangeError:
        return
    for each in batch.questions:
        assert isinstance(each.spec, dict)
        if each.kind in kinds:
            kinds[each.kind].problems(each.spec)


def test_a_damaged_item_is_read_or_refused():
    items = sample()
    for data in items:
        for damaged in mutated(data, 2000 // len(items) + 1):
            survive(damaged)
        for damaged in exchanged(data, 2000 // len(items) + 1):
            survive(damaged)


def test_a_damaged_package_is_read_or_refused():
    data = written(formats()["qti"], question(), question("gaps"), question("matching"))
    for damaged in mutated(data, 300):
        survive(damaged)
