"""The worst files of a given size that are known, for each format of questions.

The first of each are ordinary; all others make as much work as they can.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from itertools import count

Maker = Callable[[int], bytes]

STEM = "Which part of the motor turns when current flows through its winding"


def many(piece: str, head: str = "", foot: str = "", most: int = 10**9) -> Maker:
    """``piece`` again and again, its ``@`` replaced by a number, at most ``most`` times."""

    def made(size: int) -> bytes:
        found, left = [head.encode()], size - len(head) - len(foot)
        for number in count():
            data = piece.replace("@", str(number)).encode()
            left -= len(data)
            if left < 0 or number >= most:
                break
            found.append(data)
        return b"".join([*found, foot.encode()])

    return made


def run(signs: str, head: str = "", foot: str = "") -> Maker:
    """A few signs in a row, as often as fits."""
    return lambda size: f"{head}{signs * (size // len(signs))}{foot}".encode()


def zipped(members: Callable[[int], Iterator[tuple[str, bytes]]]) -> Maker:
    """An archive of what ``members`` makes for a size."""

    def made(size: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members(size):
                archive.writestr(name, data)
        return out.getvalue()

    return made


def soup(piece: str, megabytes: int) -> str:
    """So much of a piece, with signs between, so that it is not packed beyond what is allowed."""
    chance = random.Random(1)  # noqa: S311
    times = max(1, 3000 // len(piece))
    lumps = (piece * times + f"<a>{chance.getrandbits(160):x}</a>" for _ in range(megabytes * 330))
    return "".join(lumps)


GIFT = {
    "ordinary": many(
        f"::Motor @::{STEM} (@)? {{=The rotor, as the field takes it along#Yes ~The stator"
        " ~The housing#It holds all else. ~The fan#It cools.}\n\n"
    ),
    "20,000 short choices": many(f"{STEM} (@)? {{=The rotor ~The fan}}\n\n", most=20_000),
    "49,999 true or false": many("What stands@{T#It does.#Right.}\n\n", most=49_999),
    "49,999 choices": many("a@{=a" + "~b" * 40 + "}\n\n", most=49_999),
    "numbers": many("@{#@:1 =%0%2#a =%0%3#b =%0%4#c =%0%5#d}\n\n", most=49_999),
    "options of one": run("~a", "a{=b", "}"),
    "answers with a remark": many("=%50%a@#b\n", "a{", "}"),
    "lines": run("a\n", "", "{T}"),
    "comments": many('// evlearn: {"spec":{"b":1}}\na@{T}\n\n'),
    "HTML answers": many("=<i>a\n~<i>b\n", "[html]a{", "}"),
    "HTML paragraphs": many("[html]<p>a@</p><p>b</p>{T}\n\n"),
    "<p>": run("<p>", "[html]", "{T}"),
    "bold within bold": run("a b ", "<b><i>" * 55, "</i></b>" * 55 + "x{T}"),
    "stops in bold": run("!", "<b>", "a</b>a{T}"),
    "blanks": run(" ", "a`", "b{T}"),
    "formulas": run("$x$ ", "a", "{T}"),
    "dollars": run("$ ", "a", "{T}"),
    "brackets of Markdown": run("\\\\\\\\(x^2\\\\\\\\) ", "[markdown]a", "{T}"),
    "accents": lambda size: ("a" + "\u0301\u0327" * (size // 4) + "{T}").encode(),
}
AIKEN = {
    "ordinary": many(f"{STEM} (@)?\nA. The rotor\nB. The stator\nC. The fan\nANSWER: A\n\n"),
    "tiny": many("a\nA. b\nB. c\nANSWER: A\n"),
    "formulas": many("a$x$*\nA. $b$\nB. $c$\nANSWER: A\n"),
}
HEAD = "id,kind,stem,option 1,feedback 1,option 2,feedback 2,answer,explanation,tags\n"
WIDE = ",".join(["kind", "stem", "answer", *(f"option {n},feedback {n}" for n in range(1, 21))])
CSV = {
    "ordinary": many(
        f'q@,single choice,"{STEM} (@)?",The rotor,It turns with the field.,The stator,It stands'
        ' still.,A,The field takes it along.,"motors, parts"\n',
        HEAD,
    ),
    "99,000 true or false": many("q@,tf,What@,,,,,true,b c,a\n", HEAD, most=99_000),
    "99,000 choices": many(",mcq,What turns,the rotor,,the fan,,A,,a\n", HEAD, most=99_000),
    "numbers": many(f"number,a,1{',1,1' * 20}\n", f"{WIDE}\n"),
    "cells of no use": many(f"statement,a,1{',1,1' * 20}\n", f"{WIDE}\n"),
    "units": many(f',number,a,1,"{"a=1;" * 8000}"\n', "id,kind,stem,answer,unit\n"),
    "carried": many('essay,a@,"{""check"":""0"",""spec"":{""b"":1}}"\n', "kind,stem,more\n"),
}

QUIZ, ENDQUIZ = '<?xml version="1.0"?>\n<quiz>\n', "</quiz>"
SOUP = "&lt;i&gt;a&lt;/i&gt;"


def moodle(kind: str, text: str, inner: str = "") -> Maker:
    """Questions that are all alike."""
    stem = f"<questiontext><text>{text}</text></questiontext>"
    return many(f'<question type="{kind}">{stem}{inner}</question>\n', QUIZ, ENDQUIZ, 49_999)


def answer(text: str, fraction: int = 0) -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text></answer>'


MOODLE = {
    "ordinary": moodle(
        "multichoice",
        f"&lt;p&gt;{STEM} (@)?&lt;/p&gt;",
        f"<name><text>Motor @</text></name>{answer('The rotor', 100)}{answer('The stator')}"
        f"{answer('The housing')}{answer('The fan')}<defaultgrade>1.0000000</defaultgrade>"
        "<penalty>0.3333333</penalty><hidden>0</hidden><single>true</single>",
    ),
    "49,999 tiny": moodle("description", "a @"),
    "49,999 empty": many('<question type="essay"/>\n', QUIZ, ENDQUIZ, 49_999),
    "HTML answers": moodle("multichoice", "a", answer(SOUP, 100) + answer(SOUP)),
    "answers": moodle("numerical", "a", answer("1", 100) + answer("1@", 50) * 2000),
    "gaps with lists": moodle(
        "gapselect", "[[1]] " * 1000, "<selectoption><text>abc</text></selectoption>" * 300
    ),
    "cloze": moodle("cloze", "{1:SA:=a}" * 11_000),
    "formulas": moodle("description", "$x$ " * 20_000),
    "elements": run("<a/>", f"{QUIZ}<question>", f"</question>{ENDQUIZ}"),
    "settings": moodle("essay", "a", "".join(f"<a{n}>@</a{n}>" for n in range(9000))),
    "files": moodle("essay", "a" * 90_000 + "</text><text>", '<file name="a">a</file>' * 4000),
    "blanks": run(" ", "<quiz>", "<question type='essay'/></quiz>"),
}

ITEM = (
    '<item ident="i@" title="Motor @"><presentation><material><mattext texttype="text/html">&lt;p>'
    f"{STEM} (@)?&lt;/p></mattext></material><response_lid ident='r'><render_choice>"
    + "".join(
        f'<response_label ident="{text}"><material><mattext>{text}</mattext></material>'
        "</response_label>"
        for text in ("rotor", "stator", "fan", "coil")
    )
    + "</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>"
    '<varequal respident="r">rotor</varequal></conditionvar><setvar>100</setvar></respcondition>'
    "</resprocessing></item>\n"
)
CLASSIC, ENDCLASSIC = "<questestinterop><section>", "</section></questestinterop>"
RIGHT = (
    '<responseDeclaration identifier="R"><correctResponse>{}</correctResponse>'
    "</responseDeclaration>"
)
MATCH = "<matchInteraction responseIdentifier='R'>{}</matchInteraction>".format(
    "".join(
        "<simpleMatchSet>{}</simpleMatchSet>".format(
            "".join(
                f"<simpleAssociableChoice identifier='{side}{n}'>a</simpleAssociableChoice>"
                for n in range(95)
            )
        )
        for side in "ct"
    )
)


def item(body: str, declared: str = "", rest: str = "") -> str:
    return (
        f'<assessmentItem identifier="i@" title="t">{declared}<itemBody>{body}</itemBody>{rest}'
        "</assessmentItem>"
    )


def package(number: int, text: Callable[[], str]) -> Maker:
    """A package with so many items, as far as their unpacked size is 80 MB."""

    def members(size: int) -> Iterator[tuple[str, bytes]]:
        piece = text()
        for at in range(min(number * size // 5_000_000, 80_000_000 // len(piece)) or 1):
            yield f"items/{at:05d}.xml", piece.replace("@", str(at)).encode()

    return zipped(members)


QTI = {
    "ordinary 1.2": many(ITEM, CLASSIC, ENDCLASSIC),
    "ordinary 2.1, 10,000": package(
        10_000,
        lambda: item(
            "<choiceInteraction responseIdentifier='R'><prompt>" + STEM + " (@)?</prompt>"
            "<simpleChoice identifier='A'>The rotor</simpleChoice><simpleChoice identifier='B'>"
            "The stator</simpleChoice></choiceInteraction>",
            RIGHT.format("<value>A</value>"),
        ),
    ),
    "19,000 items": package(19_000, lambda: item("<p>a</p>")),
    "19,000 others": package(19_000, lambda: "<a/>"),
    "elements": run("<a/>", f"{CLASSIC}<item>", f"</item>{ENDCLASSIC}"),
    "40 MB of elements": package(1, lambda: f"<a>{soup('<a/>', 40)}</a>"),
    "40 MB of text": package(1, lambda: f"<a>{soup('a b ', 40)}</a>"),
    "pairs": package(
        4000,
        lambda: item(
            MATCH, RIGHT.format("".join(f"<value>c{n % 95} t{n % 90}</value>" for n in range(4500)))
        ),
    ),
    "blocks within blocks": package(
        4000, lambda: item("<div>" * 200 + "<p>a</p>" * 4000 + "</div>" * 200)
    ),
    "paragraphs": package(4000, lambda: item("<p><b>a</b></p>" * 2400)),
    "sections within sections": run("<item/>", "<section>" * 200, "</section>" * 200),
    "carried": package(
        4000,
        lambda: item(
            "<p>a</p>", "", '<!-- evlearn: {"spec":{"a":[' + '{"a":1},' * 3000 + "1]}} -->"
        ),
    ),
    "blanks": run(" ", "<questestinterop>", "</questestinterop>"),
}
OURS, END = '{"format":"evlearn-questions","version":1,"questions":[', '{"uid":"q","spec":{}}]}'
LIST, ENDLIST = OURS + '{"uid":"a","spec":{"a":[', "1]}}]}"
JSON = {
    "ordinary": many(
        '{"uid":"q@","lesson":"","kind":"true_false","spec":{"stem":"'
        f'{STEM} (@)?","answer":true,"explanation":"The field takes it along."}}}},\n',
        OURS,
        END,
    ),
    "tiny": many('{"uid":"@","spec":{}},', OURS, END),
    "numbers": run("1,", LIST, ENDLIST),
    "lists": run("[[]],", LIST, ENDLIST),
    "lists within lists": run("[" * 900 + "]" * 900 + ",", LIST, ENDLIST),
    "objects": run("{},", LIST, ENDLIST),
}


def cells(*texts: str) -> str:
    """A row of a sheet."""
    return "".join(
        ["<row>", *(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in texts), "</row>"]
    )


def sheet(row: str, number: int, more: Callable[[], str] = str) -> Maker:
    """A workbook with so many rows, and what else its sheet holds."""
    space = "http://schemas.openxmlformats.org/"
    main, rels = f"{space}spreadsheetml/2006/main", f"{space}officeDocument/2006/relationships"
    package = f"{space}package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    def members(size: int) -> Iterator[tuple[str, bytes]]:
        rows = [row.replace("@", str(at)) for at in range(number * size // 5_000_000)]
        head = cells("id", "kind", "stem", "option 1", "option 2", "answer", "explanation")
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override '
            f'PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet '
            'name="questions" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{head}'
            f"{''.join(rows)}</sheetData>{more()}</worksheet>",
        }
        yield from ((name, text.encode()) for name, text in parts.items())

    return zipped(members)


XLSX = {
    "ordinary, 10,000": sheet(
        cells("q@", "single choice", f"{STEM} (@)?", "The rotor", "The fan", "A", "The field."),
        10_000,
    ),
    "49,000 true or false": sheet(cells("q@", "tf", "a@", "", "", "true"), 49_000),
    "empty rows": sheet("<row/>", 900_000),
    "empty cells": sheet(f"<row>{'<c/>' * 60}</row>", 20_000),
    "numbers": sheet(f"<row>{'<c><v>1.5</v></c>' * 60}</row>", 8_000),
    "long tag": sheet("", 0, lambda: "<a " + " ".join(f"a{n}=''" for n in range(500_000)) + "/>"),
    "long cell": sheet("", 0, lambda: f"<a>{soup('a b ', 40)}</a>"),
}


def course(lessons: int, body: str, questions: Callable[[], str] = lambda: OURS + END) -> Maker:
    """The archive of a course."""
    facts = "slug title summary language status source_title source_author source_url source_date"

    def members(size: int) -> Iterator[tuple[str, bytes]]:
        listed = [
            {"slug": f"a{n}", "title": "a", "status": "draft", "html": f"{n}.html"}
            for n in range(lessons * size // 5_000_000)
        ]
        about = dict.fromkeys(facts.split(), "a")
        whole = {"format": "evlearn-course", "version": 1, "course": about, "lessons": listed}
        yield "course.json", json.dumps(whole).encode()
        yield "questions.json", questions().encode()
        yield from ((each["html"], body.encode()) for each in listed)

    return zipped(members)


COURSE = {
    "19,000 lessons": course(19_000, "<p>a</p>"),
    "100 MB of lessons": course(20, soup("<p>a b c</p>", 5)),
    "40 MB of text in questions": course(1, "a", lambda: f'{OURS}"{soup(" ", 40)}"]}}'),
    "20 MB of objects in questions": course(
        1, "a", lambda: OURS + soup("{},", 20).replace("<a>", '"').replace("</a>", '",') + END
    ),
}
