"""Articles: text, Markdown or HTML to sections of clean HTML, and finding words in them again.

Pure: no database, no request, no network.
"""

from __future__ import annotations

from .errors import ArticleError
from .inline import inline_html
from .likeness import fingerprint, likeness, overlap
from .model import Article, Section
from .quote import highlight, text_of
from .read import read_article

__all__ = [
    "Article",
    "ArticleError",
    "Section",
    "fingerprint",
    "highlight",
    "inline_html",
    "likeness",
    "overlap",
    "read_article",
    "text_of",
]
