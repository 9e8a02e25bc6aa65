"""Which entry of a new guide is which of an old one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from .._entries import RawEntry, Value, take_apart


class Entries:
    """The entries of a guide by their names.

    Args:
        guide: The guide, as a document.
    """

    def __init__(self, guide: Value) -> None:
        self.own = {raw.ref: raw for raw in take_apart("", guide)}
        self.former: dict[str, str] = {}
        for raw in self.own.values():
            for name in former_refs(raw):
                self.former.setdefault(name, raw.ref)

    def leads_to(self, name: str) -> str | None:
        """The ref of the entry that a name leads to: an id comes before a former one."""
        return name if name in self.own else self.former.get(name)

    @property
    def names(self) -> Iterator[str]:
        """Every name that leads to an entry, each once."""
        return iter(dict.fromkeys((*self.own, *self.former)))


def former_refs(raw: RawEntry) -> list[str]:
    """The refs of the former ids of an entry."""
    return [name for pointer, name in raw.names if not pointer.endswith("/id")]


class Matching:
    """The entries of two guides, and which are the same.

    An entry says by its `former_ids` what it was; without that, it is what bore its id. So two entries that swap their
    ids are told apart from two that were rewritten.

    Args:
        old: The entries of the old guide.
        new: The entries of the new guide.
    """

    def __init__(self, old: Entries, new: Entries) -> None:
        self.old = old
        self.new = new

    def now(self, ref: str) -> str | None:
        """The ref that an entry of the old guide has in the new one."""
        return self.new.former.get(ref) or (ref if ref in self.new.own else None)

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The old ref of every entry that is in both, by its new one; of a merger, the one that it kept."""
        found: dict[str, str] = {}
        for ref in self.old.own:
            now = self.now(ref)
            if now and (now == ref or now not in found):
                found[now] = ref
        return found
