"""What is kept of an entry when its document has been checked: its names, and what it refers to."""

from __future__ import annotations

import re
from typing import NamedTuple

from .._entries import RawEntry
from ._forms import id_of

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


class Link(NamedTuple):
    """A link in prose.

    Attributes:
        pointer: The block it stands in.
        target: Where it leads.
        number: Which of the links with this target in the block it is, counted from 0.
        total: How many there are.
        years: The years that the whole text gives; for a mention of a credential only.
    """

    pointer: str
    target: str
    number: int
    total: int
    years: tuple[str, ...]


class Outline(NamedTuple):
    """An entry, as far as other documents may be concerned.

    Attributes:
        kind: Its kind.
        ref: The ref that it bears.
        pointer: Its place in the document.
        names: The refs that lead to it, each behind its place.
        labels: What people call it.
        references: The refs that its fields name, each behind its place.
        links: The links in its prose.
        place: A stage's place on the ladder, as the data has it.
        last_available_on: The last day of a credential, as the data has it.
    """

    kind: str
    ref: str
    pointer: str
    names: list[tuple[str, str]]
    labels: list[str]
    references: list[tuple[str, str]]
    links: list[Link]
    place: object
    last_available_on: object


def outline(raw: RawEntry, links: list[Link]) -> Outline:
    """The outline of an entry.

    Args:
        raw: The entry.
        links: The links in its prose.
    """
    place = raw.value.get("place") if raw.kind == "stage" else None
    last_day = raw.value.get("last_available_on") if raw.kind == "credential" else None
    ref = raw.ref
    meant = _as_meant(ref)
    names = [(pointer, meant if name == ref else _as_meant(name)) for pointer, name in raw.names]
    labels, references = list(raw.labels), list(raw.references)
    return Outline(raw.kind, meant, raw.pointer, names, labels, references, links, place, last_day)


def _as_meant(ref: str) -> str:
    """A ref with its id in the form of one, if it is not: others refer to what it will be."""
    kind, _, id = ref.partition(":")
    return ref if not id or _ID.fullmatch(id) else f"{kind}:{id_of(id) or id}"
