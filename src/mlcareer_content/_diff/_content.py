"""Compare two guides: which entries are the same, and which refs, entries and orders changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from .._entries import RawEntry, Value, header, take_apart
from .._fields import name_fields
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ._changes import Added, Change, FieldChanged, Reassigned, Removed, Renamed, Reordered, Reworded
from ._entry_changes import entry_changes, json_of
from ._text_diff import moved

# `_fields` describes the fields of entries; these belong to the guide itself.
_GUIDE_TEXTS = ("title", "share_prompt", "faq_heading")


class _Entries:
    """The entries of a guide by their refs.

    Args:
        guide: The guide, as a document.
    """

    def __init__(self, guide: Value) -> None:
        self.own = {raw.ref: raw for raw in take_apart("", guide)}
        self.former: dict[str, str] = {}
        for raw in self.own.values():
            for ref in _former_refs(raw):
                self.former.setdefault(ref, raw.ref)

    def resolve(self, ref: str) -> str | None:
        """The present ref of the entry that a ref leads to; an id takes precedence over a former one."""
        return ref if ref in self.own else self.former.get(ref)


class Matching:
    """The entries of two guides, and which of them are the same.

    `former_ids` take precedence over ids: so entries that swap their ids are
    not confused with entries that were rewritten.

    Args:
        old: The old guide, as a document.
        new: The new guide, as a document.
    """

    def __init__(self, old: Value, new: Value) -> None:
        self.old = _Entries(old)
        self.new = _Entries(new)

    def new_ref(self, ref: str) -> str | None:
        """The ref that an entry of the old guide has in the new one."""
        return self.new.former.get(ref) or (ref if ref in self.new.own else None)

    def present(self, ref: str) -> str:
        """The new ref of what a ref of the old guide leads to; the same ref if it leads nowhere."""
        return self.new_ref(self.old.resolve(ref) or ref) or ref

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The old ref of every entry in both guides, by its new ref; of merged entries, the one that kept its id."""
        found: dict[str, str] = {}
        for ref in self.old.own:
            new_ref = self.new_ref(ref)
            if new_ref and (new_ref == ref or new_ref not in found):
                found[new_ref] = ref
        return found


def content_changes(old: Value, new: Value) -> tuple[Change, ...]:
    """The changes between two guides, which are documents whose entries have ids."""
    matching = Matching(old, new)
    compared = (
        change
        for new_ref, ref in matching.pairs.items()
        for change in entry_changes(matching.old.own[ref], matching.new.own[new_ref], matching.present)
    )
    return tuple(
        chain(
            _guide_changes(old, new),
            _lost_refs(matching),
            _added(matching),
            _renamed(matching),
            compared,
            _more_former_ids(matching),
            _reordered(f"guide:{new.get('id')}", matching),
        )
    )


def _label(raw: RawEntry) -> str:
    return str(raw.value.get(name_fields(raw.kind)[0][0], ""))


def _former_refs(raw: RawEntry) -> list[str]:
    return [ref for pointer, ref in raw.names if not pointer.endswith("/id")]


def _guide_changes(old: Value, new: Value) -> Iterator[Change]:
    before, after = header(old), header(new)
    ref = f"guide:{after.get('id')}"
    if before.get("id") != after.get("id"):
        yield Removed(f"guide:{before.get('id')}", str(before.get("title", "")))
    for name in dict.fromkeys((*before, *after)):
        if name != "id" and before.get(name) != after.get(name):
            if name in _GUIDE_TEXTS:
                yield Reworded(ref, name, str(before.get(name) or ""), str(after.get(name) or ""))
            else:
                yield FieldChanged(ref, name, json_of(before.get(name)), json_of(after.get(name)))


def _lost_refs(matching: Matching) -> Iterator[Change]:
    """The refs of the old guide that lead to no entry, or to another one."""
    for ref in dict.fromkeys((*matching.old.own, *matching.old.former)):
        entry = matching.old.own[matching.old.resolve(ref) or ref]
        expected, found = matching.new_ref(entry.ref), matching.new.resolve(ref)
        if found is None and (expected or ref == entry.ref):
            yield Removed(ref, _label(entry), _moved_to(ref, matching))
        elif found is not None and found != expected:
            yield Reassigned(ref, entry.ref, _label(entry), found, _label(matching.new.own[found]))


def _moved_to(ref: str, matching: Matching) -> str | None:
    id = ref.partition(":")[2]
    refs = (f"{kind}:{id}" for kind in ENTRY_CLASSES)
    return next((other for other in refs if other in matching.new.own and other not in matching.pairs), None)


def _added(matching: Matching) -> Iterator[Change]:
    for ref, raw in matching.new.own.items():
        if ref not in matching.pairs:
            yield Added(ref, _label(raw))


def _renamed(matching: Matching) -> Iterator[Change]:
    for ref in matching.old.own:
        new_ref = matching.new_ref(ref)
        if new_ref and new_ref != ref:
            yield Renamed(new_ref, ref)


def _more_former_ids(matching: Matching) -> Iterator[Change]:
    """Former ids that lead to no entry of the old guide."""
    known = {*matching.old.own, *matching.old.former}
    for new_ref, ref in matching.pairs.items():
        new = matching.new.own[new_ref]
        if not known.issuperset(_former_refs(new)):
            before = matching.old.own[ref].value.get("former_ids")
            yield FieldChanged(new_ref, "former_ids", json_of(before), json_of(new.value["former_ids"]))


def _reordered(guide: str, matching: Matching) -> Iterator[Change]:
    collections = {entry_class.kind: name for name, entry_class in COLLECTION_CLASSES.items()} | {"section": "sections"}
    places = {ref: place for place, ref in enumerate(matching.old.own)}
    for kind, name in collections.items():
        after = [ref for ref, raw in matching.new.own.items() if raw.kind == kind and ref in matching.pairs]
        before = sorted(after, key=lambda ref: places[matching.pairs[ref]])
        if before != after:
            yield Reordered(guide, name, moved(before, after))
