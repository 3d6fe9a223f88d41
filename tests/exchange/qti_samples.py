"""Pieces of QTI for tests: items of 2.1 and 3.0, items of 1.2, packages."""

from __future__ import annotations

import io
import re
import zipfile

from quizzes.exchange.base import Batch
from quizzes.exchange.registry import formats

NAMES = {
    2: 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"',
    3: 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"',
}
HTML = frozenset("p em strong br img table tr td th ul li div span object value".split()) - {
    "value"
}
MATCH_CORRECT = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/'
    'match_correct"/>'
)
MAP_RESPONSE = MATCH_CORRECT.replace("match_correct", "map_response")
OUTCOME = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'


def item(body: str, answers: str = "", rest: str = "", *, name: str = "motor-1") -> str:
    """An item of QTI 2.1. ``rest`` is what comes after the body."""
    return (
        f'<assessmentItem {NAMES[2]} identifier="{name}" title="Motors" adaptive="false"'
        f' timeDependent="false">{answers}{OUTCOME}<itemBody>{body}</itemBody>{rest}'
        "</assessmentItem>"
    )


def response(
    correct: str = "",
    *,
    name: str = "RESPONSE",
    base: str = "identifier",
    many: str = "single",
    mapping: str = "",
) -> str:
    """A responseDeclaration; ``correct`` are values with a bar between."""
    values = "".join(f"<value>{each}</value>" for each in correct.split("|") if each)
    right = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{many}" baseType="{base}">'
        f"{right}{mapping}</responseDeclaration>"
    )


def mapping(**worth: float) -> str:
    """A mapping of keys to what they are worth."""
    entries = "".join(f'<mapEntry mapKey="{k}" mappedValue="{v}"/>' for k, v in worth.items())
    return f'<mapping defaultValue="0">{entries}</mapping>'


def as_version_3(xml: str) -> str:
    """An item of QTI 2 in the names of QTI 3."""

    def kebab(name: str) -> str:
        return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()

    def tag(found: re.Match[str]) -> str:
        if found[2] in HTML:
            return found[0]
        attributes = re.sub(r" (\w+)=", lambda at: f" {kebab(at[1])}=", found[3])
        return f"<{found[1]}qti-{kebab(found[2])}{attributes}>"

    return re.sub(r"<(/?)(\w+)([^<>]*)>", tag, xml).replace(NAMES[2], NAMES[3])


def classic(*items: str) -> str:
    """A file of QTI 1.2."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        '<assessment ident="quiz" title="Motors"><section ident="root_section">'
        f"{''.join(items)}</section></assessment></questestinterop>"
    )


def classic_item(sort: str, presentation: str, rules: str = "", rest: str = "") -> str:
    """An item as Canvas writes it."""
    return (
        '<item ident="motor-1" title="Question"><itemmetadata><qtimetadata><qtimetadatafield>'
        f"<fieldlabel>question_type</fieldlabel><fieldentry>{sort}</fieldentry>"
        "</qtimetadatafield></qtimetadata></itemmetadata>"
        f"<presentation>{presentation}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{rules}</resprocessing>{rest}</item>"
    )


def material(text: str, sort: str = "text/html") -> str:
    """Text of QTI 1.2."""
    inner = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<material><mattext texttype="{sort}">{inner}</mattext></material>'


def labels(*pairs: str) -> str:
    """Choices of QTI 1.2, written ``id=text``."""
    made = [each.partition("=")[::2] for each in pairs]
    return "".join(
        f'<response_label ident="{key}">{material(text, "text/plain")}</response_label>'
        for key, text in made
    )


def rule(test: str, points: str = "", says: str = "", action: str = "Set") -> str:
    """A respcondition."""
    setvar = f'<setvar action="{action}" varname="SCORE">{points}</setvar>' if points else ""
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{says}"/>' if says else ""
    return f"<respcondition><conditionvar>{test}</conditionvar>{setvar}{shown}</respcondition>"


def equal(value: str, name: str = "response1") -> str:
    """A test of QTI 1.2."""
    return f'<varequal respident="{name}">{value}</varequal>'


def said(name: str, text: str) -> str:
    """Feedback of QTI 1.2."""
    return f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'


def package(**members: str) -> bytes:
    """A zip; double underscores in names stand for a slash, single ones before xml for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            path = re.sub("_(xml|png|svg|txt)$", r".\1", name.replace("__", "/"))
            archive.writestr(path, text)
    return out.getvalue()


def read(data: str | bytes) -> Batch:
    """What is read of a file."""
    return formats()["qti"].read(data.encode() if isinstance(data, str) else data)


def only(data: str | bytes) -> tuple[str, dict[str, object]]:
    """The kind and the spec of the one question, about which there is nothing to remark."""
    batch = read(data)
    assert (batch.faults, batch.remarks) == ([], [])
    (question,) = batch.questions
    return question.kind, question.spec


def remarks(data: str | bytes) -> str:
    """What is remarked on a file without faults."""
    batch = read(data)
    assert batch.faults == []
    return "\n".join(map(str, batch.remarks))


def faults(data: str | bytes) -> str:
    """What is at fault in a file."""
    return "\n".join(map(str, read(data).faults))
