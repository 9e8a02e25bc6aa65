"""What no schema can tell of prose: whether a block is what CommonMark makes of it, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import _commonmark
from .._commonmark import Reading
from .._entries import RawEntry
from ._editorial import url_fault
from ._findings import Finding, Stretch, link_stretch
from ._outline import Link
from ._wording import shown

LONGEST_PARAGRAPH = 1_200

_YEAR = re.compile(r"\b[12][0-9]{3}\b")


def prose_findings(raw: RawEntry, links: list[Link]) -> Iterator[Finding]:
    """The problems of the prose of one entry.

    Args:
        raw: The entry.
        links: Where the links in the prose are added, as they are met.
    """
    for pointer, text in raw.prose:
        blocks = text if isinstance(text, list) else [text]
        for number, block in enumerate(blocks):
            if isinstance(block, str) and not (_is_short_text(block) and _commonmark.is_plain(block)):
                yield from _block_findings(f"{pointer}/{number}" if blocks is text else pointer, block, blocks, links)


def _is_short_text(block: str) -> bool:
    return "](" not in block and len(block) <= LONGEST_PARAGRAPH


def _block_findings(pointer: str, block: str, text: list[object], links: list[Link]) -> Iterator[Finding]:
    if len(block) > LONGEST_PARAGRAPH:
        message = f"the paragraph has {len(block):,} characters"
        cure = f"split it; up to {LONGEST_PARAGRAPH:,} are easy to read"
        yield Finding("MLC304", message, cure, pointer)
    if _commonmark.is_plain(block):
        links += _links(pointer, _commonmark.links(block), text)
        return
    reading = _commonmark.read(block)
    in_block = _links(pointer, reading.links, text)
    links += in_block
    yield from _construct_findings(pointer, reading)
    yield from _url_findings(in_block)


def _links(pointer: str, targets: list[str], blocks: list[object]) -> list[Link]:
    return [
        Link(pointer, target, targets[:number].count(target), targets.count(target), _years(target, blocks))
        for number, target in enumerate(targets)
    ]


def _years(target: str, blocks: list[object]) -> tuple[str, ...]:
    if not target.startswith("credential:"):
        return ()
    return tuple(_YEAR.findall(" ".join(block for block in blocks if isinstance(block, str))))


def _construct_findings(pointer: str, reading: Reading) -> Iterator[Finding]:
    sources = [source for _, source in reading.constructs]
    for number, (name, source) in enumerate(reading.constructs):
        if source.startswith("</") and any(opening.startswith(f"<{source[2:-1]}") for opening in sources[:number]):
            continue  # the end of what is told already
        code, message, cure = _CONSTRUCTS[name]
        stretch = Stretch(f"({re.escape(source)})", sources[:number].count(source), sources.count(source))
        yield Finding(code, message.format(shown(source)), cure, pointer, stretch if source else "value")


def _url_findings(links: list[Link]) -> Iterator[Finding]:
    for link in links:
        if link.target.startswith(("http://", "https://")) and (
            fault := url_fault(_commonmark.normalized(link.target))
        ):
            stretch = link_stretch(link.target, link.number, link.total)
            message = f"the URL {shown(link.target)} {fault}"
            yield Finding("MLC307", message, "copy it from the browser", link.pointer, stretch)


_ALLOWED = "prose has paragraphs and lists only"
_CONSTRUCTS = {
    "raw HTML": (
        "MLC302",
        "prose holds raw HTML, {}",
        "write **bold**, *emphasis* and [text](https://…) instead, or put it in `backticks` to show it",
    ),
    "heading": ("MLC303", "prose holds a heading, {}", f"write it as a paragraph; {_ALLOWED}"),
    "block quote": ("MLC303", "prose holds a block quote", f"write it as a paragraph; {_ALLOWED}"),
    "code block": ("MLC303", "prose holds a code block", f"write `code` within a paragraph; {_ALLOWED}"),
    "thematic break": ("MLC303", "prose holds a thematic break, {}", f"remove it; {_ALLOWED}"),
    "image": ("MLC303", "prose holds an image", "remove it, or write a link to its web address: [text](https://…)"),
    "reference definition": (
        "MLC303",
        "prose holds a reference definition, {}",
        "write the link inline: [text](target)",
    ),
    "second block": ("MLC303", "the block holds more than one paragraph or list", "make each an item of its own"),
    "deep list": ("MLC303", "lists are nested more than ten deep", "write them side by side"),
    "broken link": (
        "MLC313",
        "this looks like a link, but is none",
        "write [text](target), without spaces in the target",
    ),
}
