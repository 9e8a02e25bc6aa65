"""Check prose: that each block is what CommonMark makes of it, and that its links have valid targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .. import _commonmark
from .._commonmark import Construct, Reading
from .._entries import RawEntry
from .._limits import MAX_BLOCK_LENGTH, MAX_BLOCK_MARKS, MAX_MARKS, MAX_PARAGRAPH_LENGTH
from .._sentence import sentence
from ..model import ENTRY_CLASSES
from ..problems import Part, Problem, TextPart
from ._entry_summary import Link
from ._field_formats import url_problem
from ._placement import problem

_MENTION = re.compile(r"\]\(\s*(([A-Za-z]+):[^()]*\w)\s*\)")
_LINE_BREAK = re.compile("</?(br|p|hr) */?>", re.IGNORECASE)
_YEAR = re.compile(r"\b[12][0-9]{3}\b")


class Allowance:
    """How much more markup of a document is parsed, as hostile markup takes long to parse.

    Attributes:
        is_reported: Whether it was reported that there is more.
    """

    def __init__(self) -> None:
        self.is_reported = False
        self._marks_left = MAX_MARKS

    def covers(self, marks: int) -> bool:
        """Whether this many characters of markup may still be parsed; they are subtracted."""
        self._marks_left -= marks
        return self._marks_left >= 0


def prose_problems(raw: RawEntry, links: list[Link], allowance: Allowance) -> Iterator[Problem]:
    """The problems of the prose of one entry.

    Args:
        raw: The entry.
        links: The list to which the links in the prose are added.
        allowance: How much markup may still be parsed.
    """
    for pointer, text in raw.prose:
        blocks = text if isinstance(text, list) else [text]
        years = _Years(blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, str) and not (_is_short_text(block) and _commonmark.is_plain(block)):
                where = f"{pointer}/{number}" if blocks is text else pointer
                yield from _length_problems(where, block)
                if len(block) <= MAX_BLOCK_LENGTH:
                    yield from _block_problems(where, block, years, links, allowance)


def _is_short_text(block: str) -> bool:
    return "](" not in block and len(block) <= MAX_PARAGRAPH_LENGTH


def _length_problems(pointer: str, block: str) -> Iterator[Problem]:
    if len(block) > MAX_PARAGRAPH_LENGTH:
        message = sentence("the paragraph has {length:,} characters", length=len(block))
        suggestion = sentence("split it; up to {limit:,} are easy to read", limit=MAX_PARAGRAPH_LENGTH)
        yield problem("MLC304", message, suggestion, pointer)


def _block_problems(
    pointer: str, block: str, years: _Years, links: list[Link], allowance: Allowance
) -> Iterator[Problem]:
    is_plain = _commonmark.is_plain(block)
    marks = 0 if is_plain and len(block) <= MAX_BLOCK_MARKS else _commonmark.marks(block)
    if marks > MAX_BLOCK_MARKS:
        message = sentence("more than {limit:,} characters of markup in one block", limit=MAX_BLOCK_MARKS)
        yield problem("MLC303", message, "write plain sentences", pointer)
    elif is_plain:
        links += _links(pointer, _commonmark.plain_links(block), years)
    elif allowance.covers(marks):
        yield from _parsed_problems(pointer, _commonmark.read(block), years, links)
    elif not allowance.is_reported:
        allowance.is_reported = True
        message = sentence("more than {limit:,} characters of markup in the document", limit=MAX_MARKS)
        yield problem("MLC002", message, "split the document into several files", pointer)


def _parsed_problems(pointer: str, reading: Reading, years: _Years, links: list[Link]) -> Iterator[Problem]:
    mentions = [(construct, _broken_mention(construct)) for construct in reading.constructs]
    in_block = _links(pointer, [*reading.links, *(target for _, target in mentions if target)], years)
    links += in_block
    yield from _construct_problems(pointer, [construct for construct, target in mentions if not target])
    yield from _url_problems(in_block)


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
            TextPart(rf"\]\(<?({re.escape(target)})(?=[)>\s])", number, totals[target]),
            years.all() if target[:10].lower() == "credential" else (),
        )
        for target, number in zip(targets, numbers, strict=True)
    ]


class _Years:
    """The years that a text names, found when they are first needed."""

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
    """The target of a link to an entry that CommonMark does not read as a link because of spaces."""
    found = _MENTION.fullmatch(construct.source) if construct.name == "broken link" else None
    return found[1] if found and found[2].lower().removesuffix("s") in ENTRY_CLASSES else None


def _construct_problems(pointer: str, constructs: list[Construct]) -> Iterator[Problem]:
    totals, met = Counter(source for _, source in constructs), Counter[str]()
    for name, source in constructs:
        number, met[source] = met[source], met[source] + 1
        if source.startswith("</") and any(opening.startswith(f"<{source[2:-1]}") for opening in met):
            continue  # the end tag of an element that is reported already
        code, message, suggestion = _CONSTRUCTS[name]
        if name == "broken link" and _commonmark.is_web_address(source[2:]):
            suggestion = "write %20 for each space in the address"
        if _LINE_BREAK.fullmatch(source):
            suggestion = "put the text after it into its own paragraph: the next list item, or after an empty line"
        part: Part = TextPart(f"({re.escape(source)})", number, totals[source]) if source else "value"
        yield problem(code, sentence(message, source=source), suggestion, pointer, part)


def _url_problems(links: list[Link]) -> Iterator[Problem]:
    for link in links:
        if link.target.startswith(("http://", "https://")) and (
            reason := url_problem(_commonmark.normalized(link.target))
        ):
            message = sentence("invalid web address {url!r}: {reason}", url=link.target, reason=reason)
            yield problem("MLC307", message, "copy it from the browser", link.pointer, link.part)


_ALLOWED = "prose consists of paragraphs and lists"
_CONSTRUCTS = {
    "raw HTML": (
        "MLC302",
        "raw HTML in prose: {source!r}",
        "use **bold**, *emphasis* and [text](https://…), or put it in `backticks` to show it",
    ),
    "heading": (
        "MLC303",
        "heading in prose: {source!r}",
        f"remove it if it repeats the name, or write it as a paragraph; {_ALLOWED}",
    ),
    "block quote": (
        "MLC303",
        "block quote in prose",
        f"write it as a paragraph, without the > before it; {_ALLOWED}",
    ),
    "code block": ("MLC303", "code block in prose", f"write `code` within a paragraph; {_ALLOWED}"),
    "thematic break": ("MLC303", "thematic break in prose: {source!r}", f"remove it; {_ALLOWED}"),
    "image": ("MLC303", "image in prose", "remove it, or write a link to its web address: [text](https://…)"),
    "reference definition": (
        "MLC303",
        "reference definition in prose: {source!r}",
        "write the link inline: [text](target)",
    ),
    "second block": ("MLC303", "more than one paragraph or list in a block", "make each its own item"),
    "deep list": ("MLC303", "lists are nested more than ten deep", "write them side by side"),
    "broken link": (
        "MLC313",
        "this is not read as a link",
        "write [text](target), without spaces in the target",
    ),
}
