"""The blocks of a text; the links of a block, and its constructs that prose does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ._parsers import parser, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_BREAK = re.compile(r"\r\n?|\n")
_LABEL = r"[^\\`<\[\]!\n]*"
_LINK_TO_ENTRY = re.compile(rf"\[{_LABEL}\]\(([a-z]+:[a-z0-9-]+)\)")
#: A link to an entry: its label, and its target.
LINK_WITH_LABEL = re.compile(rf"\[({_LABEL})\]\(([a-z]+:[a-z0-9-]+)\)")
_COST_OF_BRACKET = 20
_LINK = re.compile(r"\[[^\[\]\n]*\]\(")
_MARK = re.compile(r"[*_\[\]<&!`\n\\]")
_BROKEN_LINK = re.compile(r"\]\([^()\[\n]*\)?")
_NO_MARKER = ("[", "(", "\u201c", "\u2018")
_DEFINITION = re.compile(
    r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(\[([^\]\n]+)\]:[ \t]*<?([^\s>]*)[^\n]*)", re.MULTILINE
)
_REFERENCE_LINK = re.compile(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_MOST_LIST_LEVELS = 20
_CONSTRUCTS = {
    "blockquote_open": "block quote",
    "code_block": "code block",
    "fence": "code block",
    "heading_open": "heading",
    "hr": "thematic break",
    "html_block": "raw HTML",
}


class Block(NamedTuple):
    """A block of a text: a paragraph, a list, or whatever else CommonMark has."""

    text: str  # its source, with line feeds between its lines
    start: int  # the offset of its first character in the text
    end: int  # the offset after its last


def blocks(text: str) -> Iterator[Block]:
    """The blocks at the top of a text, as CommonMark has them; reference definitions are text."""
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text)), len(text)]
    for token in parser("blocks").parse(text):
        if token.level == 0 and token.map and token.nesting >= 0:
            first, end = token.map
            source = text[starts[first] : starts[min(end, len(starts) - 1)]]
            kept = source.rstrip()
            indent = len(kept) - len(kept.lstrip())
            written = kept if token.type == "code_block" else kept.lstrip()
            yield Block(_LINE_BREAK.sub("\n", written), starts[first] + indent, starts[first] + len(kept))


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


def plain_links(block: str) -> list[str]:
    """The target of every link in a block that is plain, in order."""
    return _LINK_TO_ENTRY.findall(block)


def links(block: str) -> list[str]:
    """The target of every link in a block, in order."""
    if "](" not in block and "<" not in block:
        return []
    if is_plain(block):
        return plain_links(block)
    return [
        str(child.attrs["href"])
        for token in tokens(block)
        for child in token.children or ()
        if child.type == "link_open"
    ]


class Construct(NamedTuple):
    """Something in a block that prose does not have."""

    name: str  # what it is, as CommonMark calls it
    source: str  # how it is written, as far as that can be found in the block


class BlockContents(NamedTuple):
    """The links and other constructs of a block."""

    links: list[str]  # the target of every link, in order
    constructs: list[Construct]  # what prose does not have, in order


class Definition(NamedTuple):
    """The definition of a link reference, or of a footnote."""

    source: str  # how it is written
    label: str  # in the form of `normalized_label`
    target: str


def definitions(block: str) -> list[Definition]:
    """The reference definitions of a block, in order."""
    if "]:" not in block:
        return []
    found = _DEFINITION.finditer(_LINE_BREAK.sub("\n", block))
    return [Definition(one[1].rstrip(), normalized_label(one[2]), one[3]) for one in found]


def reference_links(block: str) -> Iterator[tuple[str, str, str]]:
    """The source, the text and the label of every link by reference in a block, in order."""
    for found in _REFERENCE_LINK.finditer(block):
        yield found[0], found[1], normalized_label(found[2] or found[1])


def normalized_label(label: str) -> str:
    """The label of a link reference, as CommonMark compares it: without case, and with single spaces."""
    return " ".join(label.casefold().split())


def contents(block: str) -> BlockContents:
    """The links of a block, and its constructs other than paragraphs, lists, emphasis, code spans and links."""
    found = BlockContents([], [Construct("reference definition", one.source) for one in definitions(block)])
    tokens = parser("everything").parse(block)
    if sum(token.level == 0 and token.nesting >= 0 for token in tokens) > 1:
        found.constructs.append(Construct("second block", ""))
    if any(token.level > _MOST_LIST_LEVELS for token in tokens):
        found.constructs.append(Construct("deep list", ""))
    for token in tokens:
        if token.type in _CONSTRUCTS:
            found.constructs.append(Construct(_CONSTRUCTS[token.type], _source(token, block)))
        for child in token.children or ():
            _add_inline(child, found)
    return found


def _add_inline(token: Token, found: BlockContents) -> None:
    if token.type == "link_open":
        found.links.append(str(token.attrs["href"]))
    elif token.type == "html_inline":
        found.constructs.append(Construct("raw HTML", token.content))
    elif token.type == "image":
        found.constructs.append(Construct("image", "!["))
    elif token.type == "text" and "](" in token.content:
        found.constructs.extend(Construct("broken link", source) for source in _BROKEN_LINK.findall(token.content))


def _source(token: Token, block: str) -> str:
    lines = block.split("\n")
    first = token.map[0] if token.map else 0
    return lines[first].strip() if first < len(lines) else ""
