"""Items of QTI 1.2, as Canvas and others write them."""

import pytest

from .qti_samples import (
    classic,
    classic_item,
    equal,
    faults,
    labels,
    material,
    only,
    read,
    remarks,
    rule,
    said,
)


def lid(*pairs, name="response1", many="Single", text=""):
    own = material(text, "text/plain") if text else ""
    return (
        f'<response_lid ident="{name}" rcardinality="{many}">{own}<render_choice>{labels(*pairs)}'
        "</render_choice></response_lid>"
    )


def typed(name="response1", sort=""):
    kind = f' fibtype="{sort}"' if sort else ""
    return (
        f'<response_str ident="{name}" rcardinality="Single"><render_fib{kind}>'
        '<response_label ident="answer1"/></render_fib></response_str>'
    )


def option(key, text, correct, feedback=""):
    return {"id": key, "text": text, "correct": correct, "feedback": feedback}


STEM = material("<p>Which part stands <em>still</em>?</p>")
ALWAYS, AT_LAST = rule("<other/>", says="general_fb"), rule("<other/>", says="general_incorrect_fb")
ROTOR = lid("1=rotor", "2=stator")
BETWEEN = (
    '<or><varequal respident="response1">2.5</varequal><and><vargte respident="response1">2'
    '</vargte><varlte respident="response1">3</varlte></and></or>'
)
AND = f"<and>{equal('1')}<not>{equal('2')}</not>{equal('3')}</and>"
BLANKS = lid("1=rotor", "2=the rotor", name="response_a", text="a") + lid(
    "3=stator", name="response_b", text="b"
)
PAIRS = lid("1=turns", "2=holds", "3=carries", name="response_r", text="Rotor") + lid(
    "1=turns", "2=holds", "3=carries", name="response_s", text="Stator"
)
CALCULATED = (
    "<itemproc_extension><calculated><answer_tolerance>5%</answer_tolerance>"
    '<formulas decimal_places="2"><formula>100 * q / p</formula></formulas><vars>'
    '<var name="p" scale="0"><min>40</min><max>60</max></var>'
    '<var name="q" scale="1"><min>30</min><max>38.5</max></var></vars></calculated>'
    "</itemproc_extension>"
)
TABLE = [
    (
        "multiple_choice_question",
        classic_item(
            "multiple_choice_question",
            STEM + ROTOR,
            ALWAYS + rule(equal("1"), says="1_fb") + rule(equal("2"), "100"),
            said("general_fb", "<p>It is bolted on.</p>") + said("1_fb", "It turns."),
        ),
        "single_choice",
        {
            "stem": "Which part stands *still*?",
            "options": [option("1", "rotor", False, "It turns."), option("2", "stator", True)],
            "explanation": "It is bolted on.",
        },
    ),
    (
        "true_false_question",
        classic_item(
            "true_false_question",
            material("Rotors turn.") + lid("7=True", "8=False"),
            rule(equal("7"), "100", "correct_fb"),
            said("correct_fb", "They do."),
        ),
        "true_false",
        {
            "stem": "Rotors turn.",
            "answer": True,
            "feedback": {"true": "", "false": ""},
            "explanation": "They do.",
        },
    ),
    (
        "short_answer_question",
        classic_item(
            "short_answer_question",
            material("What turns?") + typed(),
            rule(equal("rotor") + equal("armature"), "100") + rule(equal("stator"), says="s_fb"),
            said("s_fb", "It stands."),
        ),
        "short_text",
        {
            "stem": "What turns?",
            "accepted": ["rotor", "armature"],
            "wrong": [{"text": "stator", "feedback": "It stands."}],
        },
    ),
    (
        "fill_in_multiple_blanks_question",
        classic_item(
            "fill_in_multiple_blanks_question",
            material("<p>The [a] turns in the [b], not [c].</p>") + BLANKS,
            rule(equal("1", "response_a"), "50", action="Add")
            + rule(equal("2", "response_a"), "50", action="Add")
            + rule(equal("3", "response_b"), "50", action="Add"),
        ),
        "gaps",
        {
            "stem": "",
            "text": "The [[a]] turns in the [[b]], not [c].",
            "gaps": [
                {
                    "id": "a",
                    "kind": "short_text",
                    "accepted": ["rotor", "the rotor"],
                    "feedback": "",
                },
                {"id": "b", "kind": "short_text", "accepted": ["stator"], "feedback": ""},
            ],
        },
    ),
    (
        "multiple_dropdowns_question",
        classic_item(
            "multiple_dropdowns_question",
            material("<p>The [a] turns in the [b].</p>") + BLANKS,
            rule(equal("1", "response_a"), "50", action="Add")
            + rule(equal("3", "response_b"), "50", action="Add"),
        ),
        "gaps",
        {
            "stem": "",
            "text": "The [[a]] turns in the [[b]].",
            "gaps": [
                {"id": "a", "kind": "choice", "options": ["rotor", "the rotor"], "answer": "rotor"}
                | {"feedback": ""},
                {"id": "b", "kind": "choice", "options": ["stator"], "answer": "stator"}
                | {"feedback": ""},
            ],
        },
    ),
    (
        "matching_question",
        classic_item(
            "matching_question",
            material("Match.") + PAIRS,
            rule(equal("1", "response_r"), "50", action="Add")
            + rule(equal("2", "response_s"), "50", action="Add"),
        ),
        "matching",
        {
            "stem": "Match.",
            "prompts": [
                {"id": "r", "text": "Rotor", "choice": "1", "feedback": ""},
                {"id": "s", "text": "Stator", "choice": "2", "feedback": ""},
            ],
            "choices": [
                {"id": "1", "text": "turns"},
                {"id": "2", "text": "holds"},
                {"id": "3", "text": "carries"},
            ],
        },
    ),
    (
        "numerical_question",
        classic_item("numerical_question", material("How much?") + typed(), rule(BETWEEN, "100")),
        "numeric",
        {"stem": "How much?", "answer": 2.5, "tolerance": 0.5},
    ),
    (
        "calculated_question",
        classic_item(
            "calculated_question", material("From [p] kW [q] kW [x].") + typed(), "", CALCULATED
        ),
        "calculated",
        {
            "stem": "From [[p]] kW [[q]] kW [x].",
            "variables": [
                {"name": "p", "low": 40, "high": 60, "step": 1},
                {"name": "q", "low": 30, "high": 38.5, "step": 0.1},
            ],
            "expression": "100 * q / p",
            "tolerance": 0.05,
            "tolerance_kind": "relative",
        },
    ),
    (
        "essay_question",
        classic_item(
            "essay_question",
            material("Why?") + typed(),
            ALWAYS,
            said("general_fb", "Think of magnets."),
        ),
        "essay",
        {"stem": "Why?", "explanation": "Think of magnets."},
    ),
    (
        "text_only_question",
        classic_item("text_only_question", material("A motor takes 20 kW.")),
        "statement",
        {"stem": "A motor takes 20 kW."},
    ),
    (
        "a number without a type",
        classic_item("", material("How much?") + typed(sort="Decimal"), rule(equal("4"), "1")),
        "numeric",
        {"stem": "How much?", "answer": 4},
    ),
    (
        "several interactions without a type",
        classic_item(
            "",
            material("Motors.")
            + lid("1=rotor", "2=stator", text="Which turns?")
            + lid("1=two", "2=four", name="response2", text="How many poles?"),
            rule(equal("1"), "50", action="Add")
            + rule(equal("2", "response2"), "50", action="Add"),
        ),
        "parts",
        {
            "stem": "Motors.",
            "parts": [
                {"id": "response1", "kind": "single_choice", "stem": "Which turns?"}
                | {"options": [option("1", "rotor", True), option("2", "stator", False)]},
                {"id": "response2", "kind": "single_choice", "stem": "How many poles?"}
                | {"options": [option("1", "two", False), option("2", "four", True)]},
            ],
        },
    ),
]


