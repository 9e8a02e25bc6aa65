"""Paragraphs, headings and lists as the lines of a Markdown document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from .. import _commonmark
from .._text_safety import printable
from ..model import Prose
from ._inline import inline, paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

_GREATEST = 999_999_999  # a number of ten digits is no marker
_OTHER = {"-": "+", "+": "-", ".": ")", ")": "."}


@frozen
class Listing:
    """A list.

    Attributes:
        items: The blocks of each item.
        delimiter: What follows the number of each item; a hyphen if the items have none.
        start: The number of the first item.
        is_loose: Whether there are empty lines between the items.
    """

    items: Sequence[Sequence[Block]]
    delimiter: str = "-"
    start: int = 1
    is_loose: bool = False


Block = str | Listing


def document(blocks: Iterable[Block]) -> str:
    """Some blocks as a document."""
    return "\n".join(_rows(blocks, is_loose=True)) + "\n"


def prose(text: Prose, address: _commonmark.Address) -> list[Block]:
    """The blocks of a prose.

    Args:
        text: The prose.
        address: Gives the address for the target of a link; where there is none, the link becomes plain text.
    """
    sources = map(printable, text.blocks)
    return [block for source in sources for block in _level(iter(_commonmark.tokens(source)), address)[0]]


def _level(tokens: Iterator[Token], address: _commonmark.Address) -> tuple[list[Block], bool]:
    """The blocks up to the end of the item that holds them, and whether empty lines part them."""
    found: list[Block] = []
    is_loose = False
    for token in tokens:
        if token.type == "list_item_close":
            break
        if token.type == "inline":
            found.append(paragraph(inline(token.children or (), address)))
        elif token.type.endswith("list_open"):
            found.append(_listing(token, tokens, address))
        elif token.type == "paragraph_open":
            is_loose |= not token.hidden
    return found, is_loose


def _listing(opening: Token, tokens: Iterator[Token], address: _commonmark.Address) -> Listing:
    items = [_level(tokens, address) for _ in iter(lambda: next(tokens).type, opening.type.replace("open", "close"))]
    return Listing(
        [blocks for blocks, _ in items],
        delimiter="-" if opening.type == "bullet_list_open" else opening.markup,
        start=int(opening.attrs.get("start", 1)),
        is_loose=any(is_loose for _, is_loose in items),
    )


def _rows(blocks: Iterable[Block], *, is_loose: bool, avoided: str = "") -> Iterator[str]:
    """The lines of some blocks.

    Args:
        blocks: The blocks.
        is_loose: Whether empty lines part them.
        avoided: The delimiter that a list must not have if it is the first block.
    """
    for number, block in enumerate(blocks):
        if number and is_loose:
            yield ""
        if isinstance(block, str):
            yield from block.split("\n")
            avoided = ""
        else:
            avoided = _OTHER[avoided] if block.delimiter == avoided else block.delimiter
            yield from _listed(block, avoided)


def _listed(listing: Listing, delimiter: str) -> Iterator[str]:
    for number, item in enumerate(listing.items):
        if number and listing.is_loose:
            yield ""
        is_bullet = listing.delimiter == "-"
        marker = delimiter if is_bullet else f"{min(listing.start + number, _GREATEST)}{delimiter}"
        # Three hyphens on a line would be a rule across the page.
        rows = _rows(item, is_loose=listing.is_loose, avoided=delimiter if is_bullet else "")
        yield f"{marker} {next(rows, '')}".rstrip()
        margin = " " * len(marker) + " "
        yield from (f"{margin}{row}" if row else "" for row in rows)
