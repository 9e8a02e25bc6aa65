"""What every format shows around the prose: the facts of an entry, titles, sources, and the credit of a guide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Literal

from attrs import fields, frozen

from .._fields import Field, own_fields
from .._passages import Hit
from ..guide import Guide
from ..model import (
    COLLECTION_CLASSES,
    Article,
    Category,
    Credential,
    Entry,
    Question,
    QuestionGroup,
    Section,
    Source,
    Stage,
)

Form = Literal["line", "list", "address", "status"]

_DEEDS = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}

# The status of a credential follows the dates that it is derived from.
_LAST_DATE = fields(Credential).last_available_on.name


@frozen
class Fact:
    """A fact with its label."""

    label: str  # what it is called
    values: tuple[Entry | date | str, ...]  # its values
    form: Form = "line"  # whether the values are shown on one line or as a list, or are a web address or a status


def facts(entry: Entry, as_of: date | None) -> list[Fact]:
    """The facts of an entry on a day, in the order of its fields, with web addresses last.

    Fields with the same label are one fact, such as the publisher and the year of a book.
    """
    found: dict[str, Fact] = {}
    for name, label, form in _shown_fields(entry.kind):
        if values := _values(getattr(entry, name)):
            earlier = found[label].values if label in found else ()
            found[label] = Fact(label, (*earlier, *values), form)
        if as_of and isinstance(entry, Credential) and name == _LAST_DATE:
            status = f"Status on {as_of}"
            found[status] = Fact(status, (entry.status_on(as_of),), "status")
    return list(found.values())


@cache
def _shown_fields(kind: str) -> tuple[tuple[str, str, Form], ...]:
    """The name, label and form of each field that is shown as a fact."""
    in_order = sorted(own_fields(kind), key=lambda field: field.format == "url")
    return tuple(
        (field.name, field.label, _form(field))
        for field in in_order
        if field.label and field.format not in ("prose", "object")
    )


def _form(field: Field) -> Form:
    return "list" if field.metadata.get("list") else "address" if field.format == "url" else "line"


def title(guide: Guide, collection: str) -> str:
    """The heading above a collection of a guide."""
    return (guide.faq_heading if collection == "faq" else None) or default_title(collection)


def default_title(collection: str) -> str:
    """The heading above a collection whose guide has no other: the kind of its entries in the plural."""
    entry_class = COLLECTION_CLASSES.get(collection)
    return (f"{entry_class.kind}s" if entry_class else collection).capitalize()


def grouped(entries: Iterable[Entry]) -> list[tuple[QuestionGroup | None, list[Entry]]]:
    """Some entries by their groups, in the order of the first entry of each; those without a group come first."""
    found: dict[QuestionGroup | None, list[Entry]] = {None: []}
    for entry in entries:
        found.setdefault(getattr(entry, "group", None), []).append(entry)
    return [(group, members) for group, members in found.items() if members]


def place(stage: Stage) -> str:
    """The place of a stage, in words."""
    return "Alongside the other stages" if stage.place == "alongside" else f"Stage {stage.place}"


def marked(hit: Hit) -> list[tuple[str, bool]]:
    """The parts of the snippet of a hit, and whether each is marked."""
    parts, shown = [], 0
    for start, end in hit.ranges:
        parts += [(hit.snippet[shown:start], False), (hit.snippet[start:end], True)]
        shown = end
    parts.append((hit.snippet[shown:], False))
    return [(text, is_marked) for text, is_marked in parts if text]


def web_page(url: str | None) -> str | None:
    """An address that a link may lead to; nothing for any other."""
    return url if url and url.startswith(("http://", "https://")) else None


def cited(source: Source) -> str:
    """A source as it is quoted, without its address."""
    parts = (source.title, source.publisher, source.years)
    return ", ".join(filter(None, parts))


def quoted(source: Source) -> str:
    """A source as it is quoted in plain text, with its address."""
    address = f", {source.url}" if source.url else ""
    return f"{cited(source)}{address}" + (f" ({source.authority})" if source.authority else "")


def _values(value: Any) -> tuple[Entry | date | str, ...]:
    """The values of a field as they are shown; none if the field is empty."""
    if value is None or value == "":
        return ()
    return tuple(map(_shown, value)) if isinstance(value, tuple) else (_shown(value),)


def _shown(value: Any) -> Entry | date | str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | Category) else value


def credit(guide: Guide) -> str:
    """The credit and licence line of a guide, as plain text."""
    return f"{origin(guide)}Text under the licence {guide.license}."


def origin(guide: Guide) -> str:
    """The sources of the facts of a guide, as a sentence that ends with a space; empty if it has none."""
    source = guide.source
    named = "the sources named with each entry" if any(getattr(entry, "sources", ()) for entry in guide) else ""
    whole = f"“{source.title}”{cited(source).removeprefix(source.title)}" if source else ""
    joined = ", and from ".join(filter(None, (whole, named)))
    return f"Facts from {joined}. " if joined else ""


def sources(guide: Guide, entry: Entry) -> tuple[Source, ...]:
    """The sources of an entry in a guide: its own, and those of what it is in.

    The sections of an article and the questions in no group also have the facts
    of the source of the whole; it speaks for any other entry only if that has no
    sources of its own, and never for a question in a group.
    """
    own: tuple[Source, ...] = getattr(entry, "sources", ())
    of_article = guide.article.source if isinstance(entry, Article | Section) else None
    whole = of_article or guide.source
    has_whole = isinstance(entry, Section) if own else True
    if isinstance(entry, Question):
        has_whole = entry.group is None
    return (whole, *own) if whole and has_whole else own


def deed(guide: Guide) -> str | None:
    """The address of the licence of a guide, if it is known."""
    return _DEEDS.get(guide.license)
