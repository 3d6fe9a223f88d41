"""A table with cells to fill in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .authoring import Line, Lines, Several
from .base import Spec
from .fields import entries, is_text
from .gapped import COMMON, COMMON_GAP_LAYOUT, Gapped

MOST_COLUMNS = 8
MOST_ROWS = 20


class Table(Gapped):
    """Cells hold text, gaps as ``[[id]]``, or both."""

    name = "table"
    label = gettext_lazy("Table with gaps")
    own_fields = COMMON | {"columns", "rows"}
    layout = (
        Lines("columns", gettext_lazy("Titles of the columns"), gettext_lazy("One a line.")),
        Several(
            "rows",
            gettext_lazy("Rows"),
            fields=(
                Line("title", gettext_lazy("Title")),
                Lines(
                    "cells",
                    gettext_lazy("Cells"),
                    gettext_lazy(
                        "One a line, from the second column on, with [[1]] where a gap belongs. An"
                        " empty line is an empty cell."
                    ),
                    blanks=True,
                ),
            ),
            entry=gettext_lazy("Row"),
            least=1,
            most=MOST_ROWS,
        ),
        *COMMON_GAP_LAYOUT,
    )

    def texts(self, spec: Spec) -> list[str]:
        return [cell for row in spec["rows"] for cell in row["cells"]]

    def shape_problems(self, spec: Spec) -> list[str]:
        columns = spec.get("columns")
        if not isinstance(columns, list) or not all(is_text(title) for title in columns):
            return [_("The field “columns” must be a list of titles.")]
        if not 2 <= len(columns) <= MOST_COLUMNS:
            return [_("A table has 2 to %(most)d columns.") % {"most": MOST_COLUMNS}]
        rows, found = entries(spec, "rows", {"title", "cells"}, MOST_ROWS)
        if not found and not rows:
            return [_("The table has no rows.")]
        for number, row in enumerate(rows, start=1):
            cells = row.get("cells")
            if not is_text(row.get("title")):
                found.append(_("Row %(number)d has no title.") % {"number": number})
            if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
                found.append(_("Row %(number)d needs a list of cells.") % {"number": number})
            elif len(cells) != len(columns) - 1:
                found.append(
                    _("Row %(number)d needs %(count)d cells: its title stands in the first column.")
                    % {"number": number, "count": len(columns) - 1}
                )
        return found

    def shape(self, spec: Spec) -> dict[str, Any]:
        titles = spec["columns"]
        return {
            "columns": titles,
            "rows": [
                {
                    "title": row["title"],
                    "cells": [
                        {"text": cell, "column": title}
                        for title, cell in zip(titles[1:], row["cells"], strict=True)
                    ],
                }
                for row in spec["rows"]
            ],
        }

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("Complete the table."),
            "explanation": _(
                "Only the permanent magnet needs rare earths; the others need copper."
            ),
            "quote": _("Neither of the two needs a permanent magnet"),
            "columns": [_("Motor"), _("Field of the rotor"), _("Needs rare earths")],
            "rows": [
                {"title": _("Induction"), "cells": ["[[1]]", _("no")]},
                {"title": _("Permanent magnet"), "cells": [_("magnets"), "[[2]]"]},
            ],
            "gaps": [
                {
                    "id": "1",
                    "kind": "bank",
                    "answer": _("induced current"),
                    "feedback": _("The field of the stator induces a current in its bars."),
                },
                {
                    "id": "2",
                    "kind": "choice",
                    "options": [_("yes"), _("no")],
                    "answer": _("yes"),
                    "feedback": _("Strong magnets are made with neodymium."),
                },
            ],
            "bank": [_("induced current"), _("current fed by brushes"), _("magnets")],
            "bank_once": False,
        }
