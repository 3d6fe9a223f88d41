"""What responses say, for counting: what each kind takes for one and the same."""

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example


def said(name, response, **changes):
    """Key, text and whether it is right, of all that the response says."""
    spec = example(name, **changes)
    return [(each.key, each.text, each.right) for each in kinds[name].alternatives(spec, response)]


def keys(name, response, **changes):
    return [key for key, _text, _right in said(name, response, **changes)]


def test_an_option_is_named_by_its_text_with_its_remark():
    spec = example("single_choice")
    found = kinds["single_choice"].alternatives(spec)
    assert [each.key for each in found] == ["a", "b", "c"]
    [chosen] = kinds["single_choice"].alternatives(spec, "a")
    assert (chosen.text, chosen.right, chosen.feedback) == (
        "The rotor",
        False,
        "The rotor rotates and drives the shaft.",
    )


def test_several_options_are_several_things():
    assert keys("multiple_choice", ["a", "c"]) == ["a", "c"]


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(BadResponse):
        kinds["multiple_choice"].alternatives(example("multiple_choice"), ["a", "zz"])


def test_a_verdict_and_its_reason_are_two_places():
    spec = kinds["true_false"].further_examples()[0]
    found = kinds["true_false"].alternatives(spec, {"answer": True, "reason": "b"})
    assert [(each.key, each.place, each.right) for each in found] == [
        ("true", "Your answer", True),
        ("reason b", "Reason", False),
    ]


@pytest.mark.parametrize("typed", ["7", "7.0", "7,00", "7 %", " 07"])
def test_a_number_is_the_same_however_it_is_written(typed):
    assert keys("numeric", typed) == ["typed 7"]


@pytest.mark.parametrize("typed", ["95", "95.3 %", "94,5"])
def test_right_numbers_are_one(typed):
    assert said("numeric", typed) == [("right", "95 %", True)]


def test_a_foreseen_number_is_named_by_what_was_foreseen():
    assert said("numeric", "5.2") == [("near 0", "5 %", False)]


def test_typed_words_are_the_same_whatever_their_case():
    assert keys("short_text", "Gear  Box") == keys("short_text", "gear box")


def test_a_foreseen_word_is_named_by_what_was_foreseen():
    assert said("short_text", "a stator plate") == [("wrong 0", "… stator …", False)]


def test_right_words_are_one():
    assert said("short_text", "armature") == said("short_text", "rotor") == said("short_text", None)


def test_what_was_typed_is_no_mark_up():
    [found] = kinds["short_text"].alternatives(example("short_text"), "![x](https://a.example/b)")
    assert found.bare


def test_values_that_are_drawn_are_told_by_how_they_were_reckoned():
    kind, spec = kinds["calculated"], example("calculated")
    for seed in (1, 2):
        right = kind.key_for(spec, seed)
        assert said("calculated", right) == [("right", "100 * q / p", True)]
        other = {"seed": seed, "typed": "12345"}
        assert said("calculated", other) == [("other", "Another value", False)]
        lost = 100 - float(right["typed"])
        assert said("calculated", {"seed": seed, "typed": f"{lost:.2f}"}) == [
            ("near 0", "100 * (1 - q / p)", False)
        ]


def test_each_thing_in_a_wrong_place_is_one():
    assert said("matching", {"1": "turns", "2": "turns"}) == [
        ("1 turns", "Follows the field", False),
        ("2 turns", "Follows the field", True),
    ]
    assert said("classify", {"4": "-"}) == [("4 -", "None of these", True)]


def test_each_item_at_a_wrong_position_is_one():
    found = kinds["ordering"].alternatives(example("ordering"), {"a": 2, "b": 1, "c": 3, "d": 4})
    assert [(each.key, each.text, each.right) for each in found][:3] == [
        ("a 2", "Position 2", False),
        ("b 1", "Position 1", False),
        ("c 3", "Position 3", True),
    ]


def test_each_gap_is_a_place():
    spec = example("gaps")
    found = kinds["gaps"].alternatives(spec, {"mined": "85 %", "other": "the Rotor"})
    assert [(each.key, each.text, each.place, each.right) for each in found] == [
        ("mined 85 %", "85 %", "Gap 1", False),
        ("other typed the rotor", "the Rotor", "Gap 4", False),
    ]


def test_a_gap_with_a_list_of_its_own_shows_all_of_it_and_one_with_the_bank_what_is_right():
    found = kinds["gaps"].alternatives(example("gaps"))
    assert [each.text for each in found] == ["62 %", "70 %", "85 %", "85 %", "rotor", "stator"]


def test_each_part_says_what_a_question_of_its_kind_says():
    found = kinds["parts"].alternatives(example("parts"), {"b": False})
    assert [(each.key, each.place, each.right) for each in found] == [
        ("b false", "Part 2: The losses become heat.", False)
    ]


def test_a_place_in_a_picture_is_the_region_around_it_or_outside_all():
    assert keys("hotspot", {"x": 50, "y": 50}) == ["middle"]
    assert keys("hotspot", {"region": "slots"}) == ["slots"]
    assert said("hotspot", {"x": 0.5, "y": 0.5}) == [
        ("outside all", "A place outside all of these", False)
    ]


def test_a_text_of_ones_own_is_not_counted():
    assert keys("essay", "A text by Ada.") == []
