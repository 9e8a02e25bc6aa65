"""Where a link to an entry leads: to the application's own page of it, to its place on this page, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from urllib.parse import quote

from attrs import field, frozen

from .. import _commonmark
from .._collection import Collection
from ..guide import Guide
from ..model import ENTRY_CLASSES, Article, Entry
from ._options import Options, Renderable


@frozen
class _Mentioned(Entry):
    """An entry that prose mentions, where no more of it is at hand than its name."""

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

    def __init__(self, item: Renderable, options: Options, *, anchors: bool = True) -> None:
        self._link = options.link
        self._anchors = anchors
        self._prefix = options.id_prefix
        rendered = list(_rendered(item))
        self._here = {ref: entry for entry in rendered for ref in entry.refs} | {entry.ref: entry for entry in rendered}
        self._known = self._here if isinstance(item, Guide) else {**_referred(self._here), **self._here}

    def anchor(self, entry: Entry) -> str:
        """The id of the element that holds an entry."""
        return anchor(entry, self._prefix)

    def to_entry(self, entry: Entry) -> str | None:
        """Where a link to an entry leads; nothing where it has no address and is not on this page.

        Raises:
            ValueError: The application's function gave what is no address for the web.
        """
        address = self.to_page(entry)
        if address is not None:
            return address
        return f"#{self.anchor(self._here[entry.ref])}" if self._anchors and self.shows(entry) else None

    def to_page(self, entry: Entry) -> str | None:
        """The application's own address of an entry, if it has one.

        Raises:
            ValueError: The application's function gave what is no address for the web.
        """
        address = self._link(entry) if self._link else None
        return None if address is None else _checked(address, entry)

    def shows(self, entry: Entry) -> bool:
        """Whether an entry is on this page."""
        return entry.ref in self._here

    def known(self, ref: str) -> Entry | None:
        """The entry that a ref leads to, if more of it is at hand than the ref."""
        return self._known.get(ref)

    def to_target(self, target: str) -> str | None:
        """Where a link in prose leads; nothing where it must be plain text."""
        if _commonmark.is_web_address(target):
            return target
        kind, _, id = target.partition(":")
        if kind not in ENTRY_CLASSES or not _commonmark.is_ref(target):
            return None
        return self.to_entry(self._known.get(target) or _Mentioned(kind=kind, id=id))


def anchor(entry: Entry, id_prefix: str) -> str:
    """The id of the element that holds an entry."""
    return f"{id_prefix}{entry.kind}-{part_of_id(entry.id)}"


def part_of_id(name: str) -> str:
    """A name as it stands in the id of an element, whatever characters it has."""
    return quote(name, safe="", errors="backslashreplace")


def _rendered(item: Renderable) -> Iterator[Entry]:
    match item:
        case Guide() | Collection():
            yield from item
        case Article():
            yield item
            yield from item.sections
        case _:
            yield item


def _referred(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Every entry that some entries lead to by their fields, by ref."""
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
