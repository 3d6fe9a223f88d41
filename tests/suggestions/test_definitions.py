"""Definitions in their several forms."""

import pytest

from quizzes.kinds import kinds

from .lessons import by_stem, paragraph, suggest


def definitions(*texts):
    return [each for each in suggest(paragraph(*texts)) if each.finder == "definitions"]


@pytest.mark.parametrize(
    ("text", "told", "term"),
    [
        ("The stator is a ring of steel with slots.", "a ring of steel with slots", "stator"),
        ("He made the rotor—the part that turns inside.", "the part that turns inside", "rotor"),
        (
            "A caldera (a wide basin after a collapse) fills.",
            "a wide basin after a collapse",
            "caldera",
        ),
        ("It cools the rotor, the part that turns within.", "the part that turns within", "rotor"),
        (
            "He sold it to Ampere, Ford’s branch for batteries.",
            "Ford’s branch for batteries",
            "Ampere",
        ),
        ("Osmosis means the passing of water only.", "the passing of water only", "osmosis"),
    ],
)
def test_a_lone_definition_asks_for_its_term(text, told, term):
    (found,) = definitions(text)
    assert found.kind == "short_text"
    assert told in found.spec["stem"]
    assert kinds["short_text"].grade(found.spec, f" {term.upper()} ").fraction == 1
    assert found.claim.endswith(f"{told}.")


def test_definitions_beside_each_other_are_each_others_wrong_options():
    found = by_stem(
        paragraph(
            "The stator is a ring of steel with slots.",
            "The rotor is a drum of iron on a shaft.",
            "The shaft is a rod of hardened steel.",
        )
    )
    asked = found["According to the text, what is the stator?"]
    assert asked.right == "a ring of steel with slots"
    assert asked.wrong == ["a drum of iron on a shaft", "a rod of hardened steel"]
    assert {o["feedback"] for o in asked.spec["options"] if not o["correct"]} == {
        "The text says that of the rotor.",
        "The text says that of the shaft.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The reason is a lack of copper in the world.",
        "It is a ring of steel with many slots.",
        "The shaft, the rotor and the stator are parts of it.",
        "After the deal, the company said that it would go on.",
        "The stator is the stator that everybody knows.",
        "This is a wide field of study for many.",
        "Neodymium is the best known of them, they say.",
    ],
)
def test_what_only_looks_like_a_definition_is_passed_over(text):
    assert definitions(text) == []


def test_definitions_are_for_languages_whose_words_are_known():
    html = paragraph("Le stator est une bague d’acier avec des fentes.")
    assert suggest(html, language="fr") == []
