"""GIFT: what is read."""

from __future__ import annotations

import pytest

from quizzes.exchange.gift import Gift
from quizzes.exchange.registry import format_by_name
from quizzes.exchange.spec import ExchangeError
from quizzes.kinds import kinds
from tests.exchange.mutations import mutated

SAMPLE = """\
// Questions about motors
$CATEGORY: $course$/Motors/Parts

// [id:parts-1] [tag:first]
::Parts::[html]<p>What <b>turns</b>?</p>{
	=The rotor#Yes, at \\\\(n \\> 0\\\\).
	~%-50%The stator#[markdown]It *stands*.
	####Only the rotor turns.
}

::Poles:: A field turns at {#=%100%3000:10#Right. =%0%1500#That is four poles.} per minute.

Match.{=rotor -> turns =stator -> stands = -> burns}

The stator turns.{F#It stands.#Indeed.}

// evlearn: {"check": "00000000", "spec": {"explanation": "He did.", "hint": "A smith."}}
Who built it? {=Davenport =%0%Tesla#Later. =T\\. Davenport}

Why copper? {}

[markdown]Motors \\{all of them\\} hum: $x^2$
"""


def read(text):
    return Gift().read(text.encode())


def only(text):
    """The single question of a text without faults and remarks."""
    batch = read(text)
    assert (batch.faults, batch.remarks) == ([], [])
    [question] = batch.questions
    return question


def options(*given):
    """Each a text, whether it is right, and its feedback if it has any."""
    return [
        {"id": letter, "text": text, "correct": right, "feedback": "".join(feedback)}
        for letter, (text, right, *feedback) in zip("abcdefgh", given, strict=False)
    ]


TWO = options(("The rotor", True), ("The stator", False))


def test_a_file_is_known_by_its_name():
    assert format_by_name("motors.gift") is not None


def test_questions_are_read_in_their_order_with_their_lines_kinds_and_tags():
    batch = read(SAMPLE)
    assert batch.faults == []
    assert [(each.place, each.kind, each.tags) for each in batch.questions] == [
        ("line 5", "single_choice", ("Parts", "first")),
        ("line 11", "numeric", ("Parts",)),
        ("line 13", "matching", ("Parts",)),
        ("line 15", "true_false", ("Parts",)),
        ("line 18", "short_text", ("Parts",)),
        ("line 20", "essay", ("Parts",)),
        ("line 22", "statement", ("Parts",)),
    ]


READ = {
    "choice": (
        "What turns? {=The rotor ~The stator}",
        "single_choice",
        {"stem": "What turns?", "options": TWO},
    ),
    "choice on several lines": (
        "What turns? {\n  ~The stator\n  =The rotor\n}",
        "single_choice",
        {
            "stem": "What turns?",
            "options": options(("The stator", False), ("The rotor", True)),
        },
    ),
    "choice with feedback": (
        "What turns? {=The rotor # It does. ~The stator#It stands#still.####Look.}",
        "single_choice",
        {
            "stem": "What turns?",
            "explanation": "Look.",
            "options": options(
                ("The rotor", True, "It does."), ("The stator", False, "It stands#still.")
            ),
        },
    ),
    "several right ones by weights": (
        "What turns? {~%50%rotor ~%50%shaft ~%-50%stator#No. ~%-50%housing}",
        "multiple_choice",
        {
            "stem": "What turns?",
            "options": options(
                ("rotor", True), ("shaft", True), ("stator", False, "No."), ("housing", False)
            ),
        },
    ),
    "rounded weights": (
        "What turns? {~%33.33333%rotor ~%33,33333%shaft ~%33.33%fan ~%-100%stator}",
        "multiple_choice",
        {
            "stem": "What turns?",
            "options": options(("rotor", True), ("shaft", True), ("fan", True), ("stator", False)),
        },
    ),
    "true": (
        "The rotor turns.{T}",
        "true_false",
        {"stem": "The rotor turns.", "answer": True, "feedback": {"true": "", "false": ""}},
    ),
    "false with feedback": (
        "The rotor stands. { FALSE #It turns.#Indeed. ####Look. }",
        "true_false",
        {
            "stem": "The rotor stands.",
            "explanation": "Look.",
            "answer": False,
            "feedback": {"true": "It turns.", "false": "Indeed."},
        },
    ),
    "true with feedback on the wrong answer only": (
        "The rotor turns.{TRUE#It does.}",
        "true_false",
        {"stem": "The rotor turns.", "answer": True, "feedback": {"true": "", "false": "It does."}},
    ),
    "short answers": (
        "Who? {=Davenport =%100%T* Davenport =%0%Tesla#Later.}",
        "short_text",
        {
            "stem": "Who?",
            "accepted": ["Davenport", "T* Davenport"],
            "wrong": [{"text": "Tesla", "feedback": "Later."}],
        },
    ),
    "a bare short answer": (
        "What turns? {rotor}",
        "short_text",
        {"stem": "What turns?", "accepted": ["rotor"]},
    ),
    "feedback on the one right answer": (
        "What turns? {=rotor#It does.}",
        "short_text",
        {"stem": "What turns?", "accepted": ["rotor"], "explanation": "It does."},
    ),
    "a missing word": (
        "The part that {=turns ~stands} is the rotor.",
        "single_choice",
        {
            "stem": "The part that _____ is the rotor.",
            "options": options(("turns", True), ("stands", False)),
        },
    ),
    "matching": (
        "Match. {\n=rotor -> turns\n=stator -> stands\n=frame->stands\n= -> burns\n}",
        "matching",
        {
            "stem": "Match.",
            "prompts": [
                {"id": "1", "text": "rotor", "choice": "a", "feedback": ""},
                {"id": "2", "text": "stator", "choice": "b", "feedback": ""},
                {"id": "3", "text": "frame", "choice": "b", "feedback": ""},
            ],
            "choices": [
                {"id": "a", "text": "turns"},
                {"id": "b", "text": "stands"},
                {"id": "c", "text": "burns"},
            ],
        },
    ),
    "essay": ("Why copper? {}", "essay", {"stem": "Why copper?"}),
    "essay with general feedback": (
        "Why copper? {####It conducts.}",
        "essay",
        {"stem": "Why copper?", "explanation": "It conducts."},
    ),
    "description": ("::Note::Motors hum.", "statement", {"stem": "Motors hum."}),
}


