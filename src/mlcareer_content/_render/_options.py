"""What can be rendered, the options of `render`, and where links lead with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import NoReturn
from urllib.parse import quote

from attrs import field, frozen

from .. import _commonmark
from .._collection import Collection
from .._passages import Hit
from ..exceptions import require_day, require_integer, require_string
from ..guide import Guide
from ..model import ENTRY_CLASSES, Article, Entry, Prose


@frozen
class Entries:
    """Several entries of any kind, each once."""

    entries: tuple[Entry, ...]


@frozen
class Hits:
    """What a search found."""

    hits: tuple[Hit, ...]


#: What `render` takes; a guide and a collection are iterables of entries.
Renderable = Entry | Prose | Hit | Iterable[Entry] | Iterable[Hit]
#: What is rendered from it by every format, and by those for readers.
Content = Guide | Collection[Entry] | Entry | Entries
ReadableContent = Content | Prose | Hits
LinkFunction = Callable[[Entry], str | None]

DEEPEST_HEADING = 6  # of HTML and of CommonMark

_NARROWEST = 20
_PREFIX = re.compile("([A-Za-z][A-Za-z0-9_-]*)?")


@frozen(kw_only=True)
class Options:
    """How something is rendered; each format uses the options that concern it."""

    link: LinkFunction | None = None  # the address of an entry in the embedding application, if it has one there
    as_of: date | None = None  # the day for which the status of credentials is shown
    heading_level: int = 2  # the level of the topmost heading, from 1 to 6
    id_prefix: str = "mlc-"  # what the ids of elements begin with
    width: int = 80  # the length of the longest line, in columns of a terminal

    def __attrs_post_init__(self) -> None:
        """Refuse values that no renderer can use."""
        if self.link is not None and not callable(self.link):
            raise TypeError(f"link must be a function from an entry to a URL, not {type(self.link).__name__}")
        if self.as_of is not None:
            require_day("as_of", self.as_of)
        require_integer("heading_level", self.heading_level)
        if not 1 <= self.heading_level <= DEEPEST_HEADING:
            raise ValueError(f"heading_level must be from 1 to {DEEPEST_HEADING}, not {self.heading_level}")
        require_string("id_prefix", self.id_prefix)
        if not _PREFIX.fullmatch(self.id_prefix):
            raise ValueError(
                f"id_prefix is a letter, then letters, digits, hyphens and underscores, not {self.id_prefix[:100]!r}"
            )
        require_integer("width", self.width)
        if self.width < _NARROWEST:
            raise ValueError(f"width must be at least {_NARROWEST}, not {self.width}")


@frozen
class _Mentioned(Entry):
    """An entry that prose mentions, of which only the ref is known."""

    kind: str = field(kw_only=True)  # type: ignore[misc]  # a class variable of every other entry

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"no {name} is known of {self.ref}, which the prose mentions and this page does not show; "
            "let link ask for kind, id and ref only, or look the entry up: guide[entry.ref]"
        )


class Links:
    """The links of one rendering.

    Args:
        item: What is rendered.
        options: How.
        anchors: Whether the page has places that a link can lead to.
    """

    def __init__(self, item: ReadableContent, options: Options, *, anchors: bool = True) -> None:
        self._link = options.link
        self._anchors = anchors
        self._prefix = options.id_prefix
        rendered = list(_rendered(item))
        self._here = {ref: entry for entry in rendered for ref in entry.refs} | {entry.ref: entry for entry in rendered}
        self._known = self._here if isinstance(item, Guide) else {**_referred(self._here), **self._here}

    def anchor(self, entry: Entry) -> str:
        """The id of the element that holds an entry."""
        return anchor(entry.kind, entry.id, self._prefix)

    def to_entry(self, entry: Entry) -> str | None:
        """The address of an entry: the application's own, or its place on this page, or none."""
        address = self.to_page(entry)
        if address is None and self._anchors and self.shows(entry):
            return f"#{self.anchor(self._here[entry.ref])}"
        return address

    def to_page(self, entry: Entry) -> str | None:
        """The application's own address of an entry, if it has one.

        Raises:
            ValueError: The application's function returned something else than a web address.
        """
        address = self._link(entry) if self._link else None
        return None if address is None else _checked(address, entry)

    def shows(self, entry: Entry) -> bool:
        """Whether an entry is on this page."""
        return entry.ref in self._here

    def known(self, ref: str) -> Entry | None:
        """The entry with a ref, if it or an entry that refers to it is on this page."""
        return self._known.get(ref)

    def to_target(self, target: str) -> str | None:
        """The address for the target of a link in prose; none if the link must be plain text."""
        if _commonmark.is_web_address(target):
            return target
        kind, _, id = target.partition(":")
        if kind not in ENTRY_CLASSES or not _commonmark.is_ref(target):
            return None
        return self.to_entry(self._known.get(target) or _Mentioned(kind=kind, id=id))


def anchor(kind: str, id: str, id_prefix: str) -> str:
    """The id of the element that holds the entry of a kind with an id."""
    return f"{id_prefix}{kind}-{part_of_id(id)}"


def part_of_id(name: str) -> str:
    """A name as a part of the id of an element, whatever characters it has."""
    return quote(name, safe="", errors="backslashreplace")


def content_of(item: object) -> ReadableContent:
    """The content of an argument of `render`.

    Raises:
        TypeError: The argument cannot be rendered.
    """
    if isinstance(item, Guide | Collection | Entry | Prose):
        return item
    if isinstance(item, Hit):
        return Hits((item,))
    found = type(item).__name__
    if isinstance(item, Iterable) and not isinstance(item, str | bytes | Mapping):
        items = tuple(item)
        if all(isinstance(one, Entry) for one in items):
            return Entries(_each_once(items))
        if all(isinstance(one, Hit) for one in items):
            return Hits(items)
        found += f" of {' and '.join(dict.fromkeys(type(one).__name__ for one in items))}"
    raise TypeError(
        f"render takes a guide, a collection, an entry, prose, a hit, several entries or several hits, not {found}"
    )


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without repetitions, and without the sections of an article that is one of them."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.ref, entry)
    inside = {section.ref for entry in found.values() if isinstance(entry, Article) for section in entry.sections}
    return tuple(entry for ref, entry in found.items() if ref not in inside)


def _rendered(item: ReadableContent) -> Iterable[Entry]:
    """The entries whose whole content is rendered."""
    match item:
        case Guide() | Collection():
            return item
        case Entries(entries):
            return chain.from_iterable(map(_rendered, entries))
        case Article():
            return (item, *item.sections)
        case Entry():
            return (item,)
    return ()


def _referred(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The entries that the fields of some entries lead to, directly or through others, by ref."""
    found: dict[str, Entry] = {}
    waiting = list(entries.values())
    while waiting:
        for entry in waiting.pop().references:
            if entry.ref not in found:
                found |= dict.fromkeys(entry.refs, entry)
                waiting.append(entry)
    return found


def _checked(address: object, entry: Entry) -> str:
    if not isinstance(address, str):
        raise TypeError(f"link gave {type(address).__name__} for {entry.ref}; an address is a string, or None")
    scheme, colon, _ = address.partition(":")
    is_relative = not colon or any(mark in scheme for mark in "/?#")
    if address.isprintable() and (is_relative or _commonmark.is_web_address(address)):
        return address
    raise ValueError(
        f"link gave {address[:100]!r} for {entry.ref}; "
        "an address is relative, or begins with http://, https:// or mailto:"
    )
