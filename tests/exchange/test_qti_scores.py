"""Items are well made, and are marked elsewhere as evlearn marks them."""

import os
from itertools import permutations, product

import pytest
from lxml import etree

from quizzes.exchange.archive import Archive
from quizzes.exchange.qti_xml import parsed
from quizzes.exchange.registry import formats
from quizzes.exchange.spec import QuestionSpec
from quizzes.kinds import kinds
from tests.kinds.specs import example, specimens

from .qti_player import Player, structure_problems

SCHEMAS = {name: os.environ.get(f"{name.upper()}_SCHEMA", "") for name in ("qti", "qti3")}
"""The published imsqti_v2p2.xsd and imsqti_asiv3p0_v1p0.xsd, with what they import beside them.
Their licence does not let them be passed on, so that they are not part of the tests."""


def xml(kind, spec, name="qti"):
    question = QuestionSpec("q", "", kind, spec, "")
    return Archive(b"".join(formats()[name].write([question]))).read("items/00001.xml")


def agree(kind, spec, response, given):
    """Whether a response is worth as much in both."""
    theirs = Player(xml(kind, spec), given).score()
    ours = kinds[kind].grade(spec, response).fraction
    assert theirs == pytest.approx(ours), response


@pytest.mark.parametrize("name", list(specimens()))
def test_an_item_is_well_made(name):
    assert structure_problems(xml(*specimens()[name])) == []


@pytest.mark.parametrize("form", list(SCHEMAS))
def test_items_fit_the_published_schema(form):
    if not SCHEMAS[form]:
        pytest.skip(f"{form.upper()}_SCHEMA names no file")
    schema = etree.XMLSchema(etree.parse(SCHEMAS[form]))
    for kind, spec in specimens().values():
        schema.assertValid(etree.fromstring(xml(kind, spec, form)))


@pytest.mark.parametrize("name", list(specimens()))
def test_version_3_has_its_own_names_throughout(name):
    root = etree.fromstring(xml(*specimens()[name], "qti3"))
    own = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}qti-"
    assert root.tag == f"{own}assessment-item"
    for said in root.iter(f"{own}modal-feedback"):
        assert [child.tag for child in said] == [f"{own}content-body"]
    assert not [each for each in root.iter() if "Interaction" in str(each.tag)]


@pytest.mark.parametrize("form", ["qti", "qti3"])
def test_every_pin_can_have_its_label(form):
    (asked,) = parsed(xml("labels", example("labels"), form)).iter("graphicGapMatchInteraction")
    assert asked.get("maxAssociations") == "0"


@pytest.mark.parametrize("form", ["qti", "qti3"])
def test_an_essay_is_left_to_those_who_mark(form):
    root = parsed(xml("essay", example("essay"), form))
    scored = {each.get("identifier"): each.get("externalScored") for each in root}
    assert scored["SCORE"] == "human"
    criteria, model = root.iter("rubricBlock")
    assert (criteria.get("use"), criteria.get("view")) == ("scoring", "scorer")
    assert (model.get("use"), model.get("view")) == ("scoring", "scorer")


@pytest.mark.parametrize("given", ["a", "b", "c", None])
def test_a_single_choice(given):
    agree("single_choice", example("single_choice"), given, {"RESPONSE": given})


@pytest.mark.parametrize("picked", list(product([0, 1], repeat=4)))
def test_a_multiple_choice(picked):
    given = [key for key, taken in zip("abcd", picked, strict=True) if taken]
    agree("multiple_choice", example("multiple_choice"), given or None, {"RESPONSE": given})


@pytest.mark.parametrize("answer", [True, False, None])
def test_true_or_false(answer):
    given = None if answer is None else str(answer).lower()
    agree("true_false", example("true_false"), answer, {"RESPONSE": given})


@pytest.mark.parametrize(("answer", "reason"), list(product([True, False], "abc")))
def test_true_or_false_with_a_reason(answer, reason):
    given = {"ANSWER": str(answer).lower(), "REASON": reason}
    spec = specimens()["true_false-2"][1]
    agree("true_false", spec, {"answer": answer, "reason": reason}, given)


