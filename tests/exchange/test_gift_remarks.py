"""GIFT: what is at fault and where, and what is named as it cannot be held."""

from __future__ import annotations

import pytest

from quizzes.exchange.gift import Gift


def read(text):
    return Gift().read(text.encode())


def said(text):
    """The faults and remarks."""
    batch = read(text)
    return [str(each) for each in batch.faults + batch.remarks]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("What? {=a ~b", "A brace opens and does not close before the next empty line: “{”."),
        ("::A::What? =a}", "A brace closes that was not opened: “}”."),
        ("What? }=a{", "A brace closes before it opens."),
        ("What? {=a}{=b}", "There is more than one pair of braces."),
        ("::What? {=a ~b}", "The title after “::” does not end with “::”."),
        ("What? {=%101%a ~b}", "A weight is beyond 100 %: 101."),
        ("What? {= ~b}", "Nothing stands after a “=”."),
        ("What? {=#Yes.}", "Nothing stands after a “=”."),
        ("What? {~b}", "A choice needs two options or more."),
        ("What? {=a -> b}", "A matching needs two pairs or more."),
        ("What? {=a -> b =c}", "“c” has no “->”."),
        ("What? {#}", "There is no right number between the braces."),
        ("What? {#=%50%3}", "There is no right number between the braces."),
        ("What? {#three}", "“three” is not a number."),
        ("What? {#1e999}", "“1e999” is not a number."),
        ("What? {#3:}", "“” is not a number."),
        ("What? {#3 kW}", "“3 kW” is not a number."),
        ("What? {#5..1}", "The range 5..1 runs backwards."),
        ("What? {#3:-1}", "A tolerance is below 0: -1."),
        (f"[html]{'<b>' * 500}x{{T}}", "Its HTML nests too deep."),
    ],
)
def test_faults_name_line_and_reason_and_the_rest_is_read(text, fault):
    batch = read(f"::A::What?{{T}}\n\n// comment\n{text}\n\n::B::What?{{T}}")
    assert [each.uid for each in batch.questions] == ["a", "b"]
    [found] = batch.faults
    assert found.place == "line 4"
    assert found.words.startswith(fault)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "What? {=a =b ~c}",
            "2 options are marked “=”: each counts in full in the file, here all of them are to be"
            " chosen.",
        ),
        (
            "What? {~%60%a ~%40%b ~%-100%c}",
            "The right options are worth 60 %, 40 % in the file and the same each here.",
        ),
        (
            "What? {~%50%a ~%50%b ~c}",
            "The wrong options are worth 0 % in the file; here each takes off 100 %.",
        ),
        ("What? {=a ~%50%b ~c}", "“b” is worth 50 % in the file and nothing here."),
        ("What? {=a ~%100%b ~c}", "“b” is worth 100 % in the file and nothing here."),
        ("What? {=a =%50%b}", "“b” is worth 50 % in the file and nothing here."),
        ("What? {=a#A =b#B}", "The feedback on the right answer “a” stays out: “A”"),
        ("What? {=a#A####B}", "The feedback on the right answer “a” stays out: “A”"),
        (r"What? {=a\*}", "An asterisk stands for any text here, never for itself."),
        ("What? {true}", "“true” is taken for true or false; other programs want capitals."),
        ("What? {#=3 =4}", "4 counts in full, too, in the file; here one number is right."),
        ("What? {#=3 =%50%4:1}", "4:1 is worth 50 % in the file and nothing here."),
        ("What? {#=3:2 =%0%4#B}", "The feedback on 4 stays out, as that counts as right: “B”"),
        ("What? {#=3 =%0%*#No.}", "The feedback on all other numbers stays out: “No.”"),
        ("What? {#=3 ~#No.}", "The feedback on all other numbers stays out: “No.”"),
        ("[markdown]# What {T}", "Lists, headings and tables of Markdown are running text here."),
        ("[markdown]<b>What</b> {T}", "HTML within Markdown is shown as it is typed."),
        ("[html]<table><tr><td>a</table>{T}", "A table is now lines of text."),
        ("[html]<u>a</u>{T}", "Underlining stays out."),
        ("[html]a<sup>*</sup>{T}", "“*” is no longer raised or lowered."),
        (
            '[html]<img src\\="@@PLUGINFILE@@/a.png" alt\\="a">{T}',
            "The picture “@@PLUGINFILE@@/a.png” stays out: it has no address on the web.",
        ),
        ('[html]<a href\\="#x">a</a>{T}', "A link to “#x” stays out."),
        (
            "[html]<video>a</video>{T}",
            "An element “video” has no place in a question; its text stays.",
        ),
        ("::Motör №::What?{T}", None),
        ("::Ротор::What?{T}", "The title “Ротор” stays out."),
        ("// [id:m]\n::Motor::What?{T}", "The title “Motor” stays out."),
        ("// [id:m] [id:n]\nWhat?{T}", "Of several ids the first is kept."),
        (f"// [id:{'m' * 101}]\nWhat?{{T}}", f"The id “{'m' * 100}” is taken or too long."),
        (f"// [tag:{'m' * 61}]\nWhat?{{T}}", f"The tag “{'m' * 61}” is cut to 60 characters."),
        ("// evlearn: {\nWhat?{T}", "The comment for evlearn cannot be read and stays out."),
        ("// evlearn: [1]\nWhat?{T}", "The comment for evlearn cannot be read and stays out."),
        ('// evlearn: {"tags": [1]}\nA?{T}', "The comment for evlearn cannot be read and stays"),
        (
            '// evlearn: {"check": "0"}\nWhat?{T}',
            "The text was edited after it was written; what changed is taken from it.",
        ),
    ],
)
def test_what_cannot_be_held_is_named(text, words):
    found = said(text)
    assert (words is None) == (found == [])
    assert words is None or found[0].startswith(f"line {text.count('// ') + 1}: {words}")


def test_a_category_in_a_category_is_named():
    assert said("\n$CATEGORY: $course$/Motors/Fans\n\nWhat?{T}") == [
        "line 2: Of the category “Motors / Fans” the last part is kept, as a tag."
    ]


def test_an_id_without_a_question_is_named():
    assert said("// [id:m]\n\nWhat?{T}") == [
        "line 1: A comment with an id, tags or fields has no question below it."
    ]


def test_an_id_that_is_taken_is_named_and_gets_a_number():
    batch = read("// [id:m]\nWhat?{T}\n\n// [id:m]\nWhich?{T}")
    assert [each.uid for each in batch.questions] == ["m", "m-2"]
    assert list(map(str, batch.remarks)) == ["line 5: The id “m” is taken or too long."]
