"""Prose read as CommonMark: its plain text, and the links in it.

One parser serves the whole package, so that checks, search and renderers agree
about what a block means. Raw HTML, images, headings, code blocks and reference
definitions are switched off: they are plain text here, whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NOT_PROSE = [
    "image",
    "html_inline",
    "html_block",
    "heading",
    "lheading",
    "fence",
    "code",
    "reference",
    "hr",
    "blockquote",
]


def links(blocks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The target of every link, with the number of the block it stands in."""
    for number, block in enumerate(blocks):
        for token in _parser().parse(block):
            for child in token.children or ():
                if child.type == "link_open":
                    yield number, str(child.attrs["href"])


def plain_text(blocks: Iterable[str]) -> str:
    """The text without its markup.

    Blocks are parted by an empty line; the items of a list stand on lines of
    their own, each behind its bullet or number.
    """
    return "\n\n".join("\n".join(_lines(_parser().parse(block))) for block in blocks)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable(_NOT_PROSE)


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    depth = -1
    marker = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield "  " * max(depth, 0) + marker + _inline(token.children or ())
            marker = "  " if depth >= 0 else ""


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
