"""Prose as HTML and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .._markup import Markup, element, text
from .._text_safety import printable
from ._blocks import LINK_WITH_LABEL, is_plain
from ._parsers import Address, is_web_address, parser, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

_SPECIAL = re.compile("[*_&\n\0]")


def _web_address(target: str) -> str | None:
    return target if is_web_address(target) else None


def html(block: str, address: Address) -> Markup:
    """A block as HTML; a link whose target has no address becomes plain text."""
    if _is_one_plain_paragraph(block):
        return _plain_paragraph(block.strip(), address)
    parsed = tokens(block)
    for token in parsed:
        if token.children:
            token.children = list(addressed(token.children, address))
    prose = parser("prose")
    written: str = prose.renderer.render(parsed, prose.options, {})
    return Markup(printable(written).rstrip("\n"))


def prose_html(blocks: Iterable[str], address: Address = _web_address) -> Markup:
    """Some blocks as HTML; without `address`, links to entries are plain text."""
    return Markup("\n".join(html(block, address) for block in blocks))


def _is_one_plain_paragraph(block: str) -> bool:
    return not _SPECIAL.search(block) and block[:2] != "- " and is_plain(block)


def _plain_paragraph(block: str, address: Address) -> Markup:
    """A paragraph of text and links to entries, without the parser, which takes ten times as long."""
    parts = LINK_WITH_LABEL.split(block)
    for place in range(1, len(parts), 3):
        label, target = text(parts[place]), address(parts[place + 1])
        parts[place : place + 2] = ["", label if target is None else element("a", label, href=target)]
    return element("p", *parts)


def addressed(tokens: Iterable[Token], address: Address) -> Iterator[Token]:
    """The tokens of a line with the addresses of their links; without one, and within another, a link is its label."""
    is_link: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            found = None if any(is_link) else address(str(token.attrs["href"]))
            is_link.append(found is not None)
            token.attrs["href"] = found or ""
        if token.type not in ("link_open", "link_close") or is_link[-1]:
            yield token
        if token.type == "link_close":
            is_link.pop()


class Line(NamedTuple):
    """A line of plain text: a paragraph, or one in an item of a list."""

    text: str  # the text
    indent: int  # the number of spaces before it
    bullet: str  # the bullet or number before it, with a space after it; empty where there is none


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
    """The text without its markup: an empty line between blocks, and a line with its bullet for each item of a list."""
    return printable(
        "\n\n".join(
            "\n".join(f"{' ' * line.indent}{line.bullet}{line.text}" for line in lines(block)) for block in blocks
        )
    )


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
