import pytest

from quizzes.articles import fingerprint, likeness, overlap

TEXT = "the mill by the river grinds rye and wheat for the baker all through the week " * 2


def test_the_same_words_are_wholly_alike():
    assert likeness(TEXT, TEXT.upper().replace(" ", "\n")) == 1


def test_different_words_are_not_alike():
    assert likeness(TEXT, "a motor has a rotor and a stator and copper wire") == 0


def test_a_small_change_leaves_texts_alike():
    assert 0.6 < likeness(TEXT, TEXT.replace("river", "stream", 1)) < 1


def test_likeness_is_the_same_both_ways():
    assert likeness(TEXT, TEXT[:60]) == likeness(TEXT[:60], TEXT)


@pytest.mark.parametrize(
    ("a", "b", "alike"), [("", "", 1), ("", "x", 0), ("x", "x", 1), ("x y", "x", 0)]
)
def test_short_texts_are_compared_too(a, b, alike):
    assert likeness(a, b) == alike


def test_long_texts_are_compared_by_a_sample():
    long = " ".join(f"w{number}" for number in range(5000))
    assert len(fingerprint(long)) == 400
    assert overlap(fingerprint(long), fingerprint(long + " and more")) > 0.9


def test_scripts_without_blanks_are_compared_by_character():
    assert 0.3 < likeness("面包是用面粉烤的", "面包是用面粉做的") < 1
