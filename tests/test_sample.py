"""The sample course's questions, as far as a machine can judge a question."""

import json
import re
from collections import Counter
from functools import cache
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command

from quizzes.articles import highlight
from quizzes.kinds import kinds
from quizzes.kinds.base import BadResponse
from quizzes.management.commands.load_sample import SAMPLE, SLUG
from quizzes.models import Classroom, QuestionVersion

QUESTIONS = json.loads((SAMPLE / SLUG / "questions.json").read_text("utf-8"))["questions"]
LESSONS = list(dict.fromkeys(question["lesson"] for question in QUESTIONS))

REMARKS = ("feedback", "explanation", "quote", "accepted", "wrong", "near", "answer")
"""What nobody sees before the answer."""


def of_kind(*names):
    return [question for question in QUESTIONS if question["kind"] in names]


def each(questions):
    return pytest.mark.parametrize("question", questions, ids=lambda question: question["uid"])


def in_lesson(lesson):
    return [question for question in QUESTIONS if question["lesson"] == lesson]


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def seen(question):
    """What the page says before the answer."""
    shown = {
        field: [{"text": entry["text"]} for entry in value] if field in LISTS else value
        for field, value in question["spec"].items()
        if field not in REMARKS
    }
    return "\n".join(texts(shown))


LISTS = ("options", "items", "prompts", "choices", "groups")


def told(question):
    """What the page may say after the answer, except on one foreseen wrong answer."""
    hidden = {"wrong": [], "near": []}
    return "\n".join(texts(question["spec"] | hidden))


def keys(question):
    """The words or figures that answer it."""
    spec = question["spec"]
    if question["kind"] == "short_text":
        return [text for text in spec["accepted"] if " " not in text]
    if question["kind"] == "numeric":
        return [str(spec["answer"])]
    return [option["text"] for option in spec["options"] if option["correct"]]


def says(text, key):
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text, re.IGNORECASE) is not None


def feedback(question):
    """The remark on each thing that can be chosen, sorted or matched."""
    spec = question["spec"]
    if question["kind"] == "true_false":
        return list(spec["feedback"].values())
    for field in ("options", "items", "prompts"):
        if field in spec:
            return [entry["feedback"] for entry in spec[field]]
    return [entry["feedback"] for entry in spec.get("wrong", ())]


@cache
def grade(uid, typed):
    question = next(question for question in QUESTIONS if question["uid"] == uid)
    kind = kinds[question["kind"]]
    return kind.grade(question["spec"], kind.read(question["spec"], {"response": [typed]}))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_four_to_six_questions_of_at_least_three_kinds(lesson):
    assert 4 <= len(in_lesson(lesson)) <= 6
    assert len({question["kind"] for question in in_lesson(lesson)}) >= 3


@each(QUESTIONS)
def test_no_stem_says_what_the_card_says_itself(question):
    assert not re.search(r"\b(all that apply|true or false)\b", question["spec"]["stem"], re.I)


@each(QUESTIONS)
def test_each_remark_is_made_once(question):
    remarks = Counter(text for text in feedback(question) if not text.startswith("Yes."))
    remarks[question["spec"]["explanation"]] += 1
    assert remarks.most_common(1)[0][1] == 1 or question["kind"] == "short_text"


@each(of_kind("single_choice", "multiple_choice"))
def test_no_option_speaks_of_the_others(question):
    for option in question["spec"]["options"]:
        assert not re.search(
            r"\b(all|none|both|neither|any) of (these|them|the above)", option["text"], re.I
        )


@each(of_kind("single_choice"))
def test_the_options_are_of_about_the_same_length(question):
    lengths = [len(option["text"]) for option in question["spec"]["options"]]
    assert max(lengths) <= 1.25 * min(lengths)


def test_the_key_is_neither_the_longest_option_nor_the_shortest_more_often_than_by_chance():
    longest = shortest = 0
    asked = of_kind("single_choice")
    for question in asked:
        options = question["spec"]["options"]
        key = next(len(option["text"]) for option in options if option["correct"])
        others = [len(option["text"]) for option in options if not option["correct"]]
        longest += key > max(others)
        shortest += key < min(others)
    assert longest <= len(asked) / 4
    assert shortest <= len(asked) / 4


def test_right_options_of_several_are_not_longer_than_wrong_ones():
    right, wrong = (
        [
            len(option["text"])
            for question in of_kind("multiple_choice")
            for option in question["spec"]["options"]
            if option["correct"] is correct
        ]
        for correct in (True, False)
    )
    assert 0.85 < (sum(right) / len(right)) / (sum(wrong) / len(wrong)) < 1.15


def test_the_keys_are_spread_over_the_places():
    places = [
        [option["correct"] for option in question["spec"]["options"]].index(True)
        for question in of_kind("single_choice")
    ]
    count = Counter(places)
    assert sorted(count) == [0, 1, 2, 3]
    assert max(count.values()) - min(count.values()) <= 1
    assert all(len(set(places[at : at + 3])) > 1 for at in range(len(places) - 2))


