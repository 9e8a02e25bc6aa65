"""Prose read as CommonMark: its plain text, and the links in it.

One parser serves the whole package, so that checks, search and renderers agree
about what a block means. Raw HTML, images, headings, code blocks and reference
definitions are switched off: they are plain text here, whatever they look like.
"""

from __future__ import annotations

from ._blocks import Block, BlockContents, Construct, blocks, contents, is_plain, links, marks, plain_links
from ._html_and_text import Line, addressed, html, lines, plain_text, prose_html
from ._parsers import Address, is_ref, is_web_address, normalized, tokens

__all__ = [
    "Address",
    "Block",
    "BlockContents",
    "Construct",
    "Line",
    "addressed",
    "blocks",
    "contents",
    "html",
    "is_plain",
    "is_ref",
    "is_web_address",
    "lines",
    "links",
    "marks",
    "normalized",
    "plain_links",
    "plain_text",
    "prose_html",
    "tokens",
]
