"""What holds for every kind of question."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, Kind, kinds
from quizzes.kinds.base import COMMON_FIELDS

from .specs import any_json, any_text, damaged, paths, showing, specimens

ASKED = {
    name: showing(kinds[kind], spec)
    for name, (kind, spec) in specimens().items()
    if kinds[kind].asked
}
each_kind = pytest.mark.parametrize("kind", list(ASKED.values()), ids=list(ASKED))
thorough = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
NESTED = json.loads("[" * 200 + "]" * 200)
HOSTILE_TEXTS = [
    "zz",
    "nan",
    "-Infinity",
    "1e400",
    "x" * 10_000_000,
    "9" * 400,
    "\x00",
    "a\x00",
    '{"response": ["a"]}',
    "[" * 400,
    "\u202erotor\u202c\u202e95",
    "🧲",
    "\ud800",
    "*" * 400,
    "' OR 1=1 --",
]
HOSTILE_RESPONSES = [
    *HOSTILE_TEXTS,
    ["a", "zz"],
    ["a", "a"],
    [["a"]],
    [None],
    {},
    {"a": True},
    0,
    1,
    -1.5,
    float("nan"),
    10**400,
    NESTED,
]


def with_marks(value: Any, path: str = "") -> Any:
    """The value with every text that tells the key replaced by one that is easily found."""
    secret = ("feedback", "explanation", "quote", "accepted", "wrong", "near", "model_answer")
    if isinstance(value, dict):
        return {key: with_marks(inner, f"{path}.{key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [with_marks(inner, f"{path}.{number}") for number, inner in enumerate(value)]
    if isinstance(value, str) and any(name in path for name in secret) and ".value" not in path:
        return f"sentinel{path}"
    return value


def outcome(kind: Kind, response: Any) -> float:
    """The fraction for a response, 0 where it is refused."""
    try:
        return kind.grade(kind.example(), response).fraction or 0.0
    except BadResponse:
        return 0.0


def full(kind: Kind) -> float | None:
    """What the key gets: nothing yet where a person marks."""
    return 1.0 if kind.by_rule else None


def test_the_five_kinds_are_found():
    names = {"single_choice", "multiple_choice", "true_false", "numeric", "short_text"}
    assert names <= set(kinds)


@each_kind
def test_the_example_is_valid(kind):
    assert kind.problems(kind.example()) == []


@each_kind
def test_the_examples_show_every_field_but_hints(kind):
    shown = {"hint"}.union(kind.example(), *kind.further_examples())
    assert shown == kind.own_fields | COMMON_FIELDS


@each_kind
def test_the_key_is_fully_right(kind):
    assert kind.grade(kind.example(), kind.key(kind.example())).fraction == full(kind)


@each_kind
def test_a_blank_gets_nothing(kind):
    grade = kind.grade(kind.example(), None)
    assert (grade.fraction, grade.feedback) == (0.0, ())


@each_kind
@pytest.mark.parametrize("fields", [{}, {"response": []}, {"response": [""]}, {"other": ["a"]}])
def test_nothing_posted_is_a_blank(kind, fields):
    assert kind.read(kind.example(), fields) is None


@each_kind
def test_what_a_form_posts_for_the_key_is_read_as_the_key(kind):
    key = kind.key(kind.example())
    assert kind.read(kind.example(), kind.posted(kind.example(), key)) == key


@each_kind
def test_a_round_trip_through_json_changes_no_grade(kind):
    spec, key = kind.example(), kind.key(kind.example())
    back_spec, back_key = json.loads(json.dumps([spec, key]))
    assert (back_spec, back_key) == (spec, key)
    assert kind.grade(back_spec, back_key) == kind.grade(spec, key)


@each_kind
def test_the_form_holds_nothing_of_the_key(kind):
    spec = with_marks(kind.example())
    assert "sentinel" in json.dumps(spec)
    shown = json.dumps(kind.prepare(spec, 1))
    assert not [word for word in ("sentinel", "correct", "feedback", "accept") if word in shown]


@each_kind
def test_the_form_fills_in_a_response(kind):
    spec, key = kind.example(), kind.key(kind.example())
    assert kind.prepare(spec, 1) != kind.prepare(spec, 1, key)
    assert "correct" not in json.dumps(kind.prepare(spec, 1, key))


@each_kind
def test_the_form_is_the_same_for_the_same_seed(kind):
    assert kind.prepare(kind.example(), 7) == kind.prepare(kind.example(), 7)


@each_kind
def test_the_review_is_json_and_holds_the_response(kind):
    key = kind.key(kind.example())
    view = kind.review(kind.example(), key)
    assert json.loads(json.dumps(view)) == view
    assert view != kind.review(kind.example(), None)


@each_kind
def test_a_response_is_told_in_one_line_of_words(kind):
    told = kind.told(kind.example(), kind.key(kind.example()))
    assert bool(told) is kind.asked
    assert "{" not in told
    assert kind.told(kind.example(), None) == ""


@each_kind
def test_shuffling_changes_no_mark(kind):
    spec, key = kind.example(), kind.key(kind.example())
    for seed in range(5):
        other = kind.shuffled(spec, seed)
        assert kind.problems(other) == []
        assert kind.grade(other, key).fraction == full(kind)
        assert kind.read(spec, kind.posted(other, key)) == key


@each_kind
def test_what_can_be_shuffled_comes_in_several_orders_and_in_one_for_a_seed(kind):
    spec = kind.example()
    orders = {json.dumps(kind.shuffled(spec, seed)) for seed in range(20)}
    assert (len(orders) > 1) is any(field in spec for field in kind.shuffles)
    assert kind.shuffled(spec, 3) == kind.shuffled(spec, 3)


@each_kind
def test_no_method_changes_the_spec(kind):
    spec = kind.example()
    key = kind.key(spec)
    kind.problems(spec, "a lesson")
    kind.prepare(spec, 1, key)
    kind.read(spec, kind.posted(spec, key))
    kind.grade(spec, key)
    kind.review(spec, key)
    assert spec == kind.example()


@each_kind
@pytest.mark.parametrize("response", HOSTILE_RESPONSES, ids=lambda value: repr(value)[:20])
def test_a_hostile_response_is_refused_or_not_right(kind, response):
    assert outcome(kind, response) < 1


@each_kind
@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda value: ascii(value)[:20])
def test_a_hostile_field_is_refused_or_not_right(kind, text):
    try:
        response = kind.read(kind.example(), {"response": [text]})
    except BadResponse:
        return
    json.dumps(response).encode("ascii")
    assert outcome(kind, response) < 1


@each_kind
def test_the_right_answer_beside_a_foreign_one_is_refused(kind):
    fields = kind.posted(kind.example(), kind.key(kind.example()))
    with pytest.raises(BadResponse):
        kind.read(kind.example(), fields | {"response": [*fields.get("response", []), "zz"]})


@each_kind
@given(data=st.data())
@thorough
def test_any_posted_texts_are_read_or_refused(kind, data):
    values = data.draw(st.lists(any_text, max_size=3))
    try:
        response = kind.read(kind.example(), {"response": values})
    except BadResponse:
        return
    assert 0 <= (kind.grade(kind.example(), response).fraction or 0) <= 1
    json.dumps(kind.review(kind.example(), response))


@each_kind
@given(response=any_json)
@example(response=[])
@thorough
def test_any_json_as_response_is_graded_or_refused(kind, response):
    assert 0 <= outcome(kind, response) <= 1
    kind.prepare(kind.example(), 1, response)


@each_kind
@given(spec=any_json)
@thorough
def test_any_json_as_spec_gets_reasons(kind, spec):
    found = kind.problems(spec, "a lesson")
    assert found
    assert all(isinstance(reason, str) and reason for reason in found)


@each_kind
@given(data=st.data())
@thorough
def test_a_spec_without_problems_works(kind, data):
    spec = data.draw(damaged(kind))
    if kind.problems(spec):
        return
    key = kind.key(spec)
    assert kind.grade(spec, key).fraction == full(kind)
    assert kind.read(spec, kind.posted(spec, key)) == key
    json.dumps([kind.prepare(spec, 1, key), kind.review(spec, key)])
    assert kind.grade(spec, None).fraction == 0


@each_kind
def test_a_spec_nested_a_thousand_deep_gets_reasons(kind):
    nested: Any = []
    for _ in range(1000):
        nested = [nested]
    assert kind.problems(kind.example() | {"hint": nested, "options": nested})


@each_kind
def test_every_own_field_that_holds_nonsense_is_named_a_problem(kind):
    for field in kind.own_fields:
        assert kind.problems(kind.example() | {field: {"x": {}}}), field


@each_kind
def test_an_unknown_field_is_named(kind):
    (problem,) = kind.problems(kind.example() | {"explenation": "x"})
    assert "“explenation”" in problem


@each_kind
@pytest.mark.parametrize("field", ["stem", "explanation"])
@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_stem_and_explanation_must_be_there(kind, field, blank):
    spec = kind.example() | {field: blank}
    if blank is None:
        del spec[field]
    assert len(kind.problems(spec)) == 1


def without(spec: Any, path: tuple[Any, ...]) -> Any:
    """The spec without what stands there."""
    *way, last = path
    target = spec
    for key in way:
        target = target[key]
    del target[last]
    return spec


@each_kind
def test_a_missing_remark_is_no_problem_and_advised(kind):
    assert kind.advice(kind.example()) == []
    for path in paths(kind.example()):
        if "feedback" in path:
            spec = without(kind.example(), path)
            assert kind.problems(spec) == [], path
            assert kind.advice(spec) or path == ("feedback",), path


@each_kind
def test_without_any_remark_it_is_marked_and_shown_as_with_them(kind):
    spec = unremarked(kind.example())
    for response in (None, kind.key(spec), *offered(kind, spec)):
        whole = kind.grade(kind.example(), response)
        bare = kind.grade(spec, response)
        assert (bare.fraction, bare.tally) == (whole.fraction, whole.tally)
        assert all(words.strip() for words in bare.feedback)
        assert kind.review(spec, response).keys() == kind.review(kind.example(), response).keys()


def unremarked(value: Any) -> Any:
    """The value without remarks, at any depth."""
    if isinstance(value, list):
        return [unremarked(each) for each in value]
    if isinstance(value, dict):
        return {key: unremarked(each) for key, each in value.items() if key != "feedback"}
    return value


def offered(kind: Kind, spec: Any) -> list[Any]:
    """Responses that a form may post, made by changing a field of the key at a time."""
    found = []
    fields = kind.posted(spec, kind.key(spec))
    for name in fields:
        for text in ("a", "b", "c", "d", "1", "2", "3", "5", "0.95", "stator", "motor"):
            try:
                found.append(kind.read(spec, {**fields, name: [text]}))
            except BadResponse:
                continue
    return found


def said(kind: Kind, response: Any) -> set[str]:
    """What a response says, by the keys of it."""
    return {each.key for each in kind.alternatives(kind.example(), response)}


@each_kind
def test_what_is_always_counted_is_named_once_and_holds_the_key(kind):
    found = kind.alternatives(kind.example())
    keys = [each.key for each in found]
    assert len(keys) == len(set(keys))
    assert all(each.text.strip() for each in found)
    assert {each.key for each in found if each.right} == said(kind, kind.key(kind.example()))
    assert bool(found) is kind.by_rule


@each_kind
def test_the_key_says_nothing_that_is_wrong(kind):
    assert all(each.right for each in kind.alternatives(kind.example(), kind.key(kind.example())))


@each_kind
def test_what_is_not_fully_right_is_counted_as_something_else(kind):
    spec = kind.example()
    right = said(kind, kind.key(spec))
    others = [each for each in offered(kind, spec) if each is not None]
    for response in others:
        found = kind.alternatives(spec, response)
        assert len({each.key for each in found}) == len(found)
        assert all(each.text.strip() for each in found)
        fully = kind.grade(spec, response).fraction == full(kind)
        assert ({each.key for each in found} == right) is fully, response


@each_kind
def test_what_somebody_says_is_what_is_always_counted_of_it(kind):
    """The same key is the same thing, whoever said it, in whatever order it was shown."""
    spec = kind.example()
    always = {each.key: each for each in kind.alternatives(spec)}
    for response in offered(kind, spec):
        for each in kind.alternatives(kind.shuffled(spec, 5), response) if response else ():
            assert always.get(each.key, each) == each


@each_kind
@given(response=any_json)
@thorough
def test_any_json_as_response_says_something_known_or_is_refused(kind, response):
    try:
        found = kind.alternatives(kind.example(), response)
    except BadResponse:
        return
    assert len({each.key for each in found}) == len(found)


@each_kind
def test_a_quote_from_the_lesson_is_fine(kind):
    quote = kind.example()["quote"].replace(" ", "  \n")
    assert kind.problems(kind.example(), f"Before. {quote} After.") == []


@each_kind
def test_a_quote_that_is_not_in_the_lesson_is_refused(kind):
    (problem,) = kind.problems(kind.example(), "Nothing of the sort.")
    assert "not in the lesson" in problem


@pytest.mark.parametrize(
    "quote",
    ["It *never* moves.", "It **never** moves.", "It `never` moves.", "It [never](#x) moves."],
)
def test_a_quote_with_mark_up_is_refused_with_the_words_to_give(quote):
    kind = kinds["true_false"]
    spec = kind.example() | {"quote": quote}
    [reason] = kind.problems(spec, "The stator is fixed. It never moves.")
    assert reason.endswith("Give it without mark-up: “It never moves.”")


def test_a_quote_of_words_that_are_written_with_such_signs_is_fine():
    spec = kinds["true_false"].example() | {"quote": "Call it turn_left."}
    assert kinds["true_false"].problems(spec, "Call it turn_left.") == []


@each_kind
def test_a_question_of_a_lesson_needs_a_quote(kind):
    spec = kind.example() | {"quote": " "}
    assert len(kind.problems(spec, "A lesson.")) == 1
    assert kind.problems(spec) == []


@each_kind
@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_a_character_that_cannot_be_stored_is_refused(kind, character):
    assert kind.problems(kind.example() | {"stem": f"a{character}b"})


@each_kind
@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("![](https://example.com/a.png)", "no alternative text"),
        ("![ ](/static/a.png)", "no alternative text"),
        ("![A motor](http://example.com/a.png)", "must begin with https://"),
        ("![A motor](//example.com/a.png)", "must begin with https://"),
        ("![A motor](a.png)", "must begin with https://"),
    ],
)
def test_a_picture_in_a_text_needs_words_and_an_address(kind, picture, words):
    spec = kind.example() | {"stem": f"What is this? {picture}"}
    assert words in "\n".join(kind.problems(spec))


@each_kind
def test_a_picture_with_alternative_text_is_fine(kind):
    spec = kind.example() | {"stem": "What is this? ![A motor](https://example.com/a.png)"}
    assert kind.problems(spec) == []
