"""Pictures in files of questions: they come along, and go along."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from hashlib import sha256

import pytest
from PIL import Image, PngImagePlugin

from quizzes.articles.pictures import address_of, remake
from quizzes.exchange.registry import formats
from quizzes.exchange.spec import QuestionSpec
from quizzes.kinds import kinds
from tests.articles.test_embedded import png
from tests.exchange import moodle_files, qti_samples
from tests.exchange.moodle_files import DRAGS, drop
from tests.exchange.qti_samples import (
    MATCH_CORRECT,
    classic,
    classic_item,
    item,
    material,
    response,
)

MADE = remake(png())
DIGEST = sha256(MADE.content).hexdigest()
ADDRESS = address_of(DIGEST, MADE.ending)
NAME = f"{DIGEST}.{MADE.ending}"
HOTSPOT = (
    '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Point.</prompt>'
    '<object data="%s" type="image/png" width="40" height="30">A motor</object>'
    '<hotspotChoice identifier="A" shape="rect" coords="0,0,20,15"/></hotspotInteraction>'
)
PACKAGES = ["qti", "qti3", "moodlexml"]


def packed(**members):
    """A package; names as the keys of a mapping."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_picture(data="../images/m%20otor.png", **members):
    """What is read of a package with a question that points at ``data``."""
    files = {"items/one.xml": item(HOTSPOT % data, response("A"), MATCH_CORRECT)}
    return qti_samples.read(packed(**(files | ({"images/m otor.png": png()} | members))))


def shown(batch):
    (question,) = batch.questions
    return question.spec["picture"]["src"]


def contents(digest, ending):
    return MADE.content if (digest, ending) == (DIGEST, MADE.ending) else None


def asked(kind, **changes):
    """The example of a kind with a picture in its stem, and as its picture."""
    picture = f"![A motor]({ADDRESS})"
    spec = dict(kinds[kind].example()) | {"stem": f"Look: {picture} Which?"} | changes
    if kind != "statement":
        spec["explanation"] = f"It turns: {picture}"
    if "picture" in spec:
        spec["picture"] = spec["picture"] | {"src": ADDRESS}
    return QuestionSpec("motor", "", kind, spec, "")


def written(name, *questions):
    return b"".join(formats()[name].write_with(questions, contents))


def test_the_picture_of_an_item_of_a_package_comes_along():
    batch = with_picture()
    assert shown(batch) == ADDRESS
    (picture,) = batch.pictures
    assert (picture.digest, picture.name, picture.alt) == (DIGEST, "m otor.png", "A motor")
    assert batch.remarks == []


@pytest.mark.parametrize("address", ["../images/none.png", "../../etc/passwd", "images/one.xml"])
def test_an_address_that_names_no_picture_of_the_package_stays_out(address):
    batch = with_picture(address)
    assert shown(batch) == ""
    assert batch.pictures == ()


def test_a_picture_that_cannot_be_shown_is_named():
    batch = with_picture("../m.svg", **{"m.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert "“m.svg” stays out: it cannot be shown here" in str(batch.remarks[0])


def test_files_that_no_question_shows_are_named():
    batch = with_picture(**{"spare.png": png("blue")})
    assert [each.words for each in batch.remarks] == [
        "Files of the package that no question shows stay out: spare.png"
    ]


def test_a_picture_in_a_text_of_an_item_comes_along():
    body = '<p>See <img src="m.png" alt="A motor"/> and go on.</p>'
    batch = qti_samples.read(packed(**{"one.xml": item(body), "m.png": png()}))
    assert f"![A motor]({ADDRESS})" in batch.questions[0].spec["stem"]
    assert len(batch.pictures) == 1


def test_a_picture_in_a_text_of_canvas_comes_along():
    html = '<p>See <img src="$IMS-CC-FILEBASE$/Uploaded%20Media/m.png?canvas_=1" alt="A motor"></p>'
    xml = classic(classic_item("text_only_question", material(html)))
    batch = qti_samples.read(
        packed(**{"q/one.xml": xml, "web_resources/Uploaded Media/m.png": png()})
    )
    assert f"![A motor]({ADDRESS})" in batch.questions[0].spec["stem"]


def test_a_picture_of_moodle_to_label_comes_along():
    file = f'<file name="m.png" encoding="base64">{b64encode(png(size=(400, 200))).decode()}</file>'
    inner = file + DRAGS + drop("circle", "100,50;20", 1) + drop("rectangle", "300,100;40,20", 2)
    batch = moodle_files.read(moodle_files.xml(moodle_files.question("ddmarker", inner)))
    (picture,) = batch.pictures
    assert batch.questions[0].spec["picture"] == {
        "src": picture.address,
        "alt": "",
        "width": 400,
        "height": 200,
    }
    assert [each.words for each in batch.remarks] == ["A zone is now a pin in its middle."]


def moodle_text(html, *files):
    inner = "".join(
        f'<file name="{name}" path="/" encoding="base64">{b64encode(raw).decode()}</file>'
        for name, raw in files
    )
    return moodle_files.read(
        '<quiz><question type="description"><questiontext format="html"><text>'
        f"<![CDATA[{html}]]></text>{inner}</questiontext></question></quiz>"
    )


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("@@PLUGINFILE@@/m%20otor.png", [("m otor.png", png())]),
        (f"data:image/png;base64,{b64encode(png()).decode()}", []),
    ],
)
def test_a_picture_in_a_text_of_moodle_comes_along(address, files):
    batch = moodle_text(f'See <img src="{address}" alt="A motor"> here.', *files)
    assert batch.questions[0].spec["stem"] == f"See ![A motor]({ADDRESS}) here."
    assert [each.digest for each in batch.pictures] == [DIGEST]
    assert batch.remarks == []


