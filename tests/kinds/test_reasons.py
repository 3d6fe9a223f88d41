"""True or false with a reason."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds

KIND = kinds["true_false"]
(SPEC,) = KIND.further_examples()
PLAIN = KIND.example()
A, B, C = SPEC["reasons"]


def problems(reasons):
    return "\n".join(KIND.problems(SPEC | {"reasons": reasons}))


def answer(verdict, reason):
    return {"answer": verdict, "reason": reason}


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        (answer(True, "a"), 1),
        (answer(True, "b"), 0.5),
        ({"answer": True}, 0.5),
        (answer(False, "a"), 0),
        (answer(False, "b"), 0),
        ({"reason": "a"}, 0),
    ],
)
def test_the_reason_counts_only_with_the_right_verdict(response, fraction):
    assert KIND.grade(SPEC, response).fraction == fraction


def test_both_remarks_are_given_with_what_they_are_on():
    assert KIND.grade(SPEC, answer(True, "b")).feedback == (
        f"Your answer: {SPEC['feedback']['true']}",
        f"Reason: {B['feedback']}",
    )


def test_it_is_said_what_is_right_of_what_is_not_fully_right():
    assert "the reason for it is not" in KIND.grade(SPEC, answer(True, "c")).tally
    assert "counts only together" in KIND.grade(SPEC, answer(False, "a")).tally
    assert KIND.grade(SPEC, answer(True, "a")).tally == ""


def test_an_answer_is_read_from_two_groups():
    fields = {"response-reason": ["1"], "response": ["true"], "version": ["7"]}
    response = KIND.read(SPEC, fields)
    assert response == answer(True, "a")
    assert list(response) == ["answer", "reason"]


@pytest.mark.parametrize(
    ("fields", "response", "missing"),
    [
        ({"response": ["false"]}, {"answer": False}, "Choose the reason as well"),
        ({"response-reason": ["2"]}, {"reason": "b"}, "Choose true or false as well"),
    ],
)
def test_half_an_answer_can_be_kept_and_not_handed_in(fields, response, missing):
    assert KIND.read(SPEC, fields) == response
    assert missing in KIND.incomplete(SPEC, response)


def test_a_whole_answer_can_be_handed_in():
    assert KIND.incomplete(SPEC, answer(False, "b")) == ""
    assert KIND.incomplete(PLAIN, False) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"response-reason": ["a"]},
        {"response-reason": ["4"]},
        {"response-reason": ["1", "2"]},
        {"response": ["maybe"], "response-reason": ["1"]},
        {"response": ["true", "false"]},
        {"response": ["true"], "response-why": ["1"]},
    ],
)
def test_what_was_never_offered_is_refused(fields):
    with pytest.raises(BadResponse):
        KIND.read(SPEC, fields)


@pytest.mark.parametrize(
    "response", [True, {"answer": 1}, {"answer": None}, {"reason": None}, {"reason": ""}, {"x": 1}]
)
def test_a_stored_response_of_another_shape_is_refused(response):
    with pytest.raises(BadResponse):
        KIND.grade(SPEC, response)


def test_without_reasons_an_answer_is_a_truth_value_as_ever():
    assert KIND.read(PLAIN, {"response": ["true"]}) is True
    assert KIND.grade(PLAIN, True).fraction == 1
    assert KIND.prepare(PLAIN, 0).keys() == {"options", "multiple"}
    with pytest.raises(BadResponse):
        KIND.grade(PLAIN, answer(True, "a"))


def test_letters_go_on_from_the_verdicts():
    rows = KIND.prepare(SPEC, 0, {"reason": "b"})["reasons"]["options"]
    assert [(row["letter"], row["checked"]) for row in rows] == [
        ("C", False),
        ("D", True),
        ("E", False),
    ]


def test_the_form_tells_nothing_of_the_authors_ids():
    telling = [each | {"id": f"{each['correct']}-{each['id']}"} for each in SPEC["reasons"]]
    assert KIND.prepare(SPEC | {"reasons": telling}, 0) == KIND.prepare(SPEC, 0)
    assert {row["id"] for row in KIND.prepare(SPEC, 0)["reasons"]["options"]} == {"1", "2", "3"}


def test_the_review_says_which_reason_is_right():
    rows = KIND.review(SPEC, answer(False, "b"))["reasons"]["options"]
    assert [(row["correct"], row["checked"]) for row in rows] == [
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ([], "Reasons: There must be 2 options"),
        ([A], "Reasons: There must be 2 options"),
        ([A | {"correct": False}, B], "No reason is correct"),
        ([A, B | {"correct": True}], "2 reasons are correct"),
        ([A, B | {"feedback": 7}], "Reasons: Option 2: the feedback must"),
        ([A, B | {"id": "a"}], "have the id “a”"),
        ("because", "must be a list"),
        ([A, *({**B, "id": f"b{n}", "text": f"Text {n}"} for n in range(10))], "at most 10"),
    ],
)
def test_what_an_author_may_get_wrong(reasons, words):
    assert words in problems(reasons)


def test_another_wording_of_a_reason_changes_no_mark_and_another_key_does():
    reworded = [each | {"text": each["text"] + "."} for each in SPEC["reasons"]]
    assert KIND.marks_alike(SPEC, SPEC | {"reasons": reworded})
    other = [A | {"correct": False}, B | {"correct": True}, C]
    assert not KIND.marks_alike(SPEC, SPEC | {"reasons": other})
    assert not KIND.marks_alike(PLAIN, SPEC)
