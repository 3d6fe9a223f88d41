"""Years, percentages, amounts and counts."""

import pytest

from .lessons import by_stem, only, paragraph, table

SHARES = table(
    ["Question", "Figures"],
    ["Chile’s position", "Controls 24% of the mining of copper, 37% of its export"],
    ["Ford’s history", "Using assembly lines since 1913"],
    ["What follows", "Prices rose"],
)


@pytest.mark.parametrize(
    ("text", "stem", "answer"),
    [
        (
            "Ada and Charles announced their engine in 1837 with great hopes.",
            "in which year did Ada and Charles announce their engine?",
            1837,
        ),
        (
            "Since 1913, Ford has been a pioneer of the assembly line, making many cars.",
            "since which year has Ford been a pioneer of the assembly line?",
            1913,
        ),
        (
            "In 1820, Hans Oersted discovered a link between current and magnets.",
            "in which year did Hans Oersted discover a link between current and magnets?",
            1820,
        ),
        (
            "Iceland gets 66% of its heat from the ground.",
            "what percentage of its heat from the ground does Iceland get?",
            66,
        ),
        (
            "According to The Daily Wire, two officials confirmed the plan on Monday.",
            "how many officials confirmed the plan on Monday?",
            2,
        ),
    ],
)
def test_plain_grammar_becomes_a_question(text, stem, answer):
    found = by_stem(paragraph(text))[f"According to the text, {stem}"]
    assert (found.kind, found.spec["answer"]) == ("numeric", answer)
    assert found.spec["quote"] == found.source == text


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("They built it in 1950 by hand.", "Which year is missing? “They built it in"),
        ("The beam is 4.5 m long and thin.", "Which amount is missing? “The beam is"),
        ("A family of seventeen metals is rare.", "Which number is missing? “A family of"),
        ("Nearly all, or 92 per cent, of it is lost.", "Which percentage is missing? “Nearly all,"),
    ],
)
def test_other_sentences_get_a_gap(text, stem):
    assert only(paragraph(text)).spec["stem"].startswith(stem)


def test_cells_become_questions_on_what_their_row_is_about():
    found = by_stem(SHARES)
    mined = found[
        "According to the text, what percentage of the mining of copper does Chile control?"
    ]
    assert mined.spec["answer"] == 24
    assert mined.spec["near"][0]["value"] == 37
    assert "37% of its export" in mined.spec["near"][0]["feedback"]
    assert "According to the text, since which year has Ford been using assembly lines?" in found


def test_other_numbers_of_the_sort_are_offered_and_said_to_stand_elsewhere():
    html = paragraph(
        "Iron melts at 1538 °C in a furnace.",
        "Copper melts at 1085 °C in a furnace.",
        "Lead melts at 327 °C in a pan.",
        "The furnace is 12 m high, they say.",
    )
    found = by_stem(html)["Which amount is missing? “Lead melts at ____ °C in a pan.”"]
    texts = [each["text"] for each in found.spec["options"]]
    assert texts == ["327 °C", "1085 °C", "1538 °C"]
    assert "Copper melts at 1085 °C" in found.spec["options"][1]["feedback"]
    assert found.spec["options"][0]["feedback"] == ""


def test_feedback_never_tells_the_key():
    html = paragraph("The rods were 4 km and 9 km long, all told.", "The road was 7 km long then.")
    for each in by_stem(html).values():
        wrong = each.spec.get("near", []) + [
            o for o in each.spec.get("options", []) if not o["correct"]
        ]
        assert all(each.right not in one["feedback"].replace("/", " ").split() for one in wrong)


@pytest.mark.parametrize(
    "text",
    [
        "Keep the two dates apart from now on.",
        "It was dated 14 November 2025 by the clerk.",
        "The 1990s were a good time for it.",
        "Look at version 2.4.1 of the file first.",
        "Was it built in 1950 after all?",
    ],
)
def test_numbers_that_nobody_needs_to_know_are_passed_over(text):
    assert by_stem(paragraph(text)) == {}


def test_thousands_and_decimals_follow_the_language():
    assert only(paragraph("The tower weighs 1,234 kg or so.")).spec["answer"] == 1234
    french = only(paragraph("La tour pèse 1,234 kg à peu près."), language="fr")
    assert french.spec["answer"] == 1.234
    assert french.spec["stem"].startswith("Quelle quantité manque ?")


def test_a_language_without_phrases_gets_the_sentence_alone():
    found = only(paragraph("Wieża ma 330 m wysokości w sumie."), language="pl")
    assert found.spec["stem"] == "“Wieża ma ____ m wysokości w sumie.”"
