"""Inline Markdown, as stems, options and explanations use it."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from .clean import clean_inline
from .mdrules import formulas


def _link_open(
    self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if str(token.attrGet("href") or "").startswith(("http:", "https:", "//")):
        token.attrSet("rel", "noopener")
    return self.renderToken(tokens, index, options, env)


def _image(
    self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    token.attrs["alt"] = self.renderInlineAsText(token.children, options, env)
    token.attrSet("loading", "lazy")
    return self.renderToken(tokens, index, options, env)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable("strikethrough").disable("html_inline")
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link_open)
    return parser.use(formulas)


PARSER = _parser()


@lru_cache(maxsize=4096)
def inline_html(text: str) -> str:
    """Sanitised inline HTML of inline Markdown with TeX; HTML in ``text`` is shown as typed."""
    return clean_inline(PARSER.renderInline(text.strip()))
