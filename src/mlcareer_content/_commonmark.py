"""Prose read as CommonMark: its plain text, and the links in it.

One parser serves the whole package, so that checks, search and renderers agree
about what a block means. Raw HTML, images, headings, code blocks and reference
definitions are switched off: they are plain text here, whatever they look like.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ._characters import printable
from ._markup import Markup, element, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Gives the address for the target of a link, or nothing where the link is to be plain text.
Address = Callable[[str], str | None]

_making = threading.Lock()
_WEB = re.compile(r"(https?://|mailto:).", re.IGNORECASE)
_REF = re.compile("[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_LABEL = r"[^\\`<\[\]!\n]*"
_LINK_TO_ENTRY = re.compile(rf"\[{_LABEL}\]\(([a-z]+:[a-z0-9-]+)\)")
_LINK_WITH_LABEL = re.compile(rf"\[({_LABEL})\]\(([a-z]+:[a-z0-9-]+)\)")
_SPECIAL = re.compile("[*_&\n\0]")
_COST_OF_BRACKET = 20
_LINK = re.compile(r"\[[^\[\]\n]*\]\(")
_MARK = re.compile(r"[*_\[\]<&!`\n\\]")
_BROKEN_LINK = re.compile(r"\]\([^()\[\n]*\)?")
_NO_MARKER = ("[", "(", "\u201c", "\u2018")
_DEFINITION = re.compile(r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(\[[^\]\n]+\]:[^\n]*)", re.MULTILINE)
# A list and its item are a level each. What is nested deeper than the parser goes, it leaves out.
_MOST_LEVELS = 100
_MOST_LIST_LEVELS = 20
_CONSTRUCTS = {
    "blockquote_open": "block quote",
    "code_block": "code block",
    "fence": "code block",
    "heading_open": "heading",
    "hr": "thematic break",
    "html_block": "raw HTML",
}
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


class Block(NamedTuple):
    """A block of a text: a paragraph, a list, or whatever else CommonMark has.

    Attributes:
        text: Its source, with line feeds between its lines.
        start: The offset of its first character in the text.
        end: The offset behind its last.
    """

    text: str
    start: int
    end: int


def blocks(text: str) -> Iterator[Block]:
    """The blocks at the top of a text, as CommonMark has them; reference definitions are text."""
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text)), len(text)]
    for token in _block_parser().parse(text):
        if token.level == 0 and token.map and token.nesting >= 0:
            first, behind = token.map
            source = text[starts[first] : starts[min(behind, len(starts) - 1)]]
            kept = source.rstrip()
            indent = len(kept) - len(kept.lstrip())
            written = kept if token.type == "code_block" else kept.lstrip()
            yield Block(_LINE_BREAK.sub("\n", written), starts[first] + indent, starts[first] + len(kept))


def is_web_address(target: str) -> bool:
    """Whether the target of a link is an address that may stand in prose: http, https or mailto."""
    return _WEB.match(target) is not None


def is_ref(target: str) -> bool:
    """Whether the target of a link has the form of a ref: ``kind:id``."""
    return _REF.fullmatch(target) is not None


def _web_address(target: str) -> str | None:
    return target if is_web_address(target) else None


def is_plain(block: str) -> bool:
    """Whether a block is one paragraph, or one list, with no markup but emphasis and links to entries.

    Most are, and to see it takes a hundredth of the time of a parser.
    """
    text = _LINK_TO_ENTRY.sub("", block) if "[" in block else block
    if "\r" in text or "<" in text or "[" in text or "]" in text or "!" in text or "`" in text or "\\" in text:
        return False
    if "\n" not in block:
        return _begins_as_text(block.removeprefix("- "))
    lines = block.split("\n")
    if lines[0].startswith("- "):
        return all(line.startswith("- ") and _begins_as_text(line[2:]) for line in lines)
    return all(map(_begins_as_text, lines))


def _begins_as_text(line: str) -> bool:
    return line[:1].isalpha() or line.startswith(_NO_MARKER)


def marks(block: str) -> int:
    """How many characters of a block may be markup; a bracket that begins no link counts for many.

    It says how long a parser takes, which for such brackets is the square of their number.
    """
    return len(_MARK.findall(block)) + _COST_OF_BRACKET * (block.count("[") - len(_LINK.findall(block)))


def links(block: str) -> list[str]:
    """The target of every link in a block, in order."""
    if "](" not in block and "<" not in block:
        return []
    if is_plain(block):
        return _LINK_TO_ENTRY.findall(block)
    return [
        str(child.attrs["href"])
        for token in tokens(block)
        for child in token.children or ()
        if child.type == "link_open"
    ]


class Construct(NamedTuple):
    """Something in a block that prose does not have.

    Attributes:
        name: What it is, as CommonMark calls it.
        source: How it is written, as far as that can be found in the block.
    """

    name: str
    source: str


class Reading(NamedTuple):
    """What stands in a block.

    Attributes:
        links: The target of every link, in order.
        constructs: What prose does not have, in order.
    """

    links: list[str]
    constructs: list[Construct]


def read(block: str) -> Reading:
    """The links of a block, and what stands in it beside paragraphs, lists, emphasis, code spans and links."""
    definitions = _DEFINITION.finditer(_LINE_BREAK.sub("\n", block))
    found = Reading([], [Construct("reference definition", definition[1].rstrip()) for definition in definitions])
    tokens = _complete_parser().parse(block)
    if sum(token.level == 0 and token.nesting >= 0 for token in tokens) > 1:
        found.constructs.append(Construct("second block", ""))
    if any(token.level > _MOST_LIST_LEVELS for token in tokens):
        found.constructs.append(Construct("deep list", ""))
    for token in tokens:
        if token.type in _CONSTRUCTS:
            found.constructs.append(Construct(_CONSTRUCTS[token.type], _source(token, block)))
        for child in token.children or ():
            _read_inline(child, found)
    return found


def _read_inline(token: Token, found: Reading) -> None:
    if token.type == "link_open":
        found.links.append(str(token.attrs["href"]))
    elif token.type == "html_inline":
        found.constructs.append(Construct("raw HTML", token.content))
    elif token.type == "image":
        found.constructs.append(Construct("image", "!["))
    elif token.type == "text" and "](" in token.content:
        found.constructs.extend(Construct("broken link", source) for source in _BROKEN_LINK.findall(token.content))


def normalized(url: str) -> str:
    """A web address as a browser makes it of what was written (RFC 3986, RFC 3492)."""
    from markdown_it.common.normalize_url import normalizeLink

    # It fails where two halves of a character follow one another.
    return normalizeLink(url.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _source(token: Token, block: str) -> str:
    lines = block.split("\n")
    first = token.map[0] if token.map else 0
    return lines[first].strip() if first < len(lines) else ""


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


def tokens(block: str) -> list[Token]:
    """A block as the parser takes it apart."""
    return _parser().parse(block)


def html(block: str, address: Address) -> Markup:
    """A block as HTML.

    Args:
        block: The block.
        address: Gives the address for the target of a link; where there is none, the link becomes plain text.
    """
    if _is_one_plain_paragraph(block):
        return _plain_paragraph(block.strip(), address)
    parser = _parser()
    parsed = tokens(block)
    for token in parsed:
        if token.children:
            token.children = list(addressed(token.children, address))
    written: str = parser.renderer.render(parsed, parser.options, {})
    return Markup(printable(written).rstrip("\n"))


def prose_html(blocks: Iterable[str], address: Address = _web_address) -> Markup:
    """Some blocks as HTML; without `address`, links to entries are plain text."""
    return Markup("\n".join(html(block, address) for block in blocks))


def _is_one_plain_paragraph(block: str) -> bool:
    return not _SPECIAL.search(block) and block[:2] != "- " and is_plain(block)


def _plain_paragraph(block: str, address: Address) -> Markup:
    """A paragraph of text and links to entries, without the parser, which takes ten times as long."""
    parts = _LINK_WITH_LABEL.split(block)
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


def _parser() -> MarkdownIt:
    with _making:
        return _made_parser()


@cache
def _made_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_LEVELS}).disable(_NOT_PROSE)
    # A link of a scheme that is refused would be plain text, and nobody would be told: the checks are to see it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = normalized  # type: ignore[method-assign]
    # It puts its rules and its tables together on first use, without a lock: that has to be over before two threads
    # can meet in it.
    parser.parse("- a [b](https://example.org/c) *d* `e`\n1. x")
    return parser


def _block_parser() -> MarkdownIt:
    with _making:
        return _made_block_parser()


@cache
def _made_block_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])  # what stands in the blocks is not asked for
    parser.parse("a")
    return parser


def _complete_parser() -> MarkdownIt:
    with _making:
        return _made_complete_parser()


@cache
def _made_complete_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS}).disable("reference")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - as above
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign] # a target is told as it was written
    parser.parse("a")
    return parser


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
