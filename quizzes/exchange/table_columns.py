"""What the columns of a table of questions and the kinds in it are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase

from .table_cells import FEEDBACK, MOST_OPTIONS, OPTION, WRITTEN_OPTIONS

MORE = "more"
COLUMNS = (
    *("id", "lesson", "kind", "stem", "text"),
    *(each % at for at in range(1, WRITTEN_OPTIONS + 1) for each in (OPTION, FEEDBACK)),
    *("correct", "answer", "tolerance", "unit", "explanation", "quote", "hint", "tags", MORE),
)
"""As they are written."""
OTHER_NAMES = {
    "id": "uid identifier questionid",
    "kind": "type questiontype",
    "stem": "question questiontext prompt",
    "text": "gaptext textwithgaps",
    "correct": "correctoption correctoptions rightoption right key",
    "answer": "answers accepted acceptedanswers correctanswer correctanswers rightanswer",
    "unit": "units",
    "explanation": "generalfeedback rationale",
    "quote": "source evidence",
    "tags": "tag category categories",
    MORE: "json",
}
OTHER_KIND_NAMES = {
    "single_choice": "choice multiplechoicesingle singleanswer mcq",
    "multiple_choice": "multiplechoices multipleanswer multipleresponse multi mrq",
    "true_false": "trueorfalse tf boolean",
    "numeric": "number numerical",
    "short_text": "shortanswer text",
    "matching": "match",
    "classify": "sortingintogroups sorting categorize categorise grouping",
    "ordering": "order sequence",
    "gaps": "fillgaps fillthegaps fillintheblanks gapfill cloze textwithgaps",
    "essay": "openquestion longtext",
    "statement": "information description",
}


def folded(name: str) -> str:
    """A name without case, blanks and punctuation."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _column_names() -> dict[str, str]:
    found = {folded(name): name for name in COLUMNS}
    found |= {other: name for name, others in OTHER_NAMES.items() for other in others.split()}
    for at in range(1, MOST_OPTIONS + 1):
        for sign in (str(at), ascii_lowercase[at - 1]):
            found |= {f"option{sign}": OPTION % at, f"feedback{sign}": FEEDBACK % at}
    return found


COLUMN_NAMES = _column_names()
KIND_NAMES = {
    name: kind
    for kind, names in OTHER_KIND_NAMES.items()
    for name in [folded(kind), *names.split()]
}


def known_columns(cells: Iterable[str]) -> int:
    """How many cells name a column."""
    return sum(folded(cell) in COLUMN_NAMES for cell in cells)