def test_true_and_false_are_right_equally_often():
    answers = [question["spec"]["answer"] for question in of_kind("true_false")]
    assert abs(answers.count(True) - answers.count(False)) <= 1


@each(of_kind("short_text", "numeric", "single_choice", "multiple_choice"))
def test_no_other_question_of_the_lesson_says_the_key(question):
    """Nor does what an earlier one says once it is answered."""
    mine = in_lesson(question["lesson"])
    before = mine[: mine.index(question)]
    for other in mine:
        if other is not question:
            text = told(other) if other in before else seen(other)
            given = [key for key in keys(question) if says(text, key)]
            assert not given, f"{other['uid']} says {given}"


@each(of_kind("single_choice", "multiple_choice", "short_text", "numeric"))
def test_the_stem_does_not_say_its_own_key(question):
    spec = question["spec"]
    asked = f"{spec['stem']}\n{spec.get('hint', '')}"
    assert not [key for key in keys(question) if says(asked, key)]


@each(of_kind("classify"))
def test_items_do_not_come_group_by_group(question):
    order = [item["group"] for item in question["spec"]["items"]]
    changes = sum(a != b for a, b in pairwise(order))
    assert changes >= len(set(order))


@each(of_kind("short_text"))
def test_nothing_is_accepted_for_a_word_in_it(question):
    """A sentence that denies the word holds it too."""
    assert not [text for text in question["spec"]["accepted"] if "*" in text]
    for text in question["spec"]["accepted"]:
        for typed in (f"not {text}", f"anything but {text}", f"{text} or something else"):
            assert grade(question["uid"], typed).fraction == 0


@pytest.mark.parametrize(
    ("uid", "typed"),
    [
        ("renault-01-magnet-metal", "Neodymium"),
        ("renault-01-magnet-metal", "neodynium"),
        ("renault-01-magnet-metal", "Nd."),
        ("renault-02-announced", "2023"),
        ("renault-03-gap", "15"),
        ("renault-03-gap", "15 percentage points"),
        ("renault-03-gap", "15 points"),
        ("renault-04-rotor", "Rotor"),
        ("renault-04-rotor", "rotr"),
        ("renault-04-rotor", "roter"),
        ("renault-04-rotor", "the rotor"),
        ("renault-05-exception", "the stator"),
        ("renault-05-exception", "Stator."),
        ("renault-05-exception", "sator"),
        ("renault-05-exception", "the motor’s stator"),
    ],
)
def test_a_right_answer_counts_however_it_is_put(uid, typed):
    assert grade(uid, typed).fraction == 1


@pytest.mark.parametrize(
    ("uid", "typed"),
    [
        ("renault-01-magnet-metal", "iron"),
        ("renault-01-magnet-metal", "dysprosium"),
        ("renault-02-announced", "2012"),
        ("renault-03-gap", "-15"),
        ("renault-03-gap", "21.4"),
        ("renault-03-gap", "30"),
        ("renault-04-rotor", "stator"),
        ("renault-04-rotor", "the stator"),
        ("renault-04-rotor", "motor"),
        ("renault-04-rotor", "shaft"),
        ("renault-05-exception", "rotor"),
        ("renault-05-exception", "not the stator"),
        ("renault-05-exception", "everything but the stator"),
        ("renault-05-exception", "starter"),
        ("renault-05-exception", "the whole motor"),
    ],
)
def test_a_foreseen_mistake_is_explained(uid, typed):
    given = grade(uid, typed)
    assert given.fraction == 0
    assert given.feedback


def test_a_distance_between_percentages_is_asked_back_when_given_in_per_cent():
    with pytest.raises(BadResponse, match="percentage points"):
        grade("renault-03-gap", "15 %")


@pytest.mark.django_db
def test_every_quote_is_found_in_its_lesson():
    call_command("load_sample", stdout=StringIO())
    versions = QuestionVersion.objects.select_related("question__lesson")
    assert versions.count() == len(QUESTIONS)
    for version in versions:
        assert highlight(version.question.lesson.body, version.spec["quote"], "here") is not None


@pytest.mark.django_db
def test_the_demo_class_has_something_to_do_and_is_made_once(settings):
    settings.DEBUG = True
    for _ in range(2):
        call_command("load_sample", stdout=StringIO())
    classroom = Classroom.objects.get()
    assert str(classroom.teachers.get().user) == "Marie Teacher"
    assert classroom.enrolments.exclude(learner=None).get().name == "Ada Learner"
    assert classroom.enrolments.count() == 5
    (given,) = classroom.assignments.published()
    assert given.quiz.slug == "final-check"


@pytest.mark.django_db
def test_without_demo_accounts_there_is_no_demo_class():
    call_command("load_sample", stdout=StringIO())
    assert not Classroom.objects.exists()
