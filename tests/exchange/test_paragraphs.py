"""Long texts are compared paragraph by paragraph."""

from quizzes.exchange.difference import Mark
from quizzes.exchange.paragraphs import LEFT_OUT, compare_texts

TEN = "\n\n".join(f"Paragraph number {number} says this." for number in range(10))


def shown(pieces, mark):
    return "".join(piece.text for piece in pieces if piece.mark == mark)


def test_the_same_texts_differ_in_nothing():
    assert compare_texts(TEN, f"{TEN}\n") == ()


def test_a_changed_word_is_shown_between_its_neighbours_only():
    pieces = compare_texts(TEN, TEN.replace("5 says", "5 denies"))
    assert shown(pieces, Mark.GONE) == "says"
    assert shown(pieces, Mark.NEW) == "denies"
    same = shown(pieces, Mark.SAME)
    assert LEFT_OUT in same
    assert "number 4" in same
    assert "number 6" in same
    assert "number 2" not in same


def test_paragraphs_that_come_and_go_are_shown_whole():
    pieces = compare_texts("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.")
    assert shown(pieces, Mark.NEW).strip() == "Three."
    assert shown(compare_texts("One.\n\nTwo.", "Two."), Mark.GONE).strip() == "One."
