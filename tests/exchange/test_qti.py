"""QTI as a whole: feedback, packages, what is carried, limits."""

import pytest

from quizzes.exchange.spec import ExchangeError

from .qti_samples import (
    MATCH_CORRECT,
    classic,
    classic_item,
    faults,
    item,
    material,
    only,
    package,
    read,
    remarks,
    response,
)
from .test_qti_items import CHOICE, ENTRY, choices


def rules(*said):
    return f"<responseProcessing>{''.join(said)}</responseProcessing>"


def put(name, value):
    return f'<setOutcomeValue identifier="{name}">{value}</setOutcomeValue>'


VARIABLE = '<variable identifier="RESPONSE"/>'
RIGHT = f'<match>{VARIABLE}<correct identifier="RESPONSE"/></match>'


def base(value, sort="identifier"):
    return f'<baseValue baseType="{sort}">{value}</baseValue>'


def when(test, then, otherwise=""):
    other = f"<responseElse>{otherwise}</responseElse>" if otherwise else ""
    inner = f"<responseIf>{test}{then}</responseIf>{other}"
    return f"<responseCondition>{inner}</responseCondition>"


def modal(name, text):
    return (
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show"><p>{text}'
        "</p></modalFeedback>"
    )


def feedback(processing, said):
    plain = (
        CHOICE[: CHOICE.index("<feedbackInline")] + CHOICE[CHOICE.index("</feedbackInline>") + 17 :]
    )
    return item(plain, response("b"), processing + said)


def said_of(spec):
    return [each["feedback"] for each in spec["options"]], spec.get("explanation", "")


@pytest.mark.parametrize(
    ("processing", "names", "found"),
    [
        (rules(put("FEEDBACK", VARIABLE)), "ab", (["A", "B"], "")),
        (
            rules(when(f"<match>{VARIABLE}{base('a')}</match>", put("FEEDBACK", base("x")))),
            "x",
            (["X", ""], ""),
        ),
        (rules(when(RIGHT, put("FEEDBACK", base("x")))), "x", (["", ""], "X")),
        (rules(put("FEEDBACK", base("x"))), "x", (["", ""], "X")),
        (MATCH_CORRECT, "x", (["", ""], "X")),
    ],
    ids=["by the response", "by a choice", "when right", "always", "never set"],
)
def test_feedback_goes_where_its_condition_says(processing, names, found):
    said = "".join(modal(name, name.upper()) for name in names)
    _kind, spec = only(feedback(processing, said))
    assert said_of(spec) == found


def test_feedback_on_wrong_answers_has_no_place_and_is_named():
    chosen = when(RIGHT, put("FEEDBACK", base("x")), put("FEEDBACK", base("y")))
    found = remarks(feedback(rules(chosen), modal("x", "Yes.") + modal("y", "Look again.")))
    assert found == "line 1: The feedback on wrong answers stays out: “Look again.”"


@pytest.mark.parametrize(
    ("body", "answers", "words"),
    [
        ('<uploadInteraction responseIdentifier="RESPONSE"/>', "", "this sort: uploadInteraction"),
        ('<drawingInteraction responseIdentifier="RESPONSE"/>', "", "drawingInteraction"),
        (f"<p>{ENTRY}</p>", "", "No right answer is named."),
        (f"<p>{ENTRY}</p>", response("x", base="float"), "“x” is not a number."),
        (CHOICE, response("z"), "The right answer “z” is none of the choices."),
        (
            f'<choiceInteraction responseIdentifier="RESPONSE">{choices("rotor", "rim")}'
            "</choiceInteraction>",
            response("r"),
            "the same identifier",
        ),
        (
            '<orderInteraction responseIdentifier="RESPONSE"/>',
            response(many="ordered"),
            "right order",
        ),
        ('<matchInteraction responseIdentifier="RESPONSE"/>', "", "needs two sets"),
        ('<selectPointInteraction responseIdentifier="RESPONSE"/>', "", "No area of the picture"),
        ("", "", "There is nothing in it."),
        (
            CHOICE + '<extendedTextInteraction responseIdentifier="R2"/>',
            response("b"),
            "It asks several things at once",
        ),
        (
            f'<choiceInteraction responseIdentifier="RESPONSE">{choices("rotor") * 101}'
            "</choiceInteraction>",
            "",
            "more than 100 things",
        ),
    ],
)
def test_what_cannot_be_asked_is_a_fault_with_its_line(body, answers, words):
    found = faults("\n" + item(body, answers))
    assert words in found
    assert found.startswith("line 2: ")


def test_an_item_without_a_body_or_with_variables_is_a_fault():
    assert "It has no itemBody." in faults(item("").replace("<itemBody></itemBody>", ""))
    found = item(CHOICE).replace("<itemBody>", "<templateProcessing/><itemBody>")
    assert "variables of its own" in faults(found)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (item(CHOICE, response("b")).replace('ve="false"', 've="true"'), "It is adaptive"),
        (item(CHOICE + '<infoControl title="?">A note.</infoControl>', response("b")), "“A note.”"),
        (item('<rubricBlock view="tutor">Ask.</rubricBlock>' + CHOICE, response("b")), "“Ask.”"),
        (item(CHOICE, response("b"), MATCH_CORRECT.replace("match_c", "my_c")), "“my_correct”"),
        (
            item(CHOICE, response("b"), rules(when("<customOperator/>", ""))),
            "(customOperator)",
        ),
        (
            item(f"<p>{ENTRY[:-2]} patternMask='[a-z]*'/></p>", response("rotor", base="string")),
            "patternMask",
        ),
        (item('<p><img src="m.png" alt="a motor"/></p>'), "“m.png” stays out"),
        (item("<p><video src='m.mp4'/>See.</p>"), "“video”"),
        (item("<table><tr><td>Rotor</td></tr></table>"), "A table is now lines of text."),
        (
            item(CHOICE.replace('"1"', '"0"'), response("b", many="multiple"), MATCH_CORRECT),
            "each right choice earns its share",
        ),
    ],
)
def test_what_an_item_carries_and_evlearn_cannot_hold_is_named(xml, words):
    assert words in remarks(xml)