@pytest.mark.parametrize("value", [95, 94.5, 95.5, 94.4, 5, 0.95])
@pytest.mark.parametrize("kind", ["absolute", "relative"])
def test_a_number(value, kind):
    spec = example("numeric", tolerance_kind=kind, tolerance=0.5 if kind == "absolute" else 0.01)
    agree("numeric", spec, str(value), {"RESPONSE": value})


@pytest.mark.parametrize(
    "typed", ["rotor", "ROTOR", "armature", "the rotor of it", "stator", "xyz"]
)
def test_a_short_text(typed):
    agree("short_text", example("short_text", typos=0), typed, {"RESPONSE": typed})


@pytest.mark.parametrize("typed", ["rotor", "ROTOR", "The rotor", "the rotor."])
def test_a_short_text_where_case_matters(typed):
    spec = example("short_text", typos=0, case_sensitive=True, accepted=["rotor", "the rotor?x*"])
    agree("short_text", spec, typed, {"RESPONSE": typed})


def pairs(kind, things, target, response):
    """The response as pairs of identifiers."""
    spec = example(kind)
    keys = {each["id"]: f"_{each['id']}" for each in spec[things]}
    return [
        f"{keys[key]} {'evlearn-none' if place == '-' else place}"
        for key, place in response.items()
    ]


@pytest.mark.parametrize("places", list(product(["still", "turns", "carries"], repeat=3))[::2])
def test_a_matching(places):
    response = dict(zip("123", places, strict=True))
    given = pairs("matching", "prompts", "choice", response)
    agree("matching", example("matching"), response, {"RESPONSE": given})


@pytest.mark.parametrize("places", list(product(["with", "without", "-"], repeat=4))[::5])
def test_sorting_into_groups(places):
    response = dict(zip("1234", places, strict=True))
    given = pairs("classify", "items", "group", response)
    agree("classify", example("classify"), response, {"RESPONSE": given})


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_an_ordering(order):
    response = {key: at for at, key in enumerate(order, start=1)}
    agree("ordering", example("ordering"), response, {"RESPONSE": list(order)})


@pytest.mark.parametrize("region", ["yoke", "slots", "bars", "disc", "middle"])
@pytest.mark.parametrize("further", [False, True])
def test_a_hotspot(region, further):
    spec = example("hotspot")
    spec["regions"][1]["correct"] = further
    agree("hotspot", spec, {"region": region}, {"RESPONSE": region})


@pytest.mark.parametrize(
    "places", [("stator", "winding", "magnet", "core", "shaft"), ("brush",) * 5]
)
def test_labels(places):
    response = dict(zip("12345", places, strict=True))
    given = [f"{place} _{key}" for key, place in response.items()]
    agree("labels", example("labels"), response, {"RESPONSE": given})


@pytest.mark.parametrize(
    "filled", list(product(["70 %", "62 %"], ["85", "70"], ["rotor", "shaft"], ["stator", "rotor"]))
)
def test_gaps(filled):
    spec = example("gaps")
    mined, refined, part, other = filled
    response = dict(zip(["mined", "refined", "part", "other"], filled, strict=True))
    words = {"62 %": "w1", "70 %": "w2", "rotor": "w1", "housing": "w2", "shaft": "w3"}
    given = {"mined": words[mined], "refined": float(refined), "part": words[part], "other": other}
    agree("gaps", spec, response, given)


@pytest.mark.parametrize(("number", "answer"), list(product([2.5, 3], [True, False])))
def test_parts(number, answer):
    given = {"a": number, "b": str(answer).lower()}
    agree("parts", example("parts"), {"a": str(number), "b": answer}, given)


def test_the_feedback_of_what_was_chosen_and_the_explanation_are_shown():
    spec = example("single_choice")
    player = Player(xml("single_choice", spec), {"RESPONSE": "a"})
    player.score()
    assert player.shown() == [spec["options"][0]["feedback"], spec["explanation"]]


def test_the_feedback_of_what_is_in_a_wrong_place_is_shown():
    spec = example("matching")
    given = ["_1 still", "_2 still", "_3 carries"]
    player = Player(xml("matching", spec), {"RESPONSE": given})
    player.score()
    assert player.shown() == [spec["prompts"][1]["feedback"], spec["explanation"]]
