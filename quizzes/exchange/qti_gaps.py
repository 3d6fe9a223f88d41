"""Fields in running text and in tables."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .qti_model import MARK, Asked, Grid, Item, ids_of, joined, weights_of
from .qti_typed import typed
from .qti_xml import QtiFault

Spec = dict[str, Any]
GAP = "_____"
"""Stands in a stem for a field in the middle of it."""
LONGEST_UNIT = 20


def typed_alone(item: Item) -> tuple[str, Spec] | None:
    """A question whose only field is typed into; None where it is a text with a gap."""
    asked = item.inline[0]
    grid = any(isinstance(each, Grid) for each in item.flow)
    if len(item.inline) > 1 or asked.sort != "text" or grid or "evlearn-gaps" in item.style:
        return None
    kind, fields = typed(item, asked)
    stems = []
    for each in map(str, item.flow):
        stem, unit = around(each) if MARK.search(each) else (each, "")
        stems.append(stem)
        if unit and kind == "numeric":
            fields["units"] = [{"name": unit}]
        elif unit:
            stems.append(unit)
    return kind, {"stem": joined(stems), **fields}


def around(text: str) -> tuple[str, str]:
    """What a text with one field asks, and the unit behind a field that stands by itself."""
    before, after = (part.strip() for part in MARK.split(text)[::2])
    if before or len(after.split()) > 1 or len(after) > LONGEST_UNIT:
        return MARK.sub(GAP, text), ""
    return "", after


def gapped(item: Item) -> tuple[str, Spec]:
    """A text or a table with gaps."""
    ids = ids_of([asked.id for asked in item.inline])
    named = {number: ids[asked.id] for number, asked in enumerate(item.inline)}
    bank: list[str] = []
    gaps = [_gap(item, asked, ids[asked.id], bank) for asked in item.inline]
    for gap, weight in zip(gaps, weights_of(item.inline, item.lost), strict=True):
        if weight != 1:
            gap["weight"] = weight
    further: Spec = {"gaps": gaps} | ({"bank": bank} if bank else {})
    grid = _only_grid(item)
    if grid:
        stem = joined(each for each in item.flow if isinstance(each, str))
        return "table", {"stem": stem, **_cells(grid, named), **further}
    texts = [each.text if isinstance(each, Grid) else str(each) for each in item.flow]
    start = next(at for at, text in enumerate(texts) if MARK.search(text))
    text = joined((_marked(text, named) for text in texts[start:]), "\n\n")
    return "gaps", {"stem": joined(texts[:start]), "text": text, **further}


def _marked(text: str, named: dict[int, str]) -> str:
    return MARK.sub(lambda found: f"[[{named.get(int(found[1]), '')}]]", text)


def _only_grid(item: Item) -> Grid | None:
    """The table that has all the gaps, where evlearn can hold it."""
    grids = [each for each in item.flow if isinstance(each, Grid)]
    if len(grids) != 1:
        return None
    rows = grids[0].rows
    within = sum(len(MARK.findall(cell)) for row in rows for cell in row)
    even = len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1
    titled = not any(MARK.search(cell) for cell in [*rows[0], *(row[0] for row in rows if row)])
    return grids[0] if within == len(item.inline) and even and titled else None


def _cells(grid: Grid, named: dict[int, str]) -> Spec:
    rows = [
        {"title": row[0], "cells": [_marked(cell, named) for cell in row[1:]]}
        for row in grid.rows[1:]
    ]
    return {"columns": grid.rows[0], "rows": rows}


def _gap(item: Item, asked: Asked, key: str, bank: list[str]) -> Spec:
    """One gap; words of a bank are added to ``bank``."""
    gap: Spec = {"id": key}
    if asked.sort == "text":
        kind, fields = typed(item, asked)
        gap |= {"kind": kind, **fields}
    else:
        words = {each.id: each.plain for each in asked.choices}
        right = [words[name] for name in asked.right() if name in words]
        if not right:
            raise QtiFault(_("No right answer is named."), asked.line)
        if len(right) > 1:
            item.lost(_("A gap has several right choices in the file; here the first is right."))
        if asked.sort == "bank" or "evlearn-bank" in asked.style:
            bank += [word for word in words.values() if word not in bank]
            gap |= {"kind": "bank", "answer": right[0]}
        else:
            gap |= {"kind": "choice", "options": list(words.values()), "answer": right[0]}
    said = [item.said(asked.id, when) for when in ("wrong", "right")]
    if asked.group:
        said += [
            item.said(asked.group, when, f"{name} {asked.id}")
            for name in asked.right()
            for when in ("option", "unless")
        ]
    return gap | {"feedback": joined(said)}