@pytest.mark.parametrize(
    ("xml", "kind", "spec"), [each[1:] for each in TABLE], ids=[each[0] for each in TABLE]
)
def test_a_question_of_canvas_becomes_one_of_evlearn(xml, kind, spec):
    assert only(classic(xml)) == (kind, spec)


def several(rules, many="Multiple"):
    stem = material("Which turn?") + lid("1=rotor", "2=stator", "3=shaft", many=many)
    return classic(classic_item("multiple_answers_question", stem, rules))


TURNING = [option("1", "rotor", True), option("2", "stator", False), option("3", "shaft", True)]


def test_several_answers_that_are_right_together_are_all_marked():
    (question,) = read(several(rule(AND, "100"))).questions
    assert question.kind == "multiple_choice"
    assert question.spec["options"] == TURNING


def test_it_is_said_that_partial_credit_differs():
    assert "here each right choice earns its share" in remarks(several(rule(AND, "100")))
    fair = "".join(
        rule(equal(key), points, action="Add")
        for key, points in (("1", "50"), ("2", "-100"), ("3", "50"))
    )
    kind, spec = only(several(fair))
    assert (kind, spec["options"]) == ("multiple_choice", TURNING)
    uneven = fair.replace("-100", "-20")
    assert "weigh otherwise" in remarks(several(uneven))


