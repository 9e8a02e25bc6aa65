"""Prose without its markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ._parsers import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token


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
    for token in tokens(block):
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


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
