"""Moodle XML: what all types have in common, faults, limits, damaged files."""

from __future__ import annotations

import pytest

from quizzes.exchange.moodle import MoodleXml
from quizzes.exchange.spec import ExchangeError
from quizzes.kinds import kinds
from tests.exchange.moodle_files import (
    DRAGS,
    FILE,
    NUMBER,
    answer,
    category,
    dataset,
    drop,
    fault,
    one,
    pair,
    question,
    read,
    said,
    spec,
    xml,
)
from tests.exchange.mutations import mutated


def test_explanation_hint_tags_and_id_number_are_read():
    inner = (
        "<name><text>Rotor</text></name><idnumber>m-7</idnumber>"
        "<generalfeedback format='html'><text>It <![CDATA[<b>turns</b>]]>.</text></generalfeedback>"
        "<hint><text>Think.</text></hint><hint><text>Think more.</text></hint>"
        "<tags><tag><text>motors</text></tag><tag><text>parts</text></tag></tags>"
    )
    found = one("shortanswer", inner + answer("rotor", 100))
    assert (found.uid, found.tags) == ("m-7", ("motors", "parts"))
    assert found.spec["explanation"] == "It **turns**."
    assert found.spec["hint"] == "Think."
    assert said(question("shortanswer", inner + answer("rotor", 100))) == [
        "Of several hints the first is kept; this one stays out: “Think more.”",
        "The name “Rotor” stays out.",
    ]


def test_a_question_is_called_by_its_name_where_it_has_no_id_number():
    named = question("description", "<name><text>The rotor</text></name>")
    again = question("description", "<name><text>The rotor</text></name>", "Another.")
    assert [each.uid for each in read(xml(named, again)).questions] == ["the-rotor", "the-rotor-2"]
    assert said(named) == []


def test_an_id_number_that_is_taken_is_named():
    batch = read(xml(*[question("description", "<idnumber>m-7</idnumber>")] * 2))
    assert [each.uid for each in batch.questions] == ["m-7", "m-7-2"]
    assert [each.words for each in batch.remarks] == ["The id number “m-7” is taken or too long."]


def test_a_nameless_question_has_the_same_id_at_each_import():
    found = [one("description").uid for _ in range(2)]
    assert found[0] == found[1] != one("description", text="Another.").uid


@pytest.mark.parametrize(
    ("path", "tags", "remarks"),
    [
        ("$course$/top/Motors", ("Motors",), []),
        ("$course$/Motors", ("Motors",), []),
        ("$course$/top", (), []),
        ("top/Price// weight", ("Price/ weight",), []),
        (
            "$module$/top/Motors/Rotor",
            ("Rotor",),
            ["Of the category “Motors / Rotor” the last part is kept, as a tag."],
        ),
    ],
)
def test_the_last_part_of_a_category_is_a_tag_of_what_follows(path, tags, remarks):
    batch = read(xml(question("description"), category(path), question("description")))
    assert [each.tags for each in batch.questions] == [(), tags]
    assert [each.words for each in batch.remarks] == remarks


@pytest.mark.parametrize(
    ("form", "text", "stem"),
    [
        (
            "html",
            "<p>A <b>big</b>\n motor</p><p>turns &amp; hums</p>",
            "A **big** motor  \nturns & hums",
        ),
        ("html", "<p>So \\(P = U I\\)</p>", "So $P = U I$"),
        ("markdown", "A **big** motor, \\\\(P = U I\\\\)", "A **big** motor, $P = U I$"),
        ("plain_text", "2 * 3 * 4 <b>", "2 * 3 * 4 <b>"),
        ("moodle_auto_format", "one\ntwo", "one  \ntwo"),
        ("unheard_of", "<i>so</i>", "*so*"),
    ],
)
def test_texts_of_every_format_become_inline_markdown(form, text, stem):
    assert one("description", text=text, form=form).spec["stem"] == stem


def test_feedback_has_the_format_of_the_question_where_it_names_none():
    inner = answer("rotor", 100) + answer("stator", 0, "*No*")
    assert spec("shortanswer", inner, form="markdown")["wrong"][0]["feedback"] == "*No*"


def test_tags_outside_of_cdata_are_taken_for_html():
    text = xml("<question type='description'><questiontext><text>A <b>big</b> motor</text>")
    text = text.replace("\n</quiz>", "</questiontext></question></quiz>")
    assert read(text).questions[0].spec["stem"] == "A **big** motor"


