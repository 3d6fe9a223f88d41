"""Items of QTI 2 and 3, interaction by interaction."""

import pytest

from .qti_samples import (
    MAP_RESPONSE,
    MATCH_CORRECT,
    as_version_3,
    item,
    mapping,
    only,
    response,
)

CHOICE = (
    '<p>Motors turn.</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="false"'
    ' maxChoices="1"><prompt>Which part stands <em>still</em>?</prompt>'
    '<simpleChoice identifier="a">The rotor<feedbackInline outcomeIdentifier="FEEDBACK"'
    ' identifier="a" showHide="show">It turns.</feedbackInline></simpleChoice>'
    '<simpleChoice identifier="b">The stator</simpleChoice></choiceInteraction>'
)


def option(key, text, correct, feedback=""):
    return {"id": key, "text": text, "correct": correct, "feedback": feedback}


SINGLE = {
    "stem": "Motors turn.  \nWhich part stands *still*?",
    "options": [option("a", "The rotor", False, "It turns."), option("b", "The stator", True)],
}


def choices(*texts, tag="simpleChoice"):
    more = ' matchMax="0"' if tag in ("gapText", "simpleAssociableChoice") else ""
    return "".join(f'<{tag} identifier="{text[0]}"{more}>{text}</{tag}>' for text in texts)


def several(worth):
    body = (
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="0">'
        f"<prompt>Which turn?</prompt>{choices('rotor', 'shaft', 'stator', 'case')}"
    )
    body = body.replace('identifier="s">stator', 'identifier="t">stator')
    answers = response("r|s", many="multiple", mapping=worth)
    return item(f"{body}</choiceInteraction>", answers, MAP_RESPONSE if worth else MATCH_CORRECT)


FAIR = mapping(r=0.5, s=0.5, t=-0.5, c=-0.5)
FOUR = [
    option("r", "rotor", True),
    option("s", "shaft", True),
    option("t", "stator", False),
    option("c", "case", False),
]
ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/>'
EQUAL = (
    "<responseProcessing><responseCondition><responseIf>"
    '<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/>'
    '<correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">'
    '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
    "</responseCondition></responseProcessing>"
)


def matching(first, second, pairs):
    sets = "".join(
        f"<simpleMatchSet>{choices(*each, tag='simpleAssociableChoice')}</simpleMatchSet>"
        for each in (first, second)
    )
    body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Match.</prompt>{sets}'
    answers = response(pairs, base="directedPair", many="multiple")
    return item(f"{body}</matchInteraction>", answers, MATCH_CORRECT)


def prompt(key, text, choice):
    return {"id": key, "text": text, "choice": choice, "feedback": ""}


def gap(name, **fields):
    return {"id": name, **fields, "feedback": ""}


def inline(name, *words):
    return (
        f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="false">'
        f"{choices(*words, tag='inlineChoice')}</inlineChoiceInteraction>"
    )


PICTURE = (
    '<object data="https://a.org/m.png" type="image/png" width="200" height="100">A motor</object>'
)
DRAWN = {"src": "https://a.org/m.png", "alt": "A motor", "width": 200, "height": 100}


def spot(tag, key, shape, coords, label=""):
    hotspot = f' hotspotLabel="{label}"' if label else ""
    return f'<{tag} identifier="{key}" shape="{shape}" coords="{coords}"{hotspot} matchMax="1"/>'


