"""A workbook with a sheet of questions and one that says how to fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .spec import QuestionSpec
from .table import rows_of
from .table_cells import unguarded
from .table_columns import COLUMNS

SHEET, HOW_TO = "questions", "How to"
WIDE, MIDDLE, NARROW = 48, 26, 14
WIDTHS = {"stem": WIDE, "text": WIDE, "explanation": WIDE, "quote": MIDDLE, "hint": MIDDLE}
PIECE = 1 << 16
SPOOLED = 8 * 1024 * 1024
DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can state. Equal questions give equal files."""
HELP = (
    ("id", _("A short name of the question's own. Leave it empty for a new question.")),
    ("lesson", _("The short name of the lesson; may be empty.")),
    (
        "kind",
        _(
            "single choice, multiple choice, true false, numeric, short text, matching, classify,"
            " ordering, gaps, essay or statement."
        ),
    ),
    ("stem", _("What is asked. *slanted*, **bold**, $formula$.")),
    ("text", _("For gaps: the text, with [[1]], [[2]] where the gaps are.")),
    (
        "option 1 …",
        _(
            "single and multiple choice: the options. numeric and short text: wrong answers that"
            " you foresee. matching: Stator -> Stands still. classify: Induction motor -> Without"
            " magnets. ordering: the items in the right order. gaps: what is right in gap 1; with a"
            " list to choose from, the right one first: rotor | shaft. essay: what counts, and its"
            " points: Names a gain -> 2."
        ),
    ),
    (
        "feedback 1 …",
        _("Why option 1 is right or wrong. true false: 1 is for “true”, 2 for “false”."),
    ),
    ("correct", _("single and multiple choice: the letters of the right options: B, or A, C.")),
    (
        "answer",
        _(
            "true false: true or false. numeric: the number. short text: what counts as right, with"
            " semicolons between or one a line. matching and classify: all choices or groups, if"
            " some fit nothing or their order matters. gaps: a bank of words. essay: an answer to"
            " show."
        ),
    ),
    ("tolerance", _("numeric: how far off is still right, such as 0.5 or 5 %.")),
    ("unit", _("numeric: the unit; others with their factor: kW; W = 0.001.")),
    ("explanation", _("Why the right answer is right.")),
    ("quote", _("The sentence of the lesson that settles it, word for word.")),
    ("hint", _("Help before the answer; may be empty.")),
    ("tags", _("Words to find the question by, with commas between.")),
    ("more", _("Written by the program. Leave it as it is; leave it empty for a new question.")),
)
"""The columns and what they hold."""


def workbook_of(questions: Iterable[QuestionSpec]) -> bytes:
    """The file, the same for the same questions."""
    book = Workbook(write_only=True)
    book.properties.creator = "evlearn"
    _fill(book, SHEET, rows_of(questions), [_width(name) for name in COLUMNS])
    help_rows = [["column", str(_("what it holds"))], *([name, str(said)] for name, said in HELP)]
    _fill(book, HOW_TO, help_rows, [NARROW, 2 * WIDE])
    with SpooledTemporaryFile(SPOOLED) as file:
        book.save(file)
        file.seek(0)
        return _undated(file)


def _width(name: str) -> int:
    return WIDTHS.get(name, MIDDLE if name.startswith(("option", "feedback")) else NARROW)


def _fill(book: Workbook, title: str, rows: Iterable[list[str]], widths: list[int]) -> None:
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width, column.number_format, column.alignment = width, "@", wrapped
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, wrapped, number == 0) if text else None for text in row])


def _cell(sheet: Any, text: str, wrapped: Alignment, bold: bool) -> Any:
    """A cell that is text whatever it looks like."""
    # An apostrophe that reading would take off is doubled.
    cell = WriteOnlyCell(sheet, f"'{text}" if unguarded(text) != text else text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = wrapped
    if bold:
        cell.font = Font(bold=True)
    return cell


def _undated(file: IO[bytes]) -> bytes:
    """The archive without the time at which it was made."""
    made = BytesIO()
    with ZipFile(file) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            info = ZipInfo(name, DATE)
            info.compress_type = ZIP_DEFLATED
            if name.startswith("docProps/"):
                target.writestr(info, DATED.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read(name)))
                continue
            with source.open(name) as part, target.open(info, "w") as copy:
                while piece := part.read(PIECE):
                    copy.write(piece)
    return made.getvalue()