def test_settings_that_stay_out_are_named_once_for_the_file():
    inner = "<correctfeedback><text>Well done.</text></correctfeedback><penalty>0.5</penalty>"
    usual = "<penalty>0.3333333</penalty><hidden>0</hidden><defaultgrade>1.0000000</defaultgrade>"
    batch = read(xml(*[question("description", inner + usual)] * 3))
    assert [str(each) for each in batch.remarks] == [
        "line 2: The setting “correctfeedback” stays out: “Well done.” (questions with it: 3).",
        "line 2: The setting “penalty” stays out: “0.5” (questions with it: 3).",
    ]


def test_what_is_not_known_in_a_question_is_named_with_what_it_holds():
    inner = "<rubric><!-- a remark --><row>Names</row><row>a part</row></rubric><empty/>"
    assert said(question("essay", inner)) == [
        "The setting “rubric” stays out: “Names a part” (questions with it: 1)."
    ]


def test_embedded_files_are_named():
    text = '<img src="@@PLUGINFILE@@/motor.png" alt="A motor"> turns'
    inner = f"<generalfeedback><text>So.</text>{FILE}</generalfeedback>"
    assert one("description", inner, text).spec["stem"] == "A motor turns"
    assert said(question("description", inner, text)) == [
        "The picture “@@PLUGINFILE@@/motor.png” stays out: it has no address on the web.",
        "The file “motor.png” stays out: pictures need an address on the web.",
    ]


def test_a_picture_within_a_text_does_not_count_as_text():
    text = f'<img src="data:image/png;base64,{"A" * 200_000}"> turns'
    assert one("description", text=text).spec["stem"] == "turns"


