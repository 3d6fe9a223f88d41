"""Which sentence may settle a question."""

from quizzes.suggestions.places import Places, key_in_words
from tests.factories import choice_spec
from tests.kinds.specs import specimens

MINING = "China mines about 70% of the rare earths of the world."
REFINING = "China refines about 85% of them, so the bottleneck lies there."
STATOR = "The stator stands still and carries the winding."
TEXTS = {1: f"{MINING} {REFINING}\nWeather was fine.", 2: f"{STATOR} The rotor turns inside it."}


def choice(stem, right, *wrong):
    options = [{"id": "a", "text": right, "correct": True, "feedback": ""}]
    options += [
        {"id": f"b{at}", "text": text, "correct": False, "feedback": ""}
        for at, text in enumerate(wrong)
    ]
    return choice_spec(stem, options=options, explanation="")


def found(spec, lesson=None):
    return Places(TEXTS).of("single_choice", spec, lesson=lesson)


def test_the_key_and_not_a_distractor_decides():
    refining = choice("Which share of rare earths does China refine?", "85%", "70%", "40%")
    assert found(refining)[0].sentence == REFINING
    mining = choice("Which share of rare earths does China mine?", "70%", "85%", "40%")
    assert found(mining)[0].sentence == MINING


def test_a_likely_sentence_is_said_to_be_so():
    (first, *_others) = found(choice("Which part carries the winding?", "The stator", "The rotor"))
    assert (first.lesson, first.sentence, first.likely) == (2, STATOR, True)


def test_only_the_lesson_of_the_question_is_looked_at():
    spec = choice("Which part carries the winding?", "The stator", "The rotor")
    assert found(spec, lesson=1) == []


def test_a_question_of_something_else_has_no_place():
    assert found(choice("Who painted the Mona Lisa?", "Leonardo", "Raphael")) == []


def test_a_draft_without_a_key_is_placed_by_its_stem():
    assert Places(TEXTS).of("single_choice", {"stem": "What does a stator carry?"}, lesson=None)


def test_what_is_no_question_has_no_place():
    places = Places(TEXTS)
    assert places.of("single_choice", ["stator"], lesson=None) == []
    assert places.of("guess", {"stem": 5}, lesson=None) == []
    assert Places({}).of("single_choice", choice("Which?", "This", "That"), lesson=None) == []


def test_the_lesson_that_has_a_quote_is_found():
    places = Places(TEXTS)
    assert places.having("carries   the winding", lesson=None) == 2
    assert places.having("carries the winding", lesson=1) is None
    assert places.having("carries the magnets", lesson=None) is None
    assert places.having(" ", lesson=None) is None


def test_every_kind_can_be_placed():
    for kind, spec in specimens().values():
        assert isinstance(key_in_words(kind, spec), str)
        assert all(place.likeness <= 1.0001 for place in Places(TEXTS).of(kind, spec, lesson=None))