def test_a_remark_that_is_made_again_and_again_is_made_once():
    items = "".join(
        classic_item("text_only_question", material('<img src="m.png">x')) for _ in "12345"
    )
    found = remarks(classic(items))
    assert found.endswith("(And in 4 more places.)")
    assert found.count("\n") == 0


def test_formulas_and_mark_up_are_kept():
    body = (
        "<p>The <strong>power</strong> \\(P=UI\\), <code>a*b</code> and"
        ' <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x^2"><mi>x</mi></math>.</p>'
    )
    _kind, spec = only(item(body))
    assert spec["stem"] == "The **power** $P=UI$, `a*b` and $x^2$."


def test_the_same_file_gives_the_same_uids_and_each_once():
    data = package(a_xml=item("<p>One.</p>"), b_xml=item("<p>Two.</p>"))
    uids = [each.uid for each in read(data).questions]
    assert uids == ["motor-1", "motor-1-2"]
    assert [each.uid for each in read(data).questions] == uids


MANIFEST = (
    '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
    '<resource type="imsqti_item_xmlv2p1" href="q/b.xml"><metadata><lom'
    ' xmlns="http://ltsc.ieee.org/xsd/LOM"><general><keyword><string>motors</string></keyword>'
    '</general></lom></metadata><file href="q/b.xml"/></resource>'
    '<resource type="imsqti_item_xmlv2p1" href="q/a%20b.xml"/></resources></manifest>'
)


def test_a_package_goes_by_its_manifest():
    found = read(
        package(
            **{"imsmanifest_xml": MANIFEST, "q__a b_xml": item("<p>A.</p>", name="a")},
            q__b_xml=item("<p>B.</p>", name="b"),
            q__c_xml=item("<p>C.</p>", name="c"),
        )
    )
    assert [each.uid for each in found.questions] == ["b", "a", "c"]
    assert [each.tags for each in found.questions] == [("motors",), (), ()]
    assert found.questions[0].place == "q/b.xml, line 1"
    assert found.remarks == found.faults == []


def test_what_else_a_package_holds_is_named():
    found = remarks(
        package(
            quiz_xml=classic(classic_item("text_only_question", material("A motor."))),
            quiz__assessment_meta_xml='<quiz xmlns="x"><title>Motors</title></quiz>',
            other_xml="<other/>",
            m_png="...",
        )
    )
    assert "quiz/assessment_meta.xml: What it says of a test (“Motors”) stays out" in found
    assert "other.xml: It is no QTI and stays out." in found
    assert "m.png" in found


def test_a_broken_member_is_named_with_its_line_and_the_others_are_read():
    found = read(package(a_xml="<a>\n<b></a>", b_xml=item("<p>B.</p>")))
    assert [str(each) for each in found.faults] == [
        "a.xml: line 2: This is not well-formed XML (Opening and ending tag mismatch: b line 2 and"
        " a)."
    ]
    assert len(found.questions) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><body/></html>", "This is no QTI: the XML begins with “html”."),
        ("<a>\n<b>", "line 2: This is not well-formed XML"),
        ("GIFT {=motor}", "not well-formed"),
        (package(a_txt="motor"), "There are no QTI questions"),
        (package(q__a_xml="<other/>"), "There are no QTI questions"),
    ],
)
def test_what_is_no_qti_is_refused(data, words):
    with pytest.raises(ExchangeError, match=words):
        read(data)


BOMB = "".join(f'<!ENTITY a{at} "&a{at - 1};&a{at - 1};">' for at in range(1, 30))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE x [<!ENTITY a0 "motor">{BOMB}]>',
        '<!DOCTYPE x [<!ATTLIST p id CDATA "x">]>',
    ],
)
def test_xml_with_definitions_of_its_own_is_refused(prolog):
    with pytest.raises(ExchangeError, match="entities of its own"):
        read(prolog + item("<p>&a;</p>"))


def test_an_outer_definition_is_passed_over_and_names_of_html_are_known():
    xml = '<!DOCTYPE questestinterop SYSTEM "http://localhost:9/ims_qtiasiv1p2.dtd">'
    assert only(xml + item("<p>5&nbsp;kW &amp; more</p>"))[1] == {"stem": "5 kW & more"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_is_found(encoding):
    declared = (
        f'<?xml version="1.0" encoding="{"windows-1252" if encoding == "cp1252" else "utf-8"}"?>'
    )
    assert only((declared + item("<p>Größe</p>")).encode(encoding))[1] == {"stem": "Größe"}


def test_deep_nesting_is_refused():
    deep = item("<div>" * 400 + "x" + "</div>" * 400)
    with pytest.raises(ExchangeError, match="well-formed"):
        read(deep)
