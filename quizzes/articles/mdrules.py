"""Formulas as a rule for the Markdown parser."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from .formula import Formula, formula_at, formula_html

REPORT = "report"
"""Key in the parser's environment under which a Report may stand."""
OPENING = re.compile(r"\$\$|\\\[")
MAX_LINES = 60


def formulas(parser: MarkdownIt) -> None:
    """Plugin: TeX in ``$…$``, ``$$…$$``, ``\\(…\\)`` and ``\\[…\\]`` becomes MathML."""
    parser.inline.ruler.before("escape", "formula", _inline_rule)
    parser.block.ruler.before("fence", "formula_block", _block_rule, {"alt": ["paragraph"]})
    parser.add_render_rule("formula", _render)
    parser.add_render_rule("formula_block", _render_block)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = formula_at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        _push(state, "formula", found)
    state.pos += len(found.typed)
    return True


def _block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula that opens a line and closes one, whatever its lines look like."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not OPENING.match(state.src, position):
        return False
    for last in range(start, min(end, start + MAX_LINES)):
        text = state.getLines(start, last + 1, state.blkIndent, False).strip()
        found = formula_at(text, 0)
        if found and found.typed == text:
            break
    else:
        return False
    if not silent:
        state.line = last + 1
        _push(state, "formula_block", found)
    return True


def _push(state: StateInline | StateBlock, kind: str, found: Formula) -> None:
    token = state.push(kind, "math", 0)
    token.content = found.tex
    token.meta = {"formula": found}


def _render(
    self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return formula_html(tokens[index].meta["formula"], env.get(REPORT))


def _render_block(
    self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"<p>{_render(self, tokens, index, options, env)}</p>\n"
