"""Named things."""

from quizzes.suggestions.naming import same

from .lessons import by_stem, paragraph, suggest

FIRMS = paragraph(
    "According to Reuters, Volvo is turning to cheaper suppliers in Asia.",
    "General Electric, Volvo and Siemens are racing to build a lighter motor.",
    "The plan was told to The Daily Wire by somebody at Bosch last year.",
)


def named(html, **options):
    return [each for each in suggest(html, **options) if each.finder == "names"]


def test_a_claim_is_asked_for_its_source():
    found = by_stem(FIRMS)[
        "Whom does the text name as its source for this?"
        " “Volvo is turning to cheaper suppliers in Asia.”"
    ]
    assert found.right == "Reuters"
    assert "Volvo" not in found.wrong


def test_names_of_which_the_same_is_said_are_chosen_together():
    found = by_stem(FIRMS)[
        "Of which does the text say this: “… are racing to build a lighter motor”?"
    ]
    assert found.right == "General Electric; Siemens; Volvo"
    assert found.kind == "multiple_choice"


def test_initials_and_parts_of_a_name_are_not_other_names():
    assert same("General Electric", "GE")
    assert same("The Daily Wire", "Daily Wire")
    assert same("Tesla", "Nikola Tesla")
    assert not same("General Electric", "General Motors")


def test_a_name_leaves_a_gap_with_other_names_to_choose_from():
    (found,) = [each for each in named(FIRMS) if each.kind == "gaps"]
    assert found.right in ("The Daily Wire", "Bosch")
    assert not any(name in found.source for name in found.wrong)


def test_too_few_names_make_no_question():
    assert named(paragraph("The plan was told to a man at Bosch in the last year.")) == []


def test_words_that_begin_a_sentence_and_nationalities_are_no_names():
    html = paragraph(
        "Motors turn because the German firm and a Chinese supplier agreed on it.",
        "Copper was bought from a French trader and an American bank in those days.",
    )
    assert named(html) == []


def test_a_term_in_italics_is_asked_for():
    html = paragraph(
        "A motor of this sort is said to have a <em>wound rotor</em> and no magnets at all."
    )
    (found,) = named(html)
    assert (
        found.spec["text"] == "A motor of this sort is said to have a [[1]] and no magnets at all."
    )
    assert found.spec["gaps"][0]["accepted"] == ["wound rotor"]


def test_names_are_for_languages_whose_words_are_known():
    assert named(FIRMS, language="de") == []
