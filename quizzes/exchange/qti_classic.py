"""Items of QTI 1.2, as Canvas and others write them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .effort import spend
from .qti_classic_kinds import asked_in
from .qti_classic_rules import Conditions
from .qti_classic_text import html_of, inline_of
from .qti_model import Asked, Feedback, Item, stays_out
from .qti_xml import Element, Lost, QtiFault, first, inside, line_in, tag_of, words_in

ASKING = frozenset("response_lid response_str response_num response_grp response_xy".split())
NOTED = frozenset(("question_type", "points_possible", "bbmd_questiontype", "qmd_itemtype"))
OF_NO_USE = frozenset(
    "original_answer_ids assessment_question_identifierref qmd_status cc_profile cc_weighting"
    " cc_question_category qmd_computerscored qmd_feedbackpermitted qmd_maximumscore"
    " qmd_renderingtype qmd_responsetype qmd_scoringpermitted qmd_solutionspermitted".split()
)
"""Fields that say nothing more than the item does."""
PARTS = frozenset(
    "itemmetadata presentation resprocessing itemfeedback itemproc_extension duration".split()
)


def classic_items(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """The items of a file in their order, each with the titles of the sections it stands in."""
    for each in root.iter("item"):
        if next(each.iterancestors("item"), None) is not None:
            continue
        titles = [
            " ".join((around.get("title") or "").split())
            for around in each.iterancestors("section", "objectbank")
        ]
        spend(len(titles))
        yield each, tuple(title for title in reversed(titles) if title)


def field_of(element: Element, name: str) -> str:
    """A field of the metadata, "" where there is none."""
    for each in inside(element, "qtimetadatafield"):
        if words_in(first(each, "fieldlabel")).casefold() == name:
            return words_in(first(each, "fieldentry"))
    return ""


def classic_item(root: Element, lost: Lost) -> Item:
    """What an item holds. Raises QtiFault for what evlearn cannot ask."""
    item = Item(lost, root.get("ident", ""), root.get("title", ""), line_in(root))
    sort = field_of(root, "question_type") or field_of(root, "bbmd_questiontype")
    presentation = first(root, "presentation")
    if presentation is None:
        raise QtiFault(_("It has no presentation."), item.line)
    if sort == "file_upload_question":
        raise QtiFault(_("It asks for a file, which evlearn cannot."), item.line)
    _remark_on_fields(root, lost)
    conditions = Conditions(root, lost)
    responses = list(presentation.iter(*ASKING))
    stem = _stem(presentation, responses, lost)
    asked_in(item, root, sort, responses, stem, conditions)
    _feedback(item, root, conditions)
    return item


def _stem(presentation: Element, responses: list[Element], lost: Lost) -> list[str]:
    """What stands outside of the responses, as HTML."""
    within = {each for response in responses for each in response.iter("material")}
    found = [each for each in presentation.iter("material") if each not in within]
    return [html for each in found if (html := html_of(each, lost))]


def _remark_on_fields(root: Element, lost: Lost) -> None:
    points = field_of(root, "points_possible")
    if points not in ("", "1", "1.0"):
        lost(_("Points stay out: every question counts alike until a quiz says otherwise."))
    for each in inside(root, "fieldlabel"):
        name = words_in(each)
        if name and name.casefold() not in NOTED | OF_NO_USE:
            lost(_("The field “%s” stays out.") % name[:60])
    for each in root:
        if tag_of(each) and tag_of(each) not in PARTS and words_in(each):
            stays_out(_("The part “%s”") % tag_of(each), words_in(each), lost)


def _feedback(item: Item, root: Element, conditions: Conditions) -> None:
    asked = [each.id for each in item.flow if isinstance(each, Asked)]
    only = asked[0] if len(asked) == 1 else ""
    for each in root.iterchildren("itemfeedback"):
        name = each.get("ident", "")
        hints = list(inside(each, "hintmaterial"))
        if hints:
            item.hint = inline_of(each, item.lost)
            continue
        text = inline_of(each, item.lost)
        if text:
            item.feedback += [
                Feedback(text, when, about or only, value)
                for when, about, value in conditions.ties(name)
            ]
