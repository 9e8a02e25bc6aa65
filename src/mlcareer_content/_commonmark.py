"""Prose read as CommonMark: its plain text, and the links in it.

One parser serves the whole package, so that checks, search and renderers agree
about what a block means. Raw HTML, images, headings, code blocks and reference
definitions are switched off: they are plain text here, whatever they look like.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_making = threading.Lock()
_WEB = re.compile(r"(https?://|mailto:).", re.IGNORECASE)
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


def is_web_address(target: str) -> bool:
    """Whether the target of a link is an address that may stand in prose: http, https or mailto."""
    return _WEB.match(target) is not None


def links(blocks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The target of every link, with the number of the block it stands in."""
    for number, block in enumerate(blocks):
        for token in _parser().parse(block):
            for child in token.children or ():
                if child.type == "link_open":
                    yield number, str(child.attrs["href"])


class Line(NamedTuple):
    """A line of plain text: a paragraph, or what stands in an item of a list.

    Attributes:
        text: What it says.
        indent: How far it stands from the margin, in characters.
        bullet: The bullet or the number before it, with a space behind; empty where there is none.
    """

    text: str
    indent: int
    bullet: str


def lines(block: str) -> Iterator[Line]:
    """The plain text of a block: one line for a paragraph, one or more for each item of a list."""
    margins: list[int] = []
    marker = ""
    for token in _parser().parse(block):
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
            margins.append(len(marker))
        elif token.type == "list_item_close":
            margins.pop()
        elif token.type == "inline":
            yield Line(_inline(token.children or ()), sum(margins) - len(marker), marker)
            marker = ""


def plain_text(blocks: Iterable[str]) -> str:
    """The text without its markup.

    Blocks are parted by an empty line; the items of a list stand on lines of
    their own, each behind its bullet or number.
    """
    return "\n\n".join(
        "\n".join(f"{' ' * line.indent}{line.bullet}{line.text}" for line in lines(block)) for block in blocks
    )


def _parser() -> MarkdownIt:
    with _making:
        return _made_parser()


@cache
def _made_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(_NOT_PROSE)
    # A link of a scheme that is refused would be plain text, and nobody would be told: the checks are to see it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    # It puts its rules and its tables together on first use, without a lock: that has to be over before two threads
    # can meet in it.
    parser.parse("- a [b](https://example.org/c) *d* `e`\n1. x")
    return parser


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
