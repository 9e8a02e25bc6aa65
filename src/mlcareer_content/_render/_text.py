"""Plain text, to be read in a terminal.

A text is built as lines that know their indent, and is wrapped at the end.
What a terminal would obey instead of show (control and bidi characters) is
left out, wherever it came from.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from .. import _commonmark
from .._text_safety import printable
from ..guide import Guide
from ..model import Article, Entry, Prose, Stage
from ._credit import credit
from ._facts import facts, place, quoted, title
from ._options import Options, Renderable

_STEP = 3


@frozen
class _Line:
    """A line before it is wrapped.

    Attributes:
        text: What it says.
        indent: How far it stands from the margin, in characters.
        bullet: What stands before its first word; its further rows are indented by as much.
        hang: How far its further rows are indented beside, in characters.
        rule: The character of the line drawn below it, if any.
    """

    text: str = ""
    indent: int = 0
    bullet: str = ""
    hang: int = 0
    rule: str = ""


_EMPTY = _Line()
_Lines = Iterator[_Line]


def render_text(item: Renderable, options: Options) -> str:
    """An item as text for a terminal; no line is longer than the width unless a single word is."""
    match item:
        case Guide():
            lines = _guide(item, options.as_of)
        case Entry():
            lines = _entry(item, options.as_of)
        case _:
            lines = _entries(item, options.as_of)
    return "\n".join(row for line in lines for row in _wrapped(line, options.width)).strip("\n") + "\n"


def passage(entry: Entry, as_of: date | None) -> str:
    """An entry as text for a program: its label and what it says, in lines that are not broken; of an article its lead.

    Args:
        entry: The entry.
        as_of: The day for which a credential's status is told, if it is.
    """
    said = _prose(entry.lead) if isinstance(entry, Article) else _body(entry, as_of)
    return "\n".join(map(_unbroken, (_Line(entry.label), _EMPTY, *said)))


def _unbroken(line: _Line) -> str:
    text = printable(line.text).replace("\n", " ")
    return f"{' ' * line.indent}{line.bullet}{text}".rstrip()


def _wrapped(line: _Line, width: int) -> list[str]:
    margin = " " * line.indent
    rows = textwrap.wrap(
        printable(line.text),
        width,
        initial_indent=margin + line.bullet,
        subsequent_indent=margin + " " * (len(line.bullet) + line.hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    if line.rule:
        rows.append(line.rule * max(map(len, rows), default=0))
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
    for number, entry in enumerate(entries):
        if number:
            yield _EMPTY
        yield _Line(entry.label)
        for line in _body(entry, as_of):
            yield evolve(line, indent=line.indent + _STEP)


def _entry(entry: Entry, as_of: date | None) -> _Lines:
    """An entry by itself, with where its facts come from."""
    yield _Line(entry.label, rule="=")
    yield _EMPTY
    yield from _body(entry, as_of)
    if sources := getattr(entry, "sources", ()):
        yield _EMPTY
        checked = getattr(entry, "checked_on", None)
        yield _Line(f"Sources, checked on {checked}:" if checked else "Sources:")
        for source in sources:
            yield _Line(quoted(source), bullet="- ")


def _body(entry: Entry, as_of: date | None) -> _Lines:
    match entry:
        case Article():
            yield from _article(entry, as_of)
        case Stage():
            yield from _stage(entry, as_of)
        case _:
            yield from _prose(Prose(tuple(block for prose in entry.prose for block in prose.blocks)))
            yield from _facts(entry, as_of)


def _article(article: Article, as_of: date | None) -> _Lines:
    yield from _prose(article.lead)
    for section in article.sections:
        yield _EMPTY
        yield _Line(section.heading, rule="-")
        yield _EMPTY
        yield from _body(section, as_of)


def _stage(stage: Stage, as_of: date | None) -> _Lines:
    yield _Line(place(stage))
    yield from _prose(stage.summary)
    yield from _facts(stage, as_of)
    for transition in stage.leads_to:
        yield _Line(f"Leads to: {transition.stage.label}")
        yield from (evolve(line, indent=line.indent + _STEP) for line in _prose(transition.requirements))


def _facts(entry: Entry, as_of: date | None) -> _Lines:
    """A line for every fact, or, where it is a list, for every item of it."""
    for fact in facts(entry, as_of):
        shown = [value.label if isinstance(value, Entry) else str(value) for value in fact.values]
        if fact.form == "list":
            yield _Line(f"{fact.label}:")
            yield from (_Line(item, indent=_STEP, bullet="- ") for item in shown)
        else:
            yield _Line(f"{fact.label}: {', '.join(shown)}", hang=_STEP)


def _prose(prose: Prose) -> _Lines:
    for number, block in enumerate(prose.blocks):
        if number:
            yield _EMPTY
        for text, indent, bullet in _commonmark.lines(block):
            yield _Line(text, indent=indent, bullet=bullet)
