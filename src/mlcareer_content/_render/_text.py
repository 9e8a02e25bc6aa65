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
from .._characters import printable
from .._collection import Collection
from ..guide import Guide
from ..model import Article, Credential, Entry, Prose, Question, Resource, Role, Section, Skill, Source, Stage
from ._credit import credit

_STEP = 3
_TITLES = {
    "stages": "Stages",
    "skills": "Skills",
    "roles": "Roles",
    "credentials": "Credentials",
    "resources": "Resources",
}


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


def render_text(item: Guide | Collection[Entry] | Entry, *, as_of: date | None, width: int) -> str:
    """An item as text for a terminal; no line is longer than `width` unless a single word is."""
    match item:
        case Guide():
            lines = _guide(item, as_of)
        case Entry():
            lines = _entry(item, as_of)
        case _:
            lines = _entries(item, as_of)
    return "\n".join(row for line in lines for row in _wrapped(line, width)).strip("\n") + "\n"


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
    if guide.back_link:
        yield _Line(guide.back_link.label, bullet="< ")
        yield _EMPTY
    yield from _entry(guide.article, as_of)
    for collection in (guide.stages, guide.faq, guide.skills, guide.roles, guide.credentials, guide.resources):
        if collection:
            yield _EMPTY
            yield _Line(_TITLES.get(collection.kind) or guide.faq_heading or "Questions", rule="=")
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
            yield _Line(_cited(source), bullet="- ")


def _body(entry: Entry, as_of: date | None) -> _Lines:
    match entry:
        case Article():
            yield from _article(entry)
        case Section():
            yield from _prose(entry.body)
        case Question():
            yield from _prose(entry.answer)
        case Stage():
            yield from _stage(entry)
        case Skill() | Role():
            yield from _prose(entry.description)
            yield from _facts(("Also called", entry.alt_labels), ("Page", getattr(entry, "url", None)))
        case Credential():
            yield from _prose(entry.description)
            yield from _credential_facts(entry, as_of)
        case Resource():
            yield from _prose(entry.description)
            yield from _resource_facts(entry)


def _article(article: Article) -> _Lines:
    yield from _prose(article.lead)
    for section in article.sections:
        yield _EMPTY
        yield _Line(section.heading, rule="-")
        yield _EMPTY
        yield from _prose(section.body)


def _stage(stage: Stage) -> _Lines:
    yield from _facts(("Place", "alongside the others" if stage.place == "alongside" else f"rung {stage.place}"))
    yield from _prose(stage.summary)
    for title, items in (("Responsibilities", stage.responsibilities), ("Activities", stage.activities)):
        if items:
            yield _Line(f"{title}:")
            yield from (_Line(item, indent=_STEP, bullet="- ") for item in items)
    yield from _facts(
        ("Essential skills", stage.essential_skills),
        ("Helpful skills", stage.helpful_skills),
        ("Roles", stage.roles),
        ("Credentials", stage.credentials),
        ("Resources", stage.resources),
    )
    for transition in stage.leads_to:
        yield _Line(f"Leads to: {transition.stage.label}")
        yield from (evolve(line, indent=line.indent + _STEP) for line in _prose(transition.requirements))


def _credential_facts(credential: Credential, as_of: date | None) -> _Lines:
    yield from _facts(
        ("Also called", credential.alt_labels),
        ("Issuer", credential.issuer),
        ("Fields of study, for example", credential.fields_of_study),
        ("Available from", credential.available_from),
        ("Last available on", credential.last_available_on),
        (f"Status on {as_of}", credential.status_on(as_of) if as_of else None),
        ("Replaced by", credential.replaced_by),
        ("Page", credential.url),
    )


def _resource_facts(resource: Resource) -> _Lines:
    yield from _facts(
        ("Also called", resource.alt_labels),
        ("Authors", resource.authors),
        ("Published", ", ".join(filter(None, (resource.publisher, str(resource.year or ""))))),
        ("ISBN", resource.isbn13),
        ("Free to use in full", {True: "yes", False: "no", None: None}[resource.free]),
        ("Page", resource.url),
    )


def _facts(*facts: tuple[str, object]) -> _Lines:
    """A line for every fact that there is: its name, then its value or values."""
    for name, value in facts:
        values = value if isinstance(value, tuple) else (value,)
        shown = [item.label if isinstance(item, Entry) else str(item) for item in values if item]
        if shown:
            yield _Line(f"{name}: {', '.join(shown)}", hang=_STEP)


def _prose(prose: Prose) -> _Lines:
    for number, block in enumerate(prose.blocks):
        if number:
            yield _EMPTY
        for text, indent, bullet in _commonmark.lines(block):
            yield _Line(text, indent=indent, bullet=bullet)


def _cited(source: Source) -> str:
    parts = (source.title, source.publisher, source.years, source.url)
    return ", ".join(filter(None, parts)) + (f" ({source.authority})" if source.authority else "")
