"""Prose read as CommonMark: its plain text, and the links in it.

One parser serves the whole package, so that checks, search and renderers agree
about what a block means. Raw HTML, images, headings, code blocks and reference
definitions are switched off: they are plain text here, whatever they look like.
"""

from __future__ import annotations

from ._blocks import (
    Block,
    BlockContents,
    Construct,
    blocks,
    contents,
    definitions,
    is_plain,
    links,
    marks,
    normalized_label,
    plain_links,
    reference_links,
)
from ._html_and_text import Line, addressed, html, lines, plain_text, prose_html
from ._parsers import Address, is_ref, is_web_address, normalized, tokens

__all__ = [
    "BULLETS",
    "Address",
    "Block",
    "BlockContents",
    "Construct",
    "Line",
    "addressed",
    "blocks",
    "contents",
    "definitions",
    "html",
    "is_plain",
    "is_ref",
    "is_web_address",
    "lines",
    "links",
    "marks",
    "normalized",
    "normalized_label",
    "plain_links",
    "plain_text",
    "prose_html",
    "reference_links",
    "tokens",
]

#: What people write before the items of a list, and CommonMark and YAML read as text: dashes, dots and squares, also
#: those of Japanese keyboards, and the bullet of Word's font Symbol. As a class of a regular expression, without its
#: brackets.
BULLETS = (
    "\xb7\u2010-\u2015\u2022\u2023\u2043\u2212\u2219\u22c5\u25aa\u25ab\u25b8\u25ba\u25cb\u25cf\u25e6"
    "\u30fb\uff0d\uff65\uf0b7"
)
