"""`Hit` and `Chunk`: what a search finds in a guide, and the passages that it consists of."""

from __future__ import annotations

from attrs import field, frozen

from .model import Entry, Source


@frozen
class Hit:
    """An entry that a search found.

    Attributes:
        entry: The entry.
        score: How well it matches; larger is better, and comparable within one answer only.
        snippet: The part of the entry's text that matches best.
        ranges: Where words are marked in the snippet: start and end, in code points, the end exclusive.

    .. versionadded:: 0.1.0
    """

    entry: Entry = field(repr=lambda entry: f"<{entry.ref}>")
    score: float
    snippet: str
    ranges: tuple[tuple[int, int], ...]


@frozen(kw_only=True)
class Chunk:
    """A self-contained passage of a guide, for programs that retrieve and quote it.

    Attributes:
        ref: The ref of its entry.
        kind: The kind of its entry, such as ``skill``.
        label: The title, name, heading or question of its entry.
        language: The language of its text, as a BCP 47 tag.
        breadcrumb: Labels, from the guide's title down to the entry's.
        text: Plain text: label, prose and facts, each paragraph on one line.
        source: The sources of its facts as a line to print below; empty if they are not known.
        sources: The same as values: the entry's own sources, or else the article's or the guide's.

    .. versionadded:: 0.1.0
    """

    ref: str
    kind: str
    label: str
    language: str
    breadcrumb: tuple[str, ...]
    text: str
    source: str
    sources: tuple[Source, ...]
