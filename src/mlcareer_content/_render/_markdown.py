"""Markdown: CommonMark that every parser reads back as the same headings, text and links.

Nothing in it is raw HTML. As CommonMark has no anchors, a link to an entry
leads to the application's own page of it, or is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from .._collection import Collection
from ..guide import Guide
from ..model import Article, Entry, Prose, Source, Stage
from ._blocks import Block, Listing, document, prose
from ._facts import Fact, cited, deed, facts, origin, place, title, web_page
from ._inline import heading, link, paragraph, plain
from ._links import Links
from ._options import Options, Renderable

_Blocks = Iterator[Block]


def render_markdown(item: Renderable, options: Options) -> str:
    """An item as a document of CommonMark."""
    page = _Page(Links(item, options, anchors=False), options)
    level = options.heading_level
    match item:
        case Guide():
            return document(page.guide(item, level))
        case Collection():
            return document(page.collection(item, level))
    return document(page.entry(item, level))


@frozen
class _Page:
    """The blocks of one rendering, which share its links and its options."""

    links: Links
    options: Options

    def guide(self, guide: Guide, level: int) -> _Blocks:
        """A whole guide, with its credit and licence."""
        if guide.back_link:
            yield _text(guide.back_link.label)
        yield heading(plain(guide.title), level)
        yield from self.entry(guide.article, level + 1)
        for collection in guide.collections:
            if collection:
                yield heading(plain(title(guide, collection.kind)), level + 1)
                yield from self.collection(collection, level + 2)
        if guide.share_prompt:
            yield _text(guide.share_prompt)
        yield _credit(guide)

    def collection(self, collection: Collection[Entry], level: int) -> _Blocks:
        """The entries of a collection, one after the other."""
        for entry in collection:
            yield from self.entry(entry, level)

    def entry(self, entry: Entry, level: int) -> _Blocks:
        """An entry under its heading."""
        yield heading(plain(entry.label), level)
        match entry:
            case Article():
                yield from self._prose(entry.lead)
                for section in entry.sections:
                    yield from self.entry(section, level + 1)
            case Stage():
                yield _text(place(entry))
                yield from self._prose(entry.summary)
                yield from self._facts(entry)
                for transition in entry.leads_to:
                    yield heading(f"Leads to {self._reference(transition.stage)}", level + 1)
                    yield from self._prose(transition.requirements)
            case _:
                yield from self._prose(*entry.prose)
                yield from self._facts(entry)
                yield from _sources(entry)

    def _prose(self, *texts: Prose) -> _Blocks:
        for text in texts:
            yield from prose(text, self.links.to_target)

    def _facts(self, entry: Entry) -> _Blocks:
        if found := facts(entry, self.options.as_of):
            yield Listing([self._fact(fact) for fact in found])

    def _fact(self, fact: Fact) -> list[Block]:
        shown = [self._value(fact, value) for value in fact.values]
        if fact.form == "list":
            return [f"**{fact.label}:**", Listing([[paragraph(item)] for item in shown])]
        return [f"**{fact.label}:** {', '.join(shown)}"]

    def _value(self, fact: Fact, value: Entry | date | str) -> str:
        match value:
            case Entry():
                return self._reference(value)
            case date():
                return str(value)
        return _address(value) if fact.form == "address" else plain(value)

    def _reference(self, entry: Entry) -> str:
        address = self.links.to_entry(entry)
        return plain(entry.label) if address is None else link(plain(entry.label), address)


def _text(text: str) -> str:
    return paragraph(plain(text))


def _address(url: str) -> str:
    """A web address as a link; anything else as text."""
    return link(plain(url), url) if web_page(url) else plain(url)


def _sources(entry: Entry) -> _Blocks:
    """Where the facts of an entry come from, and when they were checked."""
    checked_on = getattr(entry, "checked_on", None)
    quoted = "; ".join(map(_source, getattr(entry, "sources", ())))
    said = [f"Checked on {checked_on}." if checked_on else "", f"Sources: {quoted}." if quoted else ""]
    if any(said):
        yield " ".join(filter(None, said))


def _source(source: Source) -> str:
    name = plain(cited(source))
    url = web_page(source.url)
    linked = link(name, url) if url else name
    return f"{linked} ({plain(source.authority)})" if source.authority else linked


def _credit(guide: Guide) -> str:
    licence, address = plain(guide.license), deed(guide)
    source = origin(guide)
    text = f"Text under the licence {link(licence, address) if address else licence}."
    return f"{_text(source.rstrip())} {text}" if source else text