def test_a_picture_in_a_markdown_text_of_moodle_comes_along():
    file = f'<file name="m.png" encoding="base64">{b64encode(png()).decode()}</file>'
    batch = moodle_files.read(
        '<quiz><question type="description"><questiontext format="markdown"><text>See '
        f"![A motor](@@PLUGINFILE@@/m.png)</text>{file}</questiontext></question></quiz>"
    )
    assert batch.questions[0].spec["stem"] == f"See ![A motor]({ADDRESS})"


def test_a_damaged_picture_of_moodle_is_named():
    batch = moodle_text('See <img src="@@PLUGINFILE@@/m.png" alt="A motor">', ("m.png", b"no"))
    assert batch.pictures == ()
    assert any("“m.png” stays out" in each.words for each in batch.remarks)


@pytest.mark.parametrize("name", PACKAGES)
@pytest.mark.parametrize("kind", kinds)
def test_what_is_written_brings_its_pictures_to_another_site(name, kind):
    question = asked(kind)
    batch = formats()[name].read(written(name, question))
    assert batch.questions[0].spec == question.spec
    assert (batch.faults, batch.remarks) == ([], [])
    (picture,) = batch.pictures
    assert (picture.digest, picture.made.content) == (DIGEST, MADE.content)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_picture_is_written_once_and_by_a_relative_address(name):
    question = asked("hotspot")
    data = written(name, question)
    if name == "moodlexml":
        assert data.count(b"<file ") == 2, "one for the question and one for its explanation"
        assert f'src="@@PLUGINFILE@@/{NAME}"'.encode() in data
        return
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.namelist() == [f"pictures/{NAME}", "items/00001.xml", "imsmanifest.xml"]
    assert f'"../pictures/{NAME}"'.encode() in archive.read("items/00001.xml")
    assert f'href="pictures/{NAME}"'.encode() in archive.read("imsmanifest.xml")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_picture_that_is_no_longer_there_keeps_its_address(name):
    question = asked("hotspot")
    data = b"".join(formats()[name].write_with([question], lambda digest, ending: None))
    batch = formats()[name].read(data)
    assert batch.questions[0].spec == question.spec
    assert batch.pictures == ()


def test_a_file_that_is_called_by_a_digest_and_is_another_is_made_again():
    batch = with_picture(f"../{NAME}", **{NAME: png("blue")})
    (picture,) = batch.pictures
    assert picture.digest != DIGEST
    assert re.fullmatch(r"[0-9a-f]{64}", picture.digest)


def test_a_file_that_says_it_was_made_here_and_holds_more_is_refused():
    out = io.BytesIO()
    raw = png()
    said = PngImagePlugin.PngInfo()
    said.add_text("comment", "secret")
    Image.open(io.BytesIO(raw)).save(out, "PNG", pnginfo=said)
    name = f"{sha256(out.getvalue()).hexdigest()}.png"
    assert with_picture(f"../{name}", **{name: out.getvalue()}).pictures == ()