@pytest.mark.parametrize(("text", "kind", "spec"), READ.values(), ids=READ)
def test_each_form_becomes_a_kind(text, kind, spec):
    found = only(text)
    assert (found.kind, found.spec) == (kind, spec)


@pytest.mark.parametrize(("text", "kind", "spec"), READ.values(), ids=READ)
def test_what_a_question_lacks_is_said_and_no_field_has_a_wrong_form(text, kind, spec):
    found = " ".join(kinds[kind].problems(spec))
    assert not any(word in found for word in ("must be", "number of", "unknown"))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("3", {"answer": 3}),
        ("3.0", {"answer": 3}),
        ("-3,5", {"answer": -3.5}),
        ("1e3", {"answer": 1000}),
        ("3:0.5", {"answer": 3, "tolerance": 0.5}),
        ("1..5", {"answer": 3, "tolerance": 2}),
        ("-1.5 .. -0.5", {"answer": -1, "tolerance": 0.5}),
        ("0.1..0.3", {"answer": 0.2, "tolerance": 0.1}),
        ("=3:0", {"answer": 3}),
        ("=%100%3:1 ####Three.", {"answer": 3, "tolerance": 1, "explanation": "Three."}),
        ("=3#Yes.", {"answer": 3, "explanation": "Yes."}),
        (
            "=3:1 =%0%4..8#Too many.\n=%0%2",
            {
                "answer": 3,
                "tolerance": 1,
                "near": [{"value": 6, "feedback": "Too many.", "tolerance": 2}],
            },
        ),
        (
            "=%0%2#Too few. =3",
            {"answer": 3, "near": [{"value": 2, "feedback": "Too few."}]},
        ),
    ],
)
def test_numbers(typed, fields):
    found = only(f"How many? {{#{typed}}}")
    assert (found.kind, found.spec) == ("numeric", {"stem": "How many?"} | fields)


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        (r"a \{b\} \~ \= \# \: c", "a {b} ~ = # : c"),
        (r"a\nb", "a  \nb"),
        (r"C\\:x \q", r"C\\:x \q"),
        (r"R \= \(\\frac\{U\}\{I\}\)", r"R = $\frac{U}{I}$"),
        ("a // b and http://c.org", "a // b and http://c.org"),
        ("two\nlines  ", "two  \nlines"),
        ("at $$n \\= 3$$", "at $$n = 3$$"),
        (r"[markdown]\\\\[x\\\\] $5", "$$x$$ $5"),
        ("2 * 3, *x* and `y`", r"2 * 3, \*x\* and \`y\`"),
        ("[html]*<b>a</b>* <i>[b]</i>(c)", r"\***a**\* *[b]*(c)"),
        ("*x* and `y`", r"\*x\* and \`y\`"),
        ("a < b & c", "a < b & c"),
        ("it costs $5 or $7", "it costs $5 or $7"),
        ("[plain]<b>x</b>", "<b>x</b>"),
        ("[moodle]a\nb", "a  \nb"),
        ("a <b>x</b>\nb &amp; c", "a **x**  \nb & c"),
        ("a & b <b>x</b> & c", "a & b **x** & c"),
        ("[html]<p>a\nb</p><p>c<br/>d</p>", "a b  \nc  \nd"),
        ("[html]<ul><li>a</li><li>b</li></ul>", "- a  \n- b"),
        ("[html]x<sup>2</sup> &lt; 3 <!-- y -->", "x² < 3"),
        ('[html]<a href="https\\://a.org/b">c</a>', "[c](https://a.org/b)"),
        ("[html]<code>a*b</code> *c*", r"`a*b` \*c\*"),
        ("[markdown]a *b* `c`", "a *b* `c`"),
        (r"[markdown]a \\\\(x\\_1\\\\) b", "a $x_1$ b"),
        ("[unknown]a", "[unknown]a"),
        (" [html] <i>a</i>", "*a*"),
    ],
)
def test_text_becomes_inline_markdown(typed, stem):
    assert only(f"{typed}{{=The rotor~The stator}}").spec == {"stem": stem, "options": TWO}


