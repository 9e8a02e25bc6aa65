"""A guide in passages for retrieval, each of which says what it is about and whose facts it carries."""

from __future__ import annotations

from datetime import date

from .._text_safety import printable
from ..guide import Chunk, Guide
from ..model import Article, Entry, Section, Source
from ._facts import quoted, title
from ._options import Options
from ._text import passage


def chunks(guide: Guide, as_of: date | None) -> tuple[Chunk, ...]:
    """The passages of a guide, in its order."""
    day = Options(as_of=as_of).as_of
    return tuple(_chunk(guide, entry, day) for entry in guide)


def _chunk(guide: Guide, entry: Entry, as_of: date | None) -> Chunk:
    sources = _sources(guide, entry)
    source = "; ".join(map(quoted, sources))
    return Chunk(
        ref=entry.ref,
        breadcrumb=tuple(map(_line, _breadcrumb(guide, entry))),
        text=passage(entry, as_of),
        source=_line(source),
        sources=sources,
    )


def _breadcrumb(guide: Guide, entry: Entry) -> tuple[str, ...]:
    match entry:
        case Article():
            return guide.title, entry.label
        case Section():
            return guide.title, guide.article.label, entry.label
    return guide.title, title(guide, entry.collection or ""), entry.label


def _sources(guide: Guide, entry: Entry) -> tuple[Source, ...]:
    """The sources of an entry, or else of what it stands in."""
    if own := getattr(entry, "sources", ()):
        return tuple(own)
    of_article = guide.article.source if isinstance(entry, Article | Section) else None
    source = of_article or guide.source
    return (source,) if source else ()


def _line(text: str) -> str:
    return printable(text).replace("\n", " ")
