"""What no schema can tell of prose: whether a block is what CommonMark makes of it, and where its links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .. import _commonmark
from .._commonmark import Construct, Reading
from .._entries import RawEntry
from ..model import ENTRY_CLASSES
from ._findings import Finding, Stretch, link_stretch
from ._outline import Link
from ._possible import url_fault
from ._wording import shown

LONGEST_PARAGRAPH = 1_200

# Far above what anybody writes: of a longer block only its length is told.
_LONGEST_READ = 20_000
_MOST_MARKS_OF_A_BLOCK = 1_000
_MOST_MARKS = 100_000

_MENTION = re.compile(r"\]\(\s*(([A-Za-z]+):[^()]*\w)\s*\)")
_LINE_BREAK = re.compile("</?(br|p|hr) */?>", re.IGNORECASE)
_YEAR = re.compile(r"\b[12][0-9]{3}\b")


class Allowance:
    """How much markup of a document is read yet: to read what nobody writes would only take time.

    Attributes:
        is_told: Whether it was told that there is more.
    """

    def __init__(self) -> None:
        self.is_told = False
        self._marks_left = _MOST_MARKS

    def covers(self, marks: int) -> bool:
        """Whether so many marks may be read, which are taken off."""
        self._marks_left -= marks
        return self._marks_left >= 0


def prose_findings(raw: RawEntry, links: list[Link], allowance: Allowance) -> Iterator[Finding]:
    """The problems of the prose of one entry.

    Args:
        raw: The entry.
        links: Where the links in the prose are added, as they are met.
        allowance: How much markup may be read yet.
    """
    for pointer, text in raw.prose:
        blocks = text if isinstance(text, list) else [text]
        years = _Years(blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, str) and not (_is_short_text(block) and _commonmark.is_plain(block)):
                where = f"{pointer}/{number}" if blocks is text else pointer
                yield from _length_findings(where, block)
                if len(block) <= _LONGEST_READ:
                    yield from _block_findings(where, block, years, links, allowance)


def _is_short_text(block: str) -> bool:
    return "](" not in block and len(block) <= LONGEST_PARAGRAPH


def _length_findings(pointer: str, block: str) -> Iterator[Finding]:
    if len(block) > LONGEST_PARAGRAPH:
        message = f"the paragraph has {len(block):,} characters"
        cure = f"split it; up to {LONGEST_PARAGRAPH:,} are easy to read"
        yield Finding("MLC304", message, cure, pointer)


def _block_findings(
    pointer: str, block: str, years: _Years, links: list[Link], allowance: Allowance
) -> Iterator[Finding]:
    is_plain = _commonmark.is_plain(block)
    marks = 0 if is_plain and len(block) <= _MOST_MARKS_OF_A_BLOCK else _commonmark.marks(block)
    if marks > _MOST_MARKS_OF_A_BLOCK:
        message = f"the block holds more than {_MOST_MARKS_OF_A_BLOCK:,} marks such as * and ["
        yield Finding("MLC303", message, "write plain sentences", pointer)
    elif is_plain:
        links += _links(pointer, _commonmark.plain_links(block), years)
    elif allowance.covers(marks):
        yield from _reading_findings(pointer, _commonmark.read(block), years, links)
    elif not allowance.is_told:
        allowance.is_told = True
        message = f"the prose up to here holds more than {_MOST_MARKS:,} marks such as * and ["
        yield Finding("MLC002", message, "split the document into several files", pointer)


def _reading_findings(pointer: str, reading: Reading, years: _Years, links: list[Link]) -> Iterator[Finding]:
    meant = [(construct, _broken_mention(construct)) for construct in reading.constructs]
    in_block = _links(pointer, [*reading.links, *(target for _, target in meant if target)], years)
    links += in_block
    yield from _construct_findings(pointer, [construct for construct, target in meant if not target])
    yield from _url_findings(in_block)


def _links(pointer: str, targets: list[str], years: _Years) -> list[Link]:
    totals: dict[str, int] = {}
    numbers = []
    for target in targets:
        numbers.append(totals.get(target, 0))
        totals[target] = numbers[-1] + 1
    return [
        Link(
            pointer,
            target,
            number,
            totals[target],
            years.all() if target[:10].lower() == "credential" else (),
        )
        for target, number in zip(targets, numbers, strict=True)
    ]


class _Years:
    """The years that a text gives, which are looked for once."""

    def __init__(self, blocks: list[object]) -> None:
        self._blocks = blocks
        self._found: tuple[str, ...] | None = None

    def all(self) -> tuple[str, ...]:
        """Each of them once."""
        if self._found is None:
            text = " ".join(block for block in self._blocks if isinstance(block, str))
            self._found = tuple(dict.fromkeys(_YEAR.findall(text)))
        return self._found


def _broken_mention(construct: Construct) -> str | None:
    """The target of what was meant to be a link to an entry, and is none for the spaces in it."""
    found = _MENTION.fullmatch(construct.source) if construct.name == "broken link" else None
    return found[1] if found and found[2].lower().removesuffix("s") in ENTRY_CLASSES else None


def _construct_findings(pointer: str, constructs: list[Construct]) -> Iterator[Finding]:
    totals, met = Counter(source for _, source in constructs), Counter[str]()
    for name, source in constructs:
        number, met[source] = met[source], met[source] + 1
        if source.startswith("</") and any(opening.startswith(f"<{source[2:-1]}") for opening in met):
            continue  # the end of what is told already
        code, message, cure = _CONSTRUCTS[name]
        if name == "broken link" and _commonmark.is_web_address(source[2:]):
            cure = "write %20 for each space in the address"
        if _LINE_BREAK.fullmatch(source):
            cure = (
                "make what follows a paragraph of its own: the next item of the list, in Markdown behind an empty line"
            )
        stretch = Stretch(f"({re.escape(source)})", number, totals[source])
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
    "heading": (
        "MLC303",
        "prose holds a heading, {}",
        f"remove it if it only repeats the name, or write it as a paragraph; {_ALLOWED}",
    ),
    "block quote": (
        "MLC303",
        "prose holds a block quote",
        f"write it as a paragraph, without the > before it; {_ALLOWED}",
    ),
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
