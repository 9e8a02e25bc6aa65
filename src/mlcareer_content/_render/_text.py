"""Plain text, to be read in a terminal.

A text is built as lines that know their indent, and is wrapped at the end.
What a terminal would obey instead of show (control and bidi characters) is
left out, wherever it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from .. import _commonmark
from .._passages import Chunk, Hit
from .._text_safety import printable
from .._text_width import columns, wrapped
from ..guide import Guide
from ..model import Article, Entry, Prose, Section, Stage
from ._facts import credit, facts, grouped, place, quoted, sources, title
from ._options import Entries, Hits, Options, ReadableContent

_STEP = 3


@frozen
class _Line:
    """A line before it is wrapped."""

    text: str = ""  # its text
    indent: int = 0  # how far it is from the margin, in characters
    bullet: str = ""  # the marker of a list item; further rows are indented by its length
    hang: int = 0  # by how many more characters further rows are indented
    rule: str = ""  # the character of the line drawn below it, if any


_EMPTY = _Line()
_Lines = Iterator[_Line]


def render_text(item: ReadableContent, options: Options) -> str:
    """An item as text for a terminal; no line takes more columns than the width unless a single word does."""
    match item:
        case Guide():
            lines = _guide(item, options.as_of)
        case Entry():
            lines = _entry(item, options.as_of)
        case Entries(entries):
            lines = _separated(_entry(entry, options.as_of) for entry in entries)
        case Hits(hits):
            lines = _separated(map(_hit, hits))
        case Prose():
            lines = _prose(item)
        case _:
            lines = _entries(item, options.as_of)
    return "\n".join(row for line in lines for row in _rows(line, options.width)).strip("\n") + "\n"


def _rows(line: _Line, width: int) -> list[str]:
    margin = " " * line.indent
    others = margin + " " * (len(line.bullet) + line.hang)
    rows = wrapped(printable(line.text), width, margin + line.bullet, others)
    if line.rule:
        rows.append(line.rule * max(map(columns, rows), default=0))
    return rows or [""]


def _guide(guide: Guide, as_of: date | None) -> _Lines:
    yield _Line(guide.title, rule="=")
    yield _EMPTY
    if guide.back_link:
        yield _Line(f"Part of: {guide.back_link.label}")
        yield _EMPTY
    yield from _entry(guide.article, as_of)
    for collection in guide.collections:
        if collection:
            yield _EMPTY
            yield _Line(title(guide, collection.kind), rule="=")
            yield _EMPTY
            yield from _entries(collection, as_of)
    yield _EMPTY
    if guide.share_prompt:
        yield _Line(guide.share_prompt)
    yield _Line(credit(guide))


def _entries(entries: Iterable[Entry], as_of: date | None) -> _Lines:
    for number, (group, members) in enumerate(grouped(entries)):
        if number:
            yield _EMPTY
        if group:
            yield _Line(group.heading, rule="-")
            yield _EMPTY
        for place_in_group, entry in enumerate(members):
            if place_in_group:
                yield _EMPTY
            yield _Line(entry.label)
            yield from _indented(_body(entry, as_of))
            yield from _indented(_sources(entry))


def _entry(entry: Entry, as_of: date | None) -> _Lines:
    """An entry by itself, with where its facts come from."""
    yield _Line(entry.label, rule="=")
    yield _EMPTY
    yield from _body(entry, as_of)
    yield from _sources(entry)


def _hit(hit: Hit) -> _Lines:
    """What a search found; plain text marks no words."""
    yield _Line(hit.entry.label)
    yield _Line(" ".join(hit.snippet.split()), indent=_STEP)


def _separated(parts: Iterable[_Lines]) -> _Lines:
    """The lines of some parts, with an empty line between two of them."""
    for number, part in enumerate(parts):
        if number:
            yield _EMPTY
        yield from part


def _sources(entry: Entry) -> _Lines:
    """Where the facts of an entry and of its sections come from."""
    for section in entry.sections if isinstance(entry, Article) else ():
        yield from _sources(section)
    if found := getattr(entry, "sources", ()):
        yield _EMPTY
        checked = getattr(entry, "checked_on", None)
        yield _Line(f"Sources, checked on {checked}:" if checked else "Sources:")
        for source in found:
            yield _Line(quoted(source), bullet="- ")


def _body(entry: Entry, as_of: date | None) -> _Lines:
    match entry:
        case Article():
            yield from _prose(entry.lead)
            for section in entry.sections:
                yield _EMPTY
                yield _Line(section.heading, rule="-")
                yield _EMPTY
                yield from _body(section, as_of)
        case Stage():
            yield _Line(place(entry))
            yield from _prose(entry.summary)
            yield from _facts(entry, as_of)
            for transition in entry.leads_to:
                yield _Line(f"Leads to: {transition.stage.label}")
                yield from _indented(_prose(transition.requirements))
        case _:
            yield from _prose(*entry.prose)
            yield from _facts(entry, as_of)


def _facts(entry: Entry, as_of: date | None) -> _Lines:
    """A line for every fact, or, where it is a list, for every item of it."""
    for fact in facts(entry, as_of):
        shown = [value.label if isinstance(value, Entry) else str(value) for value in fact.values]
        if fact.form == "list":
            yield _Line(f"{fact.label}:")
            yield from (_Line(item, indent=_STEP, bullet="- ") for item in shown)
        else:
            yield _Line(f"{fact.label}: {', '.join(shown)}", hang=_STEP)


def _prose(*texts: Prose) -> _Lines:
    blocks = (block for text in texts for block in text.blocks)
    for number, block in enumerate(blocks):
        if number:
            yield _EMPTY
        for text, indent, bullet in _commonmark.lines(block):
            yield _Line(text, indent=indent, bullet=bullet)


def _indented(lines: _Lines) -> _Lines:
    return (evolve(line, indent=line.indent + _STEP) for line in lines)


# Passages for retrieval


def chunks(guide: Guide, as_of: date | None) -> tuple[Chunk, ...]:
    """The passages of a guide, in its order."""
    day = Options(as_of=as_of).as_of
    return tuple(_chunk(guide, entry, day) for entry in guide)


def _chunk(guide: Guide, entry: Entry, as_of: date | None) -> Chunk:
    above = title(guide, entry.collection) if entry.collection else guide.article.label
    breadcrumb = (guide.title, entry.label) if isinstance(entry, Article) else (guide.title, above, entry.label)
    said = _prose(entry.lead) if isinstance(entry, Article) else _body(entry, as_of)
    found = sources(guide, entry)
    return Chunk(
        ref=entry.ref,
        kind=entry.kind,
        label=_on_one_line(entry.label),
        language=(guide.article if isinstance(entry, Article | Section) else guide).language,
        breadcrumb=tuple(map(_on_one_line, breadcrumb)),
        text="\n".join(map(_unbroken, (_Line(entry.label), _EMPTY, *said))),
        source=_on_one_line("; ".join(map(quoted, found))),
        sources=found,
    )


def _unbroken(line: _Line) -> str:
    return f"{' ' * line.indent}{line.bullet}{_on_one_line(line.text)}".rstrip()


def _on_one_line(text: str) -> str:
    return printable(text).replace("\n", " ")
