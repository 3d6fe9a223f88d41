"""Small files that make much work, and that the work grows with the file and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from quizzes.articles.archive import MEGABYTE
from quizzes.articles.decode import decode
from quizzes.exchange import course_read, effort
from quizzes.exchange.course_read import read_course
from quizzes.exchange.plain import markdown_of
from quizzes.exchange.prose_html import from_html
from quizzes.exchange.qti_xml import parsed
from quizzes.exchange.registry import formats
from quizzes.exchange.spec import ExchangeError

HEAD = "id,kind,stem,option 1,option 2,correct,answer,unit,more\n"
MOODLE = (
    '<quiz><question type="{}"><questiontext><text>{}</text></questiontext>{}</question></quiz>'
)
SOUP = "&lt;i&gt;a&lt;/i&gt;"
OURS = '{"format":"evlearn-questions","version":1,"questions":['

HEAVY = {
    "many questions": ("gift", "a{T}\n\n" * 2400),
    "many lines": ("gift", "a\n" * 90_000 + "{T}"),
    "many options": ("gift", "a{=b" + "~a" * 9000 + "}"),
    "much HTML": ("gift", "[html]" + "<b>a</b>" * 9000 + "{T}"),
    "HTML in each option": ("gift", "[html]a{" + "~<i>b" * 2000 + "}"),
    "many formulas": ("gift", "$x^2$ " * 9000 + "{T}"),
    "many signs that open formulas": ("gift", "$ " * 90_000 + "{T}"),
    "comments to read": ("gift", '// evlearn: {"spec":{}}\na{T}\n\n' * 2000),
    "many choices": ("aiken", "a\nA. b\nB. c\nANSWER: A\n" * 5000),
    "many rows": ("csv", HEAD + ",statement,a\n" * 5000),
    "many units": ("csv", HEAD + ',number,a,,,,1,"' + "a=1;" * 4000 + '"\n'),
    "many elements": ("moodlexml", MOODLE.format("essay", "a", "<a/>" * 90_000)),
    "HTML in each answer": (
        "moodlexml",
        MOODLE.format("multichoice", "a", f"<answer><text>{SOUP}</text></answer>" * 2000),
    ),
    "many gaps": ("moodlexml", MOODLE.format("cloze", "{1:SA:=a}" * 9000, "")),
    "much XML": ("qti", f"<questestinterop>{'<a/>' * 200_000}</questestinterop>"),
    "many items": ("qti", f"<questestinterop>{'<item/>' * 5000}</questestinterop>"),
    "many values": ("json", f'{OURS}{{"uid":"a","spec":{{"a":[{"1," * 400_000}1]}}}}]}}'),
}


def read(name: str, text: str):
    return formats()[name].read(text.encode())


@pytest.mark.parametrize(("name", "text"), HEAVY.values(), ids=HEAVY)
def test_a_file_that_makes_too_much_work_is_refused_with_what_to_do(monkeypatch, name, text):
    monkeypatch.setattr(effort, "MOST", 50_000)
    with pytest.raises(ExchangeError, match="Split it"):
        read(name, text)


def test_the_work_of_one_file_does_not_count_for_the_next(monkeypatch):
    monkeypatch.setattr(effort, "MOST", 3000)
    for _turn in range(5):
        assert len(read("gift", "a{T}\n\n" * 50).questions) == 50


def test_a_larger_file_may_make_more_work(monkeypatch):
    text = "a{T}\n\n" * 500
    monkeypatch.setattr(effort, "MOST", 5000)
    with pytest.raises(ExchangeError):
        read("gift", text)
    monkeypatch.setattr(effort, "SIZE", len(text) // 10)
    assert len(read("gift", text).questions) == 500


def test_too_much_work_is_no_fault_of_one_question(monkeypatch):
    monkeypatch.setattr(effort, "MOST", 1000)
    with pytest.raises(ExchangeError):
        read("gift", "a{T}\n\n" + "[html]<p>a</p><p>b</p>{T}\n\n" * 100)


def test_outside_of_a_file_no_work_is_counted():
    effort.spend(10 * effort.MOST)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gift", "What turns in motor {}? {{=rotor ~stator ~housing ~fan}}\n\n"),
        ("aiken", "What turns in motor {}?\nA. The rotor\nB. The fan\nANSWER: A\n\n"),
    ],
)
def test_ten_thousand_ordinary_questions_are_far_from_too_much(monkeypatch, name, text):
    monkeypatch.setattr(effort, "MOST", effort.MOST // 10)
    assert len(read(name, "".join(text.format(n) for n in range(1000))).questions) == 1000


def test_ten_thousand_ordinary_rows_are_far_from_too_much(monkeypatch):
    monkeypatch.setattr(effort, "MOST", effort.MOST // 10)
    row = "q{},single choice,What turns in motor {}?,The rotor,The fan,A,,,\n"
    rows = "".join(row.format(n, n) for n in range(1000))
    assert len(read("csv", HEAD + rows).questions) == 1000


def _xml_after_blanks(size: int) -> None:
    parsed((" " * size + "<questestinterop/>").encode())


def _xml_declared_often(size: int) -> None:
    with pytest.raises(ExchangeError):
        parsed(("<?xml " * size + "<questestinterop/>").encode())


GROWING: dict[str, Callable[[int], object]] = {
    "blanks within a line": lambda size: markdown_of(f"a`{' ' * size}b"),
    "stops at the end of bold text": lambda size: from_html(f"<b>{'!' * size}a</b>b", print),
    "stops before a letter": lambda size: from_html(f"<b>a{'!.' * size}a</b>b", print),
    "accents on one letter": lambda size: decode(("a" + "\u0301\u0327" * size).encode()),
    "blanks before XML": _xml_after_blanks,
    "declarations of XML": _xml_declared_often,
}


@pytest.mark.parametrize("work", GROWING.values(), ids=GROWING)
def test_twice_as_much_text_takes_about_twice_as_long(work):
    single, double = 10_000, 20_000
    while (short := _least(work, single)) < 0.002 and single < 1_000_000:
        single, double = double, 2 * double
    assert _least(work, double) < 3.2 * max(short, 0.002)


def _least(work: Callable[[int], object], size: int) -> float:
    """The processor time of the best of three."""
    found = []
    for _turn in range(3):
        start = time.process_time()
        work(size)
        found.append(time.process_time() - start)
    return min(found)


def test_no_more_accents_in_a_row_are_parted_than_no_script_has():
    usual = "e\u0323\u0301" * 300
    assert "\u034f" not in decode(usual.encode())
    assert decode(("a" + "\u0323" * 300).encode()).count("\u034f") == 9


def test_a_line_break_after_a_stop_at_the_end_of_bold_text_is_kept():
    assert from_html("<b>It turns.<br></b>It cools", print) == "**It turns.**  \nIt cools"


def test_a_table_may_have_more_groups_than_there_are_letters():
    groups = ";".join(f"g{n}" for n in range(40))
    batch = read("csv", f"kind,stem,option 1,answer\nclassify,a,a -> g39,{groups}\n")
    (question,) = batch.questions
    assert len({each["id"] for each in question.spec["groups"]}) == 40
    assert question.spec["items"][0]["group"] == question.spec["groups"][39]["id"]


def test_a_course_with_endless_texts_is_refused(monkeypatch):
    monkeypatch.setattr(course_read, "MOST_TEXTS", MEGABYTE)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(16):
            archive.writestr(f"{number}.html", f"<p>a {number} b</p>".encode() * 6000)
    with pytest.raises(ExchangeError, match=r"larger than 1 MB"):
        read_course(out.getvalue())