@pytest.mark.parametrize(
    ("kind", "inner", "words"),
    [
        ("stack", "", "The type “stack” is not known here."),
        ("", "", "The type “” is not known here."),
        ("multichoice", answer("x", 100), "A choice needs two options or more."),
        ("multichoice", answer("x", "a lot"), "The weight of an answer is no number"),
        ("multichoice", answer("x", 101), "The weight of an answer is no number"),
        ("multichoice", answer("x", "nan"), "The weight of an answer is no number"),
        ("truefalse", answer("true", 100), "True or false needs two answers"),
        ("truefalse", answer("true", 0) + answer("false", 0), "True or false needs two answers"),
        ("shortanswer", "", "There is no answer."),
        ("numerical", answer("x", 100), "“x” is not a number."),
        ("numerical", answer("*", 100), "No number is worth 100 per cent."),
        ("numerical", answer("1", 100, more="<tolerance>-1</tolerance>"), "A tolerance is below 0"),
        (
            "numerical",
            NUMBER + "<units><unit><multiplier>0</multiplier></unit></units>",
            "“0” cannot be the multiplier of a unit.",
        ),
        ("match", pair("a", "b"), "A matching needs two pairs or more."),
        ("match", pair("a", ""), "A pair has no answer."),
        ("ordering", answer("x", "first"), "“first” is no position of an item."),
        ("ordering", "", "There must be items to bring into order."),
        ("essay", "<minwordlimit>many</minwordlimit>", "“many” is not a whole number."),
        ("cloze", "", "There is no gap such as {1:SHORTANSWER:=…} in the text."),
        ("gapselect", "", "There is no gap such as [[1]] in the text."),
        ("ddmarker", DRAGS, "The size of the picture “” cannot be read"),
        ("ddmarker", FILE + drop("circle", "1,2", 1), "The zone “1,2” cannot be read."),
        ("ddimageortext", FILE + "<drop><xleft>-1</xleft></drop>", "“-1” is not a whole number."),
        ("calculated", answer("1", 50), "No formula is worth 100 per cent."),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_line_and_reason(kind, inner, words):
    assert fault(kind, inner).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{1:SA:=rotor", "A gap does not end with “}”: {1:SA:=rotor"),
        ("{1:MC:a~b}", "No option of a gap is worth 100 per cent."),
        ("{1:NM:=x}", "“x” is not a number."),
        ("{1:SA:%300%x}", "The weight of an answer is no number"),
        ("<script>{1:SA:=x}</script>", "A gap stands where no text can be shown."),
    ],
)
def test_faults_of_a_cloze(text, words):
    assert fault("cloze", text=text).startswith(words)


def test_a_fault_within_a_question_names_its_own_line():
    batch = read(xml(question("multichoice", "\n\n" + answer("x", "a lot"))))
    assert [each.place for each in batch.faults] == ["line 4"]


def test_lines_are_counted_beyond_those_that_a_short_number_holds():
    batch = read("\n \n<?xml version='1.0'?>" + xml("\n" * 70_000 + question("stack")))
    assert [each.place for each in batch.faults] == ["line 70004"]


@pytest.mark.parametrize("kind", ["random", "randomsamatch"])
def test_questions_that_draw_others_are_named(kind):
    batch = read(xml(question(kind), question("description")))
    assert len(batch.questions) == 1
    assert [str(each) for each in batch.remarks] == [
        f"line 2: A question of the type “{kind}” draws others; here quizzes do that."
    ]


def test_what_is_no_question_is_named():
    assert said("<course>Motors</course>") == ["<course> is no question and stays out."]


def test_what_stands_before_a_break_is_read():
    batch = read(xml(question("description"), "<question>", question("description") + "</text>"))
    assert len(batch.questions) == 1
    assert [each.place for each in batch.faults] == ["line 4"]
    assert batch.faults[0].words.startswith("Line 4 is not XML: Opening and ending tag mismatch")
    assert batch.faults[0].words.endswith("The rest was not read.")


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<questions/>", "This is not Moodle XML: it begins with <questions>"),
        ("<:a/>", "This is not Moodle XML: it begins with <:a>"),
        ("<quiz xmlns='a'/>", "This is not Moodle XML: it begins with <{a}quiz>"),
        ("Which part turns?", "Line 1 is not XML"),
        ("<quiz>", "Line 1 is not XML"),
        ("<quiz>\n&nbsp;</quiz>", "Line 2 is not XML: Entity 'nbsp' not defined"),
        ("<!DOCTYPE quiz SYSTEM 'file:///etc/hostname'><quiz/>", "The file has a DOCTYPE"),
        (
            "<!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><quiz>&x;</quiz>",
            "The file has a DOCTYPE",
        ),
        (f'<!DOCTYPE quiz [<!ENTITY a0 "x">{LAUGHS}]><quiz>&a11;</quiz>', "The file has a DOCTYPE"),
        (f'<!DOCTYPE quiz [<!ENTITY a0 "x">{LAUGHS}]><quiz x="&a11;"/>', "Line 1 is not XML"),
        ("<quiz>" + "<a>" * 10_000, "Line 1 is not XML: Excessive depth"),
    ],
)
def test_files_that_are_refused(text, words):
    with pytest.raises(ExchangeError) as refused:
        read(text)
    assert str(refused.value).startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        question("description", text="x" * 200_000),
        question("cloze", text="{1:SA:=a}" * 20_000),
        question("multichoice", answer("x", 100) * 5000),
        question("description", "<tags>" + "<tag/>" * 20_000 + "</tags>"),
        question("calculated", answer("pow(" * 100_000, 100)),
        question("description", text="<b>" * 500),
    ],
)
def test_a_question_too_large_is_a_fault(text):
    batch = read(xml(text))
    assert (len(batch.questions), len(batch.faults)) == (0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_read_whatever_the_file_says_of_it(encoding):
    text = '<?xml version="1.0" encoding="UTF-8"?>' + xml(question("description", text="Größe €"))
    found = MoodleXml().read(text.encode(encoding)).questions
    assert [each.spec["stem"] for each in found] == ["Größe €"]


SAMPLE = xml(
    category("$course$/top/Motors"),
    *(
        question(kind, inner, text)
        for kind, inner, text in (
            ("multichoice", answer("Rotor", 100, "Yes.") + answer("Stator", -50), "<b>What</b>?"),
            ("truefalse", answer("true", 100) + answer("false"), "It turns."),
            ("shortanswer", answer("rotor", 100) + answer("*", 0, "No."), "What \\(x\\)?"),
            ("numerical", NUMBER + answer("5", 0, "Lost."), "How much?"),
            ("match", pair("Rotor", "turns") + pair("Stator", "stands"), "What?"),
            ("ordering", answer("b", 2) + answer("a", 1), "In order?"),
            ("cloze", "", "The {1:SA:=rotor#Yes.~%0%air} and {2:MC:=a~b} and {1:NM:=1:2}."),
            ("cloze", "", "What? {1:MCV:=a#x~b#y}<br>Which? {1:MR:=a~=b~%-100%c}"),
            ("ddwtos", "<dragbox><text>rotor</text></dragbox>", "The [[1]] turns."),
            (
                "calculated",
                answer("pow({p},2)", 100)
                + f"<dataset_definitions>{dataset('p', 1, 2)}</dataset_definitions>",
                "{p}?",
            ),
            ("ddmarker", FILE + DRAGS + drop("circle", "100,50;20", 1), "Where?"),
            ("essay", "<responsefieldlines>15</responsefieldlines>", "Why?"),
        )
    ),
)


def test_the_sample_is_read_whole():
    batch = read(SAMPLE)
    assert (len(batch.questions), batch.faults) == (12, [])


def test_damaged_files_are_read_or_refused():
    for data in mutated(SAMPLE.encode(), 2000):
        try:
            batch = MoodleXml().read(data)
        except ExchangeError:
            continue
        for each in batch.questions:
            kinds[each.kind].problems(each.spec)
