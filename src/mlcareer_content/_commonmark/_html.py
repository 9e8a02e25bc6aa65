"""Prose as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .._markup import Markup, element, text
from .._text_safety import printable
from ._contents import LINK_WITH_LABEL, is_plain
from ._parsers import parser, tokens
from ._targets import Address, is_web_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

_SPECIAL = re.compile("[*_&\n\0]")


def _web_address(target: str) -> str | None:
    return target if is_web_address(target) else None


def html(block: str, address: Address) -> Markup:
    """A block as HTML.

    Args:
        block: The block.
        address: Gives the address for the target of a link; where there is none, the link becomes plain text.
    """
    if _is_one_plain_paragraph(block):
        return _plain_paragraph(block.strip(), address)
    parsed = tokens(block)
    for token in parsed:
        if token.children:
            token.children = list(addressed(token.children, address))
    prose = parser()
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
