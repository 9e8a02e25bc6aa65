"""Markdown: CommonMark that every parser reads back as the same headings, text and links.

Nothing in it is raw HTML. As CommonMark has no anchors, a link to an entry
leads to the application's own page of it, or is plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from attrs import frozen

from .. import _commonmark
from .._collection import Collection
from .._passages import Hit
from .._text_safety import printable
from ..guide import Guide
from ..model import Article, Entry, Prose, Source, Stage
from ._facts import Fact, cited, deed, facts, grouped, marked, origin, place, title, web_page
from ._inline import heading, inline, link, paragraph, plain, with_strong_parts
from ._options import Entries, Hits, Links, Options, ReadableContent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

_GREATEST = 999_999_999  # a number of ten digits is no marker
_OTHER = {"-": "+", "+": "-", ".": ")", ")": "."}


@frozen
class _List:
    """A list."""

    items: Sequence[Sequence[_Block]]  # the blocks of each item
    delimiter: str = "-"  # what follows the number of each item; a hyphen if the items have none
    start: int = 1  # the number of the first item
    is_loose: bool = False  # whether there are empty lines between the items


_Block = str | _List
_Blocks = Iterator[_Block]


def render_markdown(item: ReadableContent, options: Options) -> str:
    """An item as a document of CommonMark."""
    page = _Page(Links(item, options, anchors=False), options)
    level = options.heading_level
    match item:
        case Guide():
            return _document(page.guide(item, level))
        case Collection():
            return _document(page.collection(item, level))
        case Entries(entries):
            return _document(chain.from_iterable(page.entry(entry, level) for entry in entries))
        case Hits(hits):
            return _document(chain.from_iterable(page.hit(hit, level) for hit in hits))
        case Prose():
            return _document(page.prose(item))
    return _document(page.entry(item, level))


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
        for group, members in grouped(collection):
            if group:
                yield heading(plain(group.heading), level)
            for entry in members:
                yield from self.entry(entry, level + 1 if group else level)

    def entry(self, entry: Entry, level: int) -> _Blocks:
        """An entry under its heading."""
        yield heading(plain(entry.label), level)
        match entry:
            case Article():
                yield from self.prose(entry.lead)
                for section in entry.sections:
                    yield from self.entry(section, level + 1)
            case Stage():
                yield _text(place(entry))
                yield from self.prose(entry.summary)
                yield from self._facts(entry)
                for transition in entry.leads_to:
                    yield heading(f"Leads to {self._reference(transition.stage)}", level + 1)
                    yield from self.prose(transition.requirements)
            case _:
                yield from self.prose(*entry.prose)
                yield from self._facts(entry)
                yield from _sources(entry)

    def hit(self, hit: Hit, level: int) -> _Blocks:
        """What a search found: the label of the entry, and the snippet with its marked words."""
        yield heading(self._reference(hit.entry), level)
        if hit.snippet:
            yield paragraph(with_strong_parts(marked(hit)))

    def prose(self, *texts: Prose) -> _Blocks:
        """The blocks of some prose, whose links to entries lead to their addresses."""
        for text in texts:
            yield from _prose(text, self.links.to_target)

    def _facts(self, entry: Entry) -> _Blocks:
        if found := facts(entry, self.options.as_of):
            yield _List([self._fact(fact) for fact in found])

    def _fact(self, fact: Fact) -> list[_Block]:
        shown = [self._value(fact, value) for value in fact.values]
        if fact.form == "list":
            return [f"**{fact.label}:**", _List([[paragraph(item)] for item in shown])]
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


# Blocks as lines


def _document(blocks: Iterable[_Block]) -> str:
    """A document of some blocks."""
    return "\n".join(_rows(blocks, is_loose=True)) + "\n"


def _prose(text: Prose, address: _commonmark.Address) -> list[_Block]:
    """The blocks of a prose, whose links lead to the addresses of their targets, or are plain text without one."""
    sources = map(printable, text.blocks)
    return [block for source in sources for block in _level(iter(_commonmark.tokens(source)), address)[0]]


def _level(tokens: Iterator[Token], address: _commonmark.Address) -> tuple[list[_Block], bool]:
    """The blocks up to the end of their list item, and whether there are empty lines between them."""
    found: list[_Block] = []
    is_loose = False
    for token in tokens:
        if token.type == "list_item_close":
            break
        if token.type == "inline":
            found.append(paragraph(inline(token.children or (), address)))
        elif token.type.endswith("list_open"):
            found.append(_listing(token, tokens, address))
        elif token.type == "paragraph_open":
            is_loose |= not token.hidden
    return found, is_loose


def _listing(opening: Token, tokens: Iterator[Token], address: _commonmark.Address) -> _List:
    items = [_level(tokens, address) for _ in iter(lambda: next(tokens).type, opening.type.replace("open", "close"))]
    return _List(
        [blocks for blocks, _ in items],
        delimiter="-" if opening.type == "bullet_list_open" else opening.markup,
        start=int(opening.attrs.get("start", 1)),
        is_loose=any(is_loose for _, is_loose in items),
    )


def _rows(blocks: Iterable[_Block], *, is_loose: bool, avoided: str = "") -> Iterator[str]:
    """The lines of some blocks, with empty lines between them if loose; a first list has another delimiter."""
    for number, block in enumerate(blocks):
        if number and is_loose:
            yield ""
        if isinstance(block, str):
            yield from block.split("\n")
            avoided = ""
        else:
            avoided = _OTHER[avoided] if block.delimiter == avoided else block.delimiter
            yield from _listed(block, avoided)


def _listed(listing: _List, delimiter: str) -> Iterator[str]:
    for number, item in enumerate(listing.items):
        if number and listing.is_loose:
            yield ""
        is_bullet = listing.delimiter == "-"
        marker = delimiter if is_bullet else f"{min(listing.start + number, _GREATEST)}{delimiter}"
        # Three hyphens on a line would be a rule across the page.
        rows = _rows(item, is_loose=listing.is_loose, avoided=delimiter if is_bullet else "")
        yield f"{marker} {next(rows, '')}".rstrip()
        # CommonMark takes four spaces as well as two, and Python-Markdown only four; but in an item that begins with a
        # list, the next item of that list would be inside its first.
        begins_with_list = bool(item) and not isinstance(item[0], str)
        margin = " " * (len(marker) + 1 if begins_with_list else max(len(marker) + 1, 4))
        yield from (f"{margin}{row}" if row else "" for row in rows)