def test_a_formula_of_canvas_is_one_here():
    picture = (
        '<p>Power <img class="equation_image" title="P=UI" src="/equation_images/P%253DUI"'
        ' alt="LaTeX: P=UI" data-equation-content="P=UI" /> counts.</p>'
    )
    _kind, spec = only(classic(classic_item("text_only_question", material(picture))))
    assert spec["stem"] == "Power $P=UI$ counts."


def test_a_picture_in_the_package_is_named():
    text = '<p>See <img src="$IMS-CC-FILEBASE$/m.png" alt="a motor"></p>'
    found = remarks(classic(classic_item("text_only_question", material(text))))
    assert "The picture “$IMS-CC-FILEBASE$/m.png” stays out" in found


def test_a_hint_and_a_section_are_kept():
    item = classic_item(
        "multiple_choice_question",
        STEM + ROTOR,
        rule(equal("2"), "1"),
        f'<itemfeedback ident="h"><hint><hintmaterial>{material("Static.")}</hintmaterial></hint>'
        "</itemfeedback>",
    )
    xml = classic(item).replace('ident="root_section"', 'ident="s" title="Stators"')
    (question,) = read(xml).questions
    assert question.spec["hint"] == "Static."
    assert question.tags == ("Stators",)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (classic_item("file_upload_question", STEM), "It asks for a file"),
        (classic_item("multiple_choice_question", ""), "There is nothing in it."),
        ("<item ident='x'/>", "It has no presentation."),
        (
            classic_item("multiple_choice_question", STEM + ROTOR, rule(equal("9"), "100")),
            "The right answer “9” is none of the choices.",
        ),
        (
            classic_item("fill_in_multiple_blanks_question", material("The [a] turns.") + BLANKS),
            "stands nowhere in the text",
        ),
        (
            classic_item("numerical_question", material("?") + typed(), rule(equal("x"), "1")),
            "“x” is not a number.",
        ),
        (
            classic_item(
                "numerical_question",
                material("?") + typed(),
                rule('<vargte respident="response1">3</vargte>', "1"),
            ),
            "one end only",
        ),
        (
            classic_item("calculated_question", material("?") + typed(), "", "<calculated/>"),
            "no formula or no variables",
        ),
        (
            classic_item("", '<response_xy ident="r"><render_hotspot/></response_xy>'),
            "in the way of QTI 1.2",
        ),
    ],
)
def test_what_cannot_be_asked_is_a_fault(item, words):
    found = faults(classic(item))
    assert words in found
    assert found.startswith("line 2: ")


def test_what_else_an_item_carries_is_named():
    item = classic_item(
        "multiple_choice_question",
        STEM + ROTOR,
        rule(equal("2"), "100") + AT_LAST + rule("<varsubset respident='response1'>2</varsubset>"),
        said("general_incorrect_fb", "Look again."),
    )
    item = item.replace(
        "</qtimetadata>",
        "<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>3</fieldentry>"
        "</qtimetadatafield><qtimetadatafield><fieldlabel>level</fieldlabel><fieldentry>2"
        "</fieldentry></qtimetadatafield></qtimetadata>",
    ).replace("<presentation>", "<objectives>Know the parts.</objectives><presentation>")
    found = remarks(classic(item))
    for words in (
        "The feedback on wrong answers stays out: “Look again.”",
        "(varsubset)",
        "Points stay out",
        "The field “level” stays out.",
        "The part “objectives” stays out: “Know the parts.”",
    ):
        assert words in found