TABLE = [
    ("a single choice", item(CHOICE, response("b"), MATCH_CORRECT), "single_choice", SINGLE),
    (
        "true or false by its texts",
        item(
            '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Rotors turn.'
            f"</prompt>{choices('True', 'False')}</choiceInteraction>",
            response("T"),
            MATCH_CORRECT,
        ),
        "true_false",
        {"stem": "Rotors turn.", "answer": True, "feedback": {"true": "", "false": ""}},
    ),
    (
        "several right choices by a mapping",
        several(FAIR),
        "multiple_choice",
        {"stem": "Which turn?", "options": FOUR},
    ),
    (
        "a typed text",
        item(
            f"<p>What turns?</p><p>{ENTRY}</p>",
            response("rotor", base="string", mapping=mapping(rotor=1, armature=1)),
            MAP_RESPONSE,
        ),
        "short_text",
        {"stem": "What turns?", "accepted": ["rotor", "armature"], "case_sensitive": True},
    ),
    (
        "a typed text where case does not matter, in the middle of the stem",
        item(
            f"<p>The {ENTRY} turns.</p>",
            response(
                "rotor",
                base="string",
                mapping='<mapping><mapEntry mapKey="rotor" mappedValue="1" caseSensitive="false"/>'
                "</mapping>",
            ),
            MAP_RESPONSE,
        ),
        "short_text",
        {"stem": "The _____ turns.", "accepted": ["rotor"]},
    ),
    (
        "a number with a unit and a tolerance",
        item(f"<p>How much?</p><p>{ENTRY} kW</p>", response("2.5", base="float"), EQUAL),
        "numeric",
        {"stem": "How much?", "answer": 2.5, "tolerance": 0.5, "units": [{"name": "kW"}]},
    ),
    (
        "a relative tolerance",
        item(
            f"<p>How much?</p><p>{ENTRY}</p>",
            response("20", base="integer"),
            EQUAL.replace("absolute", "relative").replace("0.5 0.5", "5 5"),
        ),
        "numeric",
        {"stem": "How much?", "answer": 20, "tolerance": 0.05, "tolerance_kind": "relative"},
    ),
    (
        "an essay with what a good answer says",
        item(
            '<p>Why?</p><extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="6"/>'
            '<rubricBlock view="scorer"><p>Magnets.</p></rubricBlock>',
            response(base="string"),
        ),
        "essay",
        {"stem": "Why?", "lines": 6, "model_answer": "Magnets."},
    ),
    (
        "a match",
        matching(("Rotor", "Stator"), ("turns", "holds", "carries"), "R t|S h"),
        "matching",
        {
            "stem": "Match.",
            "prompts": [prompt("R", "Rotor", "t"), prompt("S", "Stator", "h")],
            "choices": [
                {"id": "t", "text": "turns"},
                {"id": "h", "text": "holds"},
                {"id": "c", "text": "carries"},
            ],
        },
    ),
    (
        "a match whose second set is what is asked",
        matching(("Rotor", "Stator", "Case"), ("turns", "holds"), "R t|S h"),
        "matching",
        {
            "stem": "Match.",
            "prompts": [prompt("t", "turns", "R"), prompt("h", "holds", "S")],
            "choices": [
                {"id": "R", "text": "Rotor"},
                {"id": "S", "text": "Stator"},
                {"id": "C", "text": "Case"},
            ],
        },
    ),
    (
        "an order",
        item(
            '<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Order.</prompt>'
            f"{choices('motion', 'current', 'field')}</orderInteraction>",
            response("c|f|m", many="ordered"),
            MATCH_CORRECT,
        ),
        "ordering",
        {
            "stem": "Order.",
            "items": [
                {"id": "c", "text": "current", "feedback": ""},
                {"id": "f", "text": "field", "feedback": ""},
                {"id": "m", "text": "motion", "feedback": ""},
            ],
        },
    ),
    (
        "choices and fields in running text",
        item(
            "<p>Fill in.</p><p>The "
            + inline("R1", "rotor", "stator")
            + ' turns at <textEntryInteraction responseIdentifier="R2"/> rpm.</p>'
            "<p>It is warm.</p>",
            response("r", name="R1") + response("3000", name="R2", base="integer"),
            MATCH_CORRECT,
        ),
        "gaps",
        {
            "stem": "Fill in.",
            "text": "The [[R1]] turns at [[R2]] rpm.\n\nIt is warm.",
            "gaps": [
                gap("R1", kind="choice", options=["rotor", "stator"], answer="rotor"),
                gap("R2", kind="numeric", answer=3000),
            ],
        },
    ),
    (
        "fields in a table",
        item(
            "<p>Fill in.</p><table><tr><th>Part</th><th>Moves</th></tr><tr><th>Rotor</th><td>"
            + inline("R1", "yes", "no")
            + "</td></tr></table>",
            response("y", name="R1"),
            MATCH_CORRECT,
        ),
        "table",
        {
            "stem": "Fill in.",
            "columns": ["Part", "Moves"],
            "rows": [{"title": "Rotor", "cells": ["[[R1]]"]}],
            "gaps": [gap("R1", kind="choice", options=["yes", "no"], answer="yes")],
        },
    ),
    (
        "words to put into gaps",
        item(
            '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Fill in.'
            f"</prompt>{choices('rotor', 'stator', 'case', tag='gapText')}"
            '<blockquote><p>The <gap identifier="G1"/> turns in the <gap identifier="G2"/>.</p>'
            "</blockquote></gapMatchInteraction>",
            response("r G1|s G2", base="directedPair", many="multiple"),
            MATCH_CORRECT,
        ),
        "gaps",
        {
            "stem": "Fill in.",
            "text": "The [[G1]] turns in the [[G2]].",
            "gaps": [
                gap("G1", kind="bank", answer="rotor"),
                gap("G2", kind="bank", answer="stator"),
            ],
            "bank": ["rotor", "stator", "case"],
        },
    ),
    (
        "hotspots",
        item(
            f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Point.'
            f"</prompt>{PICTURE}{spot('hotspotChoice', 'A', 'circle', '100,50,20', 'middle')}"
            f"{spot('hotspotChoice', 'B', 'rect', '0,0,50,100', 'left')}</hotspotInteraction>",
            response("A"),
            MATCH_CORRECT,
        ),
        "hotspot",
        {
            "stem": "Point.",
            "picture": DRAWN,
            "regions": [
                {"id": "A", "x": 50, "y": 50, "r": 10, "text": "middle", "correct": True}
                | {"feedback": ""},
                {"id": "B", "x": 0, "y": 0, "width": 25, "height": 100, "text": "left"}
                | {"correct": False, "feedback": ""},
            ],
            "feedback": "",
        },
    ),
    (
        "a place to point at",
        item(
            '<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Point.'
            f"</prompt>{PICTURE}</selectPointInteraction>",
            response(
                base="point",
                mapping='<areaMapping defaultValue="0"><areaMapEntry shape="circle"'
                ' coords="20,20,10" mappedValue="1"/></areaMapping>',
            ),
            MATCH_CORRECT.replace("match_correct", "map_response_point"),
        ),
        "hotspot",
        {
            "stem": "Point.",
            "picture": DRAWN,
            "regions": [
                {"id": "1", "x": 10, "y": 20, "r": 5, "text": "", "correct": True, "feedback": ""}
            ],
            "feedback": "",
        },
    ),
    (
        "labels for a picture",
        item(
            '<graphicGapMatchInteraction responseIdentifier="RESPONSE"><prompt>Label.</prompt>'
            f"{PICTURE}{choices('Rotor', 'Stator', tag='gapText')}"
            f"{spot('associableHotspot', 'X', 'circle', '100,50,9')}"
            f"{spot('associableHotspot', 'Y', 'rect', '0,0,40,20')}</graphicGapMatchInteraction>",
            response("R X|S Y", base="directedPair", many="multiple"),
            MATCH_CORRECT,
        ),
        "labels",
        {
            "stem": "Label.",
            "picture": DRAWN,
            "pins": [
                {"id": "X", "x": 50, "y": 50, "label": "R", "feedback": ""},
                {"id": "Y", "x": 10, "y": 10, "label": "S", "feedback": ""},
            ],
            "labels": [{"id": "R", "text": "Rotor"}, {"id": "S", "text": "Stator"}],
        },
    ),
    (
        "several interactions",
        item(
            "<p>Motors.</p>"
            + CHOICE.replace("<p>Motors turn.</p>", "")
            + '<p>How many poles?</p><p><textEntryInteraction responseIdentifier="R2"/></p>',
            response("b") + response("4", name="R2", base="integer"),
            MATCH_CORRECT,
        ),
        "parts",
        {
            "stem": "Motors.",
            "parts": [
                {"id": "RESPONSE", "kind": "single_choice", "stem": "Which part stands *still*?"}
                | {"options": SINGLE["options"]},
                {"id": "R2", "kind": "numeric", "stem": "How many poles?", "answer": 4},
            ],
        },
    ),
    ("a text", item("<p>A motor takes 20 kW.</p>"), "statement", {"stem": "A motor takes 20 kW."}),
]


@pytest.mark.parametrize(
    ("xml", "kind", "spec"), [each[1:] for each in TABLE], ids=[e[0] for e in TABLE]
)
@pytest.mark.parametrize("version", [2, 3])
def test_an_interaction_becomes_a_question(xml, kind, spec, version):
    assert only(as_version_3(xml) if version == 3 else xml) == (kind, spec)