def test_parts_have_the_text_format_of_the_stem_unless_they_name_one():
    found = only(
        "[html]<i>a</i>{=<i>b</i>#<i>c</i> ~[plain]<i>d</i>#[markdown]*e*####<i>f</i>}"
    ).spec
    assert found == {
        "stem": "*a*",
        "explanation": "*f*",
        "options": options(("*b*", True, "*c*"), ("<i>d</i>", False, "*e*")),
    }


@pytest.mark.parametrize(
    ("category", "tags"),
    [
        ("Motors", ("Motors",)),
        ("$course$/Motors", ("Motors",)),
        ("$course$/top/Motors/", ("Motors",)),
        ("$module$/top/Motors//Fans", ("Motors/Fans",)),
        ("$system$", ()),
        ("", ()),
        (r"AC\:DC", ("AC:DC",)),
    ],
)
def test_the_category_is_a_tag(category, tags):
    assert only(f"$CATEGORY: {category}\n\nWhat?{{=a~b}}").tags == tags


def test_a_category_counts_until_the_next():
    batch = read("A?{T}\n\n$CATEGORY: Motors\nB?{T}\n\nC?{T}\n\n$CATEGORY: Fans\n\nD?{T}")
    assert [each.tags for each in batch.questions] == [(), ("Motors",), ("Motors",), ("Fans",)]


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("::Motor 1::What turns?{T}", "motor-1"),
        (":: Le moteur ::What turns?{T}", "le-moteur"),
        (r"::A\:B::What turns?{T}", "a-b"),
        ("::What turns, said...::What turns, said the smith?{T}", "what-turns-said"),
        ("// [id:Motor 7]\n::Motor 7::What turns?{T}", "Motor 7"),
        ("//[tag:x][id:m\\]7]\nWhat turns?{T}", "m]7"),
    ],
)
def test_the_uid_is_the_id_or_made_of_the_title(text, uid):
    assert only(text).uid == uid


def test_comments_are_passed_over_but_for_ids_and_tags():
    text = "// one\n  // question: 7 name: x\n// [tag:motors]\nWhat\n// [tag: fans ]\nturns?{T}\n//"
    found = only(text)
    assert (found.place, found.tags) == ("line 4", ("motors", "fans"))
    assert found.spec["stem"] == "What  \nturns?"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_encoding_and_the_line_ends_are_found_out(encoding, end):
    text = "::Über::Où est le rotor ?{=Là ~Dehors}\n\nEt là ?{T}\n".replace("\n", end)
    first, second = Gift().read(text.encode(encoding)).questions
    assert first.spec["stem"] == "Où est le rotor ?"
    assert second.place == "line 3"


@pytest.mark.parametrize("text", ["The motor hums.", "a = b\n\n#", "What? =a ~b}", "// [id:m]"])
def test_other_text_is_refused(text):
    with pytest.raises(ExchangeError, match="no GIFT"):
        read(text)


def test_a_file_of_very_many_parts_is_refused():
    with pytest.raises(ExchangeError, match="more than 50000 parts"):
        read("A?{T}\n\n" + "x\n\n" * 50_001)


def test_the_same_file_gives_the_same_uids_and_each_once():
    twice = SAMPLE + "\n" + SAMPLE
    uids = [each.uid for each in read(twice).questions]
    assert uids == [each.uid for each in read(twice).questions]
    assert len(set(uids)) == len(uids) == 14


def test_damaged_files_are_read_or_refused():
    for data in mutated(SAMPLE.encode(), 2000):
        try:
            batch = Gift().read(data)
        except ExchangeError:
            continue
        for each in batch.questions:
            kinds[each.kind].problems(each.spec)


@pytest.mark.parametrize(
    "piece",
    [
        "::a::b{T}\n\n",
        "{",
        "~a",
        "=a->b ",
        "\\(",
        "$$",
        "<b>",
        "&#1;",
        "*a_",
        "[x](",
        "`",
        "// x\n",
    ],
)
@pytest.mark.parametrize("form", ["", "[html]", "[markdown]"])
def test_large_files_of_the_same_piece_are_read_or_refused(piece, form):
    text = f"::A::{form}What? {piece * (200_000 // len(piece))}{{=a ~b}}\n"
    batch = read(text)
    assert batch.questions or batch.faults
